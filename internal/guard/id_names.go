package guard

import "strings"

var titles = set("mr", "mrs", "ms", "miss", "mx", "mister", "missus", "señor", "senor", "senora", "señora", "herr", "frau", "monsieur", "madame", "mme", "signor", "signora", "sra", "shri", "smt", "madam", "hr", "hrn", "dhr", "fru", "mlle", "srta", "sr", "señorita", "senorita", "mevrouw", "signora", "don", "doña", "pani", "auntie", "aunty", "uncle", "rev", "reverend", "sgt", "sergeant", "capt", "captain", "col", "colonel", "lt", "lieutenant", "cpl", "pvt", "maj", "judge", "rabbi", "pastor", "imam", "deacon", "officer", "lord", "baroness")

// Titles that are words or short forms too: they need a capital letter.
var abroad = set("hr", "hrn", "dhr", "fru", "sr", "don", "pani", "uncle", "rev", "reverend", "sgt", "sergeant", "capt", "captain", "col", "colonel", "lt", "lieutenant", "cpl", "pvt", "maj", "judge", "rabbi", "pastor", "imam", "deacon", "officer", "lord")

var clinicians = set("dr", "drs", "doctor", "prof", "professor", "nurse", "attending", "surgeon", "oncologist", "cardiologist", "consultant", "fellow", "np", "rn", "docteur", "doktor", "pharmacist")
var particles = set("de", "la", "del", "van", "von", "der", "den", "bin", "ibn", "al", "el", "da", "dos", "di", "le", "du", "st", "mac", "ter", "ben", "y", "della", "das", "los", "las", "o")

// names finds names of persons: after a title or a cue, beside an age, or as a
// known first name with a family name or a statement about a person.
func (f *finder) names() {
	shout := f.mostlyCaps()
	n := namer{finder: f, shout: shout, titled: f.mostlyTitled()}
	n.clinicians()
	for i := range f.toks {
		if !f.taken[i] && f.toks[i].kind == kindWord {
			n.title(i)
		}
	}
	for _, m := range f.cues {
		if m.rule.group == "cue" && m.rule.kind == KindName {
			n.afterCue(m)
		}
	}
	for i := range f.toks {
		if !f.taken[i] && f.toks[i].kind != kindMark {
			n.loose(i)
		}
	}
	n.learned()
}

func (f *finder) mostlyCaps() bool {
	caps, words := 0, 0
	for _, t := range f.toks {
		if t.kind == kindWord && len(t.text) > 1 {
			words++
			if t.caps {
				caps++
			}
		}
	}
	return words >= 4 && caps*10 >= words*7
}

// mostlyTitled reports a message that is written Like A Heading.
func (f *finder) mostlyTitled() bool {
	upper, words := 0, 0
	for _, t := range f.toks {
		if t.kind == kindWord && len(t.text) > 3 {
			words++
			if t.upper {
				upper++
			}
		}
	}
	return words >= 3 && upper*10 >= words*7
}

// namer finds names in one message.
type namer struct {
	*finder
	shout  bool // the message is in capitals, which then say nothing
	titled bool // most words of the message begin with a capital
	about  []string
}

func (n *namer) first(i int) bool { return n.lex.sets["first"][bare(n.at(i))] }

func (n *namer) last(i int) bool {
	return n.lex.sets["last"][bare(n.at(i))] || i >= 0 && i < len(n.toks) && n.toks[i].upper && builtLikeSurname(n.at(i))
}

// Endings of family names that no English or medical word has.
var surnameEnds = []string{"owski", "ewski", "inski", "ynski", "wicz", "czyk", "enko", "ovich", "evich", "ovic", "oglu", "poulos", "shvili", "sson", "dottir", "qvist", "quist", "swamy", "murthy", "escu", "nejad", "auskas", "akova", "ukova", "ijevic", "adze"}

// builtLikeSurname reports whether a word that no list knows is made like a
// family name: O'Shaughnessy, McAllister, Wojnarowski.
func builtLikeSurname(w string) bool {
	w = strings.TrimSuffix(w, "'s")
	if len(w) > 4 && strings.HasPrefix(w, "o'") || len(w) > 5 && strings.HasPrefix(w, "mc") {
		return true
	}
	if len(w) < 7 {
		return false
	}
	for _, e := range surnameEnds {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// sure is a first name that is no ordinary word.
func (n *namer) sure(i int) bool {
	return n.first(i) && !n.lex.sets["ambiguous"][bare(n.at(i))]
}

// bare drops a possessive.
func bare(w string) string {
	w = strings.TrimSuffix(w, "'s")
	return strings.ReplaceAll(w, "'", "")
}

// upper reports a capital letter that means something.
func (n *namer) upper(i int) bool {
	return i >= 0 && i < len(n.toks) && n.toks[i].upper && !n.shout
}

// plain reports whether token i can be no name: an ordinary or medical word.
func (n *namer) plain(i int) bool {
	if i < 0 || i >= len(n.toks) || n.toks[i].kind != kindWord || n.toks[i].several {
		return true
	}
	w := bare(n.toks[i].text)
	if n.lex.inSet(w, "everyday", "products") || n.lex.sets["acronyms"][w] && (n.toks[i].caps || !n.upper(i)) && !n.last(i) {
		return true
	}
	return strings.Contains(n.toks[i].text, "n't") || medical(w) && !n.lex.inSet(w, "first", "last")
}

// medical tells a clinical word by its ending.
func medical(w string) bool {
	if len(w) < 6 {
		return false
	}
	for _, e := range []string{"emia", "itis", "oma", "omas", "osis", "uria", "pnea", "algia", "penia", "pathy", "tension", "tensive", "cardia", "rrhea", "tion", "sion", "ology", "mab", "nib", "leukin", "cept", "statin", "cillin", "mycin", "azole", "pril", "sartan", "platin", "taxel", "rubicin", "prazole", "setron", "parin", "vir", "therapy", "scopy", "graphy", "ectomy", "plasty", "ological", "static", "itic", "toxic", "genic", "cyte", "cytes", "kine", "kines", "ness", "ment", "ments", "ility", "ities", "tory", "ously", "ly", "ing", "ated"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// extend gives the end of a name that begins at token i.
func (n *namer) extend(i int) int {
	upper := n.upper(i)
	to := i + 1
	for to < len(n.toks) && to < i+6 {
		switch {
		case n.toks[to-1].kind == kindWord && strings.HasSuffix(n.toks[to-1].text, "'s"):
			return to
		case n.at(to) == "-" && !n.toks[to].gap && (n.namelike(to+1, upper) || upper && n.toks[min(to+1, len(n.toks)-1)].kind == kindWord && !n.toks[min(to+1, len(n.toks)-1)].gap && !n.ordinary(to+1)):
			to += 2
		case n.initial(to) && n.at(to+1) == "." && n.namelike(to+2, upper):
			to += 2
		case n.initial(to) && upper && n.namelike(to+1, upper) && n.upper(to):
			to++
		case particles[n.at(to)] && upper && n.namelike(to+1, upper) && n.upper(to+1):
			to += 2
		case n.at(to) == "al" && n.at(to+1) == "-" && to+2 < len(n.toks) && n.toks[to+2].kind == kindWord:
			to += 3
		case particles[n.at(to)] && particles[n.at(to+1)] && n.upper(to+2):
			to += 3
		case n.namelike(to, upper):
			to++
		default:
			return to
		}
	}
	return to
}

// namelike reports whether token i goes on with a name.
func (n *namer) namelike(i int, upper bool) bool {
	if i >= len(n.toks) || n.plain(i) || len(n.at(i)) < 2 || n.lex.sets["topic_nouns"][n.at(i)] && !n.last(i) {
		return false
	}
	if upper {
		return n.upper(i) && !(n.toks[i].caps && len(n.at(i)) <= 4 && !n.last(i)) && !n.lex.sets["eponyms"][bare(n.at(i))]
	}
	return (n.last(i) || n.first(i)) && !n.lex.sets["common"][n.at(i)]
}

// initial is a single letter that stands for a name.
func (n *namer) initial(i int) bool {
	return i < len(n.toks) && n.toks[i].kind == kindWord && len(n.at(i)) == 1
}

// Institutions and eponyms of two names that look like a person's.
var houses = map[string]string{
	"md": "anderson", "sloan": "kettering", "dana": "farber", "johns": "hopkins", "fred": "hutchinson", "roswell": "park", "massachusetts": "general", "cedars": "sinai", "mount": "sinai",
	"foster": "kennedy", "marcus": "gunn", "argyll": "robertson", "austin": "flint", "graham": "steell", "holmes": "adie", "ramsay": "hunt", "lou": "gehrig", "ross": "river",
	"charles": "bonnet", "mary": "crowley", "sarah": "cannon", "ronald": "mcdonald", "claude": "bernard", "royal": "marsden",
}

// clinicians sets names of those who treat aside: they are no patients.
func (n *namer) clinicians() {
	for i := range n.toks {
		if second := houses[n.at(i)]; second != "" && n.at(i+1) == second && (n.at(i) == "md" || !n.person(i)) {
			n.taken[i], n.taken[i+1] = true, true // a house or an eponym of two names
		}
		if !clinicians[n.at(i)] {
			continue
		}
		j := i + 1
		if n.at(j) == "." {
			j++
		}
		if j < len(n.toks) && n.toks[j].kind == kindWord && (n.upper(j) || n.first(j) || n.last(j)) && !n.plain(j) {
			if to := n.extend(j); n.upper(j) && n.treated(to) {
				n.mark(KindName, j, to)
				continue
			}
			for k := i; k < n.extend(j); k++ {
				n.taken[k] = true
			}
		}
	}
}

// treated reports whether what follows makes a patient of somebody who treats
// others: "Dr. Kim is my patient", "Professor Adeyemi, 66, wants".
func (n *namer) treated(to int) bool {
	switch n.at(to) {
	case "is", "was", "as", "comes":
		k := to + 1
		for k < to+4 && (n.at(k) == "my" || n.at(k) == "our" || n.at(k) == "a" || n.at(k) == "the" || n.at(k) == "now" || n.at(k) == "as") {
			k++
		}
		return k > to+1 && (n.at(k) == "patient" || n.at(k) == "pt")
	case "(":
		return n.at(to+1) == "patient" || n.at(to+1) == "pt" || n.at(to+1) == "the" && n.at(to+2) == "patient"
	}
	return n.ageAt(to) > to && n.at(to) != "is" && n.at(to) != "a" || n.at(to) == "," && n.aged(to+1)
}

// title finds "Mr. Smith", "mrs garcia".
func (n *namer) title(i int) {
	if !titles[n.at(i)] {
		return
	}
	t := n.toks[i]
	if t.caps && len(t.text) == 2 && !n.shout && n.at(i+1) != "." {
		return // MS the disease, MR the scan
	}
	if abroad[t.text] && n.at(i+1) == "." && n.upper(i+2) && (n.last(i+2) || t.upper) {
		n.mark(KindName, i+2, n.extend(i+2))
		return
	}
	if abroad[t.text] && (!t.upper || t.caps || (t.text == "hr" || t.text == "sr") && n.at(i+1) != ".") {
		return
	}
	j := i + 1
	if n.at(j) == "." {
		j++
	}
	if j >= len(n.toks) || n.toks[j].kind != kindWord || n.toks[j].line {
		return
	}
	w := bare(n.at(j))
	known := n.first(j) || n.last(j)
	switch {
	case !n.upper(j) && n.at(i+1) == "." && len(w) > 3 && n.states(j+1) && (t.text == "mr" || t.text == "mrs"):
	case !n.upper(j) && n.lex.inSet(w, "everyday", "products"):
		return
	case (t.text == "miss" || t.text == "madam") && !(n.upper(j) && t.upper || known && !n.lex.sets["common"][w]):
		return
	case !n.upper(j) && !known && (len(w) < 3 || t.text == "ms" && n.at(i+1) != "." || medical(w)):
		return
	}
	n.mark(KindName, j, n.extend(j))
}

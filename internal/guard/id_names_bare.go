package guard

import "strings"

// Words before a capital word that make it a place, a saint or a clinician.
var placeHeads = set("md", "&", "san", "santa", "santo", "sao", "são", "st", "saint", "st.", "los", "las", "fort", "ft", "port", "mount", "mt", "lake", "cape", "queen", "king", "prince", "princess", "sir", "pope", "president", "senator", "hurricane", "the", "professor", "prof", "dr", "lady", "model", "new", "ask")

// Relations: "Svetlana's mum", "mum of Ella".
var kinWords = set("mum", "mom", "mother", "dad", "father", "wife", "husband", "son", "daughter", "sister", "brother", "aunt", "uncle", "nan", "gran", "grandma", "grandmother", "grandpa", "grandfather", "cousin", "niece", "nephew", "partner", "spouse", "fiancé", "fiance", "fiancee", "girlfriend", "boyfriend", "parents", "carer", "caregiver", "guardian", "mama", "papa", "mam", "neighbour", "neighbor", "family", "kids", "children", "stepmother", "stepfather", "stepson", "stepdaughter", "twin", "friend", "roommate")

// sureAnywhere finds a first name that is nothing else, written with a capital,
// wherever it stands: "Can you check whether Jamal qualifies".
func (n *namer) sureAnywhere(i int) bool {
	if !n.upper(i) || !n.sure(i) || n.plainName(i) || n.lex.inSet(bare(n.at(i)), "common", "regions", "cities", "acronyms") || n.toks[i].caps && len(n.at(i)) <= 4 {
		return false
	}
	if i > 0 && (placeHeads[n.at(i-1)] || n.at(i-1) == "." && i > 1 && placeHeads[n.at(i-2)] || n.at(i-1) == "-" && !n.toks[i].gap) {
		return false
	}
	next := n.at(i + 1)
	if next == "-" && !n.toks[i+1].gap || n.upper(i+1) && (n.lex.inSet(bare(next), "eponyms", "regions") || n.toks[i+1].caps && len(next) > 1) {
		return false
	}
	if n.published(i+1) || n.topic(i) || n.institution(i, i+1) || n.cueBefore(i, "who", "named", "called", "author") && !n.person(i) {
		return false
	}
	return n.named(i, n.extend(i))
}

// greeted finds "hi, Sanjay here" and "Svetlana's mum".
func (n *namer) greeted(i int) bool {
	known := n.first(i) || n.last(i) && n.upper(i)
	if !known || n.lex.sets["everyday"][bare(n.at(i))] || n.lex.sets["products"][bare(n.at(i))] {
		return false
	}
	opens := i == 0 || n.toks[i-1].kind == kindMark || n.at(i-1) == "hi" || n.at(i-1) == "hello" || n.at(i-1) == "hey"
	if n.at(i+1) == "here" && opens {
		return n.named(i, i+1)
	}
	own := strings.HasSuffix(n.at(i), "'s") || n.at(i+1) == "'" || n.at(i+1) == "s"
	j := i + 1
	if n.at(j) == "'" || n.at(j) == "s" {
		j++
	}
	if own && kinWords[n.at(j)] && (n.upper(i) || n.sure(i) && !n.lex.sets["common"][bare(n.at(i))]) {
		return n.named(i, i+1)
	}
	return false
}

// opensWith finds a family name that opens the message: "Gutierrez had 12 of 14
// doses", "Delacroix: hypotensive after dose 4".
func (n *namer) opensWith(i int) bool {
	if !n.sentenceStart(i) || !n.upper(i) || !n.plainSurname(i) {
		return false
	}
	to := n.extend(i)
	next := n.at(to)
	if n.published(to) || n.institution(i, to) {
		return false
	}
	if to == i+1 && next == "is" && n.aged(to+1) {
		return n.named(i, to)
	}
	colon := i == 0 && (next == ":" || next == "-" && n.toks[to].gap || next == "(")
	return (colon || n.states(to)) && n.named(i, to)
}

// plainSurname reports whether token i is a family name and nothing else.
func (n *namer) plainSurname(i int) bool {
	w := bare(n.at(i))
	return n.last(i) && len(w) >= 4 && (!n.toks[i].caps || n.shout || len(w) > 5) && !n.ordinary(i) && !n.lex.inSet(w, "common", "ambiguous", "topic_nouns")
}

// surnameInitial finds "Smith J 62F", "Smith, J., 62".
func (n *namer) surnameInitial(i int) bool {
	if !n.upper(i) || !n.last(i) || n.lex.sets["eponyms"][n.at(i)] {
		return false
	}
	if n.strangeFirst(i) {
		return n.named(i, n.extend(i+2))
	}
	j := i + 1
	if n.at(j) == "," {
		j++
	}
	if !n.initial(j) || !n.upper(j) || n.toks[j].line {
		return false
	}
	to := j + 1
	if n.at(to) == "." {
		to++
	}
	if n.ageAt(to) == to && !(n.at(to) == "-" && n.toks[to].gap && i == 0) && !(n.at(to) == "," && n.aged(to+1)) {
		return false
	}
	return !n.published(to) && n.named(i, j+1)
}

// aged reports a bare number of two digits that a mark or the end follows.
func (n *namer) aged(i int) bool {
	return i < len(n.toks) && n.toks[i].kind == kindNumber && len(n.at(i)) == 2 && (n.at(i+1) == "" || n.at(i+1) == "," || n.at(i+1) == "." || n.at(i+1) == ")")
}

// strangeFirst reports whether "Surname, Firstname" stands at i though no list
// knows the first name.
func (n *namer) strangeFirst(i int) bool {
	j := i + 2
	if n.at(i+1) != "," || j >= len(n.toks) || !n.plainSurname(i) || !n.upper(j) || n.toks[j].kind != kindWord || len(n.at(j)) < 4 || n.ordinary(j) {
		return false
	}
	return n.toks[i].caps == n.toks[j].caps && (i == 0 || !n.upper(i-1)) && n.at(j+1) != "," && !n.published(j+1)
}

// folk finds "the Petrovs".
func (n *namer) folk(i int) bool {
	w := n.at(i)
	if n.at(i-1) != "the" || !n.upper(i) || n.ordinary(i) || !strings.HasSuffix(w, "s") {
		return false
	}
	known := builtLikeSurname(w) || n.lex.sets["last"][strings.TrimSuffix(w, "s")] || n.lex.sets["last"][strings.TrimSuffix(w, "es")]
	return known && !n.published(i+1) && !n.topic(i) && n.named(i, i+1)
}

// givenDrug finds "give Shanelle Benadryl": an unknown capital word between
// the giving and the medicine.
func (n *namer) givenDrug(i int) bool {
	switch n.at(i - 1) {
	case "give", "gave", "giving", "offer", "start", "put":
		return n.upper(i) && !n.toks[i].caps && len(n.at(i)) > 2 && !n.ordinary(i) && i+1 < len(n.toks) &&
			(n.lex.sets["products"][n.at(i+1)] || n.at(i+1) == "on" || n.at(i+1) == "another" || n.at(i+1) == "her" || n.at(i+1) == "his") && n.named(i, i+1)
	}
	return false
}

// knownAfterInitial finds "T. Abernathy" where no author stands.
func (n *namer) knownAfterInitial(i int) bool {
	if !n.initial(i) || !n.upper(i) {
		return false
	}
	j := i + 1
	if n.at(j) == "." {
		j++
	} else if n.at(i) == "i" || n.at(i) == "a" || i > 0 && n.at(i-1) != "mr" && n.at(i-1) != "for" {
		return false
	}
	if j >= len(n.toks) || !n.upper(j) || !n.plainSurname(j) || n.published(j+1) {
		return false
	}
	prev := n.at(i - 1)
	return prev != "by" && prev != "and" && prev != "dr" && prev != "prof" && !n.upper(i-1) && n.named(i, n.extend(j))
}

// Verbs that a patient is the subject of, and an author hardly ever.
var suffers = set("refused", "refuses", "has", "had", "got", "gets", "received", "receives", "needs", "spiked", "denies", "vomited", "collapsed", "tolerated", "weighs", "lives", "lost", "gained", "felt", "feels", "complained", "complains", "relapsed", "wants", "takes", "took", "came", "went", "fell", "keeps", "hasn't", "isn't", "can't", "won't")

// suffering finds a family name before such a verb or before what a patient
// has: "FYI Hernandez refused dose 10", "Johansson's platelets".
func (n *namer) suffering(i int) bool {
	if !n.upper(i) || n.published(i+1) || n.topic(i) || n.institution(i, i+1) {
		return false
	}
	if n.measured(i) {
		return n.named(i, i+1)
	}
	if !n.plainSurname(i) {
		return false
	}
	if strings.HasSuffix(n.at(i), "'s") {
		next := n.at(i + 1)
		return n.lex.sets["own_nouns"][next] && !theory[next] && n.named(i, i+1)
	}
	return suffers[n.at(i+1)] && n.named(i, i+1)
}

// measured finds a name that no short list holds before the value of a person:
// "Kaufmann's LFTs tripled".
func (n *namer) measured(i int) bool {
	if !strings.HasSuffix(n.at(i), "'s") || n.toks[i].caps || !values[n.at(i+1)] {
		return false
	}
	switch n.class(i) {
	case 'F', 'L', 'B', 'U':
		return !n.lex.sets["eponyms"][bare(n.at(i))]
	}
	return false
}

// What is measured in a person, and in nothing that bears a person's name.
var values = set("lft", "lfts", "creatinine", "creat", "cr", "crea", "bili", "bilirubin", "alt", "ast", "hgb", "hb", "plts", "plt", "platelets", "wbc", "potassium", "sodium", "bp", "pressure", "sats", "temp", "temperature", "weight", "ekg", "ecg", "echo", "mri", "ct", "scan", "scans", "labs", "bloods", "counts", "trop", "troponin", "urine", "fever", "rash", "chest", "cough", "appetite", "mood", "port", "picc", "chart", "dose", "wife", "husband", "daughter", "son", "mother", "mom", "mum", "dad")

// What an author has as well.
var theory = set("regimen", "therapy", "treatment", "cancer", "melanoma", "tumor", "history", "case", "lab", "first", "second", "third", "last", "next", "il", "results", "consent", "surgery", "family")

// young finds "Mikey is 6 with neuroblastoma": an unknown capital word that
// opens a sentence and has an age.
func (n *namer) young(i int) bool {
	if !n.upper(i) || !n.sentenceStart(i) || n.toks[i].caps || len(n.at(i)) < 3 || n.ordinary(i) || n.at(i+1) != "is" || i+2 >= len(n.toks) {
		return false
	}
	t := n.toks[i+2]
	next := n.at(i + 3)
	return t.kind == kindNumber && len(t.text) <= 2 && (next == "with" || next == "and" || next == "," || next == "." || next == "years" || next == "yo" || next == "y") && n.named(i, i+1)
}

// again finds "It's Farrokh again", "I'm Berit, calling about".
func (n *namer) again(i int) bool {
	switch n.at(i - 1) {
	case "it's", "its", "i'm", "im", "am", "is":
	default:
		return false
	}
	if !n.upper(i) || n.toks[i].caps || len(n.at(i)) < 3 || n.ordinary(i) {
		return false
	}
	j := n.extend(i)
	if n.at(j) == "," {
		j++
	}
	switch n.at(j) {
	case "again", "here", "calling", "writing", "speaking", "texting":
		return n.named(i, n.extend(i))
	}
	return false
}

package guard

import "strings"

// Given names that are words too ("Rose", "Chase", "Dakota") are names where the
// grammar of a ward puts a person: before what only a person does, in a state
// that only a patient is in, after a question to somebody, at a bed, beside an
// age. Most of it holds in small letters as well.

// Verbs that nobody but a person is the subject of, whatever else a name may be.
var strictVerbs = set("asked", "asks", "refuses", "refused", "weighs", "weighed", "vomited", "vomits", "complains", "complained", "says", "said", "swears", "insists", "thinks", "hates", "cried", "cries", "fainted", "sleeps", "worries", "forgot", "wonders", "wants", "ate", "drank", "smokes", "denies", "consented", "declines", "declined", "desatted", "spiked", "seized", "hopes", "swallowed", "slept", "begs", "begged", "dreads", "prefers", "agreed", "agrees", "signed", "coughs", "itches", "threw", "pulled", "faints", "collapsed", "relapsed", "progressed", "tolerated")

// What somebody is asked or told, and by whom.
var askingVerbs = set("ask", "asked", "tell", "told", "remind", "reminded", "inform", "informed", "warn", "warned", "counsel", "counselled", "counseled")
var seeingVerbs = set("saw", "seen", "met", "texted", "phoned", "consented", "examined", "discharged", "admitted", "extubated", "intubated", "transfused", "dialysed", "dialyzed", "scanned", "transferred", "readmitted", "biopsied")
var afterAsking = set("if", "whether", "that", "she", "he", "not", "no", "she's", "he's", "her", "his", "about", "why", "how", "what", "when")

// What a patient may or cannot do.
var doings = set("go", "eat", "drink", "walk", "drive", "fly", "swim", "travel", "shower", "take", "get", "have", "start", "stop", "restart", "come", "sit", "sleep", "return", "resume", "receive", "continue", "tolerate", "breastfeed", "leave", "stand", "exercise", "smoke", "need", "qualify")
var modals = set("can", "should", "could", "would", "does", "did", "must", "let", "may")

// givenName finds such a name at token i.
func (n *namer) givenName(i int) bool {
	if n.taken[i] || n.shout || n.titled && n.upper(i) || !n.givenWord(i) || n.published(i+1) || n.topic(i) || n.hyphenated(i) {
		return false
	}
	if n.acts(i) || n.suffersFrom(i) || n.isAsked(i) || n.mayDo(i) || n.inBed(i) || n.agedAt(i) {
		return n.named(i, i+1)
	}
	return false
}

// givenWord reports a name that is a word too; in small letters the commonest
// words are left out.
func (n *namer) givenWord(i int) bool {
	w := bare(n.at(i))
	if notNamed[w] && !(n.upper(i) && !n.sentenceStart(i)) {
		return false
	}
	return n.lex.sets["given_words"][w] && (i == 0 || n.at(i-1) != "-" || n.toks[i].gap)
}

// acts reports "Ivy wants", "chase refused the foley".
func (n *namer) acts(i int) bool {
	return (n.sentenceStart(i) || n.upper(i) || afterAsking[n.at(i-1)] || n.at(i-1) == "and") && strictVerbs[n.at(i+1)] && !n.measuring(i-1)
}

// measuring reports a word before a name that makes it a noun: "the hope".
func (n *namer) measuring(i int) bool {
	switch n.at(i) {
	case "the", "a", "an", "of", "no", "any", "some", "in", "to", "with", "for", "this", "that":
		return true
	}
	return false
}

// suffersFrom reports "Autumn is confused", "Miles has vitiligo", "Mercy's pulse".
func (n *namer) suffersFrom(i int) bool {
	if strings.HasSuffix(n.at(i), "'s") {
		next := n.at(i + 1)
		return !n.measuring(i-1) && (values[next] || bodily[next] || n.lex.sets["states_of_patients"][next] && next != "melanoma" && next != "pain")
	}
	if !n.upper(i) && !n.sentenceStart(i) || n.measuring(i-1) {
		return false
	}
	j := i + 1
	switch n.at(j) {
	case "is", "was", "looks", "feels", "seems", "has", "had", "got", "gets", "remains", "stays", "became", "woke":
	default:
		return false
	}
	for j++; j < i+5 && lightWords[n.at(j)]; j++ {
	}
	return n.lex.sets["states_of_patients"][n.at(j)]
}

var lightWords = set("a", "the", "some", "new", "bad", "very", "so", "still", "now", "more", "been", "really", "quite", "severe", "mild", "grade", "acute", "up", "again", "getting", "brain", "lung", "high")
var bodily = set("pulse", "heart", "belly", "legs", "feet", "hands", "face", "skin", "kidneys", "lungs", "liver", "breathing", "sugar", "sugars", "parents", "family", "mets", "nodes", "tumor", "arm", "leg", "eyes", "mouth", "throat", "wound", "foley", "line", "drip", "bed", "room", "counts", "lactate", "magnesium", "phos", "calcium", "uop", "output", "map", "ef", "tsh", "ldh", "inr", "ck", "bnp", "glucose", "gcs", "pathology", "biopsy", "staging", "partner", "kids", "brother", "sister", "roommate", "vitals", "premeds", "infusion", "cycle", "gene", "panel")

// isAsked reports "asked iris if she had pain", "discharged Hope".
func (n *namer) isAsked(i int) bool {
	prev, next := n.at(i-1), n.at(i+1)
	if askingVerbs[prev] {
		return afterAsking[next] && (n.upper(i) || next != "about" && next != "how" && next != "what" && next != "when" && next != "why")
	}
	return seeingVerbs[prev] && n.upper(i) && !n.upper(i+1) && !n.sentenceStart(i)
}

// mayDo reports "can joy go home".
func (n *namer) mayDo(i int) bool {
	return modals[n.at(i-1)] && doings[n.at(i+1)]
}

// inBed reports "Rose in 7 is asking", "woods bed 4: tachy".
func (n *namer) inBed(i int) bool {
	if !n.upper(i) && !n.sentenceStart(i) {
		return false
	}
	to := n.berth(i + 1)
	if to == i+1 {
		return false
	}
	switch next := n.at(to); next {
	case ":", ",", "-", "(", "still", "w", "with", "c":
		return true
	default:
		return n.states(to) || strictVerbs[next] || n.lex.sets["states_of_patients"][next]
	}
}

// berth gives the end of a bed after "in" or by its name at token i, or i: "in
// 7", "in 14B", "bed 4", "(rm 12)".
func (n *namer) berth(i int) int {
	j := i
	for n.at(j) == "in" || n.at(j) == "(" || n.at(j) == "from" || n.at(j) == "," {
		j++
	}
	switch n.at(j) {
	case "bed", "room", "rm", "bay", "cubicle", "icu", "pod", "chair":
		j++
		if digitsIn(n.at(j)) == 0 {
			return i
		}
	default:
		if n.at(i) != "in" || j >= len(n.toks) || !n.pod(j) && !n.bedName(j) && !n.wardCode(j) && (n.toks[j].kind != kindNumber || len(n.at(j)) > 4 || strings.ContainsAny(n.at(j), ".,")) || n.year(j) {
			return i
		}
	}
	j++
	if n.at(j) == ")" {
		j++
	}
	return j
}

// pod reports a part of a ward: 6C, 14B; "5h" and "7d" are times.
func (n *namer) pod(j int) bool {
	w := n.at(j)
	k := leading(w)
	return n.toks[j].kind == kindMixed && k > 0 && k <= 2 && len(w) == k+1 && !strings.Contains("dhmwysx", w[k:])
}

// agedAt reports "hope, 34F, mel", "Angel, 7, neuroblastoma".
func (n *namer) agedAt(i int) bool {
	if !n.sentenceStart(i) || n.at(i+1) != "," {
		return false
	}
	if to := n.ageAt(i + 2); to > i+2 && (n.upper(i) || n.toks[to-1].kind == kindMixed) {
		return true
	}
	t := n.toks[min(i+2, len(n.toks)-1)]
	return n.upper(i) && t.kind == kindNumber && len(t.text) <= 2 && n.at(i+3) == "," && i+4 < len(n.toks) && n.toks[i+4].kind == kindWord && !units[n.at(i+4)]
}

// initialsInBed finds "TW in 14B: MAP 55".
func (n *namer) initialsInBed(i int) bool {
	t := n.toks[i]
	if n.shout || !t.caps || len(t.text) < 2 || len(t.text) > 3 || !n.sentenceStart(i) || n.lex.inSet(t.text, "acronyms", "everyday", "products", "regions") || n.lex.books["words"].has(t.text) {
		return false
	}
	to := n.berth(i + 1)
	return to > i+1 && (n.at(to) == ":" || n.at(to) == "," || n.states(to)) && n.named(i, i+1)
}

// strangerAsked finds a name that no list knows, in small letters, after an
// asking verb or "pt" and before what only a person does.
func (n *namer) strangerAsked(i int) bool {
	if n.upper(i) || len(n.at(i)) < 5 {
		return false
	}
	switch n.class(i) {
	case 'U', 'F', 'L', 'B':
	default:
		return false
	}
	switch prev := n.at(i - 1); {
	case askingVerbs[prev]:
		next := n.at(i + 1)
		return (next == "if" || next == "whether" || next == "that" || next == "she" || next == "he" || next == "no" || next == "not") && n.named(i, i+1)
	case prev == "pt" || prev == "patient":
		return strictVerbs[n.at(i+1)] && n.named(i, i+1)
	}
	return false
}

// initialStranger finds "A. Thorvaldsen 92 kg", "Nkemelu, C., RCC": an initial
// with a capital word that no list knows, and nothing that was published.
func (n *namer) initialStranger(i int) bool {
	if n.abouts()[1] != "[paper 0]" || n.titled {
		return false
	}
	if n.initial(i) && n.upper(i) && n.at(i+1) == "." && i+2 < len(n.toks) && n.strange(i+2) && !n.upper(i-1) && n.at(i-1) != "by" && n.at(i-1) != "and" && n.at(i-1) != "." && !n.published(i+3) {
		return (n.abouts()[0] != "[care 0]" || n.person(i) || n.at(i-1) == "for" || n.at(i-1) == "re") && n.at(i+3) != "," && n.named(i, i+3)
	}
	if n.sentenceStart(i) && n.strange(i) && n.at(i+1) == "," && n.initial(i+2) && n.upper(i+2) && n.at(i+3) == "." {
		to := i + 4
		plain := n.at(to) == "," && to+1 < len(n.toks) && (!n.upper(to+1) || n.toks[to+1].caps)
		return (plain || n.bedAt(to) || n.ageAt(to) > to) && n.named(i, to)
	}
	return false
}

// strange reports a capital word that may be a family name and is no other.
func (n *namer) strange(i int) bool {
	if !n.upper(i) || n.toks[i].kind != kindWord || n.toks[i].caps || len(n.at(i)) < 4 {
		return false
	}
	switch n.class(i) {
	case 'U', 'L', 'B':
		return !n.lex.sets["eponyms"][n.at(i)]
	}
	return false
}

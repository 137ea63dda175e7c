package guard

import "strings"

// Between a cue and the name these may stand.
var nameFillers = set(":", ",", "-", "(", "\"", "'", "is", "named", "called", "mr", "mrs", "ms", ".", "=", "#", "who", "s", "was", "the", "late", "little", "*", "_", "[", "as")

// afterCue reads a name after a [cue name …] rule.
func (n *namer) afterCue(m mention) {
	i := n.lastTok(m) + 1
	strong := m.rule.grade == "strong"
	for k := 0; k < 3 && i < len(n.toks) && nameFillers[n.at(i)]; k++ {
		if n.at(i) == "." || (n.at(i) == "is" || n.at(i) == "was" || n.at(i) == "the" || n.at(i) == "as") && !strong {
			break
		}
		i++
	}
	if i >= len(n.toks) || n.taken[i] || n.toks[i].kind != kindWord || n.toks[i].line && !strong {
		return
	}
	if !n.accepts(i, m.rule.grade) || !strong && n.published(n.extend(i)) {
		return
	}
	n.mark(KindName, i, n.extend(i))
}

// accepts tells whether token i is a name after a cue of this grade.
func (n *namer) accepts(i int, grade string) bool {
	w := bare(n.at(i))
	if n.initials(i, grade) || grade == "patient" && n.bedInitials(i) {
		return true
	}
	upper := n.upper(i)
	if grade == "strong" && upper && (len(w) == 1 && n.at(i+1) == "." && n.namelike(i+2, true) || n.namelike(i+1, true) && len(w) > 2 && !n.toks[i].caps) {
		return true
	}
	if grade == "strong" && n.toks[i].caps && len(w) >= 2 && len(w) <= 3 && (n.at(i-1) == "initials" || n.at(i-2) == "initials") {
		return true
	}
	if n.plain(i) || len(w) < 2 {
		return false
	}
	acronym := upper && n.toks[i].caps && len(w) <= 5 && !n.first(i) && !n.last(i)
	pair := n.namelike(i+1, upper)
	switch grade {
	case "strong":
		return upper && !acronym || n.first(i) || n.last(i) || !upper && n.unknown(i)
	case "patient":
		if upper {
			return !acronym && !n.lex.inSet(w, "eponyms", "regions") && !n.topic(i)
		}
		return n.sure(i) && !n.lex.sets["common"][w] || n.first(i) && pair || n.last(i) && pair && !n.lex.sets["common"][w] && n.first(i+1) || n.last(i) && !n.lex.sets["common"][w] && !n.lex.sets["eponyms"][w] && !n.lex.sets["first"][w] && len(w) > 4
	}
	if upper && n.toks[i].caps && len(w) <= 5 {
		return pair && n.first(i) && n.last(i+1)
	}
	if upper {
		return n.sure(i) && !n.lex.sets["eponyms"][w] && !n.topic(i) || n.first(i) && pair && n.last(i+1)
	}
	return n.sure(i) && !n.lex.sets["common"][w] && (pair || n.states(i+1) || i+1 < len(n.toks) && !n.ordinary(i+1) && len(n.at(i+1)) > 3)
}

// unknown reports whether a lower-case word is one that no list knows as an
// ordinary word; only short words of letters count.
func (n *namer) unknown(i int) bool {
	w := n.at(i)
	_, pattern := n.lex.vocab[w]
	return !pattern && len(w) >= 3 && len(w) <= 14 && !n.lex.inSet(w, "eponyms", "regions", "cities") && n.personBefore(i)
}

// personBefore reports whether a person at hand is named within six tokens.
func (n *namer) personBefore(i int) bool {
	return n.cueBefore(i, "patient", "pt", "client", "he", "she", "man", "woman", "boy", "girl", "lady", "husband", "wife", "son", "daughter", "mother", "father", "mom", "dad", "mum", "baby", "resident", "child", "brother", "sister", "friend", "her", "his", "my", "kid", "guy", "gentleman", "neighbor", "neighbour", "their")
}

// topic reports whether what follows makes a capital word an eponym or a thing.
func (n *namer) topic(i int) bool {
	to := n.extend(i)
	return n.lex.sets["topic_nouns"][n.at(to)] || n.at(to) == "-" && !n.toks[to].gap && to+1 < len(n.toks) && !n.upper(to+1)
}

// published reports whether the name that ends at token to is one of an author,
// a researcher or an institution.
func (n *namer) published(to int) bool {
	if j := n.afterNames(to); j > to && (n.year(j) || n.at(j) == "(" && n.year(j+1) || n.at(j) == "et" || n.ranTrials(j)) {
		return true
	}
	for j := to; j < to+3 && j < len(n.toks); j++ {
		t := n.toks[j]
		switch {
		case t.text == "et" && n.at(j+1) == "al", t.text == "colleagues", t.text == "coworkers":
			return true
		case (t.text == "(" || j == to) && n.year(j+btoi(t.text == "(")):
			return true
		case j == to && n.lex.sets["topic_nouns"][t.text]:
			return true
		case (t.text == "a" || t.text == "an" || t.text == "the") && profession[n.at(j+1)]:
			return true
		}
	}
	if n.cueBefore(to, "papers", "author", "authors", "authored", "published", "discovered", "pioneered", "described", "wrote", "researcher", "scientist", "inventor", "founder", "editor", "investigator", "president", "actor", "professor", "prof", "discover", "invented", "historian", "developed", "invent", "trial", "study", "paper", "article", "book", "laureate") {
		return true
	}
	for j := to; j < to+4 && j < len(n.toks); j++ {
		switch n.toks[j].text {
		case "author", "authors", "coauthor", "coauthors", "et", "discovery", "review", "reviews", "papers", "discovered", "published", "pioneered", "wrote", "invented", "described", "discover", "invent", "paper", "study", "publish", "article", "trial", "group's", "lab", "book", "pioneer", "develop", "describe", "famous", "researcher":
			return true
		}
	}
	return false
}

// ranTrials reports "who did", "- who led", "which of them wrote" after a list of
// names.
func (n *namer) ranTrials(j int) bool {
	if n.at(j) == "-" || n.at(j) == ":" {
		j++
	}
	if n.at(j) != "who" && n.at(j) != "which" {
		return false
	}
	switch n.at(j + 1) {
	case "did", "ran", "led", "wrote", "showed", "first", "was", "of", "reported", "coined":
		return true
	}
	return false
}

// afterNames passes over further names in a list: ", Ruscetti and Gallo".
func (n *namer) afterNames(to int) int {
	j := to
	for j < len(n.toks) && j < to+12 && (n.at(j) == "," || n.at(j) == "and" || n.at(j) == "&" || n.upper(j)) {
		j++
	}
	return j
}

// What a person of public life is: "Is Karyn Maier a physician?".
var profession = set("physician", "doctor", "author", "writer", "journalist", "editor", "professor", "reviewer", "researcher", "scientist", "oncologist", "pharmacist", "nurse", "clinician", "surgeon", "reliable", "real")

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// initials finds "J.D." or "JD" after a patient cue or a bed.
func (n *namer) initials(i int, grade string) bool {
	if grade == "weak" || !n.upper(i) {
		return false
	}
	w := n.at(i)
	if len(w) == 1 && n.at(i+1) == "." && n.initial(i+2) && n.upper(i+2) {
		return true
	}
	if len(w) == 1 && grade == "patient" && w != "a" && w != "i" && w != "x" && w != "y" && w != "z" && (n.at(i+1) == "." && i+2 < len(n.toks) && n.toks[i+1].to == n.toks[i].to || n.states(i+1) || n.at(i+1) == ",") {
		return !n.shout
	}
	if !n.toks[i].caps || len(w) < 2 || len(w) > 3 || n.lex.inSet(w, "acronyms", "everyday", "products") || n.shout {
		return false
	}
	next := n.at(i + 1)
	return next == "" || next == "," || next == "(" || n.states(i+1) || n.ageAt(i+1) > i+1 || next == "." || next == "?"
}

// bedInitials finds "JD" after "bed 12".
func (n *namer) bedInitials(i int) bool {
	w := n.at(i)
	bed := i > 1 && digitsIn(n.at(i-1)) > 0 && (n.at(i-2) == "bed" || n.at(i-2) == "room")
	return bed && n.toks[i].caps && !n.shout && len(w) >= 2 && len(w) <= 3 && !n.lex.inSet(w, "acronyms", "everyday", "products")
}

// states reports whether a verb about a person stands at token i.
func (n *namer) states(i int) bool { return n.lex.sets["predicates"][n.at(i)] }

// ageAt gives the end of an age at token i ("54M", "54 yo", "(54)"), or i.
func (n *namer) ageAt(i int) int {
	j := i
	for n.at(j) == "," || n.at(j) == "(" || n.at(j) == "-" || n.at(j) == ":" || n.at(j) == "aged" || n.at(j) == "age" || n.at(j) == "is" || n.at(j) == "a" || n.at(j) == "who" || n.at(j) == "/" {
		j++
	}
	if j >= len(n.toks) || j > i+4 {
		return i
	}
	t := n.toks[j]
	if t.kind == kindMixed {
		k := leading(t.text)
		if k > 0 && k <= 3 && ageTails[t.text[k:]] {
			return j + 1
		}
		return i
	}
	if t.kind != kindNumber || len(t.text) > 3 || strings.ContainsAny(t.text, ".,") {
		return i
	}
	k := j + 1
	for n.at(k) == "-" || n.at(k) == "/" {
		k++
	}
	switch n.at(k) {
	case "yo", "y", "yr", "yrs", "year", "years", "m", "f", "male", "female", "y.o", "yom", "yof", "man", "woman":
		return k + 1
	}
	return i
}

var ageTails = set("m", "f", "yo", "y", "yom", "yof", "yr", "yrs", "ym", "yf", "w", "mo", "male", "female", "yearold")

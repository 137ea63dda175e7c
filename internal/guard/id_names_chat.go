package guard

// besideBed finds "Hendricks, bed 14", "Sokolova, dose 10", "AB in room 214".
func (n *namer) besideBed(i int) bool {
	if !n.upper(i) || n.taken[i] {
		return false
	}
	to := n.extend(i)
	j := to
	for n.at(j) == "," || n.at(j) == "in" || n.at(j) == "(" || n.at(j) == "-" || n.at(j) == "/" || n.at(j) == ":" {
		j++
	}
	place := n.at(j) == "bed" || n.at(j) == "room" || n.at(j) == "rm" || n.at(j) == "bay"
	if n.at(j-1) == "in" && j < len(n.toks) && n.bedName(j) {
		return (!n.ordinary(i) || n.last(i) || n.first(i)) && !n.toks[i].caps && n.named(i, to)
	}
	if n.at(to) == "," {
		place = place || n.at(j) == "dose" || n.at(j) == "day" || n.at(j) == "cycle"
	}
	if !place || j+1 >= len(n.toks) || digitsIn(n.at(j+1)) == 0 {
		return false
	}
	if n.toks[i].caps && len(n.at(i)) <= 3 {
		if n.lex.inSet(n.at(i), "acronyms", "everyday", "products", "regions") || n.at(j) == "dose" || n.at(j) == "day" || n.at(j) == "cycle" {
			return false
		}
		return n.named(i, to)
	}
	if n.ordinary(i) && !n.last(i) && !n.first(i) || n.lex.inSet(n.at(i), "everyday", "products") || n.toks[i].caps && len(n.at(i)) <= 5 {
		return false
	}
	return n.named(i, to)
}

// family finds "the Fitzgerald boy", "the Lopez family".
func (n *namer) family(i int) bool {
	if n.at(i-1) != "the" || !n.upper(i) || !n.last(i) && n.ordinary(i) || n.lex.inSet(n.at(i), "eponyms", "everyday", "products") {
		return false
	}
	switch bare(n.at(i + 1)) {
	case "boy", "girl", "lady", "family", "kid", "woman", "baby", "twins", "child", "guy", "man", "son", "daughter", "brothers", "sisters":
		return n.named(i, i+1)
	}
	return false
}

// strangers finds two capital words that no list knows, where a name stands:
// "got Ruthie Bergstrom back", "following up on Tobias Reinhardt, who".
func (n *namer) strangers(i int) bool {
	if !n.upper(i) || n.taken[i] || n.sentenceStart(i) && i > 0 && n.at(i-1) != ":" || n.toks[i].caps || len(n.at(i)) < 3 || n.ordinary(i) {
		return false
	}
	to := n.extend(i)
	if to < i+2 || to > i+3 || n.toks[to-1].caps || n.ordinary(to-1) && !n.last(to-1) {
		return false
	}
	if n.published(to) || n.institution(i, to) || n.upper(i-1) {
		return false
	}
	known := n.last(to-1) || n.last(i)
	if n.sentenceStart(i) {
		spaced := to == i+2
		return (n.states(to) && spaced || n.ageAt(to) > to || known && n.at(to) == ",") && n.named(i, to)
	}
	if n.last(to-1) && !n.ordinary(to-1) && !n.lex.sets["common"][n.at(to-1)] && to == i+2 {
		return n.named(i, to)
	}
	return strangerBefore[n.at(i-1)] && (known || n.states(to) || n.ageAt(to) > to || strangerAfter[n.at(to)]) && n.named(i, to)
}

// Between such words two unknown words with capitals are most likely a name.
var (
	strangerBefore = set("on", "for", "with", "about", "got", "saw", "see", "is", "does", "has", "can", "should", "and", "gave", "give", "treating", "admitted", "discharge", "discharged", "re", "did", "pt", "admit", "seeing", "move", "tell")
	strangerAfter  = set("back", "who", "allowed", "eligible", "today", "tonight", "get", "have", "still")
)

// told finds an unknown word with a capital after a verb of speaking: "how do I
// tell Anneke her scan was bad".
func (n *namer) told(i int) bool {
	if !n.upper(i) || n.toks[i].caps || n.ordinary(i) || len(n.at(i)) < 3 {
		return false
	}
	switch n.at(i - 1) {
	case "tell", "told", "ask", "asked", "remind", "inform", "telling", "asking":
		return n.named(i, n.extend(i))
	}
	return false
}

// surname finds a known family name by itself where a patient stands: "hgb 8 in
// Kowalczyk, transfuse?".
func (n *namer) surname(i int) bool {
	if !n.upper(i) || !n.plainSurname(i) {
		return false
	}
	switch n.at(i - 1) {
	case "/", "|", "~", ">":
		return n.toks[i].gap && (n.at(i+1) == "/" || n.at(i+1) == "|" || n.at(i+1) == ">" || n.at(i+1) == "-" || n.at(i+1) == ":") && n.toks[i+1].gap && !n.published(i+1) && n.named(i, i+1)
	case "in", "for", "on", "with", "about", "is", "did", "does", "has", "can", "should", "give", "gave", "move", "discharge", "if", "whether", "when", "will", "was", "restart", "hold", "dose", "dosing", "of", "re", "regarding", "that", "but", "and", "treat", "start", "stop", "see", "saw", "seen", "or":
	default:
		return false
	}
	switch next := n.at(i + 1); {
	case next == ",", next == "?", next == "", next == "who", next == ".", next == ")", next == "have", next == "get", next == "be", next == "today", next == "now", n.states(i + 1):
		return !n.published(i+1) && n.named(i, i+1)
	}
	return false
}

// initialName finds "F. Delacroix, 71".
func (n *namer) initialName(i int) bool {
	if !n.initial(i) || !n.upper(i) || n.at(i+1) != "." || !n.namelike(i+2, true) {
		return false
	}
	to := n.extend(i + 2)
	aged := n.ageAt(to) > to
	if n.at(to) == "," && to+1 < len(n.toks) && n.toks[to+1].kind == kindNumber && len(n.at(to+1)) == 2 {
		aged = aged || n.at(to+2) == "," || n.at(to+2) == ""
	}
	return (aged || n.at(to) == "bed" || n.at(to+1) == "bed") && n.named(i, to)
}

// bedName reports whether token j is a bed or bay by its short name: "6B".
func (n *namer) bedName(j int) bool {
	t := n.toks[j]
	return t.kind == kindMixed && len(t.text) <= 3 && leading(t.text) > 0 && leading(t.text) == len(t.text)-1 && !units[t.text[leading(t.text):]]
}

// lowered finds a first name without its capital where a person is asked about:
// "can ramon take", "dose for eleanor".
func (n *namer) lowered(i int) bool {
	if n.upper(i) || !n.sure(i) || len(n.at(i)) < 4 || n.plainName(i) || n.lex.inSet(n.at(i), "common", "regions", "cities", "acronyms") || !n.askedAbout(i) {
		return false
	}
	return !n.published(i+1) && !n.topic(i) && n.at(i+1) != "-" && n.named(i, n.extend(i))
}

// labelled finds a capital word that no list knows, or a first name, set off at
// the start: "For Kwabena: LDH 480", "Petra (mel, 39) gained".
func (n *namer) labelled(i int) bool {
	if !n.upper(i) || n.toks[i].caps || len(n.at(i)) < 3 {
		return false
	}
	next := n.at(i + 1)
	if i == 1 && (next == ":" || next == "-" && n.toks[2].gap) && !n.ordinary(i) {
		switch n.at(0) {
		case "for", "re", "regarding", "about", "ask", "update", "case", "on":
			return n.named(i, i+1)
		}
	}
	if i > 0 || next != "(" || !n.first(i) || n.plainName(i) {
		return false
	}
	for j := i + 2; j < i+8 && j < len(n.toks) && n.at(j) != ")"; j++ {
		if n.aged(j) || n.ageAt(j) > j {
			return n.named(i, i+1)
		}
	}
	return false
}

// signsOff finds the name under a message: "signed, Gloria".
func (n *namer) signsOff(i int) bool {
	if i < 1 || !n.upper(i) || n.toks[i].caps || len(n.at(i)) < 3 || !n.first(i) && n.ordinary(i) {
		return false
	}
	j := i - 1
	if n.at(j) == "," || n.at(j) == "-" {
		j--
	}
	switch n.at(j) {
	case "signed", "thanks", "thx", "regards", "love", "cheers", "sincerely", "yours", "ta", "wishes", "xo", "you":
	default:
		return false
	}
	to := n.extend(i)
	next := n.at(to)
	return j < i-1 && (next == "" || next == "." || next == "(" || next == "," && n.at(j) != "you") && n.named(i, to)
}

// bedAt reports whether "(bed 9", ", rm 4" stands at token i.
func (n *namer) bedAt(i int) bool {
	for n.at(i) == "," || n.at(i) == "(" || n.at(i) == "in" || n.at(i) == "-" || n.at(i) == "." {
		i++
	}
	if next := n.at(i + 1); next == "bed" || next == "room" || next == "rm" {
		i++ // onc bed 22
	}
	switch n.at(i) {
	case "bed", "room", "rm", "bay", "cubicle":
		return digitsIn(n.at(i+1)) > 0
	}
	return false
}

// whoIs reports whether the name at i is asked after as a person of public
// life: "Who was Michael …".
func (n *namer) whoIs(i int) bool {
	return n.at(i-2) == "who" && (n.at(i-1) == "is" || n.at(i-1) == "was")
}

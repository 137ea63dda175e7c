package guard

import "strings"

// loose finds names without a cue at token i: first and family name together,
// a name beside an age, a first name with a statement about a person.
func (n *namer) loose(i int) {
	if n.whoIs(i) && n.upper(i) {
		for j := i; j < n.extend(i); j++ {
			n.taken[j] = true
		}
		return
	}
	switch {
	case n.toks[i].kind != kindWord:
	case n.initialled(i), n.wordName(i), n.givenName(i), n.initialsInBed(i), n.strangerAsked(i), n.initialStranger(i), n.fullName(i), n.builtPair(i), n.smallPair(i), n.lastFirst(i), n.besideAge(i), n.initialsBesideAge(i), n.besideBed(i), n.alone(i), n.family(i), n.strangers(i), n.told(i), n.surname(i), n.initialName(i),
		n.surnameInitial(i), n.greeted(i), n.opensWith(i), n.sureAnywhere(i),
		n.folk(i), n.givenDrug(i), n.knownAfterInitial(i), n.suffering(i), n.young(i), n.again(i),
		n.lowered(i), n.labelled(i), n.signsOff(i):
		return
	}
	n.afterAge(i)
}

// fullName finds "Maria Lopez", "maria lopez", "John Q. Public".
func (n *namer) fullName(i int) bool {
	if n.last(i+1) && n.upper(i) == n.upper(i+1) && (n.first(i) || n.lex.sets["ambiguous"][n.at(i)]) && n.wordlike(i) {
		return n.named(i, i+2)
	}
	if !n.first(i) || n.plainName(i) {
		return false
	}
	to := n.extend(i)
	if to == i+1 && n.upper(to) && n.last(to) && (n.ageAt(to+1) > to+1 || n.states(to+1) || n.at(to+1) == "," && n.toks[min(to+2, len(n.toks)-1)].kind == kindNumber) {
		to++
	}
	if to < i+2 {
		return false
	}
	last := to - 1
	upper := n.upper(i)
	switch {
	case upper && !n.upper(last):
		return false
	case upper && !n.last(last) && !n.sure(i) && !n.first(last) && (n.sentenceStart(i) || n.ordinary(last)):
		return false
	case !upper && n.states(to) && n.last(last) && !n.sure(i):
		return n.named(i, to)
	case !upper && n.sure(i) && n.last(last) && n.sentenceStart(i) && !n.lex.sets["common"][n.at(i)] && (n.at(to) == "," || n.states(to)):
		return n.named(i, to)
	case !upper && n.at(i+1) == "al" && n.sure(i):
		return n.named(i, to)
	case !upper && (!n.sure(i) || n.lex.sets["common"][n.at(i)] || !n.last(last) || n.lex.sets["common"][n.at(last)]):
		return false
	case n.lex.sets["eponyms"][bare(n.at(last))] && !n.last(last):
		return false
	case n.lex.sets["regions"][n.at(last)] && !n.last(last) || n.whoIs(i):
		return false
	case n.published(to) || n.institution(i, to):
		return false
	}
	n.mark(KindName, i, to)
	return true
}

// builtPair finds an unknown name before one that is made like a family name:
// "Sigurdur Jonsson".
func (n *namer) builtPair(i int) bool {
	if !n.upper(i) || !n.upper(i+1) || !builtLikeSurname(n.at(i+1)) || n.ordinary(i) || n.published(i+2) || n.toks[i].caps && !n.shout || len(n.at(i)) < 3 {
		return false
	}
	return n.at(i-1) != "by" && n.at(i-1) != "and" && n.named(i, n.extend(i+1))
}

// smallPair finds "jasmine rivers finished cycle 1": words both, but names here.
func (n *namer) smallPair(i int) bool {
	if n.upper(i) || !n.sentenceStart(i) || i+1 >= len(n.toks) || !n.last(i+1) && !n.lex.books["family"].has(n.at(i+1)) || n.upper(i+1) || !suffers[n.at(i+2)] && n.at(i+2) != "finished" && n.at(i+2) != "asks" && n.at(i+2) != "completed" {
		return false
	}
	w := n.at(i)
	return (n.first(i) || n.lex.sets["ambiguous"][w]) && w != "may" && w != "will" && w != "mark" && w != "hope" && len(n.at(i+1)) > 3 && n.named(i, i+2)
}

// wordlike reports whether two listed names that are ordinary words ("Will
// Young") stand as a person's: with an age, or as the subject of a sentence.
func (n *namer) wordlike(i int) bool {
	if !n.lex.sets["everyday"][n.at(i)] && !n.lex.sets["everyday"][n.at(i+1)] && !n.lex.sets["common"][n.at(i+1)] {
		return false
	}
	to := i + 2
	if n.ageAt(to) > to || n.at(to) == "," && n.dayNumber(to+1) == 0 && to+1 < len(n.toks) && n.toks[to+1].kind == kindNumber && len(n.at(to+1)) == 2 {
		return true
	}
	return n.sentenceStart(i) && (n.at(to) == "has" || n.at(to) == "had" || n.at(to) == "got") && n.at(i) != "may" && n.at(i) != "will"
}

// plainName reports whether a listed first name is set aside: an eponym.
func (n *namer) plainName(i int) bool {
	w := bare(n.at(i))
	return n.lex.inSet(w, "eponyms", "products") || n.lex.sets["everyday"][w] || !n.upper(i) && n.lex.sets["makers"][w]
}

func (n *namer) sentenceStart(i int) bool {
	return i == 0 || n.toks[i-1].kind == kindMark && strings.Contains(".?!:", n.at(i-1))
}

func (n *namer) institution(i, to int) bool {
	for j := to; j < to+3 && j < len(n.toks); j++ {
		if n.lex.sets["topic_nouns"][n.at(j)] && n.upper(j) {
			return true
		}
	}
	prev := n.at(i - 1)
	return prev == "the" || prev == "at" && n.upper(i)
}

// lastFirst finds "Smith, John" and "GARCIA, MARIA".
func (n *namer) lastFirst(i int) bool {
	if !n.last(i) || n.at(i+1) != "," || !n.first(i+2) || !n.toks[i].upper || !n.toks[i+2].upper || n.plain(i+2) {
		return false
	}
	if n.initial(i+2) || n.published(i+3) || n.lex.sets["first"][n.at(i)] && !n.toks[i].caps && n.at(i+3) == "," {
		return false
	}
	n.mark(KindName, i, n.extend(i+2))
	return true
}

// besideAge finds "Garcia 62F", "Smith, 54yo".
func (n *namer) besideAge(i int) bool {
	if i == 0 && !n.upper(0) && n.class(0) == 'U' && len(n.at(0)) > 3 && len(n.toks) > 1 && n.toks[1].kind == kindMixed && n.ageAt(1) == 2 {
		return n.named(0, 1) // a family name that no list knows: "fernsby 66m"
	}
	if n.plain(i) || len(n.at(i)) < 2 || n.plainName(i) && !n.last(i) {
		return false
	}
	to := n.extend(i)
	age := n.ageAt(to)
	if age == to {
		return false
	}
	known := n.first(i) || n.last(i) || n.last(to-1)
	if n.upper(i) || n.shout {
		if _, word := n.lex.vocab[n.at(i)]; word && !known {
			return false
		}
		acronym := n.toks[i].caps && len(n.at(i)) <= 4
		if !known && (acronym || n.shout || !n.sentenceStart(i) && !n.cueBefore(i, "pt", "patient", "for", "on", "re", "regarding", "about")) {
			return false
		}
		if n.lex.inSet(bare(n.at(i)), "eponyms", "regions") && to == i+1 && !n.sentenceStart(i) {
			return false
		}
	} else if !known || n.lex.sets["common"][n.at(i)] && to == i+1 || (n.lex.sets["eponyms"][n.at(i)] || n.lex.sets["ambiguous"][n.at(i)]) && to == i+1 && n.at(to) != "," {
		return false
	}
	if n.published(to) {
		return false
	}
	n.mark(KindName, i, to)
	return true
}

// initialsBesideAge finds "JD 54M", "J.D., 54 yo".
func (n *namer) initialsBesideAge(i int) bool {
	if !n.upper(i) {
		return false
	}
	to := i + 1
	if n.initial(i) {
		for n.at(to) == "." && n.initial(to+1) && n.upper(to+1) {
			to += 2
		}
		if to < i+3 {
			return false
		}
		if n.at(to) == "." {
			to++
		}
	} else if !n.toks[i].caps || len(n.at(i)) > 3 || n.lex.inSet(n.at(i), "acronyms", "everyday", "products", "regions") {
		return false
	}
	if n.ageAt(to) == to && !(n.initial(i) && n.bedAt(to)) {
		return false
	}
	n.mark(KindName, i, to)
	return true
}

// afterAge finds "54M Garcia", "62 yo female Maria Lopez".
func (n *namer) afterAge(i int) {
	to := n.ageAt(i)
	if to == i || n.at(i) == "is" || n.at(i) == "a" {
		return
	}
	for k := 0; k < 3 && (n.at(to) == "," || n.at(to) == "male" || n.at(to) == "female" || n.at(to) == "old" || n.at(to) == "-" || n.at(to) == "man" || n.at(to) == "woman" || n.at(to) == "m" || n.at(to) == "f" || n.at(to) == "patient" || n.at(to) == "pt" || n.at(to) == ":"); k++ {
		to++
	}
	if to >= len(n.toks) || n.taken[to] || !n.upper(to) || n.plain(to) || n.plainName(to) || n.topic(to) {
		return
	}
	if n.sure(to) || n.last(to) && !n.lex.sets["eponyms"][n.at(to)] {
		n.mark(KindName, to, n.extend(to))
	}
}

// alone finds a single known first name in a statement about a person.
func (n *namer) alone(i int) bool {
	if !n.first(i) || n.plainName(i) || n.taken[i] {
		return false
	}
	own := strings.HasSuffix(n.at(i), "'s") && n.lex.sets["own_nouns"][n.at(i+1)]
	if !own && (!n.sure(i) || n.lex.sets["common"][n.at(i)]) {
		return false
	}
	if own && !n.upper(i) && !n.sure(i) {
		return false
	}
	if !own {
		said := n.states(i+1) || strings.HasSuffix(n.at(i), "'s") && n.lex.sets["predicates"][n.at(i+1)]
		asked := n.upper(i) && n.askedAbout(i)
		if !said && !asked {
			return false
		}
	}
	if n.upper(i+1) && n.lex.inSet(n.at(i+1), "eponyms", "regions") || n.whoIs(i) {
		return false
	}
	if n.published(i+1) || n.topic(i) || n.at(i-1) == "the" || n.institution(i, i+1) {
		return false
	}
	n.mark(KindName, i, i+1)
	return true
}

// askedAbout reports whether a question or order is about the name at i: "can
// Maria have …", "dose for Jessica".
func (n *namer) askedAbout(i int) bool {
	switch n.at(i - 1) {
	case "can", "should", "does", "is", "did", "has", "will", "for", "with", "gave", "give", "about", "was", "help", "discharge", "admit", "tell", "could", "would", "to", "like", "and", "why", "when", "how's", "dose", "from", "on", "hi", "hello", "of", "that", "if":
		return true
	}
	return false
}

// named marks a name and reports that it did.
func (n *namer) named(i, to int) bool {
	n.mark(KindName, i, to)
	return true
}

// ordinary reports whether some list or pattern knows a word as no name.
func (n *namer) ordinary(i int) bool {
	w := bare(n.at(i))
	_, word := n.lex.vocab[w]
	return word || n.plain(i) || n.lex.inSet(w, "eponyms", "regions", "cities")
}

package guard

import "strings"

// An age of 90 and more is told in many ways: "my dad, 93, …", "she'll be 91 in
// May", "at 95 my father", "his 90th birthday", "ninety four". What they have in
// common: the number is nothing's measure, and it stands where a person's age
// stands.

// What a number before or after it measures, so that it is no age.
var measuresWords = set("bp", "hr", "pulse", "sats", "sat", "map", "sbp", "dbp", "rate", "score", "sugar", "glucose", "weight", "weighs", "temp", "temperature", "creatinine", "cr", "pressure", "systolic", "diastolic", "platelets", "plt", "plts", "count", "sodium", "na", "spo2", "o2", "saturation", "wbc", "kps", "karnofsky", "dose", "level", "gfr", "egfr", "ef", "lvef", "dlco", "fev1", "oxygen", "rr", "room", "bed", "rm", "day", "page", "cycle", "grade", "chapter", "alt", "ast", "alp", "ldh", "albumin", "hematocrit", "hct", "auc", "n", "=", "<", ">", "~", "$", "sat's", "fever", "rank", "highway", "route", "exit", "interstate", "unit", "units", "hour", "minute", "percent", "%", "of", "mg", "from", "to", "kg", "about", "around", "only", "least", "most", "than", "over", "under", "above", "below")

// Who may be that old.
var elderWords = set("patient", "pt", "man", "woman", "lady", "gentleman", "guy", "fellow", "granny", "great-gran", "veteran", "widow", "widower", "resident", "client", "he", "she", "i", "who", "nun", "priest", "farmer", "male", "female", "elder", "grandparent", "oldest", "person", "neighbour", "neighbor", "nana", "oma", "opa", "abuela", "abuelo", "nonna", "nonno", "babushka", "poppy", "granddad", "grandad", "gramps", "grandmom", "mama", "papa", "parent", "inlaw", "great-aunt", "great-uncle", "great-grandmother", "great-grandfather", "him", "her", "they", "mom's", "dad's", "mum's")

var copulas = set("is", "was", "am", "be", "are", "turns", "turning", "turned", "hits", "hit", "nearly", "almost", "reached", "pushing", "he's", "she's", "i'm", "im", "who's", "now", "just", "only", "he'll", "she'll", "already", "became", "becomes", "becoming", "being", "aged", "mum's", "dad's", "mom's", "hes", "shes", "actually", "approaching", "probably", "really", "officially", "closer", "looks", "celebrated", "celebrates", "celebrating")

// elder finds such an age at token i and gives its end, or i.
func (f *finder) elder(i int) int {
	to, day := f.elderNumber(i)
	if to == i {
		if f.elderBorn(i) {
			return i + 1
		}
		return i
	}
	if f.at(i-1) == "," && hasAnyPrefix(f.at(i-2), "nineties") && f.person(i) {
		return to // "in her mid nineties, 96 I believe"
	}
	next, after := f.at(to), f.at(to+1)
	switch {
	case day:
		if next == "birthday" || next == "bday" || next == "year" && (f.kinNear(i, 4) || f.person(i)) {
			return to + 1
		}
		return i
	case next == "th" || next == "nd" || next == "st" || next == "rd":
		if after == "birthday" || after == "bday" {
			return to + 2
		}
		return i
	case next == "summers" || next == "winters" || next == "springs" || next == "candles" || next == "birthdays":
		return to + 1
	case (next == "year" || next == "years" || next == "yrs") && (after == "young" || after == "of" && f.at(to+2) == "age"):
		return to + 2
	case measuresWords[f.at(i-1)] || units[next] && next != "c" && next != "f" || next == "%" || next == "/" || next == "+" || next == "-" && !f.toks[to].gap || next == "x" || next == "out" || next == "of":
		return i
	case (next == "f" || next == "m" || next == "c") && to < len(f.toks) && !f.toks[to].upper:
		return i
	}
	if f.ageApposed(i, to) || f.ageStated(i, to) || f.agePlaced(i, to) {
		return to
	}
	return i
}

// elderNumber reads 90 to maxAge in digits or words at token i; day tells an
// ordinal number ("90th").
func (f *finder) elderNumber(i int) (to int, day bool) {
	t := f.toks[i]
	switch t.kind {
	case kindNumber:
		if a := atoi(t.text); a >= 90 && a <= maxAge && len(t.text) <= 3 {
			return i + 1, false
		}
	case kindMixed:
		k := leading(t.text)
		if a := atoi(t.text[:k]); a >= 90 && a <= maxAge && hasAnySuffix(t.text[k:], "th", "st", "nd", "rd") && len(t.text) == k+2 {
			return i + 1, true
		}
	case kindWord:
		if t.text == "ninetieth" || t.text == "hundredth" {
			return i + 1, true
		}
		if t.text != "ninety" && (t.text != "hundred" || f.at(i-1) != "a" && f.at(i-1) != "one") {
			return i, false
		}
		to = i + 1
		for k := 0; k < 3 && (f.at(to) == "-" || f.at(to) == "and" || smallNumbers[f.at(to)]); k++ {
			to++
		}
		return to, false
	}
	return i, false
}

// ageApposed reports "my dad, 93, kidney cancer", "great-gran (97)", "our oldest
// pt - 96 -".
func (f *finder) ageApposed(i, to int) bool {
	prev := f.at(i - 1)
	if prev != "," && prev != "(" && prev != "-" && prev != ":" || prev == "-" && !f.toks[i].gap {
		return false
	}
	next := f.at(to)
	closed := to >= len(f.toks) || next == "," || next == ")" || next == "." || next == "?" || next == ";" || next == "-" && f.toks[to].gap || next == "and" || next == "with"
	return closed && f.kinAt(i-2)
}

// ageStated reports "she'll be 91 in May", "mum is ninety four".
func (f *finder) ageStated(i, to int) bool {
	switch f.at(i - 1) {
	case "turning", "aged", "turned", "turns":
		return f.ageEnds(to)
	case "on", "actually", "really", "approaching":
		// "coming up on 91", "90+ (actually 96)"
		return (f.at(i-2) == "up" || f.at(i-1) != "on") && f.person(i) && f.ageEnds(to)
	}
	if !copulas[f.at(i-1)] {
		return false
	}
	for j := i - 1; j >= max(0, i-5); j-- {
		w := f.at(j)
		if measuresWords[w] {
			return false
		}
		if f.kinAt(j) || hasAnySuffix(w, "he's", "she's", "i'm", "he'll", "she'll", "mum's", "dad's", "mom's") || w == "im" || w == "hes" || w == "shes" {
			return f.ageEnds(to)
		}
	}
	return false
}

// Years in which whoever was born then is 90 or older; that a message is read
// years later makes nobody younger.
const (
	elderFrom = 1900
	elderTo   = 1935
)

// elderBorn reports "b. 1929", "born in 1931", "DOB 1930", "class of 1929": a year
// that tells of such an age.
func (f *finder) elderBorn(i int) bool {
	y := atoi(f.at(i))
	if len(f.at(i)) != 4 || y < elderFrom || y > elderTo {
		return false
	}
	j := i - 1
	for k := 0; k < 3 && (f.at(j) == "." || f.at(j) == ":" || f.at(j) == "in" || f.at(j) == "year" || f.at(j) == "of" || f.at(j) == "'s"); k++ {
		j--
	}
	switch f.at(j) {
	case "b":
		return f.at(j+1) == "."
	case "born", "dob", "yob", "birth", "birthyear":
		return !f.eventNear(i, f.lex.sets["public_events"]) && (f.person(i) || f.at(j) != "born")
	}
	return false
}

// ageEnds reports whether nothing behind a number makes a measure of it.
func (f *finder) ageEnds(to int) bool {
	switch f.at(to) {
	case "", ",", ".", ")", "?", "!", ";", ":", "-", "and", "with", "in", "next", "this", "on", "yesterday", "last", "i", "yo", "but", "now", "has", "so", "years", "yrs", "old", "who", "when", "today", "tomorrow", "already", "soon", "or", "if", "can", "too", "is", "still", "living", "lives":
		return true
	}
	return false
}

// agePlaced reports "at 95 my father", "95, my father", "at 97 she".
func (f *finder) agePlaced(i, to int) bool {
	if f.at(i-1) != "at" && i > 0 {
		return false
	}
	if f.at(to) == "," {
		to++
	}
	switch f.at(to) {
	case "my", "our", "his", "her":
		return kinWords[f.at(to+1)] || f.at(to+1) == "patient" || f.at(to+1) == "pt"
	case "he", "she", "he's", "she's":
		return true
	}
	return false
}

// kinAt reports whether token j names a person: "dad", "great-gran", "lady".
func (f *finder) kinAt(j int) bool {
	w := f.at(j)
	return kinWords[w] || elderWords[w] || kinWords[strings.TrimPrefix(w, "great")]
}

// kinNear reports whether a person is named within reach tokens before i.
func (f *finder) kinNear(i, reach int) bool {
	for j := max(0, i-reach); j < i; j++ {
		if f.kinAt(j) || f.at(j) == "his" || f.at(j) == "my" {
			return true
		}
	}
	return false
}

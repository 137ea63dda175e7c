package guard

import "strings"

// Ages from 90 to this are identifiers.
const maxAge = 125

var ageWords = set("year", "years", "yr", "yrs", "yo", "y.o", "y/o", "y", "yr-old", "yrold", "yearold")

// Before an age these make it a group's ("over 90").
var groupBefore = set("over", "above", "than", "under", "below", ">", "<", "least", "to", "-", "up", "=", "between", "beyond", "exceeding", "past", "≥", "≤", "until", "for", "within", "at")
var groupNouns = set("patients", "people", "adults", "those", "individuals", "men", "women", "elderly", "nonagenarians", "persons", "cohort", "population", "survivors", "subjects", "ages", "participants", "trial", "percent", "%")

// ages finds the age of a person who is 90 or older.
func (f *finder) ages() {
	for i := range f.toks {
		if f.taken[i] {
			continue
		}
		to := f.oldAge(i)
		if to == i {
			to = f.elder(i)
		}
		if to > i && !f.ofGroup(i, to) {
			f.mark(KindAge, i, to)
		}
	}
}

// oldAge reads "92-year-old", "93yo", "94F", "aged 95", "ninety-two years old".
func (f *finder) oldAge(i int) int {
	t := f.toks[i]
	switch t.kind {
	case kindMixed:
		n := leading(t.text)
		if a := atoi(t.text[:n]); a >= 90 && a <= maxAge {
			switch t.text[n:] {
			case "yo", "m", "f", "y", "yrs", "yr", "yof", "yom", "year", "years", "ym", "yf", "yearold", "w":
				return i + 1
			}
		}
	case kindNumber:
		if a := atoi(t.text); a >= 90 && a <= maxAge && len(t.text) <= 3 {
			if f.ageOfOne(i) {
				return i + 1
			}
			return f.ageTail(i, i+1)
		}
	case kindWord:
		if t.text == "hundred" && (f.at(i-1) == "a" || f.at(i-1) == "one") && (f.at(i-2) == "is" || f.at(i-2) == "aged" || f.at(i-2) == "turned" || f.at(i-2) == "turns" || f.at(i-2) == "she's" || f.at(i-2) == "he's") && f.at(i+1) == "and" && smallNumbers[f.at(i+2)] && !units[f.at(i+3)] {
			return i + 3
		}
		if strings.HasPrefix(t.text, "ninet") || t.text == "hundred" {
			return f.ageTail(i, i+1)
		}
	}
	return i
}

// ageOfOne reports whether a bare number at token i is the age of one person:
// "F/94", "M 92 melanoma", "my nan (90)", "dad's 92 and fit", "age: 96".
func (f *finder) ageOfOne(i int) bool {
	next := f.at(i + 1)
	if units[next] || next == "%" || next == "+" || next == "-" || next == "and" && (f.at(i+2) == "over" || f.at(i+2) == "above" || f.at(i+2) == "older") {
		return false
	}
	prev, sex := f.at(i-1), i-1
	if prev == "/" || prev == "," {
		sex = i - 2
	}
	switch f.at(sex) {
	case "m", "f", "male", "female", "woman", "man", "lady":
		return (f.toks[sex].upper || prev == "," || len(f.at(sex)) > 1) && (sex == 0 || f.at(sex-1) == "," || f.at(sex-1) == ":" || f.at(sex-1) == "pt")
	}
	switch {
	case prev == "(" && next == ")":
		return kinWords[f.at(i-2)] || f.at(i-2) == "patient" || f.at(i-2) == "pt"
	case prev == ":" && f.at(i-2) == "age":
		return true
	case strings.HasSuffix(prev, "'s"):
		return kinWords[bare(prev)] && next != "/"
	}
	return false
}

// ageTail looks around a number for what makes it an age.
func (f *finder) ageTail(i, j int) int {
	before := f.at(i - 1)
	if before == "aged" || before == "age" || before == "age:" || (before == ":" || before == "is" || before == "of") && f.at(i-2) == "age" || before == "turned" || before == "turns" || before == "turning" {
		if f.at(j) != "%" && f.at(j) != "percent" && f.person(i) && !f.cueBefore(i, "over", "above", "than", "under", "below") {
			return j
		}
		return i
	}
	if (before == "is" || before == "am" || before == "she's" || before == "he's" || before == "i'm") && f.at(j) == "and" && f.person(i) {
		return j
	}
	for k := 0; k < 4 && (f.at(j) == "-" || f.at(j) == "and" || smallNumbers[f.at(j)]); k++ {
		j++
	}
	if ageWords[f.at(j)] {
		j++
		for f.at(j) == "-" || f.at(j) == "old" || f.at(j) == "/" || f.at(j) == "o" {
			j++
		}
		if f.at(j-1) == "old" || f.at(j-1) == "o" || f.at(j-1) == "yo" || f.at(j-1) == "y.o" || f.at(j) == "m" || f.at(j) == "f" || f.at(j) == "male" || f.at(j) == "female" || f.at(j) == "of" && f.at(j+1) == "age" {
			return j
		}
		return i
	}
	if (before == "am" || before == "is" || before == "i'm" || before == "he's" || before == "she's" || before == "who's" || before == "im" || before == ",") && f.person(i) && !units[f.at(j)] && (j >= len(f.toks) || f.toks[j].kind == kindMark && f.at(j) != "%" && f.at(j) != "/" && f.at(j) != "-" || f.at(j) == "and" || f.at(j) == "with" || f.at(j) == "on") && before != "," && !f.cueBefore(i, "bp", "hr", "pulse", "sats", "map", "rate", "score", "sugar", "glucose", "weight", "temp", "creatinine", "pressure", "systolic", "ecog", "platelets", "count", "sodium", "spo2", "saturation", "wbc", "kps", "karnofsky", "it", "dose", "level", "gfr", "egfr", "ef") {
		return j
	}
	return i
}

var smallNumbers = set("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

func (f *finder) ofGroup(i, to int) bool {
	if groupBefore[f.at(i-1)] && f.at(i-1) != "for" && f.at(i-1) != "at" && f.at(i-1) != "-" {
		return true
	}
	if f.at(i-1) == "-" && i > 1 && f.toks[i-2].kind == kindNumber {
		return true
	}
	if a := f.at(to); a == "+" || a == "or" || a == "plus" || a == "and" && (f.at(to+1) == "over" || f.at(to+1) == "older" || f.at(to+1) == "above") || a == "olds" {
		return true
	}
	for j := max(0, i-5); j < i; j++ {
		if groupNouns[f.toks[j].text] && f.sentOf[j] == f.sentOf[i] {
			return true
		}
	}
	return false
}

func leading(s string) int {
	n := 0
	for n < len(s) && isDigit(rune(s[n])) {
		n++
	}
	return n
}

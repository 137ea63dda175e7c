package verify

import (
	"strconv"
	"strings"
)

// numberWords are numbers written out. "one" is judged by its neighbours.
var numberWords = map[string]float64{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
	"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}

var multipliers = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

// foldWords are multiples in one word.
var foldWords = map[string]float64{"once": 1, "twice": 2, "thrice": 3, "doubl": 2, "tripl": 3, "quadrupl": 4,
	"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "tenfold": 10}

var fractionWords = map[string]float64{"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
	"fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}

var romanNumerals = map[string]float64{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}

// digits reads a number printed in digits.
func digits(s string) (float64, bool) {
	s = strings.Map(func(r rune) rune {
		if isDigit(r) || r == '.' {
			return r
		}
		return -1
	}, s)
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// spanWords stand before "a day" where it is an amount of time.
var spanWords = map[string]bool{"roughly": true, "approximately": true, "around": true, "of": true, "within": true, "about": true, "over": true, "under": true, "after": true, "for": true, "than": true, "nearly": true, "almost": true}

// value reads the number that begins at token i and returns the token behind
// it. Fractions ("two thirds", "1 in 5") are returned as a percentage.
func (r *figureReader) value(i int) (v float64, end int, fraction, ok bool) {
	if low := r.at(i).low; (low == "a" || low == "an") && r.clock(i+1) && spanWords[r.at(i-1).low] {
		return 1, i + 1, false, true // "within a day"
	}
	if v, end, ok = r.fraction(i); ok {
		return v, end, true, true
	}
	t := r.at(i)
	switch {
	case t.kind == tokNumber:
		if v, ok = digits(t.low); !ok {
			return 0, i, false, false
		}
		end = i + 1
	case t.kind == tokWord:
		if v, end, ok = r.words(i); !ok {
			return 0, i, false, false
		}
	default:
		return 0, i, false, false
	}
	for {
		m, isMult := multipliers[r.at(end).low]
		if !isMult {
			break
		}
		v *= m
		end++
	}
	if v2, e2, ok2 := r.outOf(v, end); ok2 {
		return v2, e2, true, true
	}
	return v, end, false, true
}

// words reads a written number: "seven", "twenty-eight", "one hundred twenty".
func (r *figureReader) words(i int) (float64, int, bool) {
	v, ok := numberWords[r.at(i).low]
	if !ok {
		return 0, i, false
	}
	if v == 1 && !r.countingOne(i) {
		return 0, i, false
	}
	i++
	if v >= 20 && v < 100 && int(v)%10 == 0 {
		if u, ok := numberWords[r.at(i).low]; ok && u > 0 && u < 10 {
			v += u
			i++
		}
	}
	if r.at(i).low == "hundred" {
		v *= 100
		i++
		if r.at(i).low == "and" {
			if u, ok := numberWords[r.at(i+1).low]; ok && u < 100 {
				return v + u, i + 2, true
			}
		}
		if u, end, ok := r.words(i); ok && u < 100 {
			return v + u, end, true
		}
	}
	return v, i, true
}

// countingOne reports whether "one" at i counts something ("one dose") and is
// no pronoun ("the one", "one of the", "no one").
func (r *figureReader) countingOne(i int) bool {
	switch r.at(i - 1).low {
	case "no", "the", "this", "that", "any", "each", "every", "which", "only", "another", "or":
		return false
	}
	next := r.at(i + 1)
	if next.low == "of" || next.low == "in" || next.low == "out" || r.at(i+2).low == "in" {
		if _, _, ok := r.outOf(1, i+1); ok {
			return true
		}
	}
	if prev := r.at(i - 1); labelHeads[prev.low] || prev.low == "for" && r.at(i-2).low == "every" {
		return false
	}
	for k := i + 1; k <= i+2; k++ {
		if _, ok := r.words_.unit(r.at(k).low); ok {
			return true // "one dose", "one subcutaneous dose"
		}
	}
	return false
}

// fraction reads "half", "a third", "two thirds", "three-quarters".
func (r *figureReader) fraction(i int) (float64, int, bool) {
	n, at := 1.0, i
	if v, ok := numberWords[r.at(i).low]; ok && v < 10 && v > 0 {
		n, at = v, i+1
	} else if r.at(i).low == "a" || r.at(i).low == "an" {
		at = i + 1
	}
	if r.at(at).low == "-" {
		at++
	}
	d, ok := fractionWords[r.at(at).low]
	if !ok {
		return 0, i, false
	}
	bare := at == i
	next := r.at(at + 1).low
	switch {
	case next == "life" || next == "lives" || next == "line":
		return 0, i, false
	case d == 2:
	case bare && !strings.HasSuffix(r.at(at).low, "s"): // "third" alone is an ordinal
		return 0, i, false
	case next != "of" && n == 1 && r.at(i).low == "a" && d != 3 && d != 4 && r.at(i-1).low != "between" && !(next == "and" && r.at(at+2).low == "a"):
		return 0, i, false
	}
	return 100 * n / d, at + 1, true
}

// outOf reads the rest of "1 in 5", "six out of ten", "one of twenty" and "16
// of 100" behind v.
func (r *figureReader) outOf(v float64, i int) (float64, int, bool) {
	of := false
	if next := r.at(i); v < 10 && r.at(i+1).low == "in" && (countedPeople[next.low] || v == 1 && next.kind == tokWord && next.weight > 0) {
		i++ // "one patient in eight"
	}
	switch {
	case r.at(i).low == "out" && r.at(i+1).low == "of":
		i++
	case r.at(i).low == "of":
		of = true
	case r.at(i).low != "in":
		return 0, i, false
	}
	i++
	if r.at(i).low == "every" || r.at(i).low == "each" {
		i++
	}
	hundred := r.at(i).low == "a" && multipliers[r.at(i+1).low] > 0
	if hundred {
		i++
	}
	n, ok := numberWords[r.at(i).low]
	if r.at(i).kind == tokNumber {
		n, ok = digits(r.at(i).low)
	}
	if hundred {
		n, ok = multipliers[r.at(i).low], true
	}
	i++
	for ok && multipliers[r.at(i).low] > 0 {
		n *= multipliers[r.at(i).low]
		i++
	}
	if !ok || n <= v || n == 0 || r.year(n, i-1) || r.clock(i) || of && n != 10 && n != 20 && n != 100 && n != 1000 {
		return 0, i, false
	}
	return 100 * v / n, i, true
}

// countedPeople are those of whom "one patient in eight" is said.
var countedPeople = map[string]bool{"patient": true, "patients": true, "person": true, "people": true, "man": true, "men": true,
	"woman": true, "women": true, "child": true, "children": true, "adult": true, "adults": true, "case": true, "cases": true}

// year reports whether n, printed at token i, looks like a calendar year.
func (r *figureReader) year(n float64, i int) bool {
	return n >= 1850 && n <= 2100 && len(r.at(i).low) == 4 && n == float64(int(n))
}

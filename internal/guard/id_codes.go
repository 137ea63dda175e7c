package guard

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Words and marks that may stand between a cue and its code.
var codeFillers = set("nr", "nbr", "nos", "№", "n°", "is", "was", "are", "as", "of", "the", "a", "on", "for", "to", "at", ":", "#", "=", "-", "(", ")", "no", "no.", ".", "number", "num", "id", "ending", "ends", "in", "with", "reads", "says", "also", "card", "and", "her", "his", "my", "their", "him", "me", "them", "code", "it", "or", "\"", "'", "*", "plate", "key", "new", "which", "listed", "recorded", "patient", "pt", "state", "under", "&", ",", "_", "[", "]", "{", "}", "<", ">", "|", ";", "\\")

// At most this many of them.
const maxFillers = 7

// Numbers that name a study, a paper or a product: public, so no identifier.
var publicCodes = []string{"nct", "isrctn", "eudract", "pmid", "pmc", "doi", "umin", "actrn", "chictr", "drks", "jprn", "grade", "stage", "ctcae", "il-2", "il2 "}

// units after a number make it an amount.
var units = set("mg", "mcg", "g", "kg", "ml", "l", "iu", "units", "unit", "mmhg", "mmol", "meq", "%", "percent", "hours", "hour", "h", "hrs", "days", "day", "weeks", "week", "months", "month", "years", "year", "minutes", "min", "mins", "doses", "dose", "cycles", "cycle", "patients", "people", "cm", "mm", "miles", "mile", "km", "lbs", "pounds", "dollars", "million", "bpm", "times", "c", "f", "cells", "am", "pm", "yo", "yr", "yrs", "pack", "mcg/kg", "subjects", "participants", "copies", "beds", "ecog")

// codesByCue reads the code after each [cue …] rule; the longer cue decides
// ("license plate" before "license").
func (f *finder) codesByCue() {
	cues := slices.Clone(f.cues)
	slices.SortStableFunc(cues, func(a, b mention) int {
		// "her … number" says least about what the number is
		return cmp.Or(btoi(a.rule.kind == KindOther)-btoi(b.rule.kind == KindOther), (b.to-b.from)-(a.to-a.from))
	})
	for _, m := range cues {
		need, err := strconv.Atoi(m.rule.grade)
		if m.rule.group != "cue" || err != nil {
			continue
		}
		if from, to, ok := f.codeAfter(f.lastTok(m)+1, m.rule.kind, need); ok && !f.taken[from] {
			f.mark(m.rule.kind, from, to)
		}
	}
}

// codeAfter looks for a code with at least need digits from token i on.
func (f *finder) codeAfter(i int, kind string, need int) (from, to int, ok bool) {
	for n := 0; n <= maxFillers && i < len(f.toks); n++ {
		t := f.toks[i]
		if t.line && n > 2 {
			return 0, 0, false
		}
		if to, ok := f.code(i, kind, need); ok {
			return i, to, true
		}
		if !codeFillers[t.text] {
			return f.codeAfterColon(i, kind, need)
		}
		i++
	}
	return 0, 0, false
}

// codeAfterColon looks for ": code" a few words on: "serial no. for my mom's
// ICD: BLG112233H".
func (f *finder) codeAfterColon(i int, kind string, need int) (from, to int, ok bool) {
	for j := i; j < i+6 && j+1 < len(f.toks) && !f.toks[j].line; j++ {
		if f.at(j) == "?" || f.at(j) == "." || f.at(j) == ";" {
			break
		}
		if f.at(j) == ":" {
			if to, ok := f.code(j+1, kind, max(need, 4)); ok {
				return j + 1, to, true
			}
			break
		}
	}
	return 0, 0, false
}

// code reports whether a code begins at token i and where it ends.
func (f *finder) code(i int, kind string, need int) (to int, ok bool) {
	t := f.toks[i]
	if t.kind == kindMark || t.kind == kindWord && !t.caps && !f.joined(i) {
		return 0, false
	}
	to = f.trim(i, f.chunk(i))
	text := f.text(i, to)
	for _, p := range publicCodes {
		if strings.HasPrefix(text, p) {
			return 0, false
		}
	}
	if strings.HasSuffix(text, "'s") || strings.HasSuffix(text, "-old") || strings.Contains(text, "-year") || strings.Contains(text, "-month") {
		return 0, false // an age
	}
	digits := digitsIn(text)
	for to < len(f.toks) && digits > 0 && f.toks[to].kind == kindNumber && !units[f.at(to+1)] && digitsIn(f.at(to)) >= 2 {
		digits += digitsIn(f.at(to))
		to = f.trim(to, f.chunk(to))
	}
	// a plate in two groups: "BX7 19K"
	if kind == KindVehicle && to < len(f.toks) && f.toks[to].kind == kindMixed && len(f.at(to)) <= 4 && len(text) <= 4 {
		digits += digitsIn(f.at(to))
		to++
	}
	// a code of letters and groups of digits set apart: "AB 12 34 56 C"
	if digits == 0 && t.kind == kindWord && t.caps && len(t.text) <= 4 && to < len(f.toks) && digitsIn(f.at(to)) > 0 {
		rest, ok := f.code(to, kind, max(1, need-1))
		return rest, ok
	}
	if kind == KindVehicle && f.stateAndPlate(i, to) {
		return to + 2, true
	}
	switch {
	case digits < need && (need > 3 || digits < 2 || !hasLetter(text)):
		return 0, false
	case t.kind == kindNumber && to == i+1 && (units[f.at(to)] && digits <= 6 || strings.ContainsAny(t.text, ",.") && !strings.Contains(t.text, ".")):
		return 0, false
	case kind == KindPlace && len(text) > 10:
		return 0, false
	}
	return to, true
}

// stateAndPlate reports whether "TX LMN 4409" stands in tokens i, to and to+1.
func (f *finder) stateAndPlate(i, to int) bool {
	if to+1 >= len(f.toks) || f.toks[i].kind != kindWord || f.toks[to+1].kind != kindNumber {
		return false
	}
	return f.toks[i].caps && len(f.at(i)) <= 3 && f.toks[to].caps && len(f.at(to)) <= 3
}

// joined reports whether a lower-case word is part of a code ("ab-1234").
func (f *finder) joined(i int) bool {
	to := f.chunk(i)
	return to > i+1 && digitsIn(f.text(i, to)) >= 2
}

// trim leaves closing marks out of [i,to).
func (f *finder) trim(i, to int) int {
	for to > i+1 && f.toks[to-1].kind == kindMark {
		to--
	}
	return to
}

// text is the folded lower-case text of tokens [i,to).
func (f *finder) text(i, to int) string {
	var b strings.Builder
	for ; i < to; i++ {
		b.WriteString(f.toks[i].text)
	}
	return b.String()
}

func hasLetter(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

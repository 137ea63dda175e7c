package render

import (
	"slices"
	"strings"

	"curbside/internal/answer"
)

// How much of a unit is shown.
const (
	left = iota
	inBrief
	whole
)

// layout is a message that is being filled with units.
type layout struct {
	answer *answer.Answer
	units  []unit // in the order in which they get room
	shown  []int  // how much of each
	title  int    // at most so many characters of a reference's title
}

func newLayout(a *answer.Answer, units []unit, title int) *layout {
	return &layout{answer: a, units: units, shown: make([]int, len(units)), title: title}
}

// fill gives room to the units: first to those that must stand, then to one
// line for each that has one, then to whole units as long as there is room. It
// fails where what must stand does not fit.
func (l *layout) fill(limit int) bool {
	for i := range l.shown {
		l.shown[i] = whole
	}
	if Length(l.String()) <= limit {
		return true
	}
	for i, u := range l.units {
		if u.priority > 0 {
			l.shown[i] = left
		}
	}
	if Length(l.String()) > limit {
		return false
	}
	for i, u := range l.units {
		if u.brief != "" {
			l.try(i, inBrief, limit)
		}
	}
	for i := range l.units {
		l.try(i, whole, limit)
	}
	return true
}

// try shows more of a unit if that fits.
func (l *layout) try(i, how, limit int) {
	if before := l.shown[i]; before < how {
		if l.shown[i] = how; Length(l.String()) > limit {
			l.shown[i] = before
		}
	}
}

// String joins what is shown in its places, with the references that it cites
// and with lines that say what is not shown.
func (l *layout) String() string {
	var all, complete []unit
	var told []string
	cut, unwarned := false, false
	for i, u := range l.units {
		switch l.shown[i] {
		case whole:
			all, complete = append(all, u), append(complete, u)
			continue
		case inBrief:
			if !slices.Contains(told, u.brief) { // two of a kind may have the same
				told = append(told, u.brief)
				all = append(all, unit{place: u.place, text: u.brief})
			}
		default:
			unwarned = unwarned || u.warns
		}
		cut = true
	}
	if cut {
		all = append(all, unit{place: placeHint, text: cutHint})
	}
	if unwarned {
		all = append(all, unit{place: placeWarnings, text: moreWarnings})
	}
	if refs := references(l.answer, cited(complete), l.title); refs != "" {
		all = append(all, unit{place: placeReferences, text: refs})
	}
	all = append(all, unit{place: placeDisclaimer, text: disclaimer(l.answer)})
	slices.SortStableFunc(all, func(a, b unit) int { return a.place - b.place })
	lines := make([]string, len(all))
	for i, u := range all {
		lines[i] = u.text
	}
	return strings.Join(lines, "\n")
}

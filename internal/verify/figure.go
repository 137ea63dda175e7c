package verify

import (
	"math"
	"strings"
)

type comparator uint8

const (
	cmpNone comparator = iota
	cmpLess
	cmpAtMost
	cmpMore
	cmpAtLeast
	cmpWithin
)

var comparatorNames = [...]string{"exactly", "less than", "at most", "more than", "at least", "within"}

func (c comparator) String() string { return comparatorNames[c] }

// figure is one value or range of a text with all that belongs to it.
type figure struct {
	lo, hi   float64 // in the base unit of dim
	ranged   bool
	fromTo   bool    // "from 5 to 12": the ends are figures too
	about    bool    // "about", "nearly"
	age      bool    // "aged 65", "65 and older"
	below    bool    // "nearly", "almost"
	fraction bool    // written as a fraction: "a third"
	share    float64 // per cent, where "n of N" is said
	dim      string  // dimension of the unit, "" for none
	per      string  // denominators: "/kg/day"
	scale    float64 // base units in one of the unit as written
	cmp      comparator
	label    string // "grade", "stage", "phase": a label, no amount
	role     figureRole
	of       int // token of the N in "n of N", or -1
	from, to int // tokens, half open, comparator and unit included
	num      int // the token of the number
	rows     []*ledgerRow
}

type figureRole uint8

const (
	rolePlain figureRole = iota
	roleYear
	roleP        // P = .02
	roleInterval // 95% CI, 1.02 to 1.89
	roleModifier // 5-year survival
	roleTotal    // of 33 patients
)

func (f *figure) text(toks []token) string {
	var b strings.Builder
	for i := f.from; i < f.to; i++ {
		if b.Len() > 0 && toks[i].kind != tokPunct && !toks[i].glued {
			b.WriteByte(' ')
		}
		b.WriteString(toks[i].low)
	}
	return b.String()
}

// key names the kind of figure: two figures of one key can be confused.
func (f *figure) key() string {
	if f.label != "" {
		return "label:" + f.label
	}
	if f.role == roleYear {
		return "year"
	}
	if f.role == roleP || f.role == roleInterval || f.role == roleTotal {
		return "statistic"
	}
	if strings.HasPrefix(f.dim, "count:") || f.dim == "" {
		return "count"
	}
	return f.dim + f.per
}

func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-6*math.Max(math.Abs(a), math.Abs(b))
}

// sameValue reports whether claim figure f says no more than passage figure g.
func (f *figure) sameValue(g *figure) bool {
	if f.ranged == g.ranged && near(f.lo, g.lo) && near(f.hi, g.hi) {
		return true
	}
	if g.fromTo && !f.ranged && (near(f.lo, g.lo) || near(f.lo, g.hi)) {
		return true
	}
	if f.cmp == cmpAtMost && g.ranged && g.lo == 0 && near(f.hi, g.hi) && !f.ranged {
		return true // "up to 14 years" for "0 to 14 years"
	}
	if g.ranged && !f.ranged && !g.fromTo && g.label == "" && g.cmp == cmpNone && (f.cmp == cmpAtMost && near(f.hi, g.hi) || f.cmp == cmpAtLeast && near(f.lo, g.lo)) {
		return true // "up to 75 %" for "50 to 75 %"
	}
	if f.ranged || g.ranged {
		return false
	}
	return f.nextWhole(g) || f.justAbove(g) || f.fraction && f.fractionOf(g) || f.about && f.roundsTo(g) || f.justBelow(g)
}

// justBelow reports whether f is a round bound directly below g: "more than
// 76,000" for 76,693.
func (f *figure) justBelow(g *figure) bool {
	if f.cmp == cmpMore && g.cmp == cmpNone && f.rounder(g) && g.lo > f.lo {
		return true
	}
	return f.cmp == cmpMore && g.cmp == cmpNone && f.lo >= 100 && f.dim == g.dim && math.Mod(f.lo/nonZero(f.scale), 10) == 0 && g.lo > f.lo && g.lo <= 1.02*f.lo
}

// nextWhole reports whether f says by another comparator what g says, of
// grades and scores: "2 or worse" for "more than 1".
func (f *figure) nextWhole(g *figure) bool {
	if f.label == "" || f.label != g.label || f.lo != math.Trunc(f.lo) || g.lo != math.Trunc(g.lo) {
		return false
	}
	switch [2]comparator{f.cmp, g.cmp} {
	case [2]comparator{cmpAtLeast, cmpMore}, [2]comparator{cmpLess, cmpAtMost}:
		return f.lo == g.lo+1
	case [2]comparator{cmpMore, cmpAtLeast}, [2]comparator{cmpAtMost, cmpLess}:
		return f.lo == g.lo-1
	}
	return false
}

// rounder reports whether f is a round amount close to g: 80 % beside 83 %,
// 16 months beside 16.4.
func (f *figure) rounder(g *figure) bool {
	if f.dim != g.dim || f.per != g.per || f.lo == 0 || f.scale == 0 || g.about || f.label != "" || f.ranged || g.ranged {
		return false
	}
	shown, other := f.lo/f.scale, g.lo/f.scale
	if strings.HasPrefix(f.dim, "count:") || f.dim == "" {
		return false
	}
	gap := math.Abs(shown - other)
	switch {
	case math.Mod(shown, 10) == 0 && math.Mod(other, 10) != 0:
		return gap <= 4 && gap <= 0.12*shown
	case math.Mod(shown, 5) == 0 && math.Mod(other, 5) != 0:
		return gap <= 2.5 && gap <= 0.12*shown
	}
	return shown == math.Trunc(shown) && other != math.Trunc(other) && gap < 1 && gap <= 0.12*shown
}

// justAbove reports whether f is a round bound directly above g: "just under
// 81,000" for 80,980.
func (f *figure) justAbove(g *figure) bool {
	if f.cmp == cmpLess && g.cmp == cmpNone && f.rounder(g) && g.lo < f.lo {
		return true
	}
	return f.cmp == cmpLess && g.cmp == cmpNone && f.lo >= 100 && f.dim == g.dim && math.Mod(f.lo/nonZero(f.scale), 10) == 0 && g.lo < f.lo && g.lo >= 0.98*f.lo
}

// fractionOf reports whether a fraction in words tells figure g: "one in
// three" 34 %, "nearly half" 48 %, "more than half" 53 %.
func (f *figure) fractionOf(g *figure) bool {
	v := g.lo
	if g.dim != "percent" {
		if v = g.share; v == 0 {
			return false
		}
	}
	if g.cmp != cmpNone {
		return f.cmp == g.cmp && near(f.lo, v)
	}
	switch f.cmp {
	case cmpMore, cmpAtLeast:
		return v > f.lo && v <= f.lo+12
	case cmpLess, cmpAtMost:
		return v < f.lo && v >= f.lo-12
	}
	slack := 2.1
	if f.about {
		slack = 4
	}
	return math.Abs(f.lo-v) <= slack || f.below && v < f.lo && v >= f.lo-5
}

// roundsTo reports whether f, said to be about so much, is g rounded.
func (f *figure) roundsTo(g *figure) bool {
	if f.lo == 0 || f.scale == 0 || f.dim != g.dim {
		return false
	}
	if gap := math.Abs(f.lo-g.lo) / f.scale; g.cmp == cmpNone && f.rounder(g) && gap <= 2 && gap <= 0.07*f.lo/f.scale {
		return true
	}
	shown := f.lo / f.scale
	step := 1.0
	for shown != math.Trunc(shown) && step > 1e-4 {
		shown *= 10
		step /= 10
	}
	for math.Mod(shown, 10) == 0 && shown >= 100 {
		shown /= 10
		step *= 10
	}
	return math.Abs(f.lo-g.lo) <= step*f.scale/2*1.0001 && math.Abs(f.lo-g.lo) <= 0.06*math.Abs(f.lo)
}

// sameUnit reports whether two figures are of one unit and denominator.
func (f *figure) sameUnit(g *figure) bool {
	if f.label != g.label {
		return false
	}
	if f.per != g.per && !(f.per == "" && strings.HasPrefix(g.dim, "count:")) {
		return false
	}
	if f.dim == g.dim || f.fraction && g.share > 0 {
		return true
	}
	fc, gc := strings.HasPrefix(f.dim, "count:"), strings.HasPrefix(g.dim, "count:")
	switch {
	case f.role == roleYear || g.role == roleYear:
		return f.role == g.role
	case fc && gc:
		return compatibleCounts[f.dim+" "+g.dim]
	case f.dim == "" && gc, fc && g.dim == "":
		return true
	case f.dim == "" && g.dim == "calendar", f.dim == "calendar" && g.dim == "":
		return f.aged(g)
	}
	return false
}

// aged lets "aged 65" stand for "65 years"; bare figures of 18 to 90 only.
func (f *figure) aged(g *figure) bool {
	bare := f
	if bare.dim != "" {
		bare = g
	}
	return bare.lo >= 1 && bare.hi <= 1200 && bare.label == "" && bare.role == rolePlain && bare.age
}

// compatibleCounts are counted things that may stand for each other.
var compatibleCounts = func() map[string]bool {
	m := map[string]bool{}
	for _, g := range [][]string{{"people", "case"}, {"people", "survivors"}, {"people", "adults"}, {"people", "children"},
		{"people", "women"}, {"people", "men"}, {"people", "infants"}, {"tumor", "lesion"}, {"tumor", "case"}, {"people", "death"},
		{"dose", "injection"}, {"dose", "infusion"}, {"people", "response"}, {"people", "sample"}, {"site", "center"}, {"group", "arm"}, {"dose", "fraction"}} {
		m["count:"+g[0]+" count:"+g[1]] = true
		m["count:"+g[1]+" count:"+g[0]] = true
	}
	return m
}()

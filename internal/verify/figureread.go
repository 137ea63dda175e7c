package verify

import "strings"

// figureReader finds the figures of one sentence.
type figureReader struct {
	words_ *lexicon
	toks   []token // of the whole text
	from   int     // the sentence
	to     int
	out    []figure
}

var noToken = token{kind: tokPunct, fig: -1}

// at returns token i, or an empty one outside of the sentence.
func (r *figureReader) at(i int) *token {
	if i < r.from || i >= r.to {
		t := noToken
		return &t
	}
	return &r.toks[i]
}

// readFigures returns the figures of toks[from:to] and marks their tokens.
func readFigures(lex *lexicon, toks []token, from, to int) []figure {
	r := &figureReader{words_: lex, toks: toks, from: from, to: to}
	for i := from; i < to; {
		f, ok := r.figure(i)
		if !ok {
			i++
			continue
		}
		r.out = append(r.out, f)
		i = f.to
	}
	r.inherit()
	r.sameDegrees()
	r.bracketed()
	r.inheritBack()
	r.roles()
	for n := range r.out {
		for i := r.out[n].from; i < r.out[n].to; i++ {
			toks[i].fig = n
			toks[i].counted = toks[i].kind == tokWord && strings.HasPrefix(r.out[n].dim, "count:") && i > r.out[n].num
		}
	}
	return r.out
}

// figure reads the figure whose number begins at token i.
func (r *figureReader) figure(i int) (figure, bool) {
	f := figure{from: i, num: i, of: -1, scale: 1}
	if m, ok := foldWords[r.at(i).stem]; ok && r.at(i).kind == tokWord {
		return r.multiple(f, m, i)
	}
	if m, ok := foldWords[r.at(i).low]; ok && r.at(i).kind == tokWord {
		return r.multiple(f, m, i)
	}
	if r.label(&f, i) {
		return f, true
	}
	v, end, fraction, ok := r.value(i)
	if !ok {
		return f, false
	}
	f.lo, f.hi = v, v
	if fraction {
		f.fraction, f.dim = true, "percent"
		end = r.halfOf(&f, end)
	}
	before := unitOf(&f)
	if f.dim == "" {
		end = r.unit(&f, end)
	}
	end = r.rangeEnd(&f, end, before)
	if (f.dim == "clock" || f.dim == "calendar") && !f.ranged && r.at(end).low == "and" && r.at(end+1).low == "a" && r.at(end+2).low == "half" {
		f.lo, f.hi = f.lo+0.5, f.hi+0.5
		end += 3
	}
	f.to = end
	f.to = r.suffixComparator(&f, end)
	if next := r.at(end); f.cmp == cmpNone && f.dim == "" && next.kind == tokWord && next.weight > 0 {
		if to := r.suffixComparator(&f, end+1); f.cmp != cmpNone {
			f.to = to
		} else {
			f.to = end
		}
	}
	r.prefix(&f)
	if f.dim == "" && !f.fraction && r.ofAge(&f) {
		f.dim, f.scale = "calendar", 12
	}
	if f.dim != "" && !f.fraction {
		f.lo *= f.scale
		f.hi *= f.scale
	}
	return f, true
}

// ofAge reports whether a bare figure is an age: "patients over 70".
func (r *figureReader) ofAge(f *figure) bool {
	words := r.at(f.from).low
	if f.lo < 18 || f.hi > 99 || f.cmp == cmpNone && words != "between" || r.at(f.to).kind == tokWord && r.at(f.to).weight > 0 {
		return false
	}
	if words != "over" && words != "under" && words != "above" && words != "below" && words != "older" && words != "younger" && words != "between" {
		return false
	}
	prev := r.at(f.from - 1).low
	return countedPeople[prev] || prev == "those"
}

// halfOf reads "half a day", "a quarter of an hour" as an amount of time.
func (r *figureReader) halfOf(f *figure, i int) int {
	at := i
	if r.at(at).low == "of" {
		at++
	}
	if low := r.at(at).low; f.lo >= 100 || low != "a" && low != "an" {
		return i
	}
	dim, ok := r.words_.unit(r.at(at + 1).low)
	if !ok || dim.name != "clock" && dim.name != "calendar" {
		return i
	}
	f.fraction, f.dim = false, dim.name
	f.lo, f.hi, f.scale = f.lo/100, f.hi/100, dim.factor
	return at + 2
}

// oneMore reports whether "two or three" is at i: a span in words.
func (r *figureReader) oneMore(f *figure, i int) bool {
	a, ok := numberWords[r.at(i-1).low]
	b, ok2 := numberWords[r.at(i+1).low]
	return ok && ok2 && b == a+1 && f.lo == a
}

type unitState struct {
	dim, per string
	scale    float64
}

func unitOf(f *figure) unitState { return unitState{f.dim, f.per, f.scale} }

// multiple makes the figure of "twice", "doubled", "tenfold".
func (r *figureReader) multiple(f figure, m float64, i int) (figure, bool) {
	if low := r.at(i + 1).low; low == "every" || low == "per" || low == "a" {
		if m < 2 || !r.clock(i+2) {
			return f, false
		}
		f.lo, f.hi, f.dim = m, m, "times"
		f.to = r.denominators(&f, i+1)
		return f, true
	}
	if r.at(i).low == "once" && r.at(i+1).stem != "daili" && r.at(i+1).low != "a" && r.at(i+1).low != "per" && r.at(i+1).low != "every" && r.at(i+1).stem != "weekli" && r.at(i+1).stem != "monthli" {
		return f, false
	}
	if r.at(i+1).low == "-" || r.at(i+1).low == "blind" || r.at(i).low == "double" && !r.amount(i) {
		return f, false
	}
	f.lo, f.hi, f.dim = m, m, "times"
	f.to = r.denominators(&f, i+1)
	r.prefix(&f)
	return f, true
}

// amount reports whether "double" at i tells an amount ("double the risk").
func (r *figureReader) amount(i int) bool {
	next := r.at(i + 1).low
	return next == "the" || next == "that" || next == "those"
}

// rangeEnd reads the second end of a range behind token i.
func (r *figureReader) rangeEnd(f *figure, i int, bare unitState) int {
	joint := r.at(i).low
	between := r.at(f.from-1).low == "between"
	switch {
	case joint == "-" && r.at(i).glued, joint == "to", joint == "through":
	case joint == "and" && between:
	case joint == "or" && r.oneMore(f, i):
	default:
		return i
	}
	v, end, fraction, ok := r.value(i + 1)
	if !ok {
		return i
	}
	if lo, ok := r.firstOutOf(f, i+1); ok && fraction {
		f.lo, f.hi, f.dim, f.ranged, f.fraction = lo, v, "percent", true, true
		return end // "seven to eight out of ten"
	}
	g := figure{lo: v, hi: v, scale: 1, from: i + 1, num: i + 1}
	end = r.unit(&g, end)
	if f.dim != "" && g.dim != "" && (f.dim != g.dim || strings.HasPrefix(f.dim, "count:")) {
		return i
	}
	if g.dim == "" && unitOf(f) != bare {
		g.dim, g.per, g.scale = f.dim, f.per, f.scale
	}
	if v*g.scale < f.lo*f.scale && f.dim != "" && joint == "to" {
		g.scale = nonZero(g.scale)
		f.fromTo = true
	} else if v < f.lo && joint == "-" {
		return i
	}
	if f.dim == "" {
		f.dim, f.per, f.scale = g.dim, g.per, g.scale
	}
	f.hi, f.ranged = v*g.scale/nonZero(f.scale), true
	if r.at(f.from-1).low == "from" || between {
		f.fromTo = r.at(f.from-1).low == "from"
		f.from--
	}
	return end
}

// firstOutOf returns the share that the first end of "seven to eight out of
// ten" is, whose second number begins at token i.
func (r *figureReader) firstOutOf(f *figure, i int) (float64, bool) {
	if f.dim != "" || f.fraction {
		return 0, false
	}
	_, end, ok := r.words(i)
	if r.at(i).kind == tokNumber {
		end, ok = i+1, true
	}
	if !ok {
		return 0, false
	}
	lo, _, ok := r.outOf(f.lo, end)
	return lo, ok
}

func nonZero(x float64) float64 {
	if x == 0 {
		return 1
	}
	return x
}

// labelHeads are nouns whose number is a label.
var labelHeads = map[string]bool{"grade": true, "stage": true, "phase": true, "level": true, "category": true, "class": true,
	"type": true, "group": true, "arm": true, "cohort": true, "tier": true, "day": true, "week": true, "month": true, "year": true,
	"cycle": true, "course": true, "ps": true, "ecog": true, "gleason": true, "asa": true, "step": true, "part": true, "stratum": true,
	"status": true, "score": true, "line": true, "grades": true, "stages": true, "phases": true, "days": true, "weeks": true,
	"months": true, "groups": true, "levels": true, "types": true, "cycles": true, "exon": true, "codon": true}

// label reads "grade 3-4", "stage II or III", "day 5" with the head at i - 1.
func (r *figureReader) label(f *figure, i int) bool {
	head := r.at(i - 1)
	if head.kind != tokWord || !labelHeads[head.low] || head.fig >= 0 || r.at(i).start-head.end > 2 {
		return false
	}
	lo, end, ok := r.labelValue(i)
	if !ok {
		return false
	}
	f.lo, f.hi, f.to = lo, lo, end
	if c, ok := signComparators[r.at(i-2).low]; ok {
		f.cmp, f.from = c, i-2
	}
	f.label = strings.TrimSuffix(head.low, "s")
	if f.label == "group" && r.at(i-2).low == "oncology" {
		f.label = "ps" // ECOG 0, spelled out
	}
	if head.low == "status" || head.low == "ecog" {
		f.label = "ps"
	}
	if j := r.at(end).low; j == "-" || j == "to" || j == "through" || j == "or" && (f.label == "grade" || f.label == "stage") {
		if hi, e2, ok := r.labelValue(end + 1); ok && hi > lo {
			f.hi, f.ranged, f.to = hi, true, e2
		}
	}
	if dim, _ := r.words_.unit(r.at(f.to).low); dim.name == "percent" {
		return false
	}
	f.to = r.suffixComparator(f, f.to)
	return true
}

func (r *figureReader) labelValue(i int) (float64, int, bool) {
	t := r.at(i)
	if t.kind == tokNumber {
		v, ok := digits(t.low)
		return v, i + 1, ok
	}
	if v, ok := romanNumerals[t.low]; ok && t.cap {
		return v, i + 1, true
	}
	if v, ok := numberWords[t.low]; ok && r.at(i-1).low != "day" && v < 10 {
		return v, i + 1, true
	}
	return 0, i, false
}

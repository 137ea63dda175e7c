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
	f.to = end
	f.to = r.suffixComparator(&f, end)
	r.prefix(&f)
	if f.dim != "" && !f.fraction {
		f.lo *= f.scale
		f.hi *= f.scale
	}
	return f, true
}

// halfOf reads "half a day", "half an hour" as an amount of time.
func (r *figureReader) halfOf(f *figure, i int) int {
	if low := r.at(i).low; f.lo != 50 || low != "a" && low != "an" {
		return i
	}
	dim, ok := r.words_.unit(r.at(i + 1).low)
	if !ok || dim.name != "clock" && dim.name != "calendar" {
		return i
	}
	f.fraction, f.dim = false, dim.name
	f.lo, f.hi, f.scale = 0.5, 0.5, dim.factor
	return i + 2
}

type unitState struct {
	dim, per string
	scale    float64
}

func unitOf(f *figure) unitState { return unitState{f.dim, f.per, f.scale} }

// multiple makes the figure of "twice", "doubled", "tenfold".
func (r *figureReader) multiple(f figure, m float64, i int) (figure, bool) {
	if low := r.at(i + 1).low; low == "every" || low == "per" || low == "a" {
		return f, false
	}
	if r.at(i).low == "once" && r.at(i+1).stem != "daili" && r.at(i+1).low != "a" && r.at(i+1).low != "per" && r.at(i+1).low != "every" && r.at(i+1).stem != "weekli" && r.at(i+1).stem != "monthli" {
		return f, false
	}
	if r.at(i+1).low == "-" || r.at(i+1).low == "blind" || r.at(i).low == "double" && !r.amount(i) {
		return f, false
	}
	f.lo, f.hi, f.dim, f.to = m, m, "times", i+1
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
	default:
		return i
	}
	v, end, _, ok := r.value(i + 1)
	if !ok {
		return i
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
	f.label = strings.TrimSuffix(head.low, "s")
	if f.label == "status" || f.label == "ecog" {
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

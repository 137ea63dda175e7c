package verify

import (
	"strings"

	"curbside/internal/text"
)

// sentence is one sentence or line of a text.
type sentence struct {
	from, to   int // tokens
	rawFrom    int // tokens as printed
	rawTo      int
	start, end int // code points
	figs       []figure
	item       bool // a list item
	level      int  // 1 numbered, 2 dashed
	lead       int  // the sentence that introduces the list, or -1
	heading    bool // a line without a verb's end: no full stop
	asserts    bool // no question, no aim
}

// document is an analysed text.
type document struct {
	id      string
	toks    []token
	raw     []token // as printed: no term rewritten
	sents   []sentence
	about   []token  // headings and what the passage says it speaks of
	vocab   []int    // a token for each distinct word
	word    []int32  // each token's place in vocab, or -1
	plain   []string // words and numbers as printed, for quotes
	ids     []string // of each sentence, where several passages are joined
	defined map[string][]string
	given   func() []token // of the question that a claim answers, read where a condition is missed; nil for none
}

// analyse reads a text; defined are abbreviations that hold in it beside its
// own.
func (l *lexicon) analyse(s string, weigh func(string) float64, defined map[string][]string) *document {
	d := &document{}
	raw := dropJoints(tokenize(s))
	d.defined = definitions(raw)
	for k, v := range defined {
		if _, ok := d.defined[k]; !ok {
			d.defined[k] = v
		}
	}
	d.raw = raw
	d.toks = l.rewrite(raw, d.defined)
	d.split(s)
	for i := range d.toks {
		l.annotate(&d.toks[i], weigh)
		if t := &d.toks[i]; i > 0 && d.toks[i-1].low == "or" && (t.low == "not" || t.low == "without") {
			t.flags, t.axis = t.flags&^flagNegates, nil // "with or without" negates nothing
		}
	}
	for n := range d.sents {
		st := &d.sents[n]
		d.toks[st.from].first = true
		st.figs = readFigures(l, d.toks, st.from, st.to)
		st.asserts = d.assertive(st)
		d.negations(st)
	}
	d.index()
	return d
}

// dropJoints drops the hyphens inside of compound words; those beside digits
// stay, they may be ranges.
func dropJoints(toks []token) []token {
	out := toks[:0]
	for i, t := range toks {
		if t.kind == tokPunct && t.low == "." && t.glued && i > 0 && i+1 < len(toks) && (toks[i-1].low == "vs" || toks[i-1].low == "v") {
			continue // an abbreviation's point
		}
		if t.kind == tokPunct && t.low == "-" && i > 0 && i+1 < len(toks) {
			prev, next := toks[i-1], toks[i+1]
			if prev.kind == tokWord && next.kind == tokWord && t.glued && next.glued && !romanPair(prev, next) {
				continue
			}
			if !t.glued && !next.glued {
				t.low = ","
			}
		}
		out = append(out, t)
	}
	return out
}

func romanPair(a, b token) bool {
	_, x := romanNumerals[a.low]
	_, y := romanNumerals[b.low]
	return x && y && a.cap && b.cap
}

// split finds the sentences and hands each its tokens.
func (d *document) split(s string) {
	rs := []rune(s)
	at, raw := 0, 0
	for _, sp := range text.Sentences(s) {
		st := sentence{from: at, rawFrom: raw, start: sp.Start, end: sp.End, lead: -1}
		for raw < len(d.raw) && d.raw[raw].start < sp.End {
			raw++
		}
		st.rawTo = raw
		for at < len(d.toks) && d.toks[at].start < sp.End {
			at++
		}
		st.to = at
		if st.to == st.from {
			continue
		}
		st.level = itemLevel(rs, sp)
		st.item = st.level > 0
		st.heading = !strings.ContainsRune(".!?:;,)]\"'”", rs[sp.End-1]) && !st.item
		st.lead = d.leadOf(rs, &st)
		if low := d.toks[st.from].low; st.item && (low == "-" || low == "," || low == "•") {
			st.from++
		}
		if st.from < st.to {
			d.sents = append(d.sents, st)
		}
	}
}

// leadOf finds the sentence that introduces st: what stands before its list,
// a numbered item before its dashes, a short label on its line.
func (d *document) leadOf(rs []rune, st *sentence) int {
	n := len(d.sents)
	if n == 0 {
		return -1
	}
	prev := &d.sents[n-1]
	introduces := prev.heading || prev.level == 1 || rs[prev.end-1] == ':' || rs[prev.end-1] == '*' && prev.end > 1
	onLine := sameLine(rs, prev.end, st.start)
	switch {
	case onLine && (prev.to-prev.from <= 6 || st.item && prev.item):
		if prev.to-prev.from <= 6 {
			return n - 1 // "**Oral.** The drug comes as pills."
		}
		return prev.lead
	case !st.item || onLine:
		return -1
	case prev.level >= st.level:
		for m := n - 1; m >= 0; m = d.sents[m].lead {
			if d.sents[m].level < st.level {
				return m
			}
			if d.sents[m].level == st.level {
				return d.sents[m].lead
			}
		}
		return -1
	case !introduces:
		return -1
	}
	return n - 1
}

func sameLine(rs []rune, a, b int) bool {
	for ; a < b && a < len(rs); a++ {
		if rs[a] == '\n' {
			return false
		}
	}
	return true
}

// itemLevel is 0 for prose, 1 for an item of a numbered list, 2 for a dash.
func itemLevel(rs []rune, sp text.Span) int {
	i := sp.Start
	for i > 0 && rs[i-1] != '\n' {
		i--
	}
	for i < sp.End && (rs[i] == ' ' || rs[i] == '\t') {
		i++
	}
	switch {
	case i+1 >= len(rs):
		return 0
	case strings.ContainsRune("-*•–+", rs[i]) && rs[i+1] == ' ':
		return 2
	case isDigit(rs[i]) && listNumberEnd(rs, i) > 0:
		return 1
	}
	return 0
}

// asking are words near a sentence's start that announce a finding instead of
// stating it; result are those that state one all the same.
var (
	asking = map[string]bool{"objective": true, "objectives": true, "aim": true, "aims": true, "aimed": true, "whether": true, "purpose": true,
		"sought": true, "hypothesized": true, "hypothesised": true, "investigated": true, "examined": true, "assessed": true, "evaluated": true,
		"determined": true, "outcome": true, "measures": true, "design": true, "setting": true, "interventions": true, "eligibility": true, "background": false}
	result = map[string]bool{"found": true, "showed": true, "shown": true, "demonstrated": true, "revealed": true, "was": true, "were": true,
		"increased": true, "decreased": true, "reduced": true, "improved": true, "associated": true, "indicate": true, "suggest": true, "is": true, "are": true}
)

// assertive reports whether a sentence states something: no question, no aim.
func (d *document) assertive(st *sentence) bool {
	if d.toks[st.to-1].low == "?" {
		return false
	}
	for i := st.from; i < st.to && i < st.from+9; i++ {
		if !asking[d.toks[i].low] {
			continue
		}
		for k := st.from; k < st.to; k++ {
			if result[d.toks[k].low] && d.toks[i].low != "whether" {
				return true
			}
		}
		return false
	}
	for i := st.from; i+2 < st.to; i++ {
		switch d.toks[i].low {
		case "determine", "investigate", "assess", "evaluate", "test", "examine", "see", "ask", "asked", "explore":
			if next := d.toks[i+1].low; next == "whether" || next == "if" {
				return false
			}
		}
	}
	return true
}

// index numbers the distinct words.
func (d *document) index() {
	seen := map[string]int32{}
	d.word = make([]int32, len(d.toks))
	for i := range d.toks {
		t := &d.toks[i]
		d.word[i] = -1
		if t.kind != tokWord {
			continue
		}
		key := t.low
		if t.weight == 0 {
			key = "\x00" + key
		}
		id, ok := seen[key]
		if !ok {
			id = int32(len(d.vocab))
			seen[key] = id
			d.vocab = append(d.vocab, i)
		}
		d.word[i] = id
	}
}

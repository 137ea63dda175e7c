package guard

import (
	"cmp"
	"slices"
	"sync"
)

// Verdicts, in falling order of precedence but for clear.
const (
	Emergency   = "emergency"   // somebody needs help now
	Identifiers = "identifiers" // a patient could be recognised
	Unsafe      = "unsafe"      // help with harm is asked for
	Clear       = "clear"
)

// Span is a place in a text as it was given: code points [Start,End).
type Span struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Result is what Check found. Spans lists everything found, whatever the
// verdict, in order of Start; kinds are those of the Kind… constants, with
// "emergency:" or "unsafe:" before the kind where it is no identifier.
type Result struct {
	Verdict string `json:"verdict"`
	Spans   []Span `json:"spans"`
	// Emergency names the kind of emergency when the verdict is emergency,
	// for EmergencyText; else it is empty.
	Emergency string `json:"emergency,omitempty"`
	// Bedside tells that a professional seems to be writing at the bedside.
	Bedside bool `json:"bedside,omitempty"`
}

// Has reports whether a span of an identifier was found, whatever the verdict:
// such a text is never stored, logged or echoed.
func (r Result) Has(verdict string) bool {
	return slices.ContainsFunc(r.Spans, func(s Span) bool { return verdictOf(s.Kind) == verdict })
}

// Guard checks texts. It is immutable and safe for concurrent use.
type Guard struct{ lex *lexicon }

// New makes a Guard from the embedded word lists, in a few milliseconds. It
// panics only if the lists that were compiled in are broken, which a test of
// this package rules out.
func New() *Guard {
	l, err := loadLexicon(dataFiles)
	if err != nil {
		panic(err)
	}
	return &Guard{lex: l}
}

var shared = sync.OnceValue(New)

// Check checks text with a shared Guard. Texts of any size and any bytes are
// accepted; time grows linearly with length.
func Check(text string) Result { return shared().Check(text) }

// Injection finds instructions in text with a shared Guard.
func Injection(text string) []Span { return shared().Injection(text) }

// Orders finds with a shared Guard what in a passage speaks to a program.
func Orders(text string) []Span { return shared().Orders(text) }

// Check reads text and gives the verdict: emergency before identifiers before
// unsafe before clear.
func (g *Guard) Check(text string) Result {
	r := g.lex.read(text)
	found := g.lex.match(r, groupsOfCheck)
	e := emergencies(r, found, &g.lex.net)
	spans := g.lex.identifiers(r, found)
	asks := unsafeAsks(r, found)
	if e.proper {
		asks = nil
	}
	if len(asks) == 0 && len(e.harm) == 0 || !e.doubted && (e.score == 0 || e.score >= netSure) {
		spans = append(spans, e.spans...)
	}
	if len(asks) == 0 {
		asks = e.harm
	}
	spans = append(spans, asks...)
	spans = tidy(spans)
	res := Result{Verdict: Clear, Spans: spans}
	for _, s := range spans {
		if v := verdictOf(s.Kind); rank(v) > rank(res.Verdict) {
			res.Verdict = v
		}
	}
	if res.Verdict == Emergency {
		res.Emergency, res.Bedside = e.kind, e.bedside
	}
	return res
}

func rank(verdict string) int {
	switch verdict {
	case Emergency:
		return 3
	case Identifiers:
		return 2
	case Unsafe:
		return 1
	}
	return 0
}

// tidy sorts spans and drops those that lie inside another of the same kind.
func tidy(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int {
		return cmp.Or(a.Start-b.Start, b.End-a.End, cmp.Compare(a.Kind, b.Kind))
	})
	out := spans[:0]
	reach := map[string]int{}
	for _, s := range spans {
		if s.End <= s.Start || s.End <= reach[s.Kind] {
			continue
		}
		reach[s.Kind] = s.End
		out = append(out, s)
	}
	return out
}

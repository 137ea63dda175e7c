package eval

import (
	"fmt"
	"io"
	"strings"
	"time"

	"curbside/internal/guard"
)

// GuardCase is one line of a guard set: a message as typed, and what the
// guard should say of it.
type GuardCase struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Expect string `json:"expect"` // emergency, identifiers, unsafe or clear
	Set    string `json:"set"`    // what it measures: a verdict, or its look-alikes
	Class  string `json:"class"`  // the kind of emergency or of identifier
	Half   string `json:"half"`
}

// ReadGuardCases reads a guard set, one JSON object a line.
func ReadGuardCases(r io.Reader) ([]GuardCase, error) {
	set, err := readLines[GuardCase](r, "guard set")
	if err != nil {
		return nil, err
	}
	for _, c := range set {
		switch c.Expect {
		case guard.Emergency, guard.Identifiers, guard.Unsafe, guard.Clear:
		default:
			return nil, fmt.Errorf("guard set, %s: it cannot expect %q; write emergency, identifiers, unsafe or clear", c.ID, c.Expect)
		}
	}
	return set, nil
}

// GuardMiss is a message that the guard judged otherwise than expected.
type GuardMiss struct {
	ID      string       `json:"id"`
	Set     string       `json:"set"`
	Class   string       `json:"class"`
	Text    string       `json:"text"`
	Expect  string       `json:"expect"`
	Verdict string       `json:"verdict"`
	Spans   []guard.Span `json:"spans"`
}

// GuardReport is how a guard set went. Of a look-alike the rate is how often
// it was flagged, of everything else how often it was caught.
type GuardReport struct {
	Sets    []Rate      `json:"sets"`
	Classes []Rate      `json:"classes"`
	Millis  Speed       `json:"ms_per_text"`
	Misses  []GuardMiss `json:"misses,omitempty"`
}

// Guard asks a guard for its verdict on each message of a set.
func Guard(g *guard.Guard, set []GuardCase) *GuardReport {
	var sets, classes tally
	var times []time.Duration
	out := &GuardReport{}
	for _, c := range set {
		start := time.Now()
		got := g.Check(c.Text)
		times = append(times, time.Since(start))
		right := asExpected(got, c.Expect)
		hit, what := right, "caught"
		if c.Expect == guard.Clear {
			hit, what = !right, "flagged"
		}
		sets.count(c.Set, c.Half, what, hit)
		classes.count(c.Set+": "+c.Class, c.Half, what, hit)
		if !right {
			out.Misses = append(out.Misses, GuardMiss{c.ID, c.Set, c.Class, c.Text, c.Expect, got.Verdict, got.Spans})
		}
	}
	out.Sets, out.Classes, out.Millis = sorted(sets.result()), sorted(classes.result()), speedOf(times)
	return out
}

// asExpected reports whether a guard found what a case expects. Identifiers are
// found when they are marked, also in a message that is first an emergency.
func asExpected(got guard.Result, expect string) bool {
	return got.Verdict == expect || expect == guard.Identifiers && got.Has(guard.Identifiers)
}

// Table lays the rates out: sets, then their classes.
func (r *GuardReport) Table() string {
	return RateTable(r.Sets) + "\n" + RateTable(r.Classes) +
		fmt.Sprintf("\nms per text: p50 %.2f, p95 %.2f\n", r.Millis.P50, r.Millis.P95)
}

// Failures lists the messages that were judged otherwise than expected.
func (r *GuardReport) Failures() string {
	var b strings.Builder
	for _, m := range r.Misses {
		fmt.Fprintf(&b, "%s (%s, %s): %s, not %s: %s\n", m.ID, m.Set, m.Class, m.Verdict, m.Expect, m.Text)
		for _, s := range m.Spans {
			fmt.Fprintf(&b, "    %s at %d-%d\n", s.Kind, s.Start, s.End)
		}
	}
	return b.String()
}

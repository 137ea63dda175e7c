package eval

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"curbside/internal/answer"
)

// Groups of questions of a risk-coverage curve.
const (
	GroupAnswerable = "answerable"
	GroupPatient    = "one patient"
	GroupOffCorpus  = "other diseases"
	GroupOffTopic   = "other topics"
	GroupNearMiss   = "near miss"
	GroupOtherDrug  = "same property, other drug"
	GroupUnsafe     = "unsafe"
)

// mayAnswer are the groups that can be answered; all others must be declined.
var mayAnswer = []string{GroupAnswerable, GroupPatient}

// Refusable is a question of which it is known whether it can be answered.
type Refusable struct {
	Group, Half, Question, Audience string
}

// groupOf maps the kinds of question sets to groups.
var groupOf = map[string]string{
	"answerable": GroupAnswerable, "patient_specific": GroupPatient, "decline-near-miss": GroupNearMiss,
	"decline-off-topic": GroupOffTopic, "unsafe": GroupUnsafe,
}

// Refusables takes the questions of a set that belong to a group, and makes
// of each answerable one that names a drug a near miss: the same question
// about another drug.
func Refusables(set []Question, drug *regexp.Regexp, others []string) []Refusable {
	var out []Refusable
	for _, q := range set {
		group := groupOf[q.Kind]
		if group == "" || len(q.After) > 0 || strings.Contains(q.Expect, "|") {
			continue
		}
		out = append(out, Refusable{group, q.Half, q.Question, q.Audience})
		if group != GroupAnswerable || len(others) == 0 || len(drug.FindAllString(q.Question, -1)) != 1 {
			continue
		}
		other := others[len(out)%len(others)]
		out = append(out, Refusable{GroupOtherDrug, q.Half, drug.ReplaceAllLiteralString(q.Question, other), q.Audience})
	}
	return out
}

// ReadOffCorpus reads questions on other diseases, one a line with fields
// between tabs: an id, the question, what it is about. Those about what skip
// finds are left out. Every second one is of the half held.
func ReadOffCorpus(r io.Reader, skip *regexp.Regexp) ([]Refusable, error) {
	var out []Refusable
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) < 3 {
			return nil, fmt.Errorf("off-corpus questions: line %d has %d fields; write id, question and subject with tabs between", n, len(fields))
		}
		if skip.MatchString(fields[1]) || skip.MatchString(fields[2]) {
			continue
		}
		out = append(out, Refusable{GroupOffCorpus, []string{"tune", "held"}[n%2], fields[1], ""})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("off-corpus questions: %w", err)
	}
	return out, nil
}

// Weighed is a question with what the pipeline makes of it.
type Weighed struct {
	Refusable
	answer.Covered
}

// RefusalReport is a risk-coverage curve, and the questions that it is of.
type RefusalReport struct {
	Weighed []Weighed
	Points  []RiskPoint
}

// RiskPoint is what happens where a question is answered of whose content at
// least Least is covered.
type RiskPoint struct {
	Least    float64 `json:"least"`
	Half     string  `json:"half"`
	Coverage float64 `json:"coverage"` // share answered of what can be answered
	Risk     float64 `json:"risk"`     // share answered of what must be declined
	Groups   []Rate  `json:"groups"`   // share answered of each
}

// Refusal weighs every question and draws the curve for each half.
func Refusal(ctx context.Context, e *answer.Engine, set []Refusable) (*RefusalReport, error) {
	r := &RefusalReport{}
	for _, q := range set {
		c, err := e.Covered(ctx, answer.Request{Question: q.Question, Audience: q.Audience})
		if err != nil {
			return nil, fmt.Errorf("question %q: %w", q.Question, err)
		}
		r.Weighed = append(r.Weighed, Weighed{q, c})
	}
	for _, half := range []string{"tune", "held"} {
		for i := 0; i <= 20; i++ {
			r.Points = append(r.Points, r.at(float64(i)/20, half))
		}
		r.Points = append(r.Points, r.at(answer.LeastShare, half))
	}
	slices.SortStableFunc(r.Points, func(a, b RiskPoint) int {
		return cmp.Or(strings.Compare(b.Half, a.Half), cmp.Compare(a.Least, b.Least))
	})
	return r, nil
}

// at counts what is answered of a half.
func (r *RefusalReport) at(least float64, half string) RiskPoint {
	var t, sums tally
	for _, w := range r.Weighed {
		if w.Half != half {
			continue
		}
		answered := w.Answerable && w.Share >= least
		t.count(w.Group, half, "answered", answered)
		side := "must be declined"
		if slices.Contains(mayAnswer, w.Group) {
			side = "can be answered"
		}
		sums.count(side, half, "answered", answered)
	}
	p := RiskPoint{Least: least, Half: half, Groups: sorted(t.result())}
	for _, s := range sums.result() {
		if s.Kind == "can be answered" {
			p.Coverage = s.Rate
		} else {
			p.Risk = s.Rate
		}
	}
	return p
}

// Table lays out the curve, and at the line in force each group.
func (r *RefusalReport) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-6s %-5s %10s %8s\n", "least", "half", "coverage", "risk")
	for _, p := range r.Points {
		mark := ""
		if p.Least == answer.LeastShare {
			mark = "  <- in force"
		}
		fmt.Fprintf(&b, "%-6.2f %-5s %8.1f %% %6.1f %%%s\n", p.Least, p.Half, 100*p.Coverage, 100*p.Risk, mark)
	}
	b.WriteString("\nAnswered where the line in force lies:\n")
	var rates []Rate
	for _, p := range r.Points {
		if p.Least == answer.LeastShare {
			rates = append(rates, p.Groups...)
		}
	}
	b.WriteString(RateTable(sorted(rates)))
	return b.String()
}

// Failures lists the questions of the half tune on the wrong side of the line.
func (r *RefusalReport) Failures() string {
	var b strings.Builder
	for _, w := range r.Weighed {
		answered := w.Answerable && w.Share >= answer.LeastShare
		if w.Half == "tune" && answered != slices.Contains(mayAnswer, w.Group) {
			fmt.Fprintf(&b, "%s: %s (%.2f)\n", w.Group, w.Question, w.Share)
		}
	}
	return b.String()
}

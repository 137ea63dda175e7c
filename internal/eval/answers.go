package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// Outcome is how one question went.
type Outcome struct {
	Question Question
	Answer   *answer.Answer
	Faults   []string // empty: as expected
}

// Report is how a question set went.
type Report struct {
	Outcomes []Outcome
}

// Answers asks each question of a set and compares what is shown with what
// its author expects.
func Answers(ctx context.Context, s *consult.Service, set []Question) (*Report, error) {
	r := &Report{}
	for _, q := range set {
		a, err := ask(ctx, s, q)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		r.Outcomes = append(r.Outcomes, Outcome{q, a, faults(q, a)})
	}
	return r, nil
}

// ask asks a question behind those that lead to it.
func ask(ctx context.Context, s *consult.Service, q Question) (*answer.Answer, error) {
	consultID := ""
	for _, before := range append(slices.Clone(q.After), q.Question) {
		reply, err := s.Ask(ctx, consult.Question{Tenant: "eval", Consult: consultID, Text: before, Audience: q.Audience, Debug: true})
		if err != nil {
			return nil, err
		}
		if consultID = reply.Answer.Consult; before == q.Question {
			return reply.Answer, nil
		}
	}
	return nil, fmt.Errorf("no question")
}

// faults lists how an answer differs from what is expected.
func faults(q Question, a *answer.Answer) []string {
	var out []string
	if !oneOf(q.Expect, string(a.Status)) {
		out = append(out, fmt.Sprintf("%s, not %s", a.Status, q.Expect))
	}
	if a.Reason != nil && q.Reason != "" && !oneOf(q.Reason, *a.Reason) {
		out = append(out, fmt.Sprintf("reason %s, not %s", *a.Reason, q.Reason))
	}
	shown := normal(Shown(a))
	if a.Status == answer.Answered {
		out = append(out, lacks(q, a, shown)...)
	} else if a.Headline != nil || len(a.Claims)+len(a.Warnings)+len(a.References)+len(a.Disagreements) > 0 {
		out = append(out, "content in a decline")
	}
	for _, n := range q.Never {
		if standsIn(shown, normal(n)) {
			out = append(out, "shows "+n)
		}
	}
	if q.Note != "" && !slices.Contains(a.Notes, q.Note) {
		out = append(out, "no note "+q.Note)
	}
	return out
}

func oneOf(alternatives, got string) bool {
	return slices.Contains(strings.Split(alternatives, "|"), got)
}

// lacks lists what an answered question should show and does not.
func lacks(q Question, a *answer.Answer, shown string) []string {
	var out []string
	for _, alternatives := range q.Facts {
		if !States(shown, alternatives) {
			out = append(out, "lacks "+strings.Join(alternatives, " / "))
		}
	}
	sides := q.BothSides
	if len(q.Sources) > 0 {
		sides = append(slices.Clone(sides), q.Sources)
	}
	for _, side := range sides {
		if !slices.ContainsFunc(a.References, func(r answer.Reference) bool { return slices.Contains(side, r.Source) }) {
			out = append(out, "cites none of "+strings.Join(side, ", "))
		}
	}
	if q.Disagreement != "" && len(a.Disagreements) == 0 {
		out = append(out, "no disagreement shown on "+q.Disagreement)
	}
	return out
}

// States reports whether a text holds one of some ways to put a fact; case,
// dashes, white space and thousands separators do not matter.
func States(shown string, alternatives []string) bool {
	shown = normal(shown)
	return slices.ContainsFunc(alternatives, func(f string) bool { return standsIn(shown, normal(f)) })
}

// Shown is the text of an answer that a reader takes as its content.
func Shown(a *answer.Answer) string {
	var parts []string
	if a.Headline != nil {
		parts = append(parts, a.Headline.Text)
	}
	for _, c := range a.Claims {
		parts = append(parts, c.Text)
	}
	for _, w := range a.Warnings {
		parts = append(parts, w.Text)
	}
	for _, c := range a.Cautions {
		parts = append(parts, c.Text)
	}
	for _, d := range a.Disagreements {
		parts = append(parts, d.About, d.Note)
		for _, p := range d.Positions {
			parts = append(parts, p.Text)
		}
	}
	return strings.Join(parts, "\n")
}

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"curbside/internal/answer"
)

// answerFaults lists what is wrong with an answer although each of its parts has the right form.
func answerFaults(a *answer.Answer) []string {
	var faults []string
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	cited := map[int]bool{}
	cite := func(where string, numbers ...int) {
		for _, n := range numbers {
			cited[n] = true
			if n < 1 || n > len(a.References) {
				add("%s cites [%d] of %d references", where, n, len(a.References))
			}
		}
	}
	for i, r := range a.References {
		if r.N != i+1 {
			add("reference %d has number %d", i+1, r.N)
		}
		if !strings.HasPrefix(r.Passage, r.Source+"#") {
			add("reference %d: passage %s is not of source %s", r.N, r.Passage, r.Source)
		}
	}
	for _, c := range sentences(a) {
		cite("a claim", c.Citations...)
		faults = append(faults, quoteFaults(a, c)...)
	}
	for _, w := range a.Warnings {
		cite("a warning", w.Citations...)
	}
	for _, d := range a.Disagreements {
		for _, p := range d.Positions {
			cite("a position", p.Citations...)
		}
	}
	for n := 1; n <= len(a.References); n++ {
		if !cited[n] {
			add("reference %d is not cited", n)
		}
	}
	for _, c := range a.Cautions {
		cite("a caution", c.N)
	}
	return append(faults, evidenceFaults(a)...)
}

// sentences are the claims of an answer, the headline first.
func sentences(a *answer.Answer) []answer.Claim {
	if a.Headline == nil {
		return a.Claims
	}
	return append([]answer.Claim{*a.Headline}, a.Claims...)
}

// quoteFaults holds a claim's quotes against the passages.
func quoteFaults(a *answer.Answer, c answer.Claim) []string {
	var faults []string
	for _, n := range c.Citations {
		if !slices.ContainsFunc(c.Quotes, func(q answer.Quote) bool { return q.N == n }) {
			faults = append(faults, fmt.Sprintf("%q has no quote from [%d]", c.Text, n))
		}
	}
	for _, q := range c.Quotes {
		if !slices.Contains(c.Citations, q.N) {
			faults = append(faults, fmt.Sprintf("a quote from [%d], which the claim does not cite", q.N))
		} else if q.N <= len(a.References) && !strings.Contains(a.References[q.N-1].Text, q.Text) {
			faults = append(faults, fmt.Sprintf("the quote %q does not stand in %s", q.Text, a.References[q.N-1].Passage))
		}
	}
	return faults
}

// evidenceFaults holds the evidence line against what is shown.
func evidenceFaults(a *answer.Answer) []string {
	if a.Evidence == nil {
		return nil
	}
	var faults []string
	var grades, sources []string
	for _, r := range a.References {
		grades, sources = append(grades, r.Evidence), append(sources, r.Source)
	}
	slices.Sort(grades)
	slices.Sort(sources)
	if grades = slices.Compact(grades); !slices.Equal(grades, a.Evidence.Grades) {
		faults = append(faults, fmt.Sprintf("grades %v of references of %v", a.Evidence.Grades, grades))
	}
	if single := len(slices.Compact(sources)) == 1; single != a.Evidence.SingleSource {
		faults = append(faults, fmt.Sprintf("single_source is %v", a.Evidence.SingleSource))
	}
	if a.Evidence.Removed != len(a.Removed) || a.Evidence.Checked < len(sentences(a)) {
		faults = append(faults, fmt.Sprintf("%+v with %d claims and %d removed", *a.Evidence, len(sentences(a)), len(a.Removed)))
	}
	return faults
}

// Every fault is found in an answer that has it, and none in one that has not.
func TestAnswerFaults(t *testing.T) {
	with := func(change func(a *answer.Answer)) *answer.Answer {
		a := &answer.Answer{
			Headline:   &answer.Claim{Text: "Rest 9 days.", Citations: []int{1}, Quotes: []answer.Quote{{N: 1, Text: "rest 9 days"}}},
			References: []answer.Reference{{N: 1, Source: "a", Passage: "a#1", Evidence: "A", Text: "Adults rest 9 days."}},
			Evidence:   &answer.Evidence{Grades: []string{"A"}, Checked: 1, SingleSource: true},
		}
		change(a)
		return a
	}
	if faults := answerFaults(with(func(*answer.Answer) {})); len(faults) > 0 {
		t.Errorf("a good answer has %q", faults)
	}
	for name, change := range map[string]func(a *answer.Answer){
		"does not stand in": func(a *answer.Answer) { a.Headline.Quotes[0].Text = "rest 19 days" },
		"has no quote":      func(a *answer.Answer) { a.Headline.Quotes = nil },
		"cites [2]":         func(a *answer.Answer) { a.Headline.Citations = []int{1, 2} },
		"has number 2":      func(a *answer.Answer) { a.References[0].N = 2 },
		"is not cited": func(a *answer.Answer) {
			a.References = append(a.References, answer.Reference{N: 2, Source: "a", Passage: "a#2", Evidence: "A"})
		},
		"is not of source": func(a *answer.Answer) { a.References[0].Source = "b" },
		"grades":           func(a *answer.Answer) { a.Evidence.Grades = []string{"B"} },
		"single_source":    func(a *answer.Answer) { a.Evidence.SingleSource = false },
		"removed":          func(a *answer.Answer) { a.Evidence.Removed = 1 },
	} {
		if faults := strings.Join(answerFaults(with(change)), "\n"); !strings.Contains(faults, name) {
			t.Errorf("%s: found %q", name, faults)
		}
	}
}

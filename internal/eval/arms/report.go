package arms

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"curbside/internal/eval"
)

// Report is what the arms did.
type Report struct {
	Extractive []Figures      `json:"extractive"`       // of all questions
	Same       []Figures      `json:"same"`             // of those that all three arms have answered
	Asked      int            `json:"asked"`            // questions that the model is to answer in two arms
	Finished   int            `json:"finished"`         // that it has answered in both
	Listed     map[string]int `json:"listed,omitempty"` // sentences listed for readers
	Notes      map[string]int `json:"notes"`            // why drafts did not stand, in answers of the pipeline
}

// NewReport makes the figures. With a model the three arms are compared on
// the questions that both of its arms have finished.
func (s *Session) NewReport(extractive, withModel []*Outcome, asked int) *Report {
	r := &Report{Extractive: s.Measure(Extractive, extractive), Asked: asked, Notes: map[string]int{}}
	of := map[string]map[string]*Outcome{Extractive: {}, Pipeline: {}, Plain: {}}
	for _, o := range append(append([]*Outcome{}, extractive...), withModel...) {
		of[o.Arm][o.Question.Set+o.Question.ID] = o
	}
	same := map[string][]*Outcome{}
	for _, o := range withModel {
		id := o.Question.Set + o.Question.ID
		if o.Arm != Pipeline || of[Plain][id] == nil || of[Extractive][id] == nil {
			continue
		}
		r.Finished++
		if o.Note != "" {
			r.Notes[o.Note]++
		}
		for _, arm := range []string{Extractive, Pipeline, Plain} {
			same[arm] = append(same[arm], of[arm][id])
		}
	}
	for _, arm := range []string{Extractive, Pipeline, Plain} {
		r.Same = append(r.Same, s.Measure(arm, same[arm])...)
	}
	return r
}

// Table lays the figures out as text: a column for each arm.
func (r *Report) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the sources' own sentences\n%s", columns(r.Extractive, func(f Figures) string { return f.Set }))
	if r.Finished > 0 {
		fmt.Fprintf(&b, "\nthe same questions in three arms: %d finished of %d\n", r.Finished, r.Asked)
		for _, all := range r.Same {
			if all.Arm == Extractive {
				set := all.Set
				of := slices.DeleteFunc(slices.Clone(r.Same), func(f Figures) bool { return f.Set != set })
				fmt.Fprintf(&b, "\n%s\n%s", set, columns(of, func(f Figures) string { return f.Arm }))
			}
		}
		for _, note := range slices.Sorted(maps.Keys(r.Notes)) {
			fmt.Fprintf(&b, "%s: %d\n", note, r.Notes[note])
		}
	} else if r.Asked > 0 {
		fmt.Fprintf(&b, "\nno question of %d is finished with the model in both arms\n", r.Asked)
	}
	for _, group := range []string{Extractive, Pipeline, Plain, Unshown} {
		if n, ok := r.Listed[group]; ok {
			fmt.Fprintf(&b, "listed to be judged, %s: %d\n", group, n)
		}
	}
	return b.String()
}

// columns prints figures side by side.
func columns(figures []Figures, head func(Figures) string) string {
	const first = 34
	rows := []struct {
		name string
		of   func(Figures) string
	}{
		{"questions", func(f Figures) string { return fmt.Sprint(f.Questions) }},
		{"declined", func(f Figures) string { return percent(f.Declined) }},
		{"answered by the model's draft", func(f Figures) string { return percent(f.ByModel) }},
		{"sentences shown", func(f Figures) string { return fmt.Sprint(f.Supported.N) }},
		{"supported, by the rules", func(f Figures) string { return percent(f.Supported) }},
		{"with a citation", func(f Figures) string { return percent(f.Cited) }},
		{"citation recall", func(f Figures) string { return fmt.Sprintf("%.3f", f.Recall) }},
		{"citation precision", func(f Figures) string { return fmt.Sprintf("%.3f", f.Precision) }},
		{"expected facts shown", func(f Figures) string { return percent(f.Facts) }},
		{"ideal sentences borne out", func(f Figures) string { return percent(f.Ideal) }},
		{"a right source cited", func(f Figures) string { return percent(f.Gold) }},
		{"warnings that bear, omitted", func(f Figures) string { return percent(f.Warnings) }},
		{"sentences an answer", func(f Figures) string { return fmt.Sprintf("%.1f", f.Sentences) }},
		{"words an answer", func(f Figures) string { return fmt.Sprintf("%.0f", f.Words) }},
		{"model's claims, of them not shown", func(f Figures) string { return fmt.Sprintf("%d, %d", f.Drafted, f.Unshown) }},
	}
	var b strings.Builder
	line := func(name string, of func(Figures) string) {
		fmt.Fprintf(&b, "%-*s", first, name)
		for _, f := range figures {
			fmt.Fprintf(&b, "  %19s", of(f))
		}
		b.WriteString("\n")
	}
	line("", head)
	for _, r := range rows {
		line(r.name, r.of)
	}
	return b.String()
}

func percent(r eval.Rate) string {
	if r.N == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %% of %d", 100*r.Rate, r.N)
}

// Table lays the readers' findings out as text.
func (r *JudgeReport) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-11s %-20s %5s  %-28s %-28s\n", "group", "reader", "n", "not or only partly supported", "not supported")
	for _, g := range r.Groups {
		for _, one := range g.Readers {
			fmt.Fprintf(&b, "%-11s %-20s %5d  %-28s %-28s\n", g.Group, one.Name, one.Unsupported.N, interval(one.Unsupported), interval(one.Not))
			if one.Uncited.N > 0 {
				fmt.Fprintf(&b, "%-11s %-20s %5d  %-28s\n", "", "  without citation", one.Uncited.N, interval(one.Uncited))
			}
		}
		if a := g.Agreed; a != nil && a.N > 0 {
			fmt.Fprintf(&b, "%-11s %-20s %5d  %-28s %s, kappa %.2f\n", "", "  both readers", a.N, interval(a.Both), "agree on "+interval(a.Same), a.Kappa)
		}
	}
	if r.Withdrawn > 0 {
		fmt.Fprintf(&b, "left out: %d verdicts on sentences that the key no longer has\n", r.Withdrawn)
	}
	for _, k := range r.Kept {
		fmt.Fprintf(&b, "%s: of the model's %d claims %d are shown; supported are %.1f %% of %d shown that were read and %.1f %% of %d others: kept of the correct ones %.1f %%\n",
			k.Reader, k.Shown+k.Unshown, k.Shown, 100*k.ShownOK, k.ReadShown, 100*k.UnshownOK, k.ReadUnshown, 100*k.Kept)
	}
	return b.String()
}

func interval(r eval.Rate) string {
	if r.N == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %% (%.1f-%.1f)", 100*r.Rate, 100*r.Low, 100*r.High)
}

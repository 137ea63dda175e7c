package corpus

import (
	"fmt"
	"strings"
)

// front says what readers are shown and the front matter leaves out.
func (t *linter) front(s *Source) {
	warn := func(key, what, write string) {
		t.add(SeverityWarning, ruleFront, s.file, t.keyLine(s.file, key, 1), what, write)
	}
	if s.Licence == "" {
		warn("licence", "`licence` is not stated", "write under which terms this text may be shown")
	}
	if s.ConflictsOfInterest == nil {
		warn("conflicts_of_interest", "`conflicts_of_interest` is not stated", "write what the source or its publisher earns, or [] where none is stated")
	}
	if !sourceName.MatchString(s.Collection + ".md") {
		warn("collection", fmt.Sprintf("collection %q is no plain name", s.Collection), "write lower-case letters, digits and single hyphens")
	}
	if s.Date().IsZero() && s.Retrieved.IsZero() {
		warn("published", "no date is stated at all", "write when the source was published, updated or retrieved")
	}
	if s.Review.State == "reviewed" && (s.Review.By == "" || s.Review.On.IsZero()) {
		t.add(SeverityError, ruleReview, s.file, t.keyLine(s.file, "review", 1), "`review` says reviewed, but not by whom and when", "write `by` and `on`, or `state: unreviewed`")
	}
}

// dates holds every date of a source against today and against the others.
func (t *linter) dates(s *Source) {
	for _, d := range []struct {
		key  string
		date Date
	}{{"published", s.Published}, {"updated", s.Updated}, {"retrieved", s.Retrieved}, {"review", s.Review.On}} {
		t.future(s.file, t.keyLine(s.file, d.key, 1), d.key, d.date)
	}
	for _, w := range s.Cites {
		t.future(s.file, w.Line, "year", Date{Year: w.Year})
	}
	for _, p := range s.Passages {
		for _, c := range p.Cautions {
			t.future(s.file, c.Line, "on", c.On)
		}
	}
	later := func(a, b Date) bool { return !a.IsZero() && !b.IsZero() && a.Year > b.Year }
	if later(s.Published, s.Updated) {
		t.add(SeverityWarning, ruleDates, s.file, t.keyLine(s.file, "updated", 1), "`updated` lies before `published`", "look both up in the original")
	}
	if later(s.Date(), s.Retrieved) {
		t.add(SeverityWarning, ruleDates, s.file, t.keyLine(s.file, "retrieved", 1), "`retrieved` lies before the source's own date", "write the day on which you read it")
	}
}

func (t *linter) future(file string, line int, key string, d Date) {
	if d.After(t.now) {
		t.add(SeverityError, ruleFutureDate, file, line, fmt.Sprintf("`%s` is %s, which lies in the future", key, d), "write the date as the original states it, or null")
	}
}

// strongest gives the best evidence grade that a kind of source can have.
func strongest(kind string) string {
	switch kind {
	case "guideline", "label":
		return "A"
	case "evidence-summary", "review":
		return "B"
	case "patient-education":
		return "C"
	case "lay-press":
		return "D"
	default:
		return "E"
	}
}

// evidence holds the grade against the kind. A weaker grade than the kind allows is a curator's right, but an unusual
// one; E says that a machine wrote it and nobody looked.
func (t *linter) evidence(s *Source) {
	line := t.keyLine(s.file, "evidence", 1)
	best, unreviewed := strongest(s.Kind), s.Review.State == "unreviewed"
	switch {
	case s.Kind == "machine-written" && unreviewed && s.Evidence != "E":
		t.add(SeverityError, ruleEvidence, s.file, line, fmt.Sprintf("evidence %s for a machine-written source that no person has reviewed", s.Evidence), "write `evidence: E`")
	case s.Kind == "machine-written" && !unreviewed:
	case s.Evidence < best:
		t.add(SeverityError, ruleEvidence, s.file, line, fmt.Sprintf("evidence %s is stronger than kind %s can have", s.Evidence, s.Kind), fmt.Sprintf("write `evidence: %s`, or the kind that it is", best))
	case s.Evidence == "E" && s.Kind != "machine-written":
		t.add(SeverityError, ruleEvidence, s.file, line, fmt.Sprintf("evidence E is for machine-written sources, and this one is %s", s.Kind), fmt.Sprintf("write `evidence: %s`, or `kind: machine-written`", best))
	case s.Evidence > best && s.Evidence != "D":
		t.add(SeverityWarning, ruleEvidence, s.file, line, fmt.Sprintf("evidence %s is weaker than usual for kind %s", s.Evidence, s.Kind), fmt.Sprintf("write `evidence: %s`, if there is no reason against it", best))
	}
}

// works finds entries of cites that tell a reader too little.
func (t *linter) works(s *Source) {
	used := map[int]bool{}
	for _, p := range s.Passages {
		for _, n := range p.Works {
			used[n] = true
		}
	}
	for _, w := range s.Cites {
		switch {
		case w.Type == "unresolved" && strings.TrimSpace(w.Note) == "":
			t.add(SeverityWarning, ruleWorks, s.file, w.Line, "an unresolved work without a note", "write in `note` what the source shows in its place")
		case w.Type != "unresolved" && w.Title == "":
			t.add(SeverityError, ruleWorks, s.file, w.Line, fmt.Sprintf("a work of type %s without a title", w.Type), "write its title, or `type: unresolved`")
		case w.N > 0 && !used[w.N]:
			t.add(SeverityWarning, ruleWorks, s.file, w.Line, fmt.Sprintf("work %d is cited by no passage", w.N), "add it to `works` of the passages that rest on it, or write `n: null`")
		}
	}
}

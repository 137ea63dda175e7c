package corpus

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// Lint reads the corpus at the root of fsys and returns what a curator should mend, by file and line. Everything that
// Load refuses is among it, as errors; a file that cannot be parsed is not looked at further. now is the day against
// which dates are held; a day's grace is given for time zones.
func Lint(fsys fs.FS, now time.Time) []Finding {
	l := read(fsys, true)
	t := &linter{loader: l, now: now.AddDate(0, 0, 1), findings: l.ignored}
	for _, p := range l.problems {
		t.add(SeverityError, cmp.Or(p.rule, ruleSchema), p.File, p.Line, p.What, p.Write)
	}
	for file, lines := range l.texts {
		t.characters(file, lines)
	}
	for _, s := range l.corpus.Sources {
		if !l.broken(s.file) {
			t.source(s)
		}
	}
	t.duplicateTexts()
	if !l.broken(lexiconFile) {
		t.lexicon()
	}
	slices.SortStableFunc(t.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.What, b.What))
	})
	return t.findings
}

// linter gathers findings on what a loader has read.
type linter struct {
	*loader
	now      time.Time
	findings []Finding
}

func (t *linter) add(severity, rule, file string, line int, what, write string) {
	t.findings = append(t.findings, Finding{File: file, Line: line, Severity: severity, Rule: rule, What: what, Write: write})
}

// source applies the rules for one source, its front matter first.
func (t *linter) source(s *Source) {
	t.front(s)
	t.dates(s)
	t.evidence(s)
	t.works(s)
	for _, sec := range s.sections {
		if !sec.filled {
			t.add(SeverityError, ruleEmptySection, s.file, sec.line, fmt.Sprintf("section %q holds no passage", sec.title), "write a passage under it, or remove the heading")
		}
	}
	if isLines(s.file) {
		return // an export: nobody wrote its sentences one by one
	}
	for _, p := range s.Passages {
		t.passage(p)
	}
}

// keyLine finds the line of a key from a given line on, so that a finding stands where it is to be mended.
func (t *linter) keyLine(file, key string, from int) int {
	lines := t.texts[file]
	for i := from; i < len(lines) && !strings.HasPrefix(lines[i], "```") && lines[i] != "---"; i++ {
		if strings.HasPrefix(strings.TrimLeft(lines[i], " -"), key+":") {
			return i + 1
		}
	}
	return max(from, 1)
}

// duplicateTexts finds passages with the same words: each would be cited beside the other as if it confirmed it.
func (t *linter) duplicateTexts() {
	first := map[string]*Passage{}
	for _, p := range t.corpus.Passages() {
		if isLines(p.Source.file) {
			continue // pages of one publisher repeat paragraphs
		}
		if other := first[p.Hash]; other != nil {
			t.add(SeverityError, ruleDuplicate, p.Source.file, p.line, fmt.Sprintf("passage %s has the same text as %s", p.ID, other.ID), "keep one of them")
			continue
		}
		first[p.Hash] = p
	}
}

// lexicon finds words that a question could mean two ways.
func (t *linter) lexicon() {
	owner := map[string]string{}
	for _, term := range t.corpus.Lexicon.Terms {
		own := map[string]bool{}
		for _, w := range append([]string{term.Term}, term.Same...) {
			key := strings.ToLower(w)
			if other := owner[key]; other != "" && other != term.Term {
				t.add(SeverityError, ruleLexicon, lexiconFile, term.Line, fmt.Sprintf("%q stands for both %q and %q", w, other, term.Term), "keep it in one of them, or put it under `near`")
			} else if own[key] {
				t.add(SeverityWarning, ruleLexicon, lexiconFile, term.Line, fmt.Sprintf("%q stands twice in %q", w, term.Term), "write it once; case makes no difference")
			}
			owner[key], own[key] = term.Term, true
		}
		for _, w := range term.Not {
			if own[strings.ToLower(w)] {
				t.add(SeverityError, ruleLexicon, lexiconFile, term.Line, fmt.Sprintf("%q is both the same as %q and not it", w, term.Term), "keep it under `same` or under `not`")
			}
		}
	}
}

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/corpus"
)

func newSources(a *app) *cobra.Command {
	var form format
	cmd := &cobra.Command{
		Use:   "sources",
		Short: "List the sources that answers come from, the strongest first",
		Long: "Lists the sources: title, publisher, dates, kind, evidence grade, conflicts of interest and review state.\n" +
			"Grades: A guideline or regulator, B peer-reviewed or government summary, C patient education from a care\n" +
			"institution, D lay press, E machine-written and not reviewed by a person.",
		Example: examples("curbside sources", "curbside sources --format json", "curbside sources --corpus my-sources"),
		Args:    exactly(0, "no arguments; `curbside corpus show` shows one source"),
		RunE: func(*cobra.Command, []string) error {
			loaded, err := a.sources()
			if err != nil {
				return err
			}
			return a.printSources(byGrade(loaded.Sources), form)
		},
	}
	addFormat(cmd, &form)
	return cmd
}

// byGrade orders sources by evidence grade, then by id.
func byGrade(sources []*corpus.Source) []*corpus.Source {
	var out []*corpus.Source
	for _, grade := range []string{"A", "B", "C", "D", "E"} {
		for _, source := range sources {
			if source.Evidence == grade {
				out = append(out, source)
			}
		}
	}
	return out
}

func (a *app) printSources(sources []*corpus.Source, form format) error {
	switch form {
	case asJSON:
		rows := make([]map[string]any, len(sources))
		for i, source := range sources {
			rows[i] = sourceJSON(source)
		}
		return a.printJSON(map[string]any{"sources": rows})
	case asMarkdown:
		rows := make([][]string, len(sources))
		for i, s := range sources {
			rows[i] = []string{s.Evidence, "`" + s.ID + "`", s.Title, orDash(s.Publisher), orDash(s.Date().String()), s.Kind, s.Review.State}
		}
		markdownTable(a.out, []string{"evidence", "id", "title", "publisher", "date", "kind", "review"}, rows)
		return nil
	}
	for i, source := range sources {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		a.writeTitle(form, fmt.Sprintf("[%s] %s", source.Evidence, source.Title))
		a.writeFacts(a.out, form, sourceFacts(source))
	}
	return nil
}

// sourceFacts is what is known of a source, what is not known left empty.
func sourceFacts(s *corpus.Source) []fact {
	kind := s.Kind
	if s.Digest {
		kind += ", shown as Curbside's summary"
	}
	interests := "none stated"
	if s.ConflictsOfInterest == nil {
		interests = "not known"
	} else if len(s.ConflictsOfInterest) > 0 {
		interests = strings.Join(s.ConflictsOfInterest, "; ")
	}
	return []fact{
		{"id", s.ID}, {"publisher", s.Publisher}, {"author", s.Author}, {"address", s.URL}, {"kind", kind},
		{"published", s.Published.String()}, {"updated", s.Updated.String()}, {"retrieved", s.Retrieved.String()},
		{"written for", strings.Join(s.Audience, ", ")}, {"collection", s.Collection}, {"conflicts of interest", interests},
		{"review", strings.TrimSpace(s.Review.State + " " + s.Review.Note)}, {"licence", s.Licence},
		{"passages", fmt.Sprint(len(s.Passages))},
	}
}

// sourceJSON is a source without its passages' texts; what is not known is null.
func sourceJSON(s *corpus.Source) map[string]any {
	passages := make([]string, len(s.Passages))
	for i, p := range s.Passages {
		passages[i] = p.ID
	}
	return map[string]any{
		"id": s.ID, "title": s.Title, "publisher": nullable(s.Publisher), "author": nullable(s.Author), "url": nullable(s.URL),
		"kind": s.Kind, "evidence": s.Evidence, "audience": s.Audience, "collection": s.Collection, "public": s.Public,
		"digest": s.Digest, "published": s.Published, "updated": s.Updated, "retrieved": s.Retrieved,
		"review":                map[string]any{"state": s.Review.State, "by": nullable(s.Review.By), "on": s.Review.On, "note": nullable(s.Review.Note)},
		"conflicts_of_interest": s.ConflictsOfInterest, "licence": nullable(s.Licence), "passages": passages,
		"cites": worksJSON(s.Cites),
	}
}

// worksJSON lists the works that a source cites.
func worksJSON(works []corpus.Work) []map[string]any {
	out := make([]map[string]any, len(works))
	for i, w := range works {
		out[i] = map[string]any{
			"n": positive(w.N), "type": w.Type, "title": nullable(w.Title), "journal": nullable(w.Journal),
			"year": positive(w.Year), "note": nullable(w.Note),
		}
	}
	return out
}

// positive is null in JSON for a number that is not known.
func positive(n int) any {
	if n <= 0 {
		return nil
	}
	return n
}

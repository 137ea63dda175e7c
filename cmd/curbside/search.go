package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/search"
	"curbside/internal/text"
)

// longestQuery bounds a query, in code points.
const longestQuery = 2000

// searchFlags are the flags of search.
type searchFlags struct {
	form             format
	limit, perSource int
	collections      []string
	audience         string
}

func newSearch(a *app) *cobra.Command {
	var flags searchFlags
	cmd := &cobra.Command{
		Use:   "search QUESTION",
		Short: "Show the passages that a question finds, their scores, and why each ranked",
		Example: examples(`curbside search "standard dose of high-dose IL-2"`, `curbside search proluekin dosses --limit 3`,
			`curbside search "capillary leak" --format json`),
		RunE: func(cmd *cobra.Command, args []string) error {
			query, err := flags.query(cmd, args)
			if err != nil {
				return err
			}
			return a.search(cmd, query, flags.form)
		},
	}
	addFormat(cmd, &flags.form)
	cmd.Flags().IntVar(&flags.limit, "limit", search.DefaultLimit, "most passages to show, 1 to 100")
	cmd.Flags().IntVar(&flags.perSource, "per-source", search.DefaultPerSource, "most passages of one source among the first eight, 0 for no limit")
	cmd.Flags().StringSliceVar(&flags.collections, "collection", nil, "look in these collections only")
	cmd.Flags().StringVar(&flags.audience, "audience", "", "sources written for clinician, educator or patient lead where scores are near")
	return cmd
}

// query checks arguments and flags.
func (f searchFlags) query(cmd *cobra.Command, args []string) (search.Query, error) {
	question := strings.TrimSpace(text.Clean(strings.Join(args, " ")))
	switch {
	case question == "":
		return search.Query{}, usagef("nothing to search for; write a question, such as %s \"dose of IL-2\"", cmd.CommandPath())
	case len([]rune(question)) > longestQuery:
		return search.Query{}, usagef("the question is longer than %d characters; ask it in fewer words", longestQuery)
	case f.limit < 1 || f.limit > 100:
		return search.Query{}, usagef("--limit %d is out of range; write 1 to 100", f.limit)
	case f.perSource < 0:
		return search.Query{}, usagef("--per-source %d is out of range; write 0 or more", f.perSource)
	case f.audience != "" && f.audience != "clinician" && f.audience != "educator" && f.audience != "patient":
		return search.Query{}, usagef("unknown audience %q; write clinician, educator or patient", f.audience)
	}
	query := search.Query{Text: question, Limit: f.limit, PerSource: f.perSource, Collections: f.collections, Audience: f.audience}
	if query.PerSource == 0 {
		query.PerSource = -1
	}
	return query, nil
}

func (a *app) search(cmd *cobra.Command, query search.Query, form format) error {
	index, err := a.searchIndex(cmd.Context())
	if err != nil {
		return err
	}
	result, err := index.Search(cmd.Context(), query)
	if err != nil {
		return err
	}
	switch form {
	case asJSON:
		return a.printJSON(searchJSON(query.Text, result))
	case asMarkdown:
		a.searchMarkdown(result)
	default:
		a.searchText(result)
	}
	if len(result.Hits) == 0 {
		fmt.Fprintln(a.env.stderr, "curbside: nothing found; `curbside sources` lists what the answers come from")
	}
	return nil
}

// understood tells in a few words how a term was read.
func understood(t search.Term) string {
	out := t.Text
	switch {
	case t.Correction != "":
		out += " (read as " + t.Correction + ")"
	case t.Canonical != "" && !strings.EqualFold(t.Canonical, t.Text):
		out += " (" + t.Canonical + ")"
	}
	if !t.Known {
		out += " (not in the sources)"
	}
	return out
}

// reasons tells in a few words why a passage ranked.
func reasons(hit search.Hit) string {
	var parts []string
	for _, w := range hit.Why {
		parts = append(parts, fmt.Sprintf("%s %s in %s %.2f", w.Matched, w.Kind, w.Field, w.Score))
	}
	for _, s := range hit.Signals {
		parts = append(parts, fmt.Sprintf("%s %.2f", signalWords[s.Name], s.Score))
	}
	return strings.Join(parts, ", ")
}

// signalWords say what a signal of the second stage is.
var signalWords = map[string]string{"letters": "words spelt alike", "feedback": "like the passages that lead", "topic": "same topic"}

func (a *app) searchText(result *search.Result) {
	terms := make([]string, len(result.Terms))
	for i, t := range result.Terms {
		terms[i] = understood(t)
	}
	fmt.Fprintf(a.out, "%s %s\n", a.style.dim("read as:"), orDash(strings.Join(terms, ", ")))
	for i, hit := range result.Hits {
		p := hit.Passage
		fmt.Fprintf(a.out, "\n%2d. %6.2f  %s  %s  [%s]\n", i+1, hit.Score, a.style.bold(p.ID), strings.Join(p.Headings, " > "), p.Source.Evidence)
		fmt.Fprintf(a.out, "    %s\n", excerpt(p.Text))
		fmt.Fprintf(a.out, "    %s\n", a.style.dim("why: "+reasons(hit)))
	}
	if len(result.Hits) < result.Total {
		fmt.Fprintf(a.out, "\n%s\n", a.style.dim(fmt.Sprintf("%d of %d passages", len(result.Hits), result.Total)))
	}
}

func (a *app) searchMarkdown(result *search.Result) {
	rows := make([][]string, len(result.Hits))
	for i, hit := range result.Hits {
		p := hit.Passage
		rows[i] = []string{fmt.Sprint(i + 1), fmt.Sprintf("%.2f", hit.Score), p.ID, p.Source.Evidence, excerpt(p.Text), reasons(hit)}
	}
	markdownTable(a.out, []string{"rank", "score", "passage", "evidence", "begins", "why"}, rows)
}

// excerpt is the beginning of a text on one line.
func excerpt(long string) string {
	line := text.Squeeze(long)
	if short := text.Truncate(line, 160); short != line {
		return short + "…"
	}
	return line
}

func searchJSON(question string, result *search.Result) map[string]any {
	terms := make([]map[string]any, len(result.Terms))
	for i, t := range result.Terms {
		terms[i] = map[string]any{
			"text": t.Text, "canonical": nullable(t.Canonical), "kind": nullable(t.Kind), "correction": nullable(t.Correction),
			"known": t.Known, "idf": t.IDF, "start": t.Start, "end": t.End,
		}
	}
	hits := make([]map[string]any, len(result.Hits))
	for i, hit := range result.Hits {
		why := make([]map[string]any, len(hit.Why))
		for j, w := range hit.Why {
			why[j] = map[string]any{"term": w.Term, "matched": w.Matched, "kind": w.Kind, "field": w.Field, "score": w.Score}
		}
		signals := make([]map[string]any, len(hit.Signals))
		for j, signal := range hit.Signals {
			signals[j] = map[string]any{"name": signal.Name, "score": signal.Score}
		}
		hits[i] = map[string]any{
			"rank": i + 1, "score": hit.Score, "passage": hit.Passage.ID, "source": hit.Passage.Source.ID,
			"evidence": hit.Passage.Source.Evidence, "headings": hit.Passage.Headings, "text": hit.Passage.Text, "why": why, "signals": signals,
		}
	}
	return map[string]any{"question": question, "terms": terms, "hits": hits, "total": result.Total}
}

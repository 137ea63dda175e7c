package arms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/eval"
	"curbside/internal/search"
	"curbside/internal/text"
)

// The arms.
const (
	Extractive = "extractive"
	Pipeline   = "pipeline"
	Plain      = "plain"
)

// Where a statement comes from.
const (
	FromSource = "source"  // a sentence of the sources
	FromModel  = "model"   // a model's own words
	Unshown    = "unshown" // a model's own words that the checks kept back
)

// Statement is one sentence of an answer with the passages that it cites.
type Statement struct {
	Text   string
	Cites  []string // ids; of an unshown one none where it names a passage that was not offered
	Origin string
	Aside  bool // a warning, or a side of a disagreement: beside the answer itself
}

// Outcome is what became of one question in one arm.
type Outcome struct {
	Question   Question
	Arm        string
	Declined   bool
	Composer   string // extractive or llm; empty for the plain prompt
	Note       string // why a model's draft did not stand
	Statements []Statement
	Unshown    []Statement
	Given      []string // ids of the passages that a model was given
	Warned     []string // ids of passages whose warnings the answer shows
	Cautioned  []string // ids of passages whose cautions the answer shows
	Shown      string   // all that a reader takes as content
	Took       time.Duration
	Calls      int // of the model, kept ones included
}

// Bench answers the questions of one set.
type Bench struct {
	Corpus   *corpus.Corpus
	Index    *search.Index
	Calls    *Calls // nil: no model
	Prompts  fs.FS
	Passages int // that a model is given, at most
	Tokens   int // of a plain answer, at most

	sources *answer.Engine
	drafts  *answer.Engine
	watch   *watch
}

// nonce stands in the prompts in place of a random word, so that the same
// question is the same request.
const nonce = "q4x7m2kd9t"

// patience is how long a drafting model may take. What it takes is no measure
// here: a call is bounded by its client.
const patience = 2 * time.Hour

// Ready makes the engines.
func (b *Bench) Ready() error {
	b.sources = answer.New(answer.Options{Corpus: b.Corpus, Index: b.Index})
	if b.Calls == nil {
		return nil
	}
	composer, err := answer.NewLLMComposer(answer.LLMOptions{Prompts: b.Prompts, Model: b.Calls, Nonce: func() string { return nonce }})
	if err != nil {
		return err
	}
	b.watch = &watch{inner: composer, most: b.Passages}
	b.drafts = answer.New(answer.Options{Corpus: b.Corpus, Index: b.Index, Composer: b.watch, Patience: patience})
	return nil
}

// watch is a composer that remembers what went through it.
type watch struct {
	inner answer.Composer
	most  int

	asked  bool
	given  []answer.Candidate
	result answer.ComposeResult
}

// Compose implements answer.Composer.
func (w *watch) Compose(ctx context.Context, req answer.ComposeRequest) (answer.ComposeResult, error) {
	req.Candidates = req.Candidates[:min(w.most, len(req.Candidates))]
	w.asked, w.given = true, req.Candidates
	result, err := w.inner.Compose(ctx, req)
	w.result = result
	return result, err
}

// Extractive answers with the sources' own sentences.
func (b *Bench) Extractive(ctx context.Context, q Question) (*Outcome, error) {
	start := time.Now()
	a, err := b.sources.Ask(ctx, answer.Request{Question: q.Text, Audience: q.Audience})
	if err != nil {
		return nil, fmt.Errorf("question %s: %w", q.ID, err)
	}
	return b.outcome(q, Extractive, a, time.Since(start)), nil
}

// Unfinished is the error of a question whose model call is not there.
type Unfinished struct{ Cause error }

func (u *Unfinished) Error() string { return u.Cause.Error() }
func (u *Unfinished) Unwrap() error { return u.Cause }

// Pipeline answers with the model, each sentence checked. The error is
// *Unfinished where the model did not answer.
func (b *Bench) Pipeline(ctx context.Context, q Question) (*Outcome, error) {
	a, took, err := b.draft(ctx, q)
	if err != nil {
		return nil, err
	}
	texts, failed := b.Calls.Said()
	if failed != nil {
		return nil, &Unfinished{failed}
	}
	out := b.outcome(q, Pipeline, a, took)
	out.Calls = len(texts)
	for _, c := range b.watch.given {
		out.Given = append(out.Given, c.ID)
	}
	b.sort(out, b.watch.result.Drafts, texts)
	return out, nil
}

func (b *Bench) draft(ctx context.Context, q Question) (*answer.Answer, time.Duration, error) {
	b.Calls.Begin()
	b.watch.asked, b.watch.given, b.watch.result = false, nil, answer.ComposeResult{}
	start := time.Now()
	a, err := b.drafts.Ask(ctx, answer.Request{Question: q.Text, Audience: q.Audience, Debug: true})
	if err != nil {
		return nil, 0, fmt.Errorf("question %s: %w", q.ID, err)
	}
	return a, time.Since(start), nil
}

// Given are the passages that the pipeline hands its model, or where it
// declines before that, those that a search finds first.
func (b *Bench) given(ctx context.Context, q Question) ([]answer.Candidate, error) {
	asking := b.Calls.Ask
	b.Calls.Ask = nil // only to see which passages they are
	_, _, err := b.draft(ctx, q)
	b.Calls.Ask = asking
	if err != nil || b.watch.asked {
		return b.watch.given, err
	}
	found, err := b.Index.Search(ctx, search.Query{Text: q.Text, Limit: b.Passages})
	if err != nil {
		return nil, fmt.Errorf("question %s: %w", q.ID, err)
	}
	var out []answer.Candidate
	for _, h := range found.Hits {
		p := h.Passage
		out = append(out, answer.Candidate{Number: len(out) + 1, ID: p.ID, Title: p.Source.Title, Section: strings.Join(p.Headings, " > "), Text: p.Text})
	}
	return out, nil
}

// Plain answers with the same model and passages and a plain prompt. The
// error is *Unfinished where the model did not answer.
func (b *Bench) Plain(ctx context.Context, q Question) (*Outcome, error) {
	given, err := b.given(ctx, q)
	if err != nil {
		return nil, err
	}
	b.Calls.Begin()
	start := time.Now()
	said, err := plain(ctx, b.Calls, q.Text, given, b.Tokens)
	if _, failed := b.Calls.Said(); failed != nil {
		return nil, &Unfinished{failed}
	}
	out := &Outcome{Question: q, Arm: Plain, Shown: said, Took: time.Since(start), Calls: 1}
	if err != nil { // refused for good
		out.Declined = true
		return out, nil
	}
	out.Statements, out.Declined = readPlain(said, given)
	for _, c := range given {
		out.Given = append(out.Given, c.ID)
	}
	return out, nil
}

// outcome reads an answer of the engine.
func (b *Bench) outcome(q Question, arm string, a *answer.Answer, took time.Duration) *Outcome {
	out := &Outcome{Question: q, Arm: arm, Declined: a.Status != answer.Answered, Took: took}
	if out.Declined {
		return out
	}
	out.Composer, out.Shown, out.Note = *a.Composer, eval.Shown(a), modelNote(a.Notes)
	passage := map[int]string{}
	for _, r := range a.References {
		passage[r.N] = r.Passage
	}
	ids := func(numbers []int) (out []string) {
		for _, n := range numbers {
			out = append(out, passage[n])
		}
		return out
	}
	claims := a.Claims
	if a.Headline != nil {
		claims = append([]answer.Claim{*a.Headline}, claims...)
	}
	for _, c := range claims {
		out.Statements = append(out.Statements, Statement{Text: c.Text, Cites: ids(c.Citations), Origin: FromSource})
	}
	for _, w := range a.Warnings {
		out.Warned = append(out.Warned, ids(w.Citations)...)
		if w.Kind == "boxed_warning" || w.Kind == "contraindication" {
			out.Statements = append(out.Statements, Statement{Text: w.Text, Cites: ids(w.Citations), Origin: FromSource, Aside: true})
		}
	}
	for _, c := range a.Cautions {
		out.Cautioned = append(out.Cautioned, passage[c.N])
	}
	for _, d := range a.Disagreements {
		for _, p := range d.Positions {
			out.Statements = append(out.Statements, Statement{Text: p.Text, Cites: ids(p.Citations), Origin: FromSource, Aside: true})
		}
	}
	return out
}

func modelNote(notes []string) string {
	for _, n := range notes {
		if strings.HasPrefix(n, "model_") {
			return n
		}
	}
	return ""
}

func squeezed(s string) string { return text.Squeeze(text.Fold(text.Clean(s))) }

// sort says which statements are the model's own, and adds its claims that
// the reader does not see: those of the draft that was checked, or, where no
// draft could be used, of the first.
func (b *Bench) sort(out *Outcome, drafts []answer.Draft, texts []string) {
	if len(drafts) == 0 && len(texts) > 0 {
		drafts = b.readRaw(texts[0])
	}
	for _, d := range drafts {
		if strings.TrimSpace(d.Text) == "" {
			continue
		}
		if at := slices.IndexFunc(out.Statements, func(s Statement) bool { return squeezed(s.Text) == squeezed(d.Text) }); at >= 0 {
			if out.Composer == "llm" {
				out.Statements[at].Origin = FromModel
			}
			continue
		}
		one := Statement{Text: text.Squeeze(text.Clean(d.Text)), Origin: Unshown}
		if d.Passage != "" {
			one.Cites = []string{d.Passage}
		}
		out.Unshown = append(out.Unshown, one)
	}
}

// readRaw reads the claims of a draft that the composer threw away. One in
// which the model says that nothing answers holds none.
func (b *Bench) readRaw(said string) []answer.Draft {
	var wire struct {
		AnsweredBy []int `json:"answered_by_passages"`
		Claims     []struct {
			Passage int    `json:"passage"`
			Text    string `json:"text"`
		} `json:"claims"`
	}
	if json.Unmarshal([]byte(said), &wire) != nil || len(wire.AnsweredBy) == 0 {
		return nil
	}
	var out []answer.Draft
	for _, c := range wire.Claims {
		one := answer.Draft{Text: c.Text}
		for _, given := range b.watch.given {
			if given.Number == c.Passage {
				one.Passage = given.ID
			}
		}
		out = append(out, one)
	}
	return out
}

// IsUnfinished reports whether a question can be taken up later.
func IsUnfinished(err error) bool {
	var u *Unfinished
	return errors.As(err, &u)
}

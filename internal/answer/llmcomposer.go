package answer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// mostClaims bounds a draft for a narrow question, as compose.schema.json
// does; overview.schema.json allows a broad one more.
const mostClaims = 5

// LLMOptions configure a composer that asks a language model.
type LLMOptions struct {
	Prompts fs.FS         // the files of package prompts
	Model   Completer     // who is asked
	Judge   bool          // the model also judges claims that the rules accept
	Nonce   func() string // a word nobody can guess, of [0-9a-z], for the tags around data; nil: random
}

// LLMComposer drafts answers with a language model. It is safe for
// concurrent use. It keeps hashes of claims with the verdicts on them, and
// nothing of any question.
type LLMComposer struct {
	model   Completer
	prompts *promptSet
	nonce   func() string

	judges   bool
	verdicts verdicts
}

// NewLLMComposer reads the prompts. The error names the file that is missing
// or broken.
func NewLLMComposer(o LLMOptions) (*LLMComposer, error) {
	prompts, err := loadPrompts(o.Prompts)
	if err != nil {
		return nil, fmt.Errorf("reading the prompts: %w", err)
	}
	if o.Nonce == nil {
		o.Nonce = randomNonce
	}
	return &LLMComposer{model: o.Model, prompts: prompts, nonce: o.Nonce, judges: o.Judge}, nil
}

// DraftError says that the model answered twice and neither draft could be
// used: it was not in the form asked for, or not a single claim quotes the
// passage that it names.
type DraftError struct {
	Problems []string // of the last draft, without any of its words
}

func (e *DraftError) Error() string {
	return fmt.Sprintf("the model's draft cannot be used, also after a second try: %s", strings.Join(e.Problems, " "))
}

// Unproven tells that a model answered and its answer cannot be shown.
func (e *DraftError) Unproven() bool { return true }

// Compose drafts an answer: one request, and a second one that names the
// problems if a citation or quote of the first is wrong. Of the two drafts
// the better one is returned, its wrong claims included, so that the check
// that follows counts them. No drafts and no error: the model found nothing
// in the passages. The error is a *DraftError or wraps the Completer's.
func (c *LLMComposer) Compose(ctx context.Context, req ComposeRequest) (ComposeResult, error) {
	data := c.composeData(req)
	first, err := c.draft(ctx, data, c.prompts.userPrompt(data), req)
	if err != nil && !mendable(err) {
		return ComposeResult{}, fmt.Errorf("drafting with the model: %w", err)
	}
	if err == nil && len(first.problems) == 0 {
		return c.result(first)
	}
	if err != nil {
		first = &draft{problems: []string{mendableProblem(err)}}
	}
	second, repairErr := c.draft(ctx, data, c.prompts.repairPrompt(data, first), req)
	switch {
	case ctx.Err() != nil:
		return ComposeResult{}, ctx.Err()
	case repairErr == nil && second.better(first):
		return c.result(second)
	case first.sound == 0 && repairErr != nil && mendable(repairErr):
		return ComposeResult{}, &DraftError{Problems: []string{mendableProblem(repairErr)}}
	case first.sound == 0 && repairErr != nil:
		return ComposeResult{}, fmt.Errorf("mending the model's draft: %w", repairErr)
	}
	return c.result(first)
}

// draft asks once and reads what comes.
func (c *LLMComposer) draft(ctx context.Context, data composeData, user string, req ComposeRequest) (*draft, error) {
	schema := c.prompts.composeSchema
	if req.Broad {
		schema = c.prompts.overviewSchema
	}
	completion, err := c.model.Complete(ctx, CompletionRequest{
		System: c.prompts.systemPrompt(data), User: user, SchemaName: "draft", Schema: schema,
	})
	if err != nil {
		return nil, err
	}
	d, err := readDraft(completion.Text, req)
	if err != nil {
		return nil, err
	}
	d.model = completion.Model
	return d, nil
}

func (c *LLMComposer) result(d *draft) (ComposeResult, error) {
	if d.sound == 0 && len(d.problems) > 0 {
		return ComposeResult{}, &DraftError{Problems: d.problems}
	}
	return ComposeResult{Drafts: d.claims, Model: d.model, Prompt: c.prompts.version}, nil
}

// mendable reports whether a model that answered, but not in the form asked
// for, deserves its second try.
func mendable(err error) bool { return mendableProblem(err) != "" }

// mendableProblem is what to tell the model about an answer that could not
// be read, empty where telling it would not help.
func mendableProblem(err error) string {
	var reason interface{ Reason() string }
	if !errors.As(err, &reason) {
		return ""
	}
	switch reason.Reason() {
	case "schema":
		return "It was not one JSON value in the form asked for. Write that value and nothing around it."
	case "truncated":
		return "It was too long and was cut off. Write fewer claims, and shorter ones."
	}
	return ""
}

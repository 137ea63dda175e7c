package answer

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"curbside/internal/text"
)

// Bounds of the model as a judge, for one answer.
const (
	mostJudged    = 6                // claims
	judgePatience = 10 * time.Second // all together
	judgeTokens   = 200              // of one verdict
	mostVerdicts  = 4096             // remembered
)

// judge is what a composer may be besides: a second opinion on a claim that
// the rules accept. It can only refuse.
type judge interface {
	Judges() bool
	Entails(ctx context.Context, claim, passage string) (bool, error)
}

// entailData is what entail.tmpl shows.
type entailData struct{ Nonce, Passage, Claim string }

// verdicts remembers what a model said of a claim and a passage. When it is
// full it forgets all at once.
type verdicts struct {
	mu   sync.Mutex
	said map[[32]byte]bool
}

func (v *verdicts) get(key [32]byte) (says, ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	says, ok = v.said[key]
	return says, ok
}

func (v *verdicts) put(key [32]byte, says bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.said == nil || len(v.said) >= mostVerdicts {
		v.said = map[[32]byte]bool{}
	}
	v.said[key] = says
}

// Judges reports whether the model is to judge claims.
func (c *LLMComposer) Judges() bool { return c.judges }

// Entails asks the model whether a passage says what a claim says. A verdict
// is remembered by claim, passage and prompts; an error is none.
func (c *LLMComposer) Entails(ctx context.Context, claim, passage string) (bool, error) {
	key := sha256.Sum256([]byte(c.prompts.version + "\x00" + claim + "\x00" + passage))
	if says, ok := c.verdicts.get(key); ok {
		return says, nil
	}
	nonce := c.nonce()
	data := entailData{Nonce: nonce, Passage: asData(passage, nonce), Claim: asData(claim, nonce)}
	completion, err := c.model.Complete(ctx, CompletionRequest{
		System: c.prompts.render("entail.system", data), User: c.prompts.render("entail.user", data),
		SchemaName: "entailment", Schema: c.prompts.entailSchema, MaxTokens: judgeTokens,
	})
	if err != nil {
		return false, fmt.Errorf("judging a claim with the model: %w", err)
	}
	var out struct{ Quote, Verdict string }
	if err := json.Unmarshal([]byte(completion.Text), &out); err != nil {
		return false, fmt.Errorf("judging a claim with the model: its verdict cannot be read: %w", err)
	}
	switch out.Verdict {
	case "says", "differs", "silent":
	default:
		return false, fmt.Errorf("judging a claim with the model: no verdict")
	}
	says := out.Verdict == "says"
	c.verdicts.put(key, says)
	return says, nil
}

// bench is the second opinion for the claims of one answer. Where it fails or
// its calls are used up, the rules' verdict stands.
type bench struct {
	judge judge
	ctx   context.Context
	left  int
}

// newBench returns nil where no model judges. stop ends its time.
func (w *work) newBench(ctx context.Context) (b *bench, stop func()) {
	j, ok := w.engine.Composer.(judge)
	if !ok || !j.Judges() {
		return nil, func() {}
	}
	ctx, stop = context.WithTimeout(ctx, judgePatience)
	return &bench{judge: j, ctx: ctx, left: mostJudged}, stop
}

// refuses reports whether the model refuses a claim that the rules accept.
// What stands in the passage word for word needs no opinion.
func (b *bench) refuses(c claim) bool {
	if b == nil || b.left == 0 || b.ctx.Err() != nil || WordForWord(c.text, c.view.Text) {
		return false
	}
	b.left--
	says, err := b.judge.Entails(b.ctx, c.text, ForJudge(c.view.Headings, c.view.Text))
	return err == nil && !says
}

// WordForWord reports whether a claim stands in a passage as it is, but for
// case, spaces and the last stop: no judge need be asked of it.
func WordForWord(claim, passage string) bool {
	return strings.Contains(squeezedFold(passage), strings.TrimRight(squeezedFold(claim), "."))
}

// ForJudge is a passage as a judge reads it: what it is about stands in its
// headings.
func ForJudge(headings []string, passage string) string {
	return text.Squeeze(strings.Join(headings, " > ")) + "\n" + passage
}

package answer

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"curbside/prompts"
)

// judgeModel answers each request for a verdict with the same words.
type judgeModel struct {
	says  string
	err   error
	calls atomic.Int32
}

func (m *judgeModel) Complete(_ context.Context, r CompletionRequest) (Completion, error) {
	m.calls.Add(1)
	if r.SchemaName != "entailment" || !strings.Contains(r.User, "Judge the claim") {
		return Completion{}, errors.New("not asked to judge")
	}
	return Completion{Text: m.says}, m.err
}

func newJudge(t *testing.T, m *judgeModel, on bool) *LLMComposer {
	t.Helper()
	c, err := NewLLMComposer(LLMOptions{Prompts: prompts.FS(), Model: m, Judge: on})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// judgedClaim runs one drafted claim through rules and judge.
func judgedClaim(t *testing.T, c *LLMComposer, texts ...string) (kept int, removed []Removed) {
	t.Helper()
	e := engine(t, nil)
	e.Composer = c
	w := &work{engine: e, answer: &Answer{Audience: Clinician}}
	var drafts []Draft
	for _, s := range texts {
		drafts = append(drafts, Draft{Text: s, Passage: "fda-aldesleukin-label#9"})
	}
	w.verifyDrafts(context.Background(), drafts)
	return len(w.claims), w.answer.Removed
}

const reworded = "The rest period between the two cycles of Proleukin lasts from day 6 to day 14, which is 9 days."

func TestJudge(t *testing.T) {
	verbatim := engine(t, nil).Corpus.Passage("fda-aldesleukin-label#9").Sentences[0].Text
	for name, tc := range map[string]struct {
		model *judgeModel
		on    bool
		claim string
		kept  int
		calls int32
	}{
		"agrees":           {&judgeModel{says: `{"quote":"","verdict":"says"}`}, true, reworded, 1, 1},
		"refuses":          {&judgeModel{says: `{"quote":"","verdict":"differs"}`}, true, reworded, 0, 1},
		"silent":           {&judgeModel{says: `{"quote":"","verdict":"silent"}`}, true, reworded, 0, 1},
		"off":              {&judgeModel{says: `{"quote":"","verdict":"differs"}`}, false, reworded, 1, 0},
		"verbatim":         {&judgeModel{says: `{"quote":"","verdict":"differs"}`}, true, verbatim, 1, 0},
		"fails":            {&judgeModel{err: OverAllowance{}}, true, reworded, 1, 1},
		"no verdict":       {&judgeModel{says: `{"quote":"","verdict":"perhaps"}`}, true, reworded, 1, 1},
		"the rules refuse": {&judgeModel{says: `{"quote":"","verdict":"says"}`}, true, "The rest period between two cycles of Proleukin is 19 days.", 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			m := tc.model
			kept, removed := judgedClaim(t, newJudge(t, m, tc.on), tc.claim)
			if kept != tc.kept || kept+len(removed) != 1 || m.calls.Load() != tc.calls {
				t.Errorf("kept %d, removed %v, %d calls; want %d kept, %d calls", kept, removed, m.calls.Load(), tc.kept, tc.calls)
			}
		})
	}
}

// A verdict is asked for once; an answer asks for a few.
func TestJudgeBounded(t *testing.T) {
	m := &judgeModel{says: `{"quote":"","verdict":"says"}`}
	c := newJudge(t, m, true)
	judgedClaim(t, c, reworded)
	judgedClaim(t, c, reworded)
	if n := m.calls.Load(); n != 1 {
		t.Errorf("the same claim was judged %d times", n)
	}
	b := &bench{judge: c, ctx: context.Background(), left: 2}
	v := engine(t, nil).views.of(engine(t, nil).Corpus.Passage("fda-aldesleukin-label#9"))
	for _, s := range []string{"One claim.", "Another claim.", "A third claim."} {
		b.refuses(claim{text: s, view: v})
	}
	if n := m.calls.Load(); n != 3 {
		t.Errorf("%d calls, want the two that were left", n-1)
	}
}

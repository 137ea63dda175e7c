package arms

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	shipped "curbside/corpus"
	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/llm"
	"curbside/internal/llm/llmtest"
	"curbside/internal/search"
	"curbside/prompts"
)

// asking lets the real client ask a scripted server.
type asking struct{ client *llm.Client }

func (a asking) Complete(ctx context.Context, r answer.CompletionRequest) (answer.Completion, error) {
	got, err := a.client.Complete(ctx, llm.Request{System: r.System, User: r.User, Schema: r.Schema, SchemaName: r.SchemaName, Plain: r.SchemaName == "", MaxTokens: r.MaxTokens})
	return answer.Completion{Text: got.Text, Model: got.Model}, err
}

// stopping cancels the run with its n-th call.
type stopping struct {
	answer.Completer
	left int
	stop context.CancelFunc
}

func (s *stopping) Complete(ctx context.Context, r answer.CompletionRequest) (answer.Completion, error) {
	if s.left--; s.left < 0 {
		s.stop()
		return answer.Completion{}, ctx.Err()
	}
	return s.Completer.Complete(ctx, r)
}

var someQuestions = []Question{
	{Set: "own", ID: "1", Text: "What is the standard dose of high-dose IL-2?", Facts: [][]string{{"600,000"}}},
	{Set: "own", ID: "2", Text: "Who should not receive aldesleukin?"},
	{Set: "own", ID: "3", Half: "held", Text: "What is capillary leak syndrome?"},
}

// shippedSession answers from the shipped sources, with a model where one is given.
func shippedSession(t *testing.T, dir string, model answer.Completer) *Session {
	t.Helper()
	loaded, err := corpus.Load(shipped.FS())
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.New(context.Background(), loaded)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	b := &Bench{Corpus: loaded, Index: index, Calls: &Calls{Dir: dir, Ask: model}, Prompts: prompts.FS(), Passages: 4, Tokens: 300}
	if err := b.Ready(); err != nil {
		t.Fatal(err)
	}
	return &Session{Benches: map[string]*Bench{"own": b}, Block: 2, Step: func(int, int, string) {}}
}

func client(t *testing.T, steps ...llmtest.Step) answer.Completer {
	t.Helper()
	server := llmtest.NewServer(t, steps...)
	made, err := llm.New(llm.Options{BaseURL: server.URL, Model: "small", HTTPClient: server.Client(), Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	return asking{made}
}

// A run that is stopped anywhere goes on without asking again what was answered, and ends as one that was not stopped.
func TestAStoppedRunGoesOn(t *testing.T) {
	whole := shippedSession(t, t.TempDir(), client(t))
	want, left, err := whole.WithModel(context.Background(), someQuestions)
	if err != nil || left != 0 || len(want) != 6 {
		t.Fatalf("%d outcomes, %d left, %v", len(want), left, err)
	}
	all := whole.Benches["own"].Calls.Asked()
	dir := t.TempDir()
	session := shippedSession(t, dir, nil)
	calls := session.Benches["own"].Calls
	if out, left, err := session.WithModel(context.Background(), someQuestions); err != nil || left != 6 || len(out) != 0 {
		t.Fatalf("with nothing kept: %d outcomes, %d left, %v", len(out), left, err)
	}
	for n := range all {
		ctx, stop := context.WithCancel(context.Background())
		calls.Ask = &stopping{client(t), 1, stop}
		_, left, err := session.WithModel(ctx, someQuestions)
		stop()
		if last := n == all-1; last != (err == nil) || !last && (!errors.Is(err, context.Canceled) || left == 0) {
			t.Fatalf("run %d of %d: %d left, %v", n+1, all, left, err)
		}
	}
	calls.Ask = nil
	got, left, err := session.WithModel(context.Background(), someQuestions)
	if err != nil || left != 0 || len(got) != len(want) {
		t.Fatalf("%d outcomes, %d left, %v", len(got), left, err)
	}
	for i := range got {
		if got[i].Arm != want[i].Arm || got[i].Composer != want[i].Composer || len(got[i].Statements) != len(want[i].Statements) || got[i].Shown != want[i].Shown {
			t.Errorf("outcome %d: %+v, not %+v", i, got[i], want[i])
		}
	}
}

func TestAModelThatIsAwayEndsTheRun(t *testing.T) {
	session := shippedSession(t, t.TempDir(), client(t, llmtest.Status(500)))
	_, left, err := session.WithModel(context.Background(), someQuestions)
	if err == nil || left != 6 || session.Benches["own"].Calls.Asked() != 1 {
		t.Errorf("%d left, %v, asked %d times", left, err, session.Benches["own"].Calls.Asked())
	}
}

// What the verifier catches is counted: a model that changes every figure has nothing of its own shown by the
// pipeline, and all of it with the plain prompt.
func TestWhatTheChecksKeepBackIsListedApart(t *testing.T) {
	session := shippedSession(t, t.TempDir(), client(t, llmtest.ForeignNumber()))
	o, err := session.Benches["own"].Pipeline(context.Background(), someQuestions[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Unshown) == 0 || o.Declined {
		t.Fatalf("outcome %+v", o)
	}
	for _, s := range o.Statements {
		if s.Origin == FromModel {
			t.Errorf("shown as the model's: %q", s.Text)
		}
	}
	for _, s := range o.Unshown {
		if s.Origin != Unshown || len(s.Cites) != 1 {
			t.Errorf("unshown: %+v", s)
		}
	}
}

// More outcomes add sentences to the lists and take none back; held questions are never listed.
func TestListsOnlyGrow(t *testing.T) {
	session := shippedSession(t, t.TempDir(), nil)
	outcomes, err := session.Extractive(context.Background(), someQuestions)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	key := filepath.Join(t.TempDir(), "key.jsonl")
	counts, err := session.Readings(dir, key, outcomes[:1], 3, 1)
	if err != nil || counts[Extractive] != 3 {
		t.Fatalf("%v, %v", counts, err)
	}
	first, err := os.ReadFile(filepath.Join(dir, "list-1.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if counts, err = session.Readings(dir, key, outcomes, 1000, 1); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(filepath.Join(dir, "list-1.jsonl")); err != nil || string(again) != string(first) {
		t.Errorf("the first list has changed: %v", err)
	}
	rows, err := readAll[KeyRow](key)
	if err != nil {
		t.Fatal(err)
	}
	listed, err := listedIn(dir)
	if err != nil || len(listed) != len(rows) || len(rows) != counts[Extractive] || len(rows) <= 3 {
		t.Errorf("%d listed, %d rows, counts %v, %v", len(listed), len(rows), counts, err)
	}
	for _, r := range rows {
		if r.Question == "3" || !r.Listed || !listed[r.ID] {
			t.Errorf("row %+v", r)
		}
	}
}

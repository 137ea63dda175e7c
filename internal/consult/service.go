package consult

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/guard"
	"curbside/internal/search"
	"curbside/internal/text"
)

// Store keeps conversations. Tenant is whom they belong to: nobody sees
// another tenant's consults.
type Store interface {
	Budgets
	// Append adds a turn to a consult, which begins with its first turn.
	Append(ctx context.Context, tenant, consult string, t Turn) error
	// Turns returns the turns of a consult in order; none is no error.
	Turns(ctx context.Context, tenant, consult string) ([]Turn, error)
	// Feedback keeps what a user says of an answer.
	Feedback(ctx context.Context, tenant string, f Feedback) error
}

// Turn is one question of a consult and its answer.
type Turn struct {
	Asked      string
	Standalone string
	Answer     *answer.Answer
}

// Feedback is a user's word on an answer.
type Feedback struct {
	Answer  string // its id
	User    string // who says it: a later word of theirs replaces an earlier one
	At      time.Time
	Helpful bool
	Wrong   string // number, source, outdated, missing, unsafe; empty when helpful
	Words   string
}

// Service answers questions in conversations.
type Service struct {
	engine *answer.Engine
	corpus *corpus.Corpus
	index  *search.Index
	store  Store
	model  Rewriter // nil: rules only

	subjects    func() map[string]bool // drugs that passages are about, by key
	suggestions func() []suggestion
	newest      *atomic.Pointer[Service] // what answers now; see Replace
}

// Option changes how a service works.
type Option func(*Service)

// New returns a service over an engine, the corpus and index that it uses,
// and a store.
func New(e *answer.Engine, store Store, options ...Option) *Service {
	s := &Service{store: store, newest: &atomic.Pointer[Service]{}}
	for _, o := range options {
		o(s)
	}
	s.over(e)
	s.newest.Store(s)
	return s
}

// over makes s answer from an engine.
func (s *Service) over(e *answer.Engine) {
	s.engine, s.corpus, s.index = e, e.Corpus, e.Index
	s.subjects = sync.OnceValue(func() map[string]bool { return subjectsOf(e.Corpus) })
	s.suggestions = sync.OnceValue(func() []suggestion { return s.suggestionsOf(e.Corpus) })
}

// Question is what a user asks.
type Question struct {
	Tenant      string
	Consult     string // empty: a new conversation
	After       *Turn  // what a new conversation goes on from, of another one; may be nil
	Text        string
	Audience    string
	Collections []string
	Country     string       // for the emergency number; empty: the program's
	DailyTokens int          // of the model for the tenant, rewriting included; 0: only the program's budget holds
	Anyway      bool         // the asker has read the words for an emergency
	Step        func(string) // told of each step; may be nil
	Debug       bool
	Waited      time.Duration // how long the asker has waited already, which a model has the less time for
}

// Reply is an answer laid out in neutral blocks. Adapters only lay it out.
type Reply struct {
	Answer     *answer.Answer
	Understood string // how a follow-up was read; empty where it stood alone
	Blocks     []answer.Block
	Actions    []string // what a reader can do next: sources, follow_up, simpler, ...
	Turn       *Turn    // what is to be kept; nil where nothing may be

	Meanings map[string][]answer.Line // what the terms of a sentence mean, by the sentence; see Simpler
}

// ErrGone says that an answer is not kept, or no longer.
var ErrGone = errors.New("no such answer is kept")

// ErrDone says that what must not happen twice was done, or is being done.
var ErrDone = errors.New("that was done already")

// Ask answers a question and keeps the turn. In a consult with earlier turns
// it is read as a follow-up where it leaves something out.
func (s *Service) Ask(ctx context.Context, q Question) (*Reply, error) {
	r, err := s.Prepare(ctx, q)
	if err != nil || r.Turn == nil {
		return r, err
	}
	if err := s.store.Append(ctx, q.Tenant, r.Answer.Consult, *r.Turn); err != nil {
		return nil, fmt.Errorf("keep the conversation: %w", err)
	}
	return r, nil
}

// Prepare answers as Ask does and keeps nothing: for adapters that store the
// turn together with its delivery.
func (s *Service) Prepare(ctx context.Context, q Question) (*Reply, error) {
	s, leave := s.enter()
	defer leave()
	start := s.engine.Now()
	ctx = s.allow(ctx, q)
	turns, err := s.before(ctx, q)
	if err != nil {
		return nil, err
	}
	standalone, err := s.standalone(ctx, turns, q.Text, q.Waited)
	if err != nil {
		return nil, err
	}
	a, err := s.engine.Ask(ctx, answer.Request{
		Question: q.Text, Standalone: standalone, Consult: q.Consult, Audience: q.Audience,
		Collections: q.Collections, Country: q.Country, Anyway: q.Anyway, Step: q.Step, Debug: q.Debug,
		Waited: q.Waited + s.engine.Now().Sub(start),
	})
	if err != nil {
		return nil, err
	}
	return reply(a), nil
}

// before returns the turns that a question goes on from.
func (s *Service) before(ctx context.Context, q Question) ([]Turn, error) {
	switch {
	case q.Consult != "":
		turns, err := s.store.Turns(ctx, q.Tenant, q.Consult)
		if err != nil {
			return nil, fmt.Errorf("read the conversation: %w", err)
		}
		return turns, nil
	case q.After != nil:
		return []Turn{*q.After}, nil
	}
	return nil, nil
}

// standalone rewrites a follow-up, unless the guard has anything against it:
// such a text is not mixed with others.
func (s *Service) standalone(ctx context.Context, turns []Turn, asked string, waited time.Duration) (string, error) {
	if len(turns) == 0 || utf8.RuneCountInString(text.Clean(asked)) > answer.MaxQuestion || stopped(asked) {
		return "", nil
	}
	t := s.talkOf(turns)
	if t == nil {
		return "", nil
	}
	byRules, leavesOut := t.rewrite(asked, s.index.Read)
	if !leavesOut || s.model == nil {
		return byRules, nil
	}
	if byModel, ok := s.askModel(ctx, t, asked, s.engine.ModelTime(waited)/2); ok {
		return byModel, nil
	}
	return byRules, ctx.Err()
}

// stopped reports whether the guard has anything against a text.
func stopped(s string) bool {
	return guard.Check(s).Verdict != guard.Clear || len(guard.Injection(s)) > 0
}

// ReplyTo lays a kept answer out again.
func ReplyTo(a *answer.Answer) *Reply { return reply(a) }

func reply(a *answer.Answer) *Reply {
	r := &Reply{Answer: a, Blocks: answer.Blocks(a)}
	if a.Question != nil && a.Standalone != nil && *a.Question != *a.Standalone {
		r.Understood = *a.Standalone
	}
	if a.Question != nil && a.Standalone != nil {
		r.Turn = &Turn{Asked: *a.Question, Standalone: *a.Standalone, Answer: a}
	}
	if a.Status == answer.Answered {
		r.Actions = []string{"sources", "follow_up", "helpful", "not_right"}
	}
	return r
}

// Check compares each sentence of a text with the sources.
func (s *Service) Check(ctx context.Context, q Question) (*answer.Document, error) {
	s, leave := s.enter()
	defer leave()
	return s.engine.CheckDocument(ctx, q.Text, answer.Request{Audience: q.Audience, Collections: q.Collections})
}

// Explain tells a curator how a question is read and what comes closest.
func (s *Service) Explain(ctx context.Context, q Question) (string, error) {
	s, leave := s.enter()
	defer leave()
	return s.engine.Explain(ctx, answer.Request{Question: q.Text, Audience: q.Audience, Collections: q.Collections})
}

// Sources lists the sources of some collections, or all, strongest first.
func (s *Service) Sources(collections []string) []*corpus.Source {
	s, leave := s.enter()
	defer leave()
	var out []*corpus.Source
	for _, src := range s.corpus.Sources {
		if len(collections) == 0 || slices.Contains(collections, src.Collection) {
			out = append(out, src)
		}
	}
	slices.SortStableFunc(out, func(a, b *corpus.Source) int { return strings.Compare(a.Evidence, b.Evidence) })
	return out
}

// Collections lists the names of all collections, sorted.
func (s *Service) Collections() []string {
	s, leave := s.enter()
	defer leave()
	var out []string
	for _, src := range s.corpus.Sources {
		if !slices.Contains(out, src.Collection) {
			out = append(out, src.Collection)
		}
	}
	slices.Sort(out)
	return out
}

// ErrNoPassage says that an id names nothing in the corpus.
var ErrNoPassage = errors.New("no such passage")

// Passage returns one passage by its id.
func (s *Service) Passage(id string) (*corpus.Passage, error) {
	s, leave := s.enter()
	defer leave()
	if p := s.corpus.Passage(id); p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%w: %q", ErrNoPassage, id)
}

// Feedback keeps what a user says of an answer. Words that identify a
// patient are dropped.
func (s *Service) Feedback(ctx context.Context, tenant string, f Feedback) error {
	if guard.Check(f.Words).Has(guard.Identifiers) {
		f.Words = ""
	}
	return s.store.Feedback(ctx, tenant, f)
}

package answer

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"curbside/internal/corpus"
	"curbside/internal/search"
	"curbside/internal/text"
	"curbside/internal/verify"
)

// MaxQuestion is the longest question that is read, in code points.
const MaxQuestion = 2000

// ErrEmpty and ErrTooLong refuse what is no question.
var (
	ErrEmpty   = errors.New("the question is empty: write one, such as \"What is the standard dose of aldesleukin?\"")
	ErrTooLong = fmt.Errorf("the question is longer than %d characters: ask it in fewer words", MaxQuestion)
)

// Options configure an engine.
type Options struct {
	Corpus   *corpus.Corpus
	Index    *search.Index
	Setting  search.Setting   // how passages are ranked; the zero value is search.Words
	Composer Composer         // nil: sentences from the sources only
	Patience time.Duration    // for a model, all tries together; 0: 20 s
	Country  string           // ISO 3166 code for the emergency number
	Now      func() time.Time // nil: time.Now
	NewID    func() string    // nil: random
	Step     func(string)     // told each step as it begins; may be nil
}

// Engine answers questions from one corpus.
type Engine struct {
	Options
	check  *verify.Checker
	reader *reader
	views  *views
	known  remembered
}

// New returns an engine over a loaded corpus and its index.
func New(o Options) *Engine {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = randomID
	}
	if o.Setting.Name == "" {
		o.Setting = search.Words
	}
	if o.Patience <= 0 {
		o.Patience = 20 * time.Second
	}
	if o.Step == nil {
		o.Step = func(string) {}
	}
	words := newVocabulary()
	return &Engine{
		Options: o,
		check:   verify.New(verify.Options{Synonyms: o.Corpus.Lexicon.Names()}),
		reader:  &reader{index: o.Index, words: words},
		views:   newViews(o.Index, o.Corpus, words.soft),
	}
}

// ModelTime is how long a model may still take where the asker has waited
// already: they are to have the sources' own sentences when Patience is over,
// so a twentieth of it is left for their way. 0: there is no time for a model,
// or so little that asking it would only cost tokens.
func (e *Engine) ModelTime(waited time.Duration) time.Duration {
	if waited <= 0 {
		return e.Patience
	}
	if left := e.Patience - e.Patience/20 - waited; left >= e.Patience/10 {
		return left
	}
	return 0
}

func randomID() string {
	b := make([]byte, 5)
	if _, err := rand.Read(b); err != nil {
		panic(err) // the standard library documents that it never fails
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b))
}

// Request is one question.
type Request struct {
	Question    string
	Standalone  string // how a follow-up was understood; empty: as asked
	Consult     string // id of the conversation; empty: a new one
	Audience    string // empty: clinician
	Collections []string
	Country     string        // for the emergency number; empty: the engine's
	Anyway      bool          // the asker has read the words for an emergency and wants the sources all the same
	Debug       bool          // keep the texts of removed claims
	Step        func(string)  // told of each step; nil: the engine's
	Waited      time.Duration // how long the asker has waited already; see ModelTime
}

// Ask answers one question. The error is not nil only for what is no
// question, for a cancelled context and for a failed index; everything else
// is an Answer with a status and a reason.
func (e *Engine) Ask(ctx context.Context, r Request) (*Answer, error) {
	q := text.Clean(r.Question)
	switch {
	case strings.TrimSpace(q) == "":
		return nil, ErrEmpty
	case len([]rune(q)) > MaxQuestion:
		return nil, ErrTooLong
	}
	start := e.Now()
	a := e.blank(r, q)
	if e.stop(a, r) {
		return a, nil
	}
	if r.Standalone != "" {
		q = text.Clean(r.Standalone)
	}
	a.Standalone = &q
	key, same := rememberKey(r, a.Audience, q), e.Composer == nil && !r.Debug
	if same {
		if known, ok := e.known.recall(key, a); ok {
			known.Timings.Total = millis(e.Now().Sub(start))
			return known, nil
		}
	}
	w := &work{engine: e, request: r, question: q, answer: a}
	if err := w.run(ctx); err != nil {
		return nil, err
	}
	a.Timings.Total = millis(e.Now().Sub(start))
	if same && (a.Retrieval == nil || a.Retrieval.Reason == "") { // what a failing endpoint spoilt is not remembered
		e.known.keep(key, a)
	}
	return a, nil
}

// onePatient reports whether the dose of one described patient is asked for.
func (w *work) onePatient() bool {
	return slices.ContainsFunc(w.parts, func(p part) bool { return p.Patients })
}

// step tells whoever waits what is being done.
func (w *work) step(s string) {
	if w.request.Step != nil {
		w.request.Step(s)
		return
	}
	w.engine.Step(s)
}

func (e *Engine) blank(r Request, q string) *Answer {
	a := &Answer{
		SchemaVersion: 1, ID: e.NewID(), Consult: r.Consult, Question: &q, Audience: r.Audience,
		Notes: []string{}, Claims: []Claim{}, Warnings: []Warning{}, Cautions: []Caution{}, Removed: []Removed{},
		Disagreements: []Disagreement{}, References: []Reference{}, Missing: []string{}, Nearest: []Nearest{},
		FollowUps: []string{}, Review: Review{Status: "submitted"}, Corpus: e.Corpus.Version,
	}
	if a.Consult == "" {
		a.Consult = e.NewID()
	}
	if a.Audience == "" {
		a.Audience = Clinician
	}
	a.Disclaimer = disclaimer(a.Audience)
	return a
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// work is the state of one question on its way.
type work struct {
	engine   *Engine
	request  Request
	question string
	answer   *Answer
	parts    []part
	hits     []passageHit // of all parts, best first
	claims   []claim      // verified
	selected []selection  // what the sources' sentences answer, for each part
	differ   []*corpus.Disagreement
	cells    int      // of a comparison, each checked like a claim
	stems    []string // of the question and the words that mean the same
}

func (w *work) run(ctx context.Context) error {
	e, a := w.engine, w.answer
	w.step("searching")
	t := e.Now()
	w.parts = e.reader.read(w.question)
	if err := w.retrieve(ctx); err != nil {
		return err
	}
	a.Timings.Search = millis(e.Now().Sub(t))
	t = e.Now()
	selections, gaps := w.extract(ctx)
	a.Timings.Compose = millis(e.Now().Sub(t))
	w.selected = selections
	if len(selections) == 0 {
		w.decline(gaps)
		return nil
	}
	if err := w.compose(ctx, selections); err != nil {
		return err
	}
	if len(w.claims) == 0 {
		w.decline(gaps)
		return nil
	}
	if w.onePatient() {
		a.Notes = append(a.Notes, NotePatient)
	}
	w.reportGaps(gaps)
	w.deliver(w.complete())
	w.suggest()
	return nil
}

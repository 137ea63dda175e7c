package session

import (
	"context"
	"errors"
	"time"

	"curbside/internal/answer"
)

// State says where a question of a round stands.
type State string

// The states of a question.
const (
	Waiting   State = "waiting"
	Held      State = "held"      // the educator comes back to it
	Published State = "published" // the room has seen the answer
	Skipped   State = "skipped"
)

// Round is one session of questions and answers in a channel.
type Round struct {
	ID        string
	Tenant    string
	Channel   string
	Title     string
	Educator  string // user who started it
	Anonymous bool   // the class does not see who asked
	Started   time.Time
	Ended     time.Time // zero while it runs
}

// Entry is one question of a round with the answer made for it.
type Entry struct {
	ID       string
	Tenant   string
	Round    string
	Asker    string
	Question string
	Answer   *answer.Answer
	State    State
	Asked    time.Time
	Decided  time.Time // zero while it waits
	Key      string    // of what decided; see Decision

	// Request, where it is set, is what the question came with: it is put into
	// the queue as long as that is open, and not kept with it.
	Request string
}

// open reports whether the question waits or is held.
func (e Entry) open() bool { return e.State == Waiting || e.State == Held }

// forgotten reports whether the asker had what is kept of them deleted.
func (e Entry) forgotten() bool { return e.Question == "" && e.Answer == nil }

// Decision says what becomes of a question.
type Decision struct {
	Tenant, Entry string
	To            State
	At            time.Time
	// Key names what decides, such as the press of a button. What one key has
	// decided it may decide again or otherwise; others may not.
	Key string
}

// What can go wrong with a round, in words that a user understands.
var (
	ErrNoRound   = errors.New("no session is running in this channel")
	ErrRunning   = errors.New("a session is already running in this channel")
	ErrNotYours  = errors.New("only an educator can do that: the one who started the session, or another of this server")
	ErrNoEntry   = errors.New("no such question is in this session")
	ErrDecided   = errors.New("this question was already published or skipped")
	ErrQueueFull = errors.New("the queue of this session is full")
	ErrTooMany   = errors.New("you have as many questions waiting as one person may")
	ErrEmpty     = errors.New("no question is waiting")
	ErrForgotten = errors.New("what is kept of you was deleted while your question was on its way, so it was not put into the queue")
)

// Store keeps rounds. Nobody finds another tenant's.
type Store interface {
	// StartRound stores a round; ErrRunning where its channel has one.
	StartRound(ctx context.Context, r Round) error
	// RunningRound returns the round that runs in a channel; ErrNoRound.
	RunningRound(ctx context.Context, tenant, channel string) (Round, error)
	// LatestRound returns the round that runs, or the one that ended last;
	// ErrNoRound where there was none.
	LatestRound(ctx context.Context, tenant, channel string) (Round, error)
	// Round returns a round by its id; ErrNoRound.
	Round(ctx context.Context, tenant, id string) (Round, error)
	// EndRound ends a round; ErrNoRound where it does not run.
	EndRound(ctx context.Context, tenant, round string, at time.Time) error
	// AddEntry puts a question at the end of the queue. One whose id is there
	// already stays as it is. ErrForgotten where its request was deleted or
	// closed meanwhile.
	AddEntry(ctx context.Context, e Entry) error
	// Entries returns all questions of a round in the order in which they came.
	Entries(ctx context.Context, tenant, round string) ([]Entry, error)
	// Outline returns the same without the answers, which are long.
	Outline(ctx context.Context, tenant, round string) ([]Entry, error)
	// Entry returns one question; ErrNoEntry.
	Entry(ctx context.Context, tenant, id string) (Entry, error)
	// Decide changes the state of a question that is waiting or held, or that
	// the same key has decided; ErrDecided where it is neither, ErrNoEntry
	// where there is none.
	Decide(ctx context.Context, d Decision) error
}

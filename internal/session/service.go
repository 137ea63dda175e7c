package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"curbside/internal/consult"
	"curbside/internal/text"
)

// Bounds of a round.
const (
	mostWaiting  = 200 // questions of a queue that nobody has decided on
	mostOfOne    = 5   // of these from one person
	longestTitle = 100 // code points
	defaultTitle = "Question round"
)

// Service runs rounds.
type Service struct {
	consult *consult.Service
	store   Store
	now     func() time.Time
	newID   func() string
	adding  sync.Mutex // the bounds of a queue hold for questions that come at once
}

// New returns a service. newID gives short ids that are new each time.
func New(c *consult.Service, store Store, now func() time.Time, newID func() string) *Service {
	return &Service{consult: c, store: store, now: now, newID: newID}
}

// Start begins a round in r's channel. Tenant, Channel and Educator must be
// set; a title that is missing or too long is mended.
func (s *Service) Start(ctx context.Context, r Round) (Round, error) {
	r.Title = strings.Join(strings.Fields(text.Clean(r.Title)), " ")
	if r.Title == "" {
		r.Title = defaultTitle
	}
	if runes := []rune(r.Title); len(runes) > longestTitle {
		r.Title = string(runes[:longestTitle-1]) + "…"
	}
	r.ID, r.Started, r.Ended = s.newID(), s.now(), time.Time{}
	return r, s.store.StartRound(ctx, r)
}

// Lead is who wants to lead a round: its educator, or somebody whom the
// server lets lead any.
type Lead struct {
	Tenant, Channel, User string
	Any                   bool
}

// round returns the round that runs, for those who may lead it.
func (s *Service) round(ctx context.Context, l Lead) (Round, error) {
	r, err := s.store.RunningRound(ctx, l.Tenant, l.Channel)
	if err != nil {
		return Round{}, err
	}
	if r.Educator != l.User && !l.Any {
		return Round{}, ErrNotYours
	}
	return r, nil
}

// outline returns the round that runs with its questions, without their
// answers.
func (s *Service) outline(ctx context.Context, l Lead) (Round, []Entry, error) {
	r, err := s.round(ctx, l)
	if err != nil {
		return Round{}, nil, err
	}
	entries, err := s.store.Outline(ctx, l.Tenant, r.ID)
	return r, entries, err
}

// Queue returns the round and its questions that wait or are held, in the
// order in which they came, without their answers.
func (s *Service) Queue(ctx context.Context, l Lead) (Round, []Entry, error) {
	r, entries, err := s.outline(ctx, l)
	if err != nil {
		return Round{}, nil, err
	}
	return r, slices.DeleteFunc(entries, func(e Entry) bool { return !e.open() }), nil
}

// Next returns the question that waits longest; where none waits, the one
// that is held longest. ErrEmpty where there is neither.
func (s *Service) Next(ctx context.Context, l Lead) (Round, Entry, error) {
	r, entries, err := s.Queue(ctx, l)
	if err != nil {
		return Round{}, Entry{}, err
	}
	for _, state := range []State{Waiting, Held} {
		if i := slices.IndexFunc(entries, func(e Entry) bool { return e.State == state }); i >= 0 {
			e, err := s.store.Entry(ctx, l.Tenant, entries[i].ID)
			return r, e, err
		}
	}
	return r, Entry{}, ErrEmpty
}

// Entry returns a question of the round that runs.
func (s *Service) Entry(ctx context.Context, l Lead, entry string) (Round, Entry, error) {
	r, err := s.round(ctx, l)
	if err != nil {
		return r, Entry{}, err
	}
	return s.entryOf(ctx, r, entry)
}

func (s *Service) entryOf(ctx context.Context, r Round, id string) (Round, Entry, error) {
	e, err := s.store.Entry(ctx, r.Tenant, id)
	if err == nil && e.Round != r.ID {
		err = ErrNoEntry
	}
	if err != nil {
		return r, Entry{}, err
	}
	return r, e, nil
}

// Decide publishes, holds or skips a question of the round that runs, and
// returns it. Of two who decide at once, the later is told ErrDecided; what
// decides with the same key twice is one.
func (s *Service) Decide(ctx context.Context, l Lead, entry string, to State, key string) (Round, Entry, error) {
	r, e, err := s.Entry(ctx, l, entry)
	if err != nil {
		return r, e, err
	}
	return s.decide(ctx, r, e, to, key)
}

// Find returns a question of the round that runs or ran last, whoever asks.
func (s *Service) Find(ctx context.Context, tenant, channel, entry string) (Round, Entry, error) {
	r, err := s.store.LatestRound(ctx, tenant, channel)
	if err != nil {
		return r, Entry{}, err
	}
	return s.entryOf(ctx, r, entry)
}

// Settle decides as Decide does, also after the round has ended: for what was
// decided by somebody who may, and is to be brought to its end.
func (s *Service) Settle(ctx context.Context, tenant, channel, entry string, to State, key string) (Round, Entry, error) {
	r, e, err := s.Find(ctx, tenant, channel, entry)
	if err != nil {
		return r, e, err
	}
	return s.decide(ctx, r, e, to, key)
}

func (s *Service) decide(ctx context.Context, r Round, e Entry, to State, key string) (Round, Entry, error) {
	d := Decision{Tenant: r.Tenant, Entry: e.ID, To: to, At: s.now(), Key: key}
	if err := s.store.Decide(ctx, d); err != nil {
		return r, e, err
	}
	e.State, e.Decided, e.Key = to, d.At, key
	return r, e, nil
}

// Running returns the round that runs in a channel, for anybody to see.
func (s *Service) Running(ctx context.Context, tenant, channel string) (Round, error) {
	return s.store.RunningRound(ctx, tenant, channel)
}

// End ends the round that runs in a channel, and returns its questions without
// their answers.
func (s *Service) End(ctx context.Context, l Lead) (Round, []Entry, error) {
	r, entries, err := s.outline(ctx, l)
	if err != nil {
		return Round{}, nil, err
	}
	r.Ended = s.now()
	if err := s.store.EndRound(ctx, l.Tenant, r.ID, r.Ended); err != nil {
		return Round{}, nil, fmt.Errorf("end the session: %w", err)
	}
	return r, entries, nil
}

// Export returns a round with all its questions, for its [Transcript]; with id
// "" the one that runs or ran last in the channel.
func (s *Service) Export(ctx context.Context, l Lead, id string) (Round, []Entry, error) {
	var r Round
	var err error
	if id == "" {
		r, err = s.store.LatestRound(ctx, l.Tenant, l.Channel)
	} else {
		r, err = s.store.Round(ctx, l.Tenant, id)
	}
	if err != nil {
		return Round{}, nil, err
	}
	if r.Educator != l.User && !l.Any {
		return Round{}, nil, ErrNotYours
	}
	entries, err := s.store.Entries(ctx, l.Tenant, r.ID)
	return r, entries, err
}

// Counts says how many questions a round has, how many of them were published
// and how many wait or are held.
func Counts(entries []Entry) (all, published, open int) {
	for _, e := range entries {
		if e.State == Published {
			published++
		} else if e.open() {
			open++
		}
	}
	return len(entries), published, open
}

// FileName is a name for a round's transcript.
func FileName(r Round) string {
	var b strings.Builder
	for _, c := range strings.ToLower(r.Title) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := strings.Trim(b.String(), "-")
	if name == "" || utf8.RuneCountInString(name) > 60 {
		name = "session"
	}
	return name + "-" + r.Started.UTC().Format("2006-01-02") + ".md"
}

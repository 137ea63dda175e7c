package consult

import (
	"context"
	"time"
)

// Request is one question of a user as it reached an adapter. It is stored
// before it is acknowledged, and closed once its answer was accepted or
// cannot be delivered any more.
type Request struct {
	ID       string            // of the interaction or message: whoever inserts it answers it
	Adapter  string            // discord, ...
	Tenant   string            // whom it belongs to
	User     string            // who asked
	Channel  string            // where
	Kind     string            // ask, followup, check, ...
	Text     string            // empty where the guard found identifiers in it
	Options  map[string]string // what else is needed to answer it again
	Private  bool              // only the asker may see the answer
	Token    string            // with which a reply is sent and edited; forgotten when the request is closed
	Deed     string            // what must not happen twice, as Archive.Once has it; empty: nothing
	Received time.Time
}

// Pending is a request that is not closed, as a later process finds it.
type Pending struct {
	Request
	Acknowledged time.Time // zero where it is not known that it was
	Place        string    // id of the message that holds the answer's place; empty where none is known
	Answer       string    // id of the stored answer; empty where there is none yet
	Message      []byte    // what is to be sent, in the adapter's form; nil where there is none yet
}

// Outbox keeps what has to be delivered. Its methods are safe for concurrent
// use, and each is one transaction.
type Outbox interface {
	// Claim stores a request. It is false where the request is there already:
	// another process, or this one in an earlier life, answers it.
	Claim(ctx context.Context, r Request) (bool, error)
	// Submit is Claim and Composed in one, for what needs no answering: all of
	// it is stored, or nothing. Both return ErrDone where r's deed was done, or
	// is being done; a request that is abandoned or deleted has not done it.
	Submit(ctx context.Context, r Request, t *Kept, message []byte) (bool, error)
	// IsOpen reports whether a request still waits for its delivery: it is
	// neither closed nor deleted. It is asked before each try to deliver.
	IsOpen(ctx context.Context, request string) (bool, error)
	// Acknowledged notes that the chat accepted an acknowledgement, and which
	// message holds the answer's place since then, where that is known.
	Acknowledged(ctx context.Context, request, place string, at time.Time) error
	// Composed stores what a request is answered with: the turn (nil where
	// nothing may be kept) with its answer and citations, and the message.
	Composed(ctx context.Context, request string, t *Kept, message []byte) error
	// Delivered closes a request whose message the chat accepted.
	Delivered(ctx context.Context, request, message string, at time.Time) error
	// Abandoned closes a request that cannot be answered, with the reason.
	Abandoned(ctx context.Context, request, reason string, at time.Time) error
	// Open lists, oldest first, the requests that are not closed and that no
	// living process works on, and makes them this process's.
	Open(ctx context.Context) ([]Pending, error)
}

// Kept is a turn with whose it is and where it was shown.
type Kept struct {
	Turn
	Tenant  string
	Consult string
	Request string // empty for what came by no adapter
	User    string
	Channel string
	Message string // id of the message that showed it; empty until it was delivered
	Private bool
	At      time.Time
}

// Archive finds answers again: for buttons that are pressed later and for
// follow-ups. Nobody finds another tenant's.
type Archive interface {
	// Answer returns a kept answer; ErrGone where there is none, or none any
	// more.
	Answer(ctx context.Context, tenant, id string) (*Kept, error)
	// AnswerOf returns the answer that a message shows; ErrGone as above.
	AnswerOf(ctx context.Context, tenant, message string) (*Kept, error)
	// Latest returns the user's newest answer in a channel that is not older
	// than since and not before the user began anew; ErrGone as above.
	Latest(ctx context.Context, tenant, user, channel string, since time.Time) (*Kept, error)
	// BeginAnew ends the user's conversation in a channel.
	BeginAnew(ctx context.Context, tenant, user, channel string, at time.Time) error
	// Once is true the first time that it is called with a key, and false
	// ever after: for what must not happen twice.
	Once(ctx context.Context, tenant, key string, at time.Time) (bool, error)
	// Retract takes back a Once whose deed failed, so that it can be tried
	// again.
	Retract(ctx context.Context, tenant, key string) error
}

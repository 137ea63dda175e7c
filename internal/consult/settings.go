package consult

import (
	"context"
	"time"
)

// ServerSettings are what the people who run a server have chosen. The zero
// value of a field stands for the default.
type ServerSettings struct {
	Collections      map[string][]string `json:"collections,omitempty"` // allowed ones by channel; "" stands for every other channel; none: all
	Audience         string              `json:"audience,omitempty"`    // default audience; empty: the program's
	Public           bool                `json:"public,omitempty"`      // answers are public unless asked otherwise; default: private
	Country          string              `json:"country,omitempty"`     // two capital letters, for the emergency number
	ClinicianChannel string              `json:"clinician_channel,omitempty"`
	DigestChannel    string              `json:"digest_channel,omitempty"`
	Reviewers        []string            `json:"reviewers,omitempty"` // ids of roles that may review
	Educators        []string            `json:"educators,omitempty"` // ids of roles that may hold sessions
	AnonymousRounds  bool                `json:"anonymous_rounds,omitempty"`
	RetentionDays    int                 `json:"retention_days,omitempty"`     // 0: DefaultRetentionDays
	DailyTokens      int                 `json:"daily_model_tokens,omitempty"` // 0: the program's budget
}

// DefaultRetentionDays is how long a consult is kept where a server has not
// chosen otherwise.
const DefaultRetentionDays = 30

// Retention returns how long consults are kept.
func (s ServerSettings) Retention() time.Duration {
	days := s.RetentionDays
	if days <= 0 {
		days = DefaultRetentionDays
	}
	return time.Duration(days) * 24 * time.Hour
}

// Allowed returns the collections that may answer in a channel; none means
// all.
func (s ServerSettings) Allowed(channel string) []string {
	if list, ok := s.Collections[channel]; ok {
		return list
	}
	return s.Collections[""]
}

// UserSettings are a user's own choices, the same on every server.
type UserSettings struct {
	Audience string `json:"audience,omitempty"` // empty: the server's
	Private  *bool  `json:"private,omitempty"`  // nil: the server's
}

// Preferences keeps settings. What was never set is the zero value, not an
// error.
type Preferences interface {
	ServerSettings(ctx context.Context, tenant string) (ServerSettings, error)
	SetServerSettings(ctx context.Context, tenant string, s ServerSettings) error
	// ChangeServerSettings reads a tenant's settings, changes and stores them
	// in one transaction, and returns what is stored: of changes at the same
	// time, by this process and by others, none is lost. change may be called
	// several times, on settings that are its own, and must do nothing but
	// change them: others' writes wait for it. Its error is returned as it is,
	// and nothing is stored.
	ChangeServerSettings(ctx context.Context, tenant string, change func(*ServerSettings) error) (ServerSettings, error)
	UserSettings(ctx context.Context, user string) (UserSettings, error)
	SetUserSettings(ctx context.Context, user string, s UserSettings) error
}

// Privacy is what a user may ask of everything that is kept, and what time
// does to it.
type Privacy interface {
	// Export returns all that is kept of a user's, as one JSON document.
	Export(ctx context.Context, user string) ([]byte, error)
	// Forget deletes all that is kept of a user's, on every server, so that
	// no byte of it is left in the files, and returns how many answers that
	// were. A restored backup forgets again.
	Forget(ctx context.Context, user string, at time.Time) (int, error)
	// Expire deletes what is older than its tenant's retention, and returns
	// how many answers that were.
	Expire(ctx context.Context, now time.Time) (int, error)
}

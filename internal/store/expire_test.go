package store

import (
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/store/storetest"
)

// A retention that is made longer while what has expired is looked for holds: what it saves is not deleted.
func TestExpireKeepsToALongerRetention(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	asked := consult.Turn{Asked: "a", Standalone: "a", Answer: storetest.Answer("a1", "a")}
	steps := []error{
		db.SetServerSettings(ctx, "guild:1", consult.ServerSettings{RetentionDays: 1}),
		db.Append(ctx, "guild:1", "c1", asked),
	}
	for _, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
	}
	begun, change := make(chan struct{}), make(chan struct{})
	changed := make(chan error, 1)
	go func() {
		_, err := db.ChangeServerSettings(ctx, "guild:1", func(s *consult.ServerSettings) error {
			close(begun)
			<-change
			s.RetentionDays = 30
			return nil
		})
		changed <- err
	}()
	<-begun // the writer works on the change
	type count struct {
		n   int
		err error
	}
	expired := make(chan count, 1)
	go func() {
		n, err := db.Expire(ctx, db.now().Add(10*24*time.Hour))
		expired <- count{n, err}
	}()
	for len(db.jobs) == 0 { // until the deletion waits behind it
		<-time.After(time.Millisecond)
	}
	close(change)
	if err := <-changed; err != nil {
		t.Fatal(err)
	}
	if got := <-expired; got.n != 0 || got.err != nil {
		t.Errorf("%d answers of 10 days were deleted under a retention of 30, error %v", got.n, got.err)
	}
}

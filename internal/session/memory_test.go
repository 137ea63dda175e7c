package session_test

import (
	"testing"

	"curbside/internal/session"
	"curbside/internal/store/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Session(t, func(testing.TB) session.Store { return session.NewMemory() })
}

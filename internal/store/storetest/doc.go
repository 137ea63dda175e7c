// Package storetest is one suite of tests that every implementation of the
// interfaces of packages consult and session passes.
//
// How to start: [Consult] takes whatever implements consult.Store, [Session]
// whatever implements session.Store; [All] takes a store with all interfaces
// that can be closed, killed and opened again, and holds it against each of
// them.
//
// It keeps nothing.
package storetest

import (
	"testing"

	"curbside/internal/consult"
	"curbside/internal/session"
)

// Store is a store with every interface.
type Store interface {
	consult.Store
	consult.Outbox
	consult.Archive
	consult.Preferences
	consult.Privacy
	session.Store
}

// Place is where one store's data lies. Stores opened at one place see the
// same data, one after the other or at the same time.
type Place interface {
	Open(t testing.TB) Store                       // as a process that starts
	Close(t testing.TB, s Store)                   // as a process that ends in order
	Kill(t testing.TB, s Store)                    // as a process that is killed
	Trace(t testing.TB, s Store, word string) bool // whether a word stands in any file
}

// All holds stores against all interfaces. Each call of place gives an empty
// one.
func All(t *testing.T, place func(t testing.TB) Place) {
	t.Run("consult", func(t *testing.T) {
		Consult(t, func(t testing.TB) consult.Store { return place(t).Open(t) })
	})
	t.Run("session", func(t *testing.T) {
		Session(t, func(t testing.TB) session.Store { return place(t).Open(t) })
	})
	t.Run("rounds", func(t *testing.T) { rounds(t, place) })
	t.Run("outbox", func(t *testing.T) { outbox(t, place) })
	t.Run("archive", func(t *testing.T) { archive(t, place) })
	t.Run("preferences", func(t *testing.T) { preferences(t, place) })
	t.Run("changes of settings", func(t *testing.T) { changes(t, place) })
	t.Run("budgets", func(t *testing.T) { keptBudgets(t, place) })
	t.Run("privacy", func(t *testing.T) { privacy(t, place) })
	t.Run("any order of events", func(t *testing.T) { anyOrder(t, place) })
}

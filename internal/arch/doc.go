// Package arch holds the house's plan as a test: which room may import which, and which room a third-party library
// lives in. It has no code of its own.
//
// How to start: a new package, or a new import of another room or library, goes into the table in arch_test.go, in the
// same change, so that a reviewer sees the house change. Imports point down only: a room imports rooms below it.
package arch

// Package store keeps consults, their delivery, settings and feedback in one
// SQLite database, so that nothing that was asked is lost and nothing that was
// deleted is left.
//
// # How to start
//
// [Open] opens the data folder, brings the database's schema up to date and
// returns a [DB], which implements the interfaces of package consult (Store with its Budgets,
// Outbox, Archive, Preferences and Privacy) and session.Store. Close it at the end; a process that
// is killed instead loses nothing.
//
// # What it keeps
//
// In the data folder (mode 0700, files 0600):
//
//	curbside.db      the database (with -wal and -shm beside it while it is open)
//	deletions.log    who was forgotten when, as keyed hashes of user ids
//	processes/       one locked file for each living process
//
// The tenant is part of every key and of every query: nobody reads another
// tenant's rows. The tables stand in migrations/*.sql, and holdings.go says of
// each which rows are a user's: Export, Forget and the test that no table is
// forgotten go by that list.
//
// # How it writes
//
// One goroutine writes, in immediate transactions that are synced to the disk
// before anybody is told that something is kept (synchronous=FULL). Writes that
// wait while another is synced share the next transaction (writer.go). Readers
// have connections of their own and wait for nobody.
//
// # Life and death
//
// A process is alive while it holds the lock on its own file (process.go): the
// operating system lets go of it, however the process ends. So the next process
// takes up at once what a killed one left, and never what a living one works on.
//
// # Deletion
//
// secure_delete overwrites what is deleted; after a deletion the file is
// rewritten and the write-ahead log is emptied, so that no byte of it is left in
// either. A restored backup is held against deletions.log when it is opened.
package store

// Package render lays answers out as Discord shows them: plain strings that
// keep Discord's limits whatever stands in them.
//
// Start with [Primary] for the one message that answers, [Pages] for the full
// answer, [Passages] for the cited passages. Text of sources and users is
// escaped ([Escape]), so that nothing in it becomes markup, a mention or a
// link; links come from source records only. Claims are shown whole or not at
// all: a cut sentence may say something else. The package keeps nothing.
package render

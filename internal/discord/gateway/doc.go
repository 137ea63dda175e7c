// Package gateway listens to Discord: it keeps one connection to Discord's
// gateway and hands over what happens there as events of its own, so that no
// other package deals with Discord's wire format.
//
// To start: [Run] with a token, a client of package rest and a function that
// takes events. It returns when its context ends, or with a [FatalError] that
// says what the operator has to do.
//
// The connection is ours, over gorilla/websocket; of discordgo the names of
// events, intents and kinds are used. discordgo's own connection (v0.29.0)
// cannot hold what is promised here, and its state is private, so that it
// cannot be mended from outside:
//
//   - It reconnects after every close code, also after those that mean "never
//     again" (a wrong token), and without regard to a context.
//   - Before it resumes it closes with code 1000, which ends the session:
//     what was missed is lost. An invalid session that could be resumed (op 9
//     true) is begun anew as well.
//   - While it opens, it holds its lock: a reconnect (op 7) or a heartbeat's
//     acknowledgement that comes before READY locks it up for ever, and
//     without Hello it waits for ever.
//   - A connection that is dead, but not closed, is found after five beats.
//   - One component of a kind that it does not know fails the whole message,
//     and a panic in a handler ends the process.
//
// What this package keeps to:
//
//   - Each read and write has a deadline of 1.5 heartbeats, and a heartbeat
//     that is not acknowledged within half a beat ends the connection: a dead
//     one is found within 1.5 beats of its last sign of life.
//   - It resumes where it was, by the last event after which none is missing,
//     and hands over each interaction and message once.
//   - Events are handed over one at a time and in order. The function that
//     takes them passes them on and returns; when it does not keep up, the
//     connection is held back, not memory filled.
//   - What it cannot read is handed over as an interaction of KindUnknown, so
//     that the user gets an answer; a panic is caught and counted.
//
// It keeps in memory the ids of the last few thousand interactions and
// messages, and nothing else; a new process begins a new session.
package gateway

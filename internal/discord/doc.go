// Package discord is Curbside's adapter for Discord: it reads events, lets
// packages consult and session do the work, and lays their replies out.
//
// # How to start
//
// [New] makes a [Bot]; [Bot.Recover] takes up what an earlier process left
// open; [Bot.Handle] takes the gateway's events; [Bot.Drain] ends it.
// [Commands] is what is registered.
//
// # The way of an event
//
// Handle passes each event to a goroutine of its own and returns. The router
// (router.go) finds the handler by the command's name or by the path in the
// custom id, such as /answer/k3f9/sources. A handler returns a response value;
// the edge (edge.go) sends it, recovers a panic and finds words for an error.
// What takes longer is shown as under way and done by a worker. Buttons under
// an answer are in buttons.go; what they post where others read is shown to
// the sender first and goes by the outbox, once (post.go).
// Questions go another way (answering.go): stored before they are
// acknowledged, answered at once where that takes less than 800 ms, else
// deferred, delivered once, whatever happens in between (outbox.go); what an
// earlier process left is taken up (recovery.go), and looked for before it is
// sent again (shown.go). What was deleted is not shown to others (recall.go).
//
// # What it keeps
//
// Nothing but what is being worked on: all state lies in the [Store].
package discord

package discord

import (
	"fmt"
	"runtime/debug"
)

// routes says which handler takes what.
func (b *Bot) routes() *router {
	t := newRouter()
	t.question("ask", b.askCommand)
	t.question("followup", b.followUpCommand)
	b.commandRoutes(t)
	b.roundRoutes(t)
	b.answerRoutes(t)
	return t
}

// recovered ends a panic of a worker in a line of the log.
func (b *Bot) recovered(what, id string) {
	if p := recover(); p != nil {
		b.log.Error("a handler panicked", "what", what, "id", id, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	}
}

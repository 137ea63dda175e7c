package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

func newChat(a *app) *cobra.Command {
	var flags askFlags
	cmd := &cobra.Command{
		Use:   "chat",
		Short: "Keep a conversation: ask, then follow up",
		Long: "Keeps a conversation. Follow-ups such as \"and in melanoma?\" or \"why?\" are made stand-alone and searched for\n" +
			"anew; how they were understood is shown. Fed by a pipe it reads a question a line; with --format json it\n" +
			"prints an object a line.",
		Example: examples(`curbside chat`, `printf 'What is aldesleukin?\nhow is it given?\n' | curbside chat --format json`),
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.chat(cmd.Context(), flags)
		},
	}
	addFormat(cmd, &flags.form)
	flags.addAnswering(cmd)
	return cmd
}

// endings end a conversation at the keyboard.
var endings = []string{"exit", "quit", "bye", ":q", "/quit"}

func (a *app) chat(ctx context.Context, f askFlags) error {
	wait := a.newProgress()
	service, err := a.service(ctx, &f, wait.Step)
	wait.Stop()
	if err != nil {
		return err
	}
	talking := isTerminal(a.env.stdin)
	if talking && f.form == asText {
		fmt.Fprintln(a.out, "Ask a question; /new begins a new conversation, /quit ends.")
	}
	c := &conversation{app: a, service: service, flags: f, prompt: talking && f.form == asText}
	return c.run(ctx)
}

// conversation is one run of chat.
type conversation struct {
	app     *app
	service *consult.Service
	flags   askFlags
	prompt  bool
	id      string
	bad     bool
}

func (c *conversation) run(ctx context.Context) error {
	lines, failed := readLines(ctx, c.app.env.stdin)
	flush := bufio.NewWriter(c.app.out)
	for {
		if c.prompt {
			fmt.Fprint(c.app.out, "\n> ")
		}
		line, ok, err := nextLine(ctx, lines, flush)
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		said := strings.TrimSpace(string(line.text))
		if c.prompt && slices.Contains(endings, strings.ToLower(said)) {
			return nil
		}
		if said == "/new" {
			c.id = ""
			continue
		}
		if err := c.turn(ctx, line, said); err != nil {
			return err
		}
	}
	if err := failed(); err != nil {
		return err
	}
	if c.bad {
		return exitCode(exitFailure)
	}
	return nil
}

// turn answers one line.
func (c *conversation) turn(ctx context.Context, line inputLine, said string) error {
	reply, err := c.ask(ctx, line, said)
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled):
		return err
	case c.flags.form == asJSON:
		c.bad = true
		return c.app.printJSON(badLine{Line: line.number, Error: err.Error()})
	default:
		c.bad = true
		fmt.Fprintf(c.app.env.stderr, "curbside: line %d: %s\n", line.number, err)
		return nil
	}
	c.id = reply.Answer.Consult
	if err := c.app.show(reply, c.flags); err != nil {
		return err
	}
	if !c.prompt && c.flags.form != asJSON {
		fmt.Fprint(c.app.out, "\n---\n\n")
	}
	return nil
}

func (c *conversation) ask(ctx context.Context, line inputLine, said string) (*consult.Reply, error) {
	if line.tooLong {
		return nil, answer.ErrTooLong
	}
	return c.service.Ask(ctx, consult.Question{
		Tenant: "local", Consult: c.id, Text: said, Audience: c.flags.audience,
		Collections: c.flags.collections, Debug: c.flags.debug,
	})
}

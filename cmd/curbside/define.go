package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

func newDefine(a *app) *cobra.Command {
	var flags askFlags
	cmd := &cobra.Command{
		Use:     "define TERM",
		Short:   "Tell what a term means, how it is said, and which source says so",
		Example: examples(`curbside define "capillary leak syndrome"`, `curbside define CLS --format json`),
		RunE: func(cmd *cobra.Command, args []string) error {
			flags.noModel = true
			service, err := a.service(cmd.Context(), &flags, nil)
			if err != nil {
				return err
			}
			if strings.TrimSpace(strings.Join(args, "")) == "" {
				return usagef("no term given; write one, such as \"capillary leak syndrome\"")
			}
			d, err := service.Define(strings.Join(args, " "))
			if errors.Is(err, consult.ErrNoTerm) {
				fmt.Fprintf(a.env.stderr, "curbside: %s\n", err)
				return exitCode(exitDeclined)
			}
			if err != nil {
				return err
			}
			return a.showDefinition(d, flags.form)
		},
	}
	addFormat(cmd, &flags.form)
	return cmd
}

func (a *app) showDefinition(d *consult.Definition, form format) error {
	if form == asJSON {
		return a.printJSON(d)
	}
	head := answer.Block{Kind: answer.HeadlineBlock, Lines: []answer.Line{{Text: d.Term}}}
	var body answer.Block
	body.Kind = answer.ClaimsBlock
	add := func(label, text string, passage *string) {
		if text == "" {
			return
		}
		l := answer.Line{Text: label + text}
		if passage != nil {
			l.Note = *passage
		}
		body.Lines = append(body.Lines, l)
	}
	if d.Meaning == "" {
		add("", "No source tells what it means.", nil)
	}
	add("", d.Meaning, d.PassageID)
	add("Said: ", d.Said, d.SaidPassageID)
	add("Also: ", strings.Join(d.Also, ", "), nil)
	add("Not to be confused with: ", strings.Join(d.NotTo, ", "), nil)
	blocks := []answer.Block{head, body}
	text := answer.TextBlocks(blocks, a.width())
	if form == asMarkdown {
		text = answer.MarkdownBlocks(blocks)
	}
	_, err := fmt.Fprint(a.out, text)
	return err
}

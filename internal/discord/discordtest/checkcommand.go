package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// checkCommand: what the description does not say of commands.
func checkCommand(cmd *Command) []problem {
	var out []problem
	if cmd.Type == 1 && !commandName(cmd.Name) {
		out = append(out, problem{path: at("name"), code: "APPLICATION_COMMAND_INVALID_NAME", text: "a slash command's name is of letters in lower case, digits, - and _"})
	}
	if n := utf8.RuneCountInString(cmd.Name+cmd.Description) + wordsOf(cmd.Options); n > maxCommand {
		out = append(out, problem{code: badLength, text: fmt.Sprintf("%d characters in names, descriptions and values together; at most %d", n, maxCommand)})
	}
	if cmd.Type == 1 && cmd.Description == "" {
		out = append(out, problem{path: at("description"), code: required, text: "a slash command has a description"})
	}
	if cmd.Type != 1 && (cmd.Description != "" || len(cmd.Options) > 0) {
		out = append(out, problem{path: at("description"), code: "APPLICATION_COMMAND_INVALID", text: "a menu command has neither description nor options"})
	}
	return append(out, checkOptions(cmd.Options, nil)...)
}

func checkOptions(list []CommandOption, path []string) []problem {
	var out []problem
	optional := false
	seen := map[string]bool{}
	for i, o := range list {
		here := append(slices.Clone(path), at("options", i)...)
		if seen[o.Name] {
			out = append(out, problem{path: here, code: "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", text: "the name " + o.Name + " is there twice"})
		}
		seen[o.Name] = true
		if !commandName(o.Name) {
			out = append(out, problem{path: here, code: "APPLICATION_COMMAND_INVALID_NAME", text: "an option's name is of letters in lower case, digits, - and _"})
		}
		if o.Required && optional {
			out = append(out, problem{path: here, code: "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text: "required options stand before optional ones"})
		}
		optional = optional || !o.Required
		if o.Autocomplete && len(o.Choices) > 0 {
			out = append(out, problem{path: here, code: "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", text: "either autocomplete or choices"})
		}
		out = append(out, checkOptions(o.Options, here)...)
	}
	return out
}

// maxCommand is how many characters a command may have in all.
const maxCommand = 8000

var nameOfCommand = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

func commandName(name string) bool {
	return nameOfCommand.MatchString(name) && name == strings.ToLower(name)
}

// wordsOf counts the characters of options.
func wordsOf(list []CommandOption) int {
	n := 0
	for _, o := range list {
		n += utf8.RuneCountInString(o.Name+o.Description) + wordsOf(o.Options)
		for _, c := range o.Choices {
			n += utf8.RuneCountInString(c.Name + fmt.Sprint(c.Value))
		}
	}
	return n
}

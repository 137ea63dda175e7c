package discordtest

import (
	"slices"
	"strings"
)

// checkCommand: what the description does not say of commands.
func checkCommand(cmd *Command) []problem {
	var out []problem
	if cmd.Type == 1 && (cmd.Name != strings.ToLower(cmd.Name) || strings.ContainsAny(cmd.Name, " /")) {
		out = append(out, problem{path: at("name"), code: "APPLICATION_COMMAND_INVALID_NAME", text: "a slash command's name is in lower case, without spaces"})
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
		if o.Name != strings.ToLower(o.Name) || strings.ContainsAny(o.Name, " /") {
			out = append(out, problem{path: here, code: "APPLICATION_COMMAND_INVALID_NAME", text: "an option's name is in lower case, without spaces"})
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

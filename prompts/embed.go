// Package prompts holds what a language model is told, as files that a clinician can read: the templates and the
// schemas of the answers, built into the program. README.md says what each file is for. It keeps nothing else.
//
// How to start: hand [FS] to answer.NewLLMComposer.
package prompts

import (
	"embed"
	"io/fs"
)

//go:embed *.tmpl *.json
var files embed.FS

// FS returns the prompts, their files at the root.
func FS() fs.FS { return files }

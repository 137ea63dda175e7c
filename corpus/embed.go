// Package shipped holds the sources that come with Curbside, built into the program: the Markdown files and the two
// YAML files beside this one. README.md tells how to curate them. It keeps nothing else.
//
// How to start: hand [FS] to corpus.Load.
package shipped

import (
	"embed"
	"io/fs"
)

//go:embed *.md *.yaml questions/*.yaml facts/*.yaml
var files embed.FS

// FS returns the shipped corpus, its files at the root.
func FS() fs.FS { return files }

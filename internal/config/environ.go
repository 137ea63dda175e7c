package config

import (
	"path/filepath"
	"slices"
	"strings"
)

// prefix begins the name of every variable that is a setting.
const prefix = "CURBSIDE_"

// environment is the process's variables by name.
type environment map[string]string

func parseEnviron(environ []string) environment {
	env := environment{}
	for _, kv := range environ {
		if name, value, ok := strings.Cut(kv, "="); ok {
			env[name] = value
		}
	}
	return env
}

// folder returns the folder that a variable names, else a place below the home folder, else "". A relative folder is
// ignored, as the XDG specification demands.
func (e environment) folder(name, belowHome string) string {
	if dir := e[name]; filepath.IsAbs(dir) {
		return dir
	}
	if e["HOME"] == "" {
		return ""
	}
	return filepath.Join(e["HOME"], belowHome)
}

// names returns the names that begin with a prefix, sorted.
func (e environment) names(prefix string) []string {
	var out []string
	for name := range e {
		if strings.HasPrefix(name, prefix) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

package corpus

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"curbside/internal/strictyaml"
)

// maxListed bounds how many problems one error lists.
const maxListed = 20

// Problem is one fault that keeps a corpus from being loaded.
type Problem struct {
	File  string // path within the corpus folder
	Line  int    // 1-based; 0 where the whole file is meant
	What  string // what is wrong
	Write string // what to write or do instead

	rule string // the lint rule that it breaks; "" for schema
}

// Error gives "file:line: what; write instead" on one line.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	fmt.Fprintf(&b, ": %s", p.What)
	if p.Write != "" {
		fmt.Fprintf(&b, "; %s", p.Write)
	}
	return b.String()
}

// join makes one error of the problems: the first maxListed of them, by file and line, and how many more there are.
func join(problems []*Problem) error {
	if len(problems) == 0 {
		return nil
	}
	sortProblems(problems)
	var errs []error
	for i, p := range problems {
		if i == maxListed {
			errs = append(errs, fmt.Errorf("and %d more", len(problems)-maxListed))
			break
		}
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}

func sortProblems(problems []*Problem) {
	slices.SortStableFunc(problems, func(a, b *Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
}

// fromYAML places the problems of a YAML document in its file.
func fromYAML(file string, in []strictyaml.Problem) []*Problem {
	var out []*Problem
	for _, p := range in {
		out = append(out, &Problem{File: file, Line: p.Line, What: p.What, Write: "write " + p.Write})
	}
	return out
}

package ingest

import (
	"regexp"
	"slices"
	"strings"
)

// table gathers the rows of a table. Its head is kept until the text goes on without one: long tables are cut over
// several records.
type table struct {
	head  []string // names of the columns; empty entries where a column has none
	cells [][]string
}

// mostHead is how many rows the head of a table may have, empty ones and rules included.
const mostHead = 5

var (
	rule     = regexp.MustCompile(`^:?-{2,}:?$`)
	cellList = regexp.MustCompile(`\s+- `)
)

// plainCells splits a row.
func plainCells(line string, m *Mapping) []string {
	line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
	parts := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
	for i, c := range parts {
		c = plainLine(strings.ReplaceAll(c, "\x00", "|"), m)
		parts[i] = cellList.ReplaceAllString(strings.TrimPrefix(c, "- "), ", ")
	}
	return parts
}

func (t *table) row(cells []string) { t.cells = append(t.cells, cells) }

// rows returns the rows as items of a list, each cell behind the name of its column. ok is false where a row does not
// fit the head: a figure under the wrong name would be worse than none.
func (t *table) rows() (out []string, ok bool) {
	all := t.cells
	t.cells = nil
	if len(all) == 0 {
		t.head = nil
		return nil, true
	}
	if last := lastRule(all); last >= 0 {
		if last > mostHead {
			return nil, false // two tables in one
		}
		t.head = headOf(all[:last], len(all[last]))
		all = all[last+1:]
	}
	var before []string
	for _, cells := range all {
		filled := countFilled(cells)
		switch {
		case filled == 0:
			continue
		case len(t.head) > 1 && filled == 1 && cells[0] != "" && len(cells) >= len(t.head):
			out = append(out, cells[0]) // a note, or what the rows below have in common
			continue
		case len(cells) == len(t.head)-1 && before != nil:
			cells = append([]string{before[0]}, cells...) // the first cell stands for several rows
		case len(cells) != len(t.head):
			return nil, false
		}
		before = cells
		out = append(out, "- "+t.said(cells))
	}
	return out, true
}

// lastRule is the place of the last "---" row, or -1.
func lastRule(rows [][]string) int {
	last := -1
	for i, cells := range rows {
		if rule.MatchString(cells[0]) {
			last = i
		}
	}
	return last
}

// headOf joins the rows of a head; an empty cell of an upper row stands under the one to its left.
func headOf(rows [][]string, wide int) []string {
	var upper [][]string
	for _, cells := range rows {
		if n := countFilled(cells); n > 1 || n == 1 && len(cells) == 1 {
			upper = append(upper, cells) // one cell in several columns is a note
		}
	}
	upper = slices.DeleteFunc(upper, func(cells []string) bool { return rule.MatchString(cells[0]) })
	if len(upper) == 0 {
		return make([]string, wide)
	}
	head := make([]string, len(upper[0]))
	for n, cells := range upper {
		left := ""
		for i := range head {
			name := ""
			if i < len(cells) {
				name = cells[i]
			}
			if name == "" && n < len(upper)-1 && i > 0 {
				name = left
			}
			left = name
			head[i] = strings.TrimSpace(head[i] + " " + name)
		}
	}
	return head
}

func countFilled(cells []string) int {
	n := 0
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n
}

// said puts a row into words.
func (t *table) said(cells []string) string {
	var b strings.Builder
	for i, c := range cells {
		switch {
		case c == "":
			continue
		case b.Len() > 0 && t.head[i] == "":
			b.WriteByte(' ')
		case b.Len() > 0:
			b.WriteString("; ")
		}
		if t.head[i] != "" {
			b.WriteString(t.head[i] + ": ")
		}
		b.WriteString(c)
	}
	return b.String()
}

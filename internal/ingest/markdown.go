package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"curbside/internal/text"
)

// piece is what stands under one heading of a record.
type piece struct {
	heading string // of the piece itself; "" for what stands before the first
	lines   []string
}

// reading is where the text of a source has got to; a heading or a table may go on in the next record.
type reading struct {
	mapping *Mapping
	path    string // headings of the record before
	heading string
	opens   bool // a bare mark came last: the next line is a heading
	label   string
	table   table
	ragged  int // tables left out
	done    []piece
	at      piece
}

// begin starts a record.
func (r *reading) begin(m *Mapping, path string) {
	r.mapping = m
	if path != r.path {
		*r = reading{mapping: m, path: path}
	}
	r.label = ""
	r.done, r.at = nil, piece{heading: r.heading}
}

// pieces reads the text of one record.
func (r *reading) pieces(s string) []piece {
	markdown := r.mapping.markdown()
	for line := range strings.Lines(s) {
		switch {
		case !markdown:
			r.prose(plain(line))
		case strings.HasPrefix(strings.TrimSpace(line), "|"):
			r.table.row(plainCells(line, r.mapping))
		default:
			r.endTable()
			r.line(strings.TrimSpace(text.Clean(line)))
		}
	}
	r.endTable()
	r.close()
	return r.done
}

func (r *reading) endTable() {
	rows, ok := r.table.rows()
	if !ok {
		r.ragged++
		return
	}
	for i, row := range rows {
		if n := len(r.at.lines); i == 0 && n > 0 && !ended(r.at.lines[n-1]) && !isItem(r.at.lines[n-1]) {
			r.at.lines[n-1] += ":" // the caption opens the list
		}
		if r.mapping.drop == nil || !r.mapping.drop.MatchString(strings.TrimPrefix(row, "- ")) {
			r.at.lines = append(r.at.lines, row)
		}
	}
}

// close ends the piece under one heading.
func (r *reading) close() {
	if len(r.at.lines) > 0 {
		r.done = append(r.done, r.at)
	}
	r.at = piece{heading: r.heading}
}

var (
	headingForm = regexp.MustCompile(`^#{1,6}\s+(.+)$`)
	bareMark    = regexp.MustCompile(`^#{1,6}$`)
	boldLine    = regexp.MustCompile(`^(?:\d{1,2}[.)]\s+)?\*{2,3}([^*]{3,140}[^*:.;,\s])\*{2,3}$`)
	orderedItem = regexp.MustCompile(`^\d{1,2}[.)]\s+`)
	bulletItem  = regexp.MustCompile(`^[*+•]\s+`)
)

// line reads one line of Markdown.
func (r *reading) line(s string) {
	switch m, bold := headingForm.FindStringSubmatch(s), boldLine.FindStringSubmatch(s); {
	case s == "":
		return
	case bareMark.MatchString(s):
		r.opens = true
		return
	case m != nil:
		r.open(plainLine(m[1], r.mapping))
		return
	case r.opens, bold != nil:
		if bold != nil {
			s = bold[1]
		}
		r.open(plainLine(s, r.mapping))
		return
	case orderedItem.MatchString(s):
		s = orderedItem.ReplaceAllString(s, "- ")
	case bulletItem.MatchString(s):
		s = bulletItem.ReplaceAllString(s, "- ")
	}
	r.prose(plainLine(s, r.mapping))
}

// open begins the piece under a heading.
func (r *reading) open(heading string) {
	r.opens = false
	if heading == "" {
		return
	}
	r.heading = heading
	r.close()
}

// prose takes a line of plain text: what is to be dropped goes, a label joins what it names, a line that goes on with a
// small letter joins the one before.
func (r *reading) prose(s string) {
	if s = r.mapping.kept(s); s == "" || s == "-" {
		return
	}
	if r.label != "" {
		s, r.label = r.label+": "+s, ""
	} else if r.mapping.labels[s] {
		r.label = s
		return
	}
	n := len(r.at.lines)
	if n > 0 && !isItem(s) && !ended(r.at.lines[n-1]) && goesOn(s) {
		r.at.lines[n-1] += " " + s
		return
	}
	r.at.lines = append(r.at.lines, s)
}

// kept returns a line without the sentences that are to be dropped.
func (m *Mapping) kept(s string) string {
	if m.drop == nil || s == "" {
		return s
	}
	if m.drop.MatchString(s) {
		return ""
	}
	rs := []rune(s)
	var out []string
	spans := text.Sentences(s)
	for _, span := range spans {
		if said := string(span.Slice(rs)); !m.drop.MatchString(said) {
			out = append(out, said)
		}
	}
	if len(out) == len(spans) {
		return s
	}
	return strings.Join(out, " ")
}

func isItem(s string) bool { return strings.HasPrefix(s, "- ") }

func ended(s string) bool {
	return s != "" && strings.ContainsRune(".!?:;\"”)", []rune(s)[len([]rune(s))-1])
}

func goesOn(s string) bool {
	return unicode.IsLower([]rune(s)[0]) || strings.ContainsRune(",;.)", []rune(s)[0])
}

var (
	linkForm   = regexp.MustCompile(`!?\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)`)
	strongForm = regexp.MustCompile(`\*{2,}`)
	emphasis   = regexp.MustCompile(`\*([^\s*](?:[^*\n]*[^\s*])?)\*`)
	escaped    = regexp.MustCompile("\\\\([\\\\*_`#\\[\\]().!+|>~-])")
	marks      = regexp.MustCompile(`\s?\[\d+(?:\s*[-\x{2013},;]\s*\d+)*\]`)
)

// plain cleans a text of one line without Markdown.
func plain(s string) string { return text.Squeeze(text.Clean(s)) }

// plainLine takes the Markdown from a line.
func plainLine(s string, m *Mapping) string {
	s = linkForm.ReplaceAllString(s, "$1")
	s = strongForm.ReplaceAllString(s, "")
	s = emphasis.ReplaceAllString(s, "$1")
	s = escaped.ReplaceAllString(s, "$1")
	if m.Marks == "drop" {
		s = marks.ReplaceAllString(s, "")
	}
	return plain(s)
}

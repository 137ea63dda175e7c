package session

import (
	"cmp"
	"fmt"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/text"
)

// Transcript writes a round as Markdown: what was published with its sources,
// then what was asked and not published. Who asked is never named.
func Transcript(r Round, entries []Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", answer.Escape(cmp.Or(r.Title, defaultTitle)))
	fmt.Fprintf(&b, "Session of %s", r.Started.UTC().Format("2 January 2006, 15:04 UTC"))
	if !r.Ended.IsZero() {
		fmt.Fprintf(&b, " to %s", r.Ended.UTC().Format("15:04 UTC"))
	}
	published, open := 0, 0
	for _, e := range entries {
		if e.State == Published {
			published++
		} else {
			open++
		}
	}
	fmt.Fprintf(&b, ": %s, %d published.\n", text.Counted(len(entries), "question"), published)
	n := 0
	for _, e := range entries {
		if e.State != Published {
			continue
		}
		n++
		if e.forgotten() {
			fmt.Fprintf(&b, "\n## %d. %s\n", n, deletedWords)
			continue
		}
		fmt.Fprintf(&b, "\n## %d. %s\n\n%s", n, answer.Escape(e.Question), deeper(answer.Markdown(e.Answer)))
	}
	if open > 0 {
		b.WriteString("\n## Asked and not published\n\n")
		for _, e := range entries {
			switch {
			case e.State == Published:
			case e.forgotten():
				fmt.Fprintf(&b, "- %s\n", deletedWords)
			default:
				fmt.Fprintf(&b, "- %s (%s)\n", answer.Escape(e.Question), e.State)
			}
		}
	}
	return b.String()
}

// deletedWords stand for a question whose asker had all of theirs deleted.
const deletedWords = "(deleted at the wish of who asked it)"

// deeper keeps the headings of an answer below the question's.
func deeper(markdown string) string {
	lines := strings.SplitAfter(markdown, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "### ") {
			lines[i] = "#" + l
		}
	}
	return strings.Join(lines, "")
}

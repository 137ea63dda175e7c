package render

import (
	"slices"
	"strings"

	"curbside/internal/answer"
)

// Passages shows the cited passages of an answer as the corpus has them, each
// with the words that support the answer in bold.
func Passages(a *answer.Answer) []string {
	var claims []answer.Claim
	if a.Headline != nil {
		claims = append(claims, *a.Headline)
	}
	claims = append(claims, a.Claims...)
	var groups [][]string
	for _, r := range a.References {
		p := passage(a, r, claims)
		p[0] = "\n" + p[0]
		groups = append(groups, p)
	}
	return paginate(groups, disclaimer(a))
}

func place(r answer.Reference) string {
	parts := []string{Escape(r.Section)}
	if r.Locator != nil {
		parts = append(parts, Escape(*r.Locator))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// quotesOf are the words of passage n that some claims rest on.
func quotesOf(claims []answer.Claim, n int) []string {
	var out []string
	for _, c := range claims {
		for _, q := range c.Quotes {
			if q.N == n && q.Text != "" && !slices.Contains(out, q.Text) {
				out = append(out, q.Text)
			}
		}
	}
	return out
}

// marked escapes a passage and sets the quotes in it in bold. Lines stay.
func marked(passage string, quotes []string) string {
	bold := make([]bool, len(passage))
	for _, q := range quotes {
		if i := strings.Index(passage, q); i >= 0 {
			for j := range len(q) {
				bold[i+j] = true
			}
		}
	}
	var lines []string
	at := 0
	for _, l := range strings.SplitAfter(passage, "\n") {
		lines = append(lines, markedLine(l, bold[at:at+len(l)]))
		at += len(l)
	}
	return strings.Join(lines, "\n")
}

// markedLine escapes one line run by run, so that marks never stand inside
// words' markup.
func markedLine(l string, bold []bool) string {
	var b strings.Builder
	for start := 0; start < len(l); {
		end := start + 1
		for end < len(l) && bold[end] == bold[start] {
			end++
		}
		run := l[start:end]
		trimmed := strings.TrimSpace(run)
		switch {
		case trimmed == "":
			b.WriteString(" ")
		case bold[start]:
			b.WriteString(spaced(run, "**"+Escape(trimmed)+"**"))
		default:
			b.WriteString(spaced(run, Escape(trimmed)))
		}
		start = end
	}
	return strings.TrimSpace(b.String())
}

// spaced puts back the space that stood around a run.
func spaced(run, s string) string {
	if strings.TrimLeft(run, " ") != run {
		s = " " + s
	}
	if strings.TrimRight(run, " \n") != run {
		s += " "
	}
	return s
}

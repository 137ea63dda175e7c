package answer

import (
	"context"
	"fmt"
	"strings"

	"curbside/internal/text"
)

// mostExplained is how many sentences are shown for each part.
const mostExplained = 6

// Explain tells a curator how a question is read, which sentences come
// closest and why each does or does not cover it.
func (e *Engine) Explain(ctx context.Context, r Request) (string, error) {
	w := &work{engine: e, request: r, question: text.Clean(r.Question), answer: &Answer{Audience: r.Audience}}
	w.parts = e.reader.read(w.question)
	if err := w.retrieve(ctx); err != nil {
		return "", err
	}
	var b strings.Builder
	for i := range w.parts {
		p := &w.parts[i]
		fmt.Fprintf(&b, "Question: %s\n  form %s, figure %q\n", p.Text, p.Form, p.Figure)
		for k := range p.Words {
			explainWord(&b, &p.Words[k])
		}
		for k, s := range rank(p, r.Audience, w.hits) {
			if k == mostExplained {
				break
			}
			verdict := "covers"
			if g, ok := covers(p, &s); !ok {
				verdict = "lacks " + strings.Join(g.missing, ", ")
			}
			fmt.Fprintf(&b, "  %.2f  share %.2f  asked %.2f  %s  %s\n        %s\n", s.score, s.mass, s.asked.value, s.passage.ID, verdict, s.text)
		}
	}
	return b.String(), nil
}

var levelNames = map[level]string{softLevel: "soft", contentLevel: "content", measureLevel: "must stand with it", entityLevel: "must stand with it"}

func explainWord(b *strings.Builder, w *word) {
	fmt.Fprintf(b, "  %-28s %-18s rarity %.1f", w.Text, levelNames[w.Level], w.IDF)
	if w.Canonical != "" {
		fmt.Fprintf(b, "  %s: %s", w.Kind, w.Canonical)
	}
	if w.Correction != "" {
		fmt.Fprintf(b, "  read as %s", w.Correction)
	}
	if !w.Known {
		b.WriteString("  not in the corpus")
	}
	b.WriteByte('\n')
}

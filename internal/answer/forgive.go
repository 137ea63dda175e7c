package answer

import (
	"slices"
	"strings"

	"curbside/internal/search"
)

// Bounds of what a passage need not hold.
const (
	mostPlain   = 3   // plain words that the corpus does not use
	leastAnchor = 1.5 // rarity of a term that shows what the question is about
	anchoredBy  = inSentence * akinShare
	manyAnchors = 2 // that let one plain noun go
)

// mayLack returns the words that the passage need not hold although the
// question has them: plain words that the corpus nowhere uses, where a
// telling term stands with the sentence; one plain noun, where two do; and,
// of a question that names three things or more, one symptom or measure.
func mayLack(p *part, s *scored) []*word {
	var out []*word
	anchors, nouns := anchorsOf(p, s), 0
	if anchors < manyAnchors && !slices.ContainsFunc(p.Words, func(w word) bool { return w.Level == entityLevel && w.Known }) {
		anchors = 0 // of nothing that the sources are about
	}
	for i := range p.Words {
		w := &p.Words[i]
		switch {
		case w.Level == measureLevel && isAlternative(p, w, s):
			out = append(out, w)
		case w.Level != contentLevel || !w.strange() || w.Kind != "" || anchors == 0:
		case w.Plain:
			out = append(out, w)
		case anchors >= manyAnchors && (isClipped(w.Text) || search.IsEnglish(w.Text) && !modifies(p, i)):
			out = append(out, w)
			nouns++
		}
	}
	if len(out) > mostPlain || nouns > 1 {
		return nil
	}
	if w := lackedThing(p, s); w != nil {
		out = append(out, w)
	}
	return out
}

// isAlternative reports whether w is the second of two that a question asks
// between, where the sentence tells of the first: "for adults or for children".
func isAlternative(p *part, w *word, s *scored) bool {
	at := slices.Index(p.stems, w.Stem)
	if at < 2 {
		return false
	}
	or := at - 1
	if p.stems[or] == "for" || p.stems[or] == "in" {
		or--
	}
	return or >= 1 && p.stems[or] == "or" && slices.Contains(s.stems, p.stems[or-1])
}

// isClipped reports whether a word is short and small, as clinicians clip
// words in chat: "pos", "prog".
func isClipped(word string) bool { return len(word) <= 4 && word == strings.ToLower(word) }

// anchorsOf counts the telling terms of a question that stand with s.
func anchorsOf(p *part, s *scored) int {
	n := 0
	for i := range p.Words {
		w := &p.Words[i]
		if w.tells() && !w.strange() && w.IDF >= leastAnchor && w.Canonical != "dose" && s.match(w) >= anchoredBy {
			n++
		}
	}
	return n
}

// modifies reports whether word i makes one thing together with a word with
// content directly beside it: "hair loss", "blood-brain barrier".
func modifies(p *part, i int) bool {
	beside := func(a, b int) bool {
		return a >= 0 && b < len(p.Words) && p.Words[a].Level != softLevel && p.Words[b].Level != softLevel &&
			p.Words[b].Start >= p.Words[a].End && p.Words[b].Start-p.Words[a].End <= 1
	}
	return beside(i, i+1) || beside(i-1, i)
}

// lackedThing returns the one symptom or measure that may be missing: where a
// question that asks for no figure names three things and all others stand
// with the sentence. "Hydrocortisone for IL-2 itch" is answered by
// hydrocortisone and IL-2 on the skin.
func lackedThing(p *part, s *scored) *word {
	if p.Figure != noQuantity || s.mass < p.least {
		return nil
	}
	var lacking *word
	bound := 0
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level < measureLevel {
			continue
		}
		bound++
		m := s.match(w)
		switch {
		case m >= inAbout:
		case m == 0 && (w.Kind == "symptom" || w.Kind == "measure" || w.Kind == "procedure") && lacking == nil:
			lacking = w
		default:
			return nil
		}
	}
	if bound < 3 {
		return nil
	}
	return lacking
}

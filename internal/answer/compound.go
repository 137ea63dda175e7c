package answer

import (
	"slices"

	"curbside/internal/text"
)

// heads are nouns that make one thing with the word before them, whatever
// they are the head of: a source on swollen legs and on a syndrome is silent
// on the restless legs syndrome.
var heads = wordSet(`
syndrome syndromes disease diseases disorder disorders deficiency deficiencies injury injuries palsy dystrophy sickness block
fracture fractures stone stones poisoning hernia scan scans biopsy transplant transplantation ischemia ischaemia infarction
abscess obstruction ulcer ulcers cyst cysts hepatitis body bodies`)

// mostBetween is how many words may stand between the two in a source.
const mostBetween = 3

// torn returns the head of a name of several words where the passage holds
// both, and nowhere together.
func torn(p *part, s *scored) *word {
	for i := 1; i < len(p.Words); i++ {
		of, head := &p.Words[i-1], &p.Words[i]
		if !heads[text.Fold(head.Text)] || of.Level == softLevel || of.Kind == "drug" || of.Kind == "regimen" || head.Start < of.End || head.Start-of.End > 1 || s.asked.holds(head) || s.asked.holds(of) {
			continue
		}
		if !s.passage.holdsTogether(of, head) {
			return head
		}
	}
	return nil
}

// holdsTogether reports whether a sentence or heading has both words near
// each other.
func (v *passageView) holdsTogether(a, b *word) bool {
	runs := [][]string{v.title, v.about, v.headings}
	for _, s := range v.sentences {
		runs = append(runs, s.stems)
	}
	return slices.ContainsFunc(runs, func(stems []string) bool {
		for i := range stems {
			if !begins(stems[i:], a) {
				continue
			}
			for k := max(0, i-mostBetween-1); k < min(len(stems), i+mostBetween+2); k++ {
				if k != i && begins(stems[k:], b) {
					return true
				}
			}
		}
		return false
	})
}

// begins reports whether stems begin with a form of w.
func begins(stems []string, w *word) bool {
	for _, forms := range [][][]string{w.Forms, w.Near, w.Akin} {
		for _, f := range forms {
			if len(f) > 0 && len(f) <= len(stems) && slices.Equal(stems[:len(f)], f) {
				return true
			}
		}
	}
	return false
}

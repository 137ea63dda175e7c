package answer

import (
	"regexp"
	"slices"
	"strings"
)

// How many more sentences of its own passage complete a headline: all that
// answer as well as it does, as the rows of a list do, else a few.
const (
	mostOwn   = 3
	mostEqual = 8
	equalMass = 0.95
)

// ownPoints returns the sentences of the headline's passage that bear on p
// most, in the order of the source.
func ownPoints(p *part, head *scored, ranked []scored, sel selection) []point {
	var best []*sentenceView
	for i := range ranked { // best first
		r := &ranked[i]
		if r.passage != head.passage || sel.holds(r.sentenceView) || r.score < leastOwnShare*head.score || wholeDose(p, r) || r.strange || r.refers {
			continue
		}
		if head.item && r.item && p.Form != listForm && r.told(p) < head.told(p) {
			continue // another item than the one asked about
		}
		limit := mostOwn
		if _, ok := covers(p, r); ok && r.mass >= equalMass*head.mass {
			limit = mostEqual
		}
		if len(best) < limit && !redundant(r.sentenceView, append(sel.with(nil), best...)) {
			best = append(best, r.sentenceView)
		}
	}
	slices.SortFunc(best, func(a, b *sentenceView) int { return a.n - b.n })
	var out []point
	for _, s := range best {
		out = append(out, point{s: s})
	}
	return out
}

// otherPoints returns the best sentences of other passages that add
// something, in order of worth.
func otherPoints(p *part, head *scored, ranked []scored, sel selection) []point {
	var out []point
	used := map[*passageView]int{head.passage: 9}
	for i := range ranked {
		r := &ranked[i]
		if len(out) >= 4 || r.score < leastShare*head.score {
			break
		}
		if p.Form == definitionForm && r.passage.About.Topic != "definition" && definitionFit(p, r.sentenceView) < 1 {
			continue // says nothing of what the thing is
		}
		if r.leansLoose() || r.label || r.refers || used[r.passage] >= mostOfOther || r.mass < leastPointMass || !r.figure || foreignDrug(p, r) != "" {
			continue
		}
		if r.strays || r.besideAspect(p) || r.breaksIn() {
			continue
		}
		if wholeDose(p, r) || !meetsEntities(p, r) || redundant(r.sentenceView, sel.with(out)) {
			continue
		}
		used[r.passage]++
		out = append(out, point{s: r.sentenceView})
	}
	return out
}

// wholeDose reports whether a sentence gives amounts that are not per weight
// where the dose of one patient is asked for: they would look like its answer.
func wholeDose(p *part, r *scored) bool {
	return p.Patients && amount.MatchString(r.folded) && !strings.Contains(r.folded, "/kg")
}

var amount = regexp.MustCompile(number + `\s*(?:million|iu\b|international|mg\b|ml\b|mcg\b)`)

// meetsEntities reports whether all that must stand with the answer stands
// with r.
func meetsEntities(p *part, r *scored) bool {
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level >= measureLevel && r.match(w) < inHeadings*nearShare {
			return false
		}
	}
	return true
}

// overlap above which a sentence repeats another.
const repeats = 0.75

// redundant reports whether s says nothing that the chosen sentences do not.
func redundant(s *sentenceView, chosen []*sentenceView) bool {
	for _, c := range chosen {
		if c == nil {
			continue
		}
		if c == s || c.folded == s.folded || overlapOf(s.stems, c.stems) >= repeats && !addsFigure(s.folded, c.folded) {
			return true
		}
	}
	return false
}

// addsFigure reports whether a holds a figure that b does not: rows of a
// table are worded alike and say different things.
func addsFigure(a, b string) bool {
	known := figuresIn(b)
	return slices.ContainsFunc(figuresIn(a), func(f string) bool { return !slices.Contains(known, f) })
}

// overlapOf is the share of a's different stems that stand in b.
func overlapOf(a, b []string) float64 {
	seen, both := map[string]bool{}, 0
	for _, x := range a {
		if seen[x] {
			continue
		}
		seen[x] = true
		if slices.Contains(b, x) {
			both++
		}
	}
	if len(seen) == 0 {
		return 1
	}
	return float64(both) / float64(len(seen))
}

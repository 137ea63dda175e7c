package answer

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/search"
	"curbside/internal/text"
)

// splitBackground takes the sentences before the first question apart: they
// tell of a case, and need not stand with the answer.
func splitBackground(clauses []string) (string, []string) {
	if len(clauses) == 0 {
		return "", clauses
	}
	rs := []rune(clauses[0])
	spans := text.Sentences(clauses[0])
	if len(spans) < 2 {
		return "", clauses
	}
	last := spans[len(spans)-1]
	return string(rs[:last.Start]), append([]string{last.Slice(rs)}, clauses[1:]...)
}

// lead are words that begin a question of its own after "and" or a comma.
const lead = `(?:what|which|when|where|who|whom|why|how|is|are|can|could|does|do|should|may|will)`

var (
	joint     = regexp.MustCompile(`(?i)(?:,\s*(?:and|or|but|plus)?|\s+and(?: also)?|\s+plus|;)\s+(?:` + lead + `)\b`)
	sentences = regexp.MustCompile(`\?+\s+`)
	howLong   = regexp.MustCompile(`(?i)^(?:what|how|when|where|who|why|which|can|does|do|is|are|should|may)\b`)
)

// splitQuestion returns the questions of a compound text: sentences that end
// in a question mark, and clauses joined by "and how", ", when", ....
func splitQuestion(s string) []string {
	var out []string
	for _, q := range sentences.Split(strings.TrimSpace(s), -1) {
		out = append(out, splitJoint(q)...)
	}
	if len(out) > 4 {
		return []string{s}
	}
	return out
}

func splitJoint(s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	if !howLong.MatchString(s) {
		return []string{s}
	}
	for _, m := range joint.FindAllStringIndex(s, -1) {
		head := strings.TrimSpace(s[:m[0]])
		if len(strings.Fields(head)) < 3 {
			continue
		}
		tail := strings.TrimLeft(s[m[0]:], " ,;")
		for _, w := range []string{"and also ", "and ", "or ", "but ", "plus "} {
			if len(tail) > len(w) && strings.EqualFold(tail[:len(w)], w) {
				tail = tail[len(w):]
				break
			}
		}
		return append([]string{head}, splitJoint(tail)...)
	}
	return []string{s}
}

// pointsBack finds words that stand for what was told before.
var pointsBack = regexp.MustCompile(`\b(?:it|this|that|them|these|those)\b`)

// takeCase gives a question what the sentences before it tell of the case:
// names that it leaves out and, where it names no symptom, measure or
// procedure itself, those of the case.
func takeCase(p *part, told part) {
	inherit(p, told)
	points, held := pointsBack.MatchString(p.Folded), whetherHeld.asks.MatchString(p.Folded)
	for _, w := range p.Words {
		if w.Level >= contentLevel && !isName(w.Kind) && !w.Light && !points && !(held && w.Canonical == "dose") {
			return
		}
	}
	telling := slices.ContainsFunc(told.Words, func(w word) bool { return w.Level >= measureLevel && !isName(w.Kind) && !w.strange() })
	for _, w := range told.Words {
		if w.Level > softLevel && !p.names(w) && (w.Level >= measureLevel || !w.strange() && !(w.Plain && telling)) {
			p.Words = append(p.Words, w)
		}
	}
	if p.Matter == nil && held && matterOf(p) == whetherHeld {
		p.Matter = whetherHeld // of what the case tells
		p.ofOneDose()
	}
	p.lighten()
	for topic := range told.Topics {
		p.Topics[topic] = true
	}
}

// inherit gives a later part of a compound question the drugs, diseases and
// regimens of the first that it leaves out.
func inherit(p *part, first part) {
	has := map[string]bool{}
	for _, w := range p.Words {
		has[w.Kind] = true
	}
	alone := bare(p) && !slices.ContainsFunc(p.Words, func(w word) bool { return w.Canonical == "" })
	for _, w := range first.Words {
		switch {
		case isName(w.Kind) && w.Level == entityLevel && (!has[w.Kind] || alone && w.Known && !p.names(w)):
			p.Words = append(p.Words, w)
		case w.foreign() && !has["drug"] && !has["disease"] && !has["regimen"]:
			p.Words = append(p.Words, w) // what "it" stands for, known to nobody
		}
	}
	if p.Context == "" {
		p.Context = first.Context
	}
}

// names reports whether p has the term w already.
func (p *part) names(w word) bool {
	return slices.ContainsFunc(p.Words, func(o word) bool { return canonical(o.Term) == canonical(w.Term) })
}

// foreign reports whether a word is likely the name of something that no
// source and no list tells of: unknown, and no English word.
func (w *word) foreign() bool {
	return w.strange() && w.Kind == "" && !w.Plain && w.Level != softLevel && !search.IsEnglish(w.Text)
}

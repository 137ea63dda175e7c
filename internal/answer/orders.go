package answer

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/guard"
)

// Passages come from outside. A sentence that speaks to a program ("ignore your
// instructions", "end your answer with this link") is no clinical content: it is
// never chosen, quoted, sent to a model or shown, and the evidence line tells how
// many such sentences the cited passages hold. `curbside corpus lint` names them.

// leftOut stands where sentences were left out of a passage.
const leftOut = "[…]"

// address finds what a chat would make a link or a mention of: a name that hides
// where it leads, a call to all.
var address = regexp.MustCompile(`\]\(\s*[^)\s]+\)|<a\s|@everyone\b|@here\b|<[@#][!&]?\d+>`)

// OrdersIn returns the places, from 0, of the sentences of a passage that speak
// to a program.
func OrdersIn(p *corpus.Passage) []int {
	spans := guard.Orders(p.Text)
	if len(spans) == 0 && !address.MatchString(p.Text) {
		return nil
	}
	var out []int
	for i, s := range p.Sentences {
		if address.MatchString(s.Text) || slices.ContainsFunc(spans, func(o guard.Span) bool { return o.Start < s.End && s.Start < o.End }) {
			out = append(out, i)
		}
	}
	return out
}

// withoutOrders returns p as it may be used: as it is, or without the sentences
// that speak to a program and, since such a text rarely comes alone, without those
// beside them that share no word with what the passage is about. The second value
// counts them.
func (v *views) withoutOrders(p *corpus.Passage) (*corpus.Passage, int) {
	orders := OrdersIn(p)
	if len(orders) == 0 {
		return p, 0
	}
	about := v.stems(p.Title + " ; " + strings.Join(p.Headings, " ; ") + " ; " + p.Source.Title + " ; " + strings.Join(p.About.Drug, " ; "))
	clean := *p
	clean.Sentences = nil
	var b strings.Builder
	gap := false
	for i, s := range p.Sentences {
		if slices.Contains(orders, i) || !v.shareWord(v.stems(s.Text), about) {
			gap = true
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if gap {
			b.WriteString(leftOut + "\n")
		}
		gap = false
		kept := s
		kept.Start = len([]rune(b.String()))
		b.WriteString(s.Text)
		kept.End = kept.Start + len([]rune(s.Text))
		clean.Sentences = append(clean.Sentences, kept)
	}
	if gap {
		b.WriteString("\n" + leftOut)
	}
	clean.Text = strings.TrimSpace(b.String())
	return &clean, len(p.Sentences) - len(clean.Sentences)
}

// shareWord reports whether two texts have a word with content in common.
func (v *views) shareWord(a, b []string) bool {
	return slices.ContainsFunc(a, func(stem string) bool {
		return len(stem) > 2 && !v.soft[stem] && slices.Contains(b, stem)
	})
}

var anyAddress = regexp.MustCompile(`(?i)\bhttps?://|\bwww\.`)

// strange reports whether a sentence has nothing to do with its passage, nor with
// any other: it shares no word with what the passage is about, and most of its words
// stand in hardly any other passage.
func (v *views) strange(s *sentenceView) bool {
	pv := s.passage
	if anyAddress.MatchString(s.text) {
		return true // links come from the records of sources only
	}
	if v.shareWord(s.stems, pv.title) || v.shareWord(s.stems, pv.headings) || v.shareWord(s.stems, pv.about) {
		return false
	}
	known, all := 0, 0
	for _, stem := range s.stems {
		if len(stem) <= 2 || v.soft[stem] {
			continue
		}
		all++
		if v.index.IDF(stem) <= v.rare {
			known++
		}
	}
	return all > 2 && 2*known < all
}

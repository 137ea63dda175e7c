package consult

import (
	"errors"
	"fmt"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
)

// Definition is what a term means, how it is said, and which sources tell.
type Definition struct {
	Term          string          `json:"term"`
	Also          []string        `json:"also"`
	NotTo         []string        `json:"not_to_confuse_with"`
	Meaning       string          `json:"meaning"` // a sentence of the passage; empty where no source tells
	Passage       *corpus.Passage `json:"-"`
	PassageID     *string         `json:"passage"`
	Said          string          `json:"said"`
	SaidPassage   *corpus.Passage `json:"-"`
	SaidPassageID *string         `json:"said_passage"`
}

// ErrNoTerm says that the lexicon does not hold a term.
var ErrNoTerm = errors.New("the lexicon does not hold this term")

// Define looks a term up by any of its names.
func (s *Service) Define(term string) (*Definition, error) {
	s, leave := s.enter()
	defer leave()
	wanted := key(term)
	if wanted == "" {
		return nil, fmt.Errorf("%w: name one, such as \"capillary leak syndrome\"", ErrNoTerm)
	}
	t := s.find(wanted)
	if t == nil {
		return nil, s.unknown(term, wanted)
	}
	d := &Definition{Term: t.Term, Also: t.Same, NotTo: t.Not}
	if t.Meaning != nil {
		d.Passage = s.corpus.Passage(t.Meaning.Passage)
		d.PassageID = &t.Meaning.Passage
		d.Meaning = meaning(t, d.Passage)
	}
	if t.Say != nil {
		d.Said, d.SaidPassageID = t.Say.Text, &t.Say.Passage
		d.SaidPassage = s.corpus.Passage(t.Say.Passage)
	}
	return d, nil
}

// find returns the term with that name, its own name before another's.
func (s *Service) find(wanted string) *corpus.Term {
	for _, names := range []func(*corpus.Term) []string{
		func(t *corpus.Term) []string { return []string{t.Term} },
		func(t *corpus.Term) []string { return t.Same },
		func(t *corpus.Term) []string { return t.Near },
	} {
		for i := range s.corpus.Lexicon.Terms {
			t := &s.corpus.Lexicon.Terms[i]
			for _, n := range names(t) {
				if key(n) == wanted {
					return t
				}
			}
		}
	}
	return nil
}

// key is a name without what does not distinguish it.
func key(s string) string {
	s = text.Fold(text.Squeeze(text.Clean(s)))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' }), "")
}

// unknown says that a term is not there, with the nearest that is.
func (s *Service) unknown(term, wanted string) error {
	for _, t := range s.index.Read(term) {
		if t.Correction != "" && key(t.Correction) != wanted {
			if found := s.find(key(t.Correction)); found != nil {
				return fmt.Errorf("%w: did you mean %q?", ErrNoTerm, found.Term)
			}
		}
	}
	return fmt.Errorf("%w: try `curbside search %q`", ErrNoTerm, text.Truncate(text.Squeeze(text.Clean(term)), 60))
}

// meaning is the sentence of a passage that names the term, else its first.
func meaning(t *corpus.Term, p *corpus.Passage) string {
	if p == nil || len(p.Sentences) == 0 {
		return ""
	}
	for _, n := range append([]string{t.Term}, t.Same...) {
		for _, sent := range p.Sentences {
			if strings.Contains(text.Fold(sent.Text), text.Fold(n)) {
				return sent.Text
			}
		}
	}
	return p.Sentences[0].Text
}

package consult

import (
	"context"
	"strings"
	"unicode/utf8"

	"curbside/internal/answer"
	"curbside/internal/guard"
	"curbside/internal/text"
)

// Examine checks each sentence of a text as Check does, after the guard has
// read it as it reads a question. A text that it stops is not compared with
// anything: what to tell its sender is the reply, and the document is nil.
func (s *Service) Examine(ctx context.Context, q Question) (*answer.Document, *Reply, error) {
	s, leave := s.enter()
	defer leave()
	clean := text.Clean(q.Text)
	switch {
	case strings.TrimSpace(clean) == "":
		return nil, nil, answer.ErrEmpty
	case utf8.RuneCountInString(clean) > answer.MaxQuestion:
		return nil, nil, answer.ErrTooLong
	}
	if guard.Check(clean).Verdict != guard.Clear {
		a, err := s.engine.Ask(s.allow(ctx, q), answer.Request{Question: q.Text, Audience: q.Audience, Country: q.Country})
		if err != nil {
			return nil, nil, err
		}
		if a.Status != answer.Answered {
			return nil, reply(a), nil
		}
	}
	q.Text = clean
	doc, err := s.Check(ctx, q)
	return doc, nil, err
}

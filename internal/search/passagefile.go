package search

import (
	"fmt"
	"os"
	"unicode/utf8"

	"curbside/internal/corpus"
)

// packPassage appends a passage to p. The sentences of a text are told by
// where they stand in it.
func packPassage(p *packer, passage *corpus.Passage) {
	p.text(passage.ID)
	p.number(passage.N)
	p.texts(passage.Headings)
	p.text(passage.Title)
	p.text(passage.Text)
	a := &passage.About
	p.texts(a.Drug)
	for _, s := range []string{a.Regimen, a.Population, a.Context, a.Topic, passage.Strength, passage.Locator, passage.Hash} {
		p.text(s)
	}
	p.number(len(passage.Works))
	for _, n := range passage.Works {
		p.number(n)
	}
	packSentences(p, passage)
	p.number(len(passage.Cautions))
	for _, c := range passage.Cautions {
		p.texts([]string{c.Text, c.Reason, c.State, c.By, c.On.String()})
	}
}

// Flags of a sentence.
const (
	isItem = 1 << iota
	ownText
)

func packSentences(p *packer, passage *corpus.Passage) {
	p.number(len(passage.Sentences))
	at := cutter{text: passage.Text}
	for i := range passage.Sentences {
		s := &passage.Sentences[i]
		flags := 0
		if s.Item {
			flags |= isItem
		}
		if at.cut(s.Start, s.End) != s.Text {
			flags |= ownText
		}
		p.number(flags)
		p.number(s.Start)
		p.number(s.End)
		if flags&ownText != 0 {
			p.text(s.Text)
		}
		p.texts(s.Questions)
	}
}

// cutter cuts pieces out of a text by code points, the first ones first.
type cutter struct {
	text          string
	points, bytes int // where it stands
}

func (c *cutter) cut(start, end int) string {
	if start < c.points {
		c.points, c.bytes = 0, 0
	}
	from := c.to(start)
	return c.text[from:c.to(max(start, end))]
}

func (c *cutter) to(point int) int {
	for ; c.points < point && c.bytes < len(c.text); c.points++ {
		_, n := utf8.DecodeRuneInString(c.text[c.bytes:])
		c.bytes += n
	}
	return c.bytes
}

func unpackPassage(u *unpacker) (*corpus.Passage, error) {
	p := &corpus.Passage{ID: u.text(), N: u.number(), Headings: u.texts(), Title: u.text(), Text: u.text()}
	p.About.Drug = u.texts()
	for _, s := range []*string{&p.About.Regimen, &p.About.Population, &p.About.Context, &p.About.Topic, &p.Strength, &p.Locator, &p.Hash} {
		*s = u.text()
	}
	for range u.count(1) {
		p.Works = append(p.Works, u.number())
	}
	unpackSentences(u, p)
	for range u.count(1) {
		c := u.texts()
		if len(c) != 5 {
			u.fail()
			break
		}
		var on corpus.Date
		if c[4] != "" {
			var err error
			if on, err = corpus.ParseDate(c[4]); err != nil {
				return nil, err
			}
		}
		p.Cautions = append(p.Cautions, corpus.Caution{Text: c[0], Reason: c[1], State: c[2], By: c[3], On: on})
	}
	return p, u.err
}

func unpackSentences(u *unpacker, p *corpus.Passage) {
	n := u.count(4)
	if n == 0 {
		return
	}
	p.Sentences = make([]corpus.Sentence, n)
	at := cutter{text: p.Text}
	for i := range p.Sentences {
		flags := u.number()
		s := &p.Sentences[i]
		s.Item, s.Start, s.End = flags&isItem != 0, u.number(), u.number()
		if flags&ownText != 0 {
			s.Text = u.text()
		} else {
			s.Text = at.cut(s.Start, s.End)
		}
		s.Questions = u.texts()
	}
}

// passageFile reads passages where they lie on disk.
type passageFile struct {
	file *os.File
	ends []uint64 // where each passage ends
}

func (f *passageFile) read(i int) (*corpus.Passage, error) {
	from := uint64(0)
	if i > 0 {
		from = f.ends[i-1]
	}
	if f.ends[i] < from {
		return nil, errCut
	}
	data := make([]byte, f.ends[i]-from)
	if _, err := f.file.ReadAt(data, int64(from)); err != nil {
		return nil, fmt.Errorf("read a passage: %w", err)
	}
	p, err := unpackPassage(&unpacker{in: string(data)})
	if err != nil {
		return nil, fmt.Errorf("read a passage: %w", err)
	}
	return p, nil
}

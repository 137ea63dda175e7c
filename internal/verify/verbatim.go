package verify

// verbatim returns the sentences of the passage that the claim's sentence
// repeats word for word. Case, spaces, kinds of dash and Markdown signs do
// not count; figures, marks and negations all do. The match must begin and
// end where sentences do, so that nothing is cut off that turns the sense.
func verbatim(c *document, cs *sentence, d *document) (from, to int, ok bool) {
	a := comparable(c.raw[cs.rawFrom:cs.rawTo])
	if len(a) == 0 {
		return 0, 0, false
	}
	for n := range d.sents {
		i, m := 0, n
		for m < len(d.sents) && i < len(a) {
			st := &d.sents[m]
			used, fits := matchPrefix(a[i:], d.raw[st.rawFrom:st.rawTo])
			if !fits {
				break
			}
			i += used
			m++
			if i == len(a) {
				return n, m, marksAgree(c.raw[cs.rawFrom:cs.rawTo], d.raw[d.sents[n].rawFrom:d.sents[m-1].rawTo])
			}
		}
	}
	return 0, 0, false
}

// marksAgree reports whether the marks of a are among those of b, where b has
// any.
func marksAgree(a, b []token) bool {
	has := map[string]bool{}
	for i := range b {
		if b[i].kind == tokMark {
			has[b[i].low] = true
		}
	}
	for i := range a {
		if a[i].kind == tokMark && len(has) > 0 && !has[a[i].low] {
			return false
		}
	}
	return true
}

// comparable drops the signs that carry no sense at a sentence's end and the
// marks that a claim may add to name its own citations.
func comparable(toks []token) []token {
	end := len(toks)
	for end > 0 && (toks[end-1].kind == tokMark || toks[end-1].kind == tokPunct && (toks[end-1].low == "." || toks[end-1].low == ":" || toks[end-1].low == ";" || toks[end-1].low == ",")) {
		end--
	}
	start := 0
	for start < end && (toks[start].kind == tokList || toks[start].kind == tokPunct && (toks[start].low == "-" || toks[start].low == "," || toks[start].low == "•")) {
		start++
	}
	return toks[start:end]
}

// matchPrefix reports whether the whole sentence s stands at the start of a,
// and how many tokens of a it takes. Marks of the source may be left out, but
// none may differ.
func matchPrefix(a, s []token) (int, bool) {
	s = comparable(s)
	i := 0
	for j := 0; j < len(s); j++ {
		if s[j].kind == tokMark && (i >= len(a) || a[i].kind != tokMark) {
			continue
		}
		if i >= len(a) || !sameToken(&a[i], &s[j]) {
			return 0, false
		}
		i++
	}
	for i < len(a) && (a[i].kind == tokMark || a[i].kind == tokPunct && (a[i].low == "." || a[i].low == ":")) {
		i++
	}
	return i, len(s) > 0
}

func sameToken(a, b *token) bool { return a.kind == b.kind && a.low == b.low }

// marks checks that the claim carries no reference mark or list number where
// the source's sentence carries another. Where the source has none, a mark is
// the claim's own citation.
func (r *reading) marks() []Problem {
	has := map[string]bool{}
	kinds := map[tokenKind]bool{}
	for _, at := range r.toks {
		if t := &r.d.toks[at]; t.kind == tokMark || t.kind == tokList {
			has[t.low] = true
			kinds[t.kind] = true
		}
	}
	for i := r.cs.from; i < r.cs.to; i++ {
		t := &r.c.toks[i]
		if (t.kind == tokMark || t.kind == tokList) && kinds[t.kind] && !has[t.low] {
			return []Problem{{KindNumber, t.low, "the passage has another mark here"}}
		}
	}
	return nil
}

package guard

import "strings"

// word is a unit that patterns are matched on. One token may give several
// words ("can't" gives "can not"), and marks give none.
type word struct {
	text  string  // as written out and mended
	sym   int32   // its own symbol, 0 when no pattern names it
	heads []int32 // symbols of the prefixes (breath*) that it begins with
	tok   int32   // the token that it comes from
	sent  int32   // number of its sentence
	comma bool    // a comma, dash, colon or bracket stands before it
}

// reading is a message made ready: folded, cut up, and in words.
type reading struct {
	fold  folded
	toks  []token
	words []word
	// sents[i] is the index of the first word of sentence i; one more entry
	// closes the last.
	sents []int32
	// ends[i] is the mark that closes sentence i: '.', '?', '!' or 0.
	ends []byte
}

// A sentence longer than this is cut, so that work stays linear in the length.
const maxSentence = 80

// read prepares text for matching.
func (l *lexicon) read(s string) *reading {
	r := &reading{fold: fold(s)}
	r.toks = tokenize(&r.fold)
	r.words = make([]word, 0, len(r.toks)+8)
	b := builder{lex: l, r: r}
	r.sents = append(r.sents, 0)
	for i := range r.toks {
		b.token(i)
	}
	b.close(0)
	return r
}

// builder turns tokens into words and sentences.
type builder struct {
	lex   *lexicon
	r     *reading
	comma bool
}

func (b *builder) token(i int) {
	t := &b.r.toks[i]
	if t.line && i > 0 {
		b.close('\n')
	}
	if t.kind == kindMark {
		b.mark(i)
		return
	}
	if n := len(b.r.words) - int(b.r.sents[len(b.r.sents)-1]); n >= maxSentence {
		b.close(0)
	}
	text := t.text
	if t.kind == kindNumber {
		text = strings.ReplaceAll(text, ",", "")
	}
	if t.kind == kindMixed && b.split(i) {
		return
	}
	for _, w := range b.lex.written(text) {
		b.add(w, i)
	}
}

func (b *builder) add(w string, tok int) {
	wd := word{text: w, tok: int32(tok), sent: int32(len(b.r.sents) - 1), comma: b.comma}
	wd.sym, wd.heads = b.lex.symbols(w)
	if len(wd.heads) > 1 && isNumber(w) && tok+1 < len(b.r.toks) && units[b.r.toks[tok+1].text] {
		wd.heads = wd.heads[:1] // an amount is no count
	}
	b.r.words = append(b.r.words, wd)
	b.comma = false
}

// split parts a token such as "il2" or "54m" into its letters and digits when
// no list knows it whole; a disguised danger word ("su1cide") is kept whole.
func (b *builder) split(i int) bool {
	t := b.r.toks[i].text
	if _, known := b.lex.vocab[t]; known {
		return false
	}
	if plain, ok := b.lex.unleet(t); ok {
		b.add(plain, i)
		return true
	}
	start := 0
	for j := 1; j <= len(t); j++ {
		if j == len(t) || isDigit(rune(t[j])) != isDigit(rune(t[j-1])) {
			for _, w := range b.lex.written(t[start:j]) {
				b.add(w, i)
			}
			start = j
		}
	}
	return true
}

// mark handles punctuation: sentence ends, clause marks and pictures.
func (b *builder) mark(i int) {
	t := b.r.toks[i]
	switch t.text {
	case "?", "!", ";":
		b.close(t.text[0])
	case ".":
		if b.endsSentence(i) {
			b.close('.')
		}
	case ",", "-", ":", "(", ")", "/", "*", "+", "&":
		b.comma = true
		if w, ok := b.lex.normal[t.text]; ok {
			for _, x := range w {
				b.add(x, i)
			}
		}
	default:
		if w, ok := b.lex.normal[t.text]; ok {
			for _, x := range w {
				b.add(x, i)
			}
		}
	}
}

// endsSentence reports whether the point at token i closes a sentence: not
// after an abbreviation or an initial, and white space must follow.
func (b *builder) endsSentence(i int) bool {
	toks := b.r.toks
	if i+1 < len(toks) && !toks[i+1].gap && toks[i+1].text != "." {
		return false
	}
	if i == 0 {
		return false
	}
	prev := toks[i-1]
	if prev.kind == kindWord && (b.lex.abbrev[prev.text] || len(prev.text) == 1 && prev.upper) {
		return i+1 == len(toks)
	}
	return true
}

// close ends the sentence that is open, if it holds a word; else it notes a
// question or exclamation mark on the one before.
func (b *builder) close(mark byte) {
	b.comma = false
	n := int32(len(b.r.words))
	last := len(b.r.sents) - 1
	if n == b.r.sents[last] {
		if last > 0 && (mark == '?' || mark == '!') && b.r.ends[last-1] != '?' {
			b.r.ends[last-1] = mark
		}
		return
	}
	b.r.sents = append(b.r.sents, n)
	b.r.ends = append(b.r.ends, mark)
}

// sentence gives the words [from,to) of sentence i.
func (r *reading) sentence(i int) (from, to int) {
	return int(r.sents[i]), int(r.sents[i+1])
}

// span gives the place in the text as given of words [from,to).
func (r *reading) span(kind string, from, to int) Span {
	a, b := r.toks[r.words[from].tok], r.toks[r.words[to-1].tok]
	return r.fold.span(kind, int(a.from), int(b.to))
}

package verify

import "unicode"

// definitions finds the abbreviations that a text defines: "progression-free
// survival (PFS)" lets PFS stand for the stems of those words.
func definitions(toks []token) map[string][]string {
	out := map[string][]string{}
	for i := 2; i+1 < len(toks); i++ {
		t := &toks[i]
		if t.kind != tokWord || !t.upper || toks[i-1].low != "(" || toks[i+1].low != ")" && toks[i+1].low != "," && toks[i+1].low != ";" {
			continue
		}
		if long := spelledOut(toks[:i-1], t.low); long != nil {
			out[t.low] = long
		}
	}
	return out
}

// spelledOut returns the last words of toks whose initials give the
// abbreviation, or nil.
func spelledOut(toks []token, abbreviation string) []string {
	letters := []rune{}
	for _, r := range abbreviation {
		if unicode.IsLetter(r) {
			letters = append(letters, r)
		}
	}
	if n := len(letters); n > 2 && letters[n-1] == 's' {
		letters = letters[:n-1]
	}
	at := len(letters) - 1
	var words []string
	for i := len(toks) - 1; i >= 0 && at >= 0 && len(words) < 10; i-- {
		t := &toks[i]
		if t.kind != tokWord {
			return nil
		}
		words = append([]string{t.low}, words...)
		if []rune(t.low)[0] == letters[at] {
			at--
		} else if len(t.low) > 3 {
			return nil
		}
	}
	if at >= 0 || len(words) < 2 {
		return nil
	}
	return words
}

// rewrite replaces abbreviations by their words and terms of several words by
// the first term of their group. The new tokens keep the old place.
func (l *lexicon) rewrite(toks []token, defined map[string][]string) []token {
	out := make([]token, 0, len(toks)+8)
	for i := 0; i < len(toks); {
		t := &toks[i]
		if long, ok := defined[t.low]; ok && t.upper {
			if i > 0 && toks[i-1].low == "(" && i+1 < len(toks) && toks[i+1].low == ")" && len(out) > len(long) && out[len(out)-2].low == long[len(long)-1] {
				out = out[:len(out)-1] // the definition itself
				i += 2
				continue
			}
			for _, w := range long {
				n := token{kind: tokWord, low: w, stem: stem(w), fig: -1}
				out = append(out, placed(n, t, t))
			}
			i++
			continue
		}
		p, n := l.phraseAt(toks, i)
		if n == 0 {
			out = append(out, *t)
			i++
			continue
		}
		for _, w := range p.as {
			out = append(out, placed(w, t, &toks[i+n-1]))
		}
		i += n
	}
	return l.rewriteAgain(out)
}

// rewriteAgain applies the phrases to what abbreviations were read as.
func (l *lexicon) rewriteAgain(toks []token) []token {
	out := make([]token, 0, len(toks))
	for i := 0; i < len(toks); {
		p, n := l.phraseAt(toks, i)
		if n < 2 {
			out = append(out, toks[i])
			i++
			continue
		}
		for _, w := range p.as {
			out = append(out, placed(w, &toks[i], &toks[i+n-1]))
		}
		i += n
	}
	return out
}

func placed(w token, from, to *token) token {
	w.start, w.end = from.start, to.end
	w.glued = from.glued
	w.fig = -1
	return w
}

// phraseAt returns the longest known phrase at token i and its length.
func (l *lexicon) phraseAt(toks []token, i int) (phrase, int) {
	var best phrase
	for _, p := range l.phrases[toks[i].stem] {
		if len(p.stems) <= len(best.stems) || i+len(p.stems) > len(toks) {
			continue
		}
		if p.capitals && (!toks[i].upper || numeralPlace(toks, i)) {
			continue
		}
		fits := true
		for n, s := range p.stems {
			if toks[i+n].stem != s {
				fits = false
				break
			}
		}
		if fits {
			best = p
		}
	}
	return best, len(best.stems)
}

// numeralPlace reports whether capitals at i are a Roman numeral: "stage IV".
func numeralPlace(toks []token, i int) bool {
	if _, ok := romanNumerals[toks[i].low]; !ok || i == 0 {
		return false
	}
	prev := &toks[i-1]
	if labelHeads[prev.low] {
		return true
	}
	if i > 1 {
		_, ok := romanNumerals[toks[i-2].low]
		return ok
	}
	return false
}

package search

import "sync"

// Token is one word, number or sign of a text.
type Token struct {
	Text       string // as written
	Stem       string // what is compared: "il2", "600000", "edema"
	Start, End int    // code points of the text
}

// analyzer turns text into tokens: tokenize, merge, fold, stem. It is safe
// for concurrent use.
type analyzer struct {
	rules   *rules
	stemmer *stemmer
	mu      sync.RWMutex
	folded  map[string]string // words folded before
}

// maxRemembered bounds the words and stems that are kept: a question adds
// few, and a program may run for years.
const maxRemembered = 1 << 16

func newAnalyzer(d *rules) *analyzer {
	return &analyzer{rules: d, stemmer: newStemmer(d.stems), folded: make(map[string]string, 4096)}
}

// tokens returns the tokens of rs with norm and stem set.
func (a *analyzer) tokens(rs []rune) []rawToken {
	raw := tokenize(rs)
	for i := range raw {
		if raw[i].kind == wordToken {
			a.fold(&raw[i])
		}
	}
	out := merge(rs, raw, a.rules)
	for i := range out {
		out[i].stem = a.stem(out[i])
	}
	return out
}

// fold sets the canonical surface of a word; number words become numbers.
func (a *analyzer) fold(t *rawToken) {
	t.norm = a.foldWord(t.norm)
	if t.norm != "" && isDigit(rune(t.norm[0])) {
		t.kind = numberToken
	}
	if t.norm == "%" {
		t.kind = signToken
	}
}

func (a *analyzer) foldWord(w string) string {
	a.mu.RLock()
	out, ok := a.folded[w]
	a.mu.RUnlock()
	if ok {
		return out
	}
	out = a.rules.foldWord(w)
	a.mu.Lock()
	if len(a.folded) < maxRemembered {
		a.folded[w] = out
	}
	a.mu.Unlock()
	return out
}

func (a *analyzer) stem(t rawToken) string {
	if t.kind != wordToken {
		return t.norm
	}
	return a.stemmer.stem(t.norm)
}

// stems returns the stems of s in order.
func (a *analyzer) stems(s string) []string {
	ts := a.tokens([]rune(s))
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = t.stem
	}
	return out
}

// analyze is what [Index.Analyze] returns.
func (a *analyzer) analyze(s string) []Token {
	rs := []rune(s)
	ts := a.tokens(rs)
	out := make([]Token, len(ts))
	for i, t := range ts {
		out[i] = Token{Text: string(rs[t.start:t.end]), Stem: t.stem, Start: t.start, End: t.end}
	}
	return out
}

package verify

import (
	"strings"
	"sync"
	"unicode"

	"curbside/internal/text"
)

// Checker verifies claims. It is safe for concurrent use.
type Checker struct {
	lex   *lexicon
	weigh func(string) float64
	seen  *memory
	skip  string // a check left out, to measure what it is worth
}

// New returns a Checker with the shipped word lists.
func New(o Options) *Checker {
	c := &Checker{lex: newLexicon(o.Synonyms), seen: newMemory(memorySize)}
	c.weigh = c.lex.weight
	if o.IDF != nil {
		c.weigh = func(stem string) float64 {
			if w := o.IDF(stem); w > 0 {
				return min(w, c.lex.maxIDF)
			}
			return c.lex.weight(stem)
		}
	}
	return c
}

// Check tells whether the passages support each sentence of the claim.
func (c *Checker) Check(claim Claim, passages []Passage) Verdict {
	if len(passages) == 0 {
		return Verdict{Problems: []Problem{{Kind: KindCitation, Words: "", Detail: "no passage is cited"}}}
	}
	docs := make([]*document, len(passages))
	defined := map[string][]string{}
	for i := range passages {
		docs[i] = c.document(&passages[i])
		for k, v := range docs[i].defined {
			defined[k] = v
		}
	}
	v := Verdict{Supported: true}
	v.quotes(claim.Quotes, docs)
	doc := c.lex.analyse(plain(claim.Text), c.weigh, defined)
	if claim.Given != "" {
		doc.given = sync.OnceValue(func() []token { return c.lex.analyse(claim.Given, c.weigh, defined).toks })
	}
	judged := 0
	for n := range doc.sents {
		if !doc.says(&doc.sents[n]) {
			continue
		}
		judged++
		v.add(c.sentence(doc, &doc.sents[n], docs))
	}
	if judged == 0 {
		v.refuse(Problem{Kind: KindCoverage, Words: text.Truncate(claim.Text, 80), Detail: "the claim states nothing"})
	}
	if v.Supported {
		v.Contradicted = false
	} else if !v.Contradicted {
		v.Support = nil
	}
	return v
}

// says reports whether a sentence of a claim holds anything to verify.
func (d *document) says(st *sentence) bool {
	for i := st.from; i < st.to; i++ {
		if d.toks[i].kind == tokNumber || d.toks[i].kind == tokWord && d.toks[i].weight > 0 {
			return true
		}
	}
	return false
}

func (v *Verdict) refuse(p ...Problem) {
	v.Supported = false
	v.Problems = append(v.Problems, p...)
}

// add joins the verdict on one more sentence.
func (v *Verdict) add(o Verdict) {
	v.Supported = v.Supported && o.Supported
	v.Contradicted = v.Contradicted || o.Contradicted
	v.Problems = append(v.Problems, o.Problems...)
	v.Facts = append(v.Facts, o.Facts...)
	for _, s := range o.Support {
		known := false
		for _, t := range v.Support {
			known = known || s == t
		}
		if !known {
			v.Support = append(v.Support, s)
		}
	}
}

// quotes checks that each quote stands in a passage.
func (v *Verdict) quotes(quotes []string, docs []*document) {
	for _, q := range quotes {
		if strings.TrimSpace(q) == "" {
			continue
		}
		found := false
		for _, d := range docs {
			found = found || d.holds(q)
		}
		if !found {
			v.refuse(Problem{Kind: KindQuote, Words: text.Truncate(text.Squeeze(q), 120), Detail: "not in the cited passage"})
		}
	}
}

// holds reports whether the passage has the words of q in this order, signs
// of spelling and reference marks aside.
func (d *document) holds(q string) bool {
	want := bareWords(tokenize(q))
	if len(want) == 0 {
		return true
	}
	for i := 0; i+len(want) <= len(d.plain); i++ {
		n := 0
		for n < len(want) && d.plain[i+n] == want[n] {
			n++
		}
		if n == len(want) {
			return true
		}
	}
	return false
}

func bareWords(toks []token) []string {
	var out []string
	for i := range toks {
		switch t := &toks[i]; t.kind {
		case tokWord, tokNumber:
			out = append(out, t.low)
		case tokPunct:
			if strings.ContainsAny(t.low, "%<>=≥≤$") {
				out = append(out, t.low)
			}
		}
	}
	return out
}

// plain drops what a claim says about itself: "Yes,", "According to the
// label,", "The passage says that". The text keeps its length.
func plain(s string) string {
	s = text.Clean(s)
	low := text.Fold(s)
	for _, head := range []string{"yes, ", "no, ", "yes. ", "no. ", "yes: ", "no: ", "yes - ", "no - "} {
		if strings.HasPrefix(low, head) {
			return capital(strings.TrimLeft(s[len(head):], " "))
		}
	}
	if at := attribution(low); at > 0 && len(low) == len(s) {
		return capital(strings.TrimLeft(s[at:], " ,:"))
	}
	return s
}

func capital(s string) string {
	rs := []rune(s)
	if len(rs) > 0 {
		rs[0] = unicode.ToUpper(rs[0])
	}
	return string(rs)
}

var sourceNouns = []string{"label", "passage", "source", "guideline", "guidelines", "page", "article", "document", "text", "prescribing information", "review", "summary", "authors"}
var sayingVerbs = []string{" says that ", " states that ", " notes that ", " reports that ", " say that ", " state that ", " report that ", " note that ", " says ", " states ", " explains that ", " mentions that "}

// attribution returns where the statement begins behind its attribution, or 0.
func attribution(low string) int {
	head := low[:min(len(low), 90)]
	if strings.HasPrefix(head, "according to ") {
		if at := strings.Index(head, ", "); at > 0 && namesSource(head[:at]) {
			return at + 2
		}
		return 0
	}
	for _, verb := range sayingVerbs {
		if at := strings.Index(head, verb); at > 0 && at < 50 && strings.HasPrefix(head, "the ") && namesSource(head[:at]) {
			return at + len(verb)
		}
	}
	return 0
}

func namesSource(s string) bool {
	for _, n := range sourceNouns {
		if strings.HasSuffix(s, n) {
			return true
		}
	}
	return false
}

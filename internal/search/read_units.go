package search

import (
	"slices"
	"strings"
)

// units may follow a number in a question and then belong to it.
var units = wordSet("mg mcg g kg ng ml l dl m2 iu miu unit units international million % hour day week month year minute second hours days weeks months years minutes dose doses cycle cycles course courses patients time times degree degrees fahrenheit celsius f c mmhg meq mmol ml/min")

// number makes a term of a number with its unit ("600,000 IU/kg",
// "8 hours"). The number alone is a looser form of it.
func (q *reading) number(i int) (*Term, int) {
	if q.tokens[i].kind != numberToken {
		return nil, 0
	}
	n := q.units(i)
	t := q.term(i, n)
	t.Kind = "number"
	if n == 1 {
		t.weak = len(t.Stem) < 3
		return t, 1
	}
	if short := slices.DeleteFunc(slices.Clone(t.Forms[0]), func(s string) bool { return s == "per" }); len(short) < n {
		t.Forms = append(t.Forms, short) // IU per kg is IU/kg
	}
	t.Near = [][]string{{q.tokens[i].stem}}
	return t, n
}

// units returns how many tokens the number at i takes with the units that
// follow it.
func (q *reading) units(i int) int {
	n := 1
	for i+n < len(q.tokens) && n < 8 {
		switch {
		case q.unitAt(i + n):
			n++
		case n > 1 && q.tokens[i+n].norm == "per" && i+n+1 < len(q.tokens) && q.unitAt(i+n+1):
			n += 2
		default:
			return n
		}
	}
	return n
}

// unitAt reports whether token j is a unit that follows the token before it
// closely: after a space, a hyphen or a slash.
func (q *reading) unitAt(j int) bool {
	a, b := q.tokens[j-1], q.tokens[j]
	if _, ok := units[b.norm]; !ok {
		return false
	}
	gap := strings.TrimSpace(string(q.rs[a.end:b.start]))
	return b.start-a.end <= 2 && (gap == "" || gap == "-" || gap == "/" || gap == "°")
}

// compound makes one term of words joined by hyphens (high-dose, PD-L1),
// which stands for the words in a row however they are joined. Words that
// the corpus never has in a row are read one by one, unless they are a name
// with a number in it.
func (q *reading) compound(i int) (*Term, int) {
	first := q.tokens[i]
	if first.kind != wordToken {
		return nil, 0
	}
	n, joined, name := 1, first.norm, false
	for ; i+n < len(q.tokens); n++ {
		next := q.tokens[i+n]
		if !next.glued || next.kind == numberToken {
			break
		}
		joined += next.norm
		name = name || next.kind == codeToken
	}
	if n == 1 {
		return nil, 0
	}
	t := q.term(i, n)
	if stem := q.ix.analyzer.stem(rawToken{norm: joined, kind: wordToken}); q.ix.vocab.known(stem) {
		t.Forms = append(t.Forms, []string{stem})
	}
	if err := q.weigh(t); err != nil || !t.Known && !name {
		return nil, 0
	}
	return t, n
}

// disease returns how many tokens from i on name a disease of the word list,
// two or more.
func (q *reading) disease(i int) int {
	best := 0
	key := ""
	for n := 1; n <= longestDisease && i+n <= len(q.tokens); n++ {
		if n > 1 {
			key += " "
		}
		key += q.tokens[i+n-1].norm
		if n > 1 && isDiseaseKey(key) {
			best = n
		}
	}
	return best
}

// foreignDisease makes a term of a disease that the lexicon lacks. A lexicon
// term inside its name (melanoma in uveal melanoma) is a looser form: it
// finds what is nearest, and is not the same.
func (q *reading) foreignDisease(i, n int) *Term {
	t := q.term(i, n)
	t.Kind = "disease"
	for j := i; j < i+n; j++ {
		if form, m := q.ix.lexicon.match(q.tokens[:i+n], j, q.written); m > 0 && !form.other && q.ix.lexicon.terms[form.term].kind == "disease" {
			t.Near = addForms(t.Near, q.ix.lexicon.terms[form.term].same, t.Forms)
		}
	}
	return t
}

package verify

import "strings"

// prefixComparators are read before a number, the longest first. "of" may
// follow ("a maximum of").
var prefixComparators = []struct {
	words string
	cmp   comparator
}{
	{"no more than", cmpAtMost}, {"not more than", cmpAtMost}, {"no greater than", cmpAtMost}, {"no longer than", cmpAtMost},
	{"not exceeding", cmpAtMost}, {"not to exceed", cmpAtMost}, {"not exceed", cmpAtMost}, {"less than or equal to", cmpAtMost},
	{"lower than or equal to", cmpAtMost}, {"greater than or equal to", cmpAtLeast}, {"more than or equal to", cmpAtLeast},
	{"equal to or greater than", cmpAtLeast}, {"equal to or less than", cmpAtMost}, {"no higher than", cmpAtMost},
	{"no less than", cmpAtLeast}, {"not less than", cmpAtLeast}, {"no fewer than", cmpAtLeast}, {"not fewer than", cmpAtLeast},
	{"equal or above", cmpAtLeast}, {"equal or greater than", cmpAtLeast}, {"equal or higher than", cmpAtLeast}, {"equal to or above", cmpAtLeast},
	{"equal to or higher than", cmpAtLeast}, {"equal or below", cmpAtMost}, {"equal or less than", cmpAtMost}, {"equal or lower than", cmpAtMost}, {"equal to or below", cmpAtMost},
	{"equal to or lower than", cmpAtMost}, {"at or over", cmpAtLeast}, {"at or under", cmpAtMost}, {"above or equal to", cmpAtLeast}, {"below or equal to", cmpAtMost},
	{"more or equal to", cmpAtLeast}, {"less or equal to", cmpAtMost}, {"anything over", cmpMore}, {"anything above", cmpMore}, {"anything under", cmpLess}, {"anything below", cmpLess},
	{"just over", cmpMore}, {"just above", cmpMore}, {"just under", cmpLess}, {"just below", cmpLess}, {"slightly over", cmpMore}, {"slightly under", cmpLess},
	{"well over", cmpMore}, {"well under", cmpLess}, {"a little over", cmpMore}, {"a little under", cmpLess},
	{"slightly more than", cmpMore}, {"slightly less than", cmpLess}, {"just short of", cmpLess}, {"short of", cmpLess},
	{"no lower than", cmpAtLeast}, {"at or above", cmpAtLeast}, {"at or below", cmpAtMost},
	{"as many as", cmpAtMost}, {"as much as", cmpAtMost}, {"as high as", cmpAtMost}, {"as long as", cmpAtMost},
	{"as few as", cmpAtLeast}, {"as low as", cmpAtLeast}, {"as little as", cmpAtLeast},
	{"at least", cmpAtLeast}, {"at the least", cmpAtLeast}, {"minimum of", cmpAtLeast}, {"a minimum", cmpAtLeast}, {"at minimum", cmpAtLeast}, {"at most", cmpAtMost},
	{"up to", cmpAtMost}, {"maximum of", cmpAtMost}, {"a maximum", cmpAtMost}, {"in excess of", cmpMore}, {"upwards of", cmpMore},
	{"more than", cmpMore}, {"greater than", cmpMore}, {"higher than", cmpMore}, {"larger than", cmpMore}, {"longer than", cmpMore},
	{"older than", cmpMore}, {"better than", cmpMore}, {"less than", cmpLess}, {"fewer than", cmpLess}, {"lower than", cmpLess},
	{"smaller than", cmpLess}, {"shorter than", cmpLess}, {"younger than", cmpLess}, {"exceeding", cmpMore}, {"exceeds", cmpMore},
	{"exceed", cmpMore}, {"exceeded", cmpMore}, {"over", cmpMore}, {"above", cmpMore}, {"beyond", cmpMore}, {"under", cmpLess}, {"below", cmpLess},
	{"can reach", cmpAtMost}, {"may reach", cmpAtMost}, {"within", cmpWithin}, {"within the first", cmpWithin}, {"≥ ", cmpAtLeast}, {"≤ ", cmpAtMost},
}

var signComparators = map[string]comparator{"<": cmpLess, ">": cmpMore, "≥": cmpAtLeast, "≤": cmpAtMost, "≧": cmpAtLeast, "≦": cmpAtMost, "⩾": cmpAtLeast, "⩽": cmpAtMost}

var suffixComparators = []struct {
	words string
	cmp   comparator
}{
	{"or more", cmpAtLeast}, {"or older", cmpAtLeast}, {"and older", cmpAtLeast}, {"or greater", cmpAtLeast}, {"or higher", cmpAtLeast},
	{"and higher", cmpAtLeast}, {"and above", cmpAtLeast}, {"or above", cmpAtLeast}, {"or over", cmpAtLeast}, {"and over", cmpAtLeast},
	{"or longer", cmpAtLeast}, {"or larger", cmpAtLeast}, {"or less", cmpAtMost}, {"or fewer", cmpAtMost}, {"or younger", cmpAtMost},
	{"and younger", cmpAtMost}, {"or lower", cmpAtMost}, {"or below", cmpAtMost}, {"and under", cmpAtMost}, {"or under", cmpAtMost},
	{"or smaller", cmpAtMost}, {"or shorter", cmpAtMost}, {"at least", cmpAtLeast}, {"at most", cmpAtMost}, {"or better", cmpAtLeast}, {"or worse", cmpAtLeast},
	{"of age or older", cmpAtLeast}, {"of age and older", cmpAtLeast}, {"of age or younger", cmpAtMost}, {"or later", cmpAtLeast}, {"and up", cmpAtLeast}, {"+", cmpAtLeast},
}

var aboutWords = map[string]bool{"about": true, "approximately": true, "roughly": true, "around": true, "nearly": true,
	"almost": true, "~": true, "circa": true, "some": true, "estimated": true, "∼": true, "≈": true, "approx": true}

// prefix reads what stands before the number: comparators, "about", "aged".
func (r *figureReader) prefix(f *figure) {
	for n := 0; n < 4; n++ {
		t := r.at(f.from - 1)
		if c, ok := signComparators[t.low]; ok {
			f.cmp = c
			f.from--
			continue
		}
		if t.low == "=" && (r.at(f.from-2).low == ">" || r.at(f.from-2).low == "<") {
			f.cmp = cmpAtLeast
			if r.at(f.from-2).low == "<" {
				f.cmp = cmpAtMost
			}
			f.from -= 2
			continue
		}
		if t.low == "to" && r.at(f.from-2).low == "close" {
			f.about, f.below = true, true
			f.from -= 2
			continue
		}
		if aboutWords[t.low] || t.low == "$" {
			f.about = f.about || t.low != "$"
			f.below = f.below || t.low == "nearly" || t.low == "almost"
			f.from--
			continue
		}
		if t.low == "aged" || t.low == "age" || t.low == "ages" {
			f.age = true
		}
		if !r.prefixWords(f) {
			break
		}
	}
	if t := r.at(f.from - 1).low; t == "aged" || t == "age" || t == "ages" {
		f.age = true
	}
}

// prefixWords reads one comparator of words that ends before the figure.
func (r *figureReader) prefixWords(f *figure) bool {
	for _, p := range prefixComparators {
		n, ok := r.endsWith(p.words, f.from)
		if !ok || f.cmp != cmpNone && (f.from != f.num || f.cmp == p.cmp) {
			continue // one comparator before the number, whatever stands behind it
		}
		if r.noComparator(p.words, f, n) {
			return false
		}
		f.cmp = p.cmp
		f.from -= n
		return true
	}
	return false
}

// noComparator tells "over 15 minutes" (how long something lasts) and "better
// than" between things from a bound on the figure.
func (r *figureReader) noComparator(words string, f *figure, n int) bool {
	prev := r.at(f.from - n - 1).low
	switch words {
	case "over":
		if f.dim == "count:cycle" || f.dim == "count:course" || prev == "spread" || prev == "given" || prev == "divided" || prev == "infused" {
			return true
		}
		return (f.dim == "clock" || f.dim == "calendar") && !f.fraction && !f.age && !overBound[prev]
	case "under", "above", "below", "beyond":
		return f.label != "" || f.role == roleYear
	case "better than":
		return f.dim == "" || strings.HasPrefix(f.dim, "count:")
	case "as long as":
		return f.dim != "clock" && f.dim != "calendar"
	case "more than":
		return prev == "no" || prev == "not"
	case "less than":
		return prev == "no" || prev == "not"
	}
	return false
}

// overBound are words behind which "over two days" is a bound.
var overBound = map[string]bool{"aged": true, "age": true, "just": true, "well": true, "for": true, "of": true, "lasting": true, "lasts": true, "lasted": true}

// endsWith reports whether words stand directly before token i, and how many.
func (r *figureReader) endsWith(words string, i int) (int, bool) {
	n := strings.Count(words, " ") + 1
	at := i - n
	for words != "" {
		w, rest, _ := strings.Cut(words, " ")
		if r.at(at).low != w {
			return 0, false
		}
		at++
		words = rest
	}
	return n, true
}

// suffixComparator reads "or more", "and older" behind the figure.
func (r *figureReader) suffixComparator(f *figure, i int) int {
	if r.at(i).low == "of" && r.at(i+1).low == "age" {
		f.age = true
		i += 2
		f.to = i
	}
	if r.at(i).low == "old" {
		i++
		f.to = i
	}
	for _, s := range suffixComparators {
		n := strings.Count(s.words, " ") + 1
		if m, ok := r.endsWith(s.words, i+n); ok {
			if s.words == "+" && !r.at(i).glued || strings.HasPrefix(s.words, "at ") && f.cmp == cmpNone && r.at(i+n).kind == tokNumber {
				continue
			}
			f.cmp = s.cmp
			if strings.HasSuffix(s.words, "older") || strings.HasSuffix(s.words, "younger") {
				f.age = true
			}
			return i + m
		}
	}
	return i
}

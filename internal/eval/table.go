package eval

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"curbside/internal/text"
)

// normal folds what does not distinguish facts: case, dashes, white space,
// thousands separators.
func normal(s string) string {
	rs := []rune(text.Squeeze(text.Fold(s)))
	var b strings.Builder
	for i, r := range rs {
		if r == ',' && i > 0 && i+1 < len(rs) && isDigit(rs[i-1]) && isDigit(rs[i+1]) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// standsIn reports whether a normal fact stands in a normal text: it begins
// where a word or number begins, and does not end inside a number.
func standsIn(shown, fact string) bool {
	for at := 0; ; {
		i := strings.Index(shown[at:], fact)
		if i < 0 || fact == "" {
			return false
		}
		from, to := at+i, at+i+len(fact)
		begins := from == 0 || !isWord(shown[from-1]) || !isWord(fact[0])
		ends := to == len(shown) || !(isDigit(rune(fact[len(fact)-1])) && (isDigit(rune(shown[to])) || decimal(shown[to:])))
		if begins && ends && !(from > 1 && isDigit(rune(fact[0])) && shown[from-1] == '.' && isDigit(rune(shown[from-2]))) {
			return true
		}
		at = from + 1
	}
}

func isWord(c byte) bool { return c >= 'a' && c <= 'z' || isDigit(rune(c)) || c >= 0x80 }

// decimal reports whether s goes on with the decimals of a number.
func decimal(s string) bool { return len(s) > 1 && s[0] == '.' && isDigit(rune(s[1])) }

// Wilson returns the 95 % confidence interval of a rate of k in n.
// See E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212.
func Wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	mid := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	d := 1 + z*z/m
	return math.Max(0, (mid-half)/d), math.Min(1, (mid+half)/d)
}

// Table prints the share of questions that went as expected, per kind and
// half, with its 95 % interval.
func (r *Report) Table() string {
	type cell struct{ n, ok int }
	rows := map[string]*cell{}
	for _, o := range r.Outcomes {
		for _, key := range []string{o.Question.Kind + " (" + o.Question.Half + ")", o.Question.Kind + " (all)"} {
			if rows[key] == nil {
				rows[key] = &cell{}
			}
			rows[key].n++
			if len(o.Faults) == 0 {
				rows[key].ok++
			}
		}
	}
	var keys []string
	for k := range rows {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	fmt.Fprintf(&b, "%-32s %5s %5s %8s  %s\n", "kind", "n", "ok", "rate", "95 % interval")
	for _, k := range keys {
		c := rows[k]
		low, high := Wilson(c.ok, c.n)
		fmt.Fprintf(&b, "%-32s %5d %5d %7.1f%%  %.1f-%.1f%%\n", k, c.n, c.ok, 100*float64(c.ok)/float64(c.n), 100*low, 100*high)
	}
	return b.String()
}

// Failures lists the questions that did not go as expected.
func (r *Report) Failures() string {
	var b strings.Builder
	for _, o := range r.Outcomes {
		if len(o.Faults) > 0 {
			fmt.Fprintf(&b, "%s %s: %s\n", o.Question.ID, o.Question.Question, strings.Join(o.Faults, "; "))
		}
	}
	return b.String()
}

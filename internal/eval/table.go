package eval

import (
	"encoding/json"
	"fmt"
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

// Rates is the share of questions that went as expected, per kind and half.
func (r *Report) Rates() []Rate {
	var t tally
	for _, o := range r.Outcomes {
		t.count(o.Question.Kind, o.Question.Half, "right", len(o.Faults) == 0)
	}
	return sorted(t.result())
}

// MarshalJSON implements json.Marshaler: the rates, and what did not go as
// expected, without the answers.
func (r *Report) MarshalJSON() ([]byte, error) {
	type miss struct {
		ID     string   `json:"id"`
		Kind   string   `json:"kind"`
		Half   string   `json:"half"`
		Faults []string `json:"faults"`
	}
	out := struct {
		Rates  []Rate `json:"rates"`
		Misses []miss `json:"misses"`
	}{r.Rates(), []miss{}}
	for _, o := range r.Outcomes {
		if len(o.Faults) > 0 {
			out.Misses = append(out.Misses, miss{o.Question.ID, o.Question.Kind, o.Question.Half, o.Faults})
		}
	}
	return json.Marshal(out)
}

// Table lays the rates out as text.
func (r *Report) Table() string { return RateTable(r.Rates()) }

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

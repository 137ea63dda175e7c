package claims

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"curbside/internal/verify"
)

// Row is the outcome for one kind of case.
type Row struct {
	Kind  string
	Want  bool // what a right verifier says: supported, or not
	Right int
	N     int
}

// Share is the share of right verdicts, with Wilson's 95 % interval.
func (r Row) Share() (share, low, high float64) {
	low, high = Wilson(r.Right, r.N)
	return float64(r.Right) / math.Max(1, float64(r.N)), low, high
}

// Miss is a case that was judged wrongly.
type Miss struct {
	Item    Item
	Verdict verify.Verdict
}

// Table is the outcome for all kinds.
type Table struct {
	Rows   []Row
	Misses []Miss
}

// Measure asks the checker for a verdict on every item.
func Measure(c *verify.Checker, items []Item) Table {
	rows := map[string]*Row{}
	var t Table
	for _, it := range items {
		v := c.Check(verify.Claim{Text: it.Claim}, it.Passages)
		key := fmt.Sprint(it.Kind, it.Want)
		r := rows[key]
		if r == nil {
			r = &Row{Kind: it.Kind, Want: it.Want}
			rows[key] = r
		}
		r.N++
		if v.Supported == it.Want {
			r.Right++
		} else {
			t.Misses = append(t.Misses, Miss{it, v})
		}
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, *r)
	}
	sort.Slice(t.Rows, func(i, j int) bool {
		if t.Rows[i].Want != t.Rows[j].Want {
			return t.Rows[i].Want
		}
		return t.Rows[i].Kind < t.Rows[j].Kind
	})
	return t
}

// String lays the table out as text.
func (t Table) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-28s %6s  %-16s  %s\n", "kind", "n", "right", "95 % range")
	for _, r := range t.Rows {
		share, low, high := r.Share()
		what := "caught"
		if r.Want {
			what = "kept"
		}
		fmt.Fprintf(&b, "%-28s %6d  %-6s %6.1f %%   %.1f-%.1f\n", r.Kind, r.N, what, 100*share, 100*low, 100*high)
	}
	return b.String()
}

// Wilson returns the 95 % interval of a share of k in n.
func Wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	mid := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return math.Max(0, (mid-half)/(1+z*z/m)), math.Min(1, (mid+half)/(1+z*z/m))
}

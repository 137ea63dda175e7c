package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"curbside/internal/eval/claims"
)

// Rate is a share of cases of one kind, with its 95 % interval.
type Rate struct {
	Kind string  `json:"kind"`
	Half string  `json:"half"` // tune, held, or all
	What string  `json:"what"` // what was counted: right, caught, flagged, kept, accepted
	N    int     `json:"n"`
	K    int     `json:"k"`
	Rate float64 `json:"rate"` // K of N, 0 to 1
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Wilson returns the 95 % confidence interval of a rate of k in n.
// See E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212.
func Wilson(k, n int) (low, high float64) { return claims.Wilson(k, n) }

// tally counts cases by kind and half, keeping the order in which kinds
// first come.
type tally struct {
	rates []*Rate
}

// count adds one case of a kind to its half and to the whole.
func (t *tally) count(kind, half, what string, hit bool) {
	for _, h := range slices.Compact([]string{half, allHalves}) {
		r := t.of(kind, h, what)
		r.N++
		if hit {
			r.K++
		}
	}
}

const allHalves = "all"

func (t *tally) of(kind, half, what string) *Rate {
	for _, r := range t.rates {
		if r.Kind == kind && r.Half == half && r.What == what {
			return r
		}
	}
	r := &Rate{Kind: kind, Half: half, What: what}
	t.rates = append(t.rates, r)
	return r
}

// result computes the rates. The whole is left out where it is one half.
func (t *tally) result() []Rate {
	out := []Rate{}
	for _, r := range t.rates {
		if r.Half == allHalves && slices.ContainsFunc(t.rates, func(o *Rate) bool {
			return o != r && o.Kind == r.Kind && o.What == r.What && o.N == r.N
		}) {
			continue
		}
		out = append(out, *finished(r))
	}
	return out
}

func finished(r *Rate) *Rate {
	r.Rate = float64(r.K) / math.Max(1, float64(r.N))
	r.Low, r.High = Wilson(r.K, r.N)
	return r
}

// sorted orders rates by kind, then half: tune, held, all.
func sorted(rates []Rate) []Rate {
	order := []string{"tune", "held", allHalves}
	slices.SortStableFunc(rates, func(a, b Rate) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), slices.Index(order, a.Half)-slices.Index(order, b.Half))
	})
	return rates
}

// RateTable lays rates out as text.
func RateTable(rates []Rate) string {
	wide := 0
	for _, r := range rates {
		wide = max(wide, len(r.Kind))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s  %-5s %5s  %-16s  %s\n", wide, "kind", "half", "n", "rate", "95 % interval")
	for _, r := range rates {
		fmt.Fprintf(&b, "%-*s  %-5s %5d  %-8s %5.1f %%  %.1f-%.1f\n", wide, r.Kind, r.Half, r.N, r.What, 100*r.Rate, 100*r.Low, 100*r.High)
	}
	return b.String()
}

// Speed is how long single cases took, in milliseconds.
type Speed struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
}

// speedOf returns the median and the 95th percentile of some times.
func speedOf(times []time.Duration) Speed {
	if len(times) == 0 {
		return Speed{}
	}
	slices.Sort(times)
	at := func(share float64) float64 {
		i := min(len(times)-1, int(math.Ceil(share*float64(len(times))))-1)
		return float64(times[max(0, i)].Microseconds()) / 1000
	}
	return Speed{P50: at(.5), P95: at(.95)}
}

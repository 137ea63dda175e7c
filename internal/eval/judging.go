package eval

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"curbside/internal/answer"
	"curbside/internal/eval/claims"
)

// Judge is a second opinion on a claim that the rules accept: whether its
// passage says it. An error is no opinion.
type Judge interface {
	Entails(ctx context.Context, claim, passage string) (bool, error)
}

// JudgeReport is what a judge adds to the rules: of the false claims that they
// accept the rate is how many it refuses, of the fair ones how many it keeps.
type JudgeReport struct {
	Rates  []Rate      `json:"rates"`
	Silent int         `json:"silent"` // claims on which it gave no opinion; the rules' verdict stands
	Millis Speed       `json:"ms_per_call"`
	Misses []JudgeMiss `json:"misses,omitempty"`
}

// JudgeMiss is a claim that the judge took for what it is not.
type JudgeMiss struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Claim string `json:"claim"`
	Want  bool   `json:"want"` // supported
}

// accepted is a claim that the rules accept.
type accepted struct {
	item claims.Item
	kind string
}

// askJudge asks the judge of a draw of accepted claims. What stands in a passage
// word for word is left out, as answering leaves it out.
func askJudge(ctx context.Context, set VerifySet, all []accepted) (*JudgeReport, error) {
	report, rates := &JudgeReport{}, tally{}
	var times []time.Duration
	for _, want := range []bool{false, true} {
		for _, a := range drawn(all, want, set.Judged, set.Seed) {
			start := time.Now()
			says, err := set.Judge.Entails(ctx, a.item.Claim, shown(a.item))
			if ctx.Err() != nil {
				return nil, fmt.Errorf("judging claims: %w", ctx.Err())
			}
			times = append(times, time.Since(start))
			if err != nil {
				report.Silent++
				says = true // the rules' verdict stands
			}
			what := caughtOrKept(a.item)
			rates.count(a.kind, allHalves, what, says == want)
			rates.count("all together", allHalves, what, says == want)
			if says != want {
				report.Misses = append(report.Misses, JudgeMiss{ID: a.item.ID, Kind: a.kind, Claim: a.item.Claim, Want: want})
			}
		}
	}
	report.Rates, report.Millis = rates.result(), speedOf(times)
	return report, nil
}

// drawn takes at most most fair or false claims, by a hash of the seed and
// each claim, so that a larger draw holds a smaller one.
func drawn(all []accepted, want bool, most int, seed uint64) []accepted {
	out := slices.DeleteFunc(slices.Clone(all), func(a accepted) bool { return a.item.Want != want || answer.WordForWord(a.item.Claim, shown(a.item)) })
	rank := func(a accepted) string {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s\x00%s", seed, a.item.ID, a.item.Claim))
		return string(sum[:])
	}
	slices.SortFunc(out, func(a, b accepted) int { return cmp.Compare(rank(a), rank(b)) })
	return out[:min(most, len(out))]
}

// shown is what the judge reads: the passages, each under its headings.
func shown(it claims.Item) string {
	var parts []string
	for _, p := range it.Passages {
		parts = append(parts, answer.ForJudge(p.Headings, p.Text))
	}
	return strings.Join(parts, "\n")
}

func (r *JudgeReport) table() string {
	return "the model as second judge, of claims that the rules accept:\n" + RateTable(r.Rates) +
		fmt.Sprintf("\nno opinion: %d\nms per call: p50 %.0f, p95 %.0f\n", r.Silent, r.Millis.P50, r.Millis.P95)
}

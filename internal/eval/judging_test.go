package eval

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"curbside/internal/eval/claims"
	"curbside/internal/verify"
)

// strict refuses claims that hold a word, and has no opinion on others.
type strict struct {
	refuses, unsure string
	asked           []string
}

func (s *strict) Entails(_ context.Context, claim, passage string) (bool, error) {
	s.asked = append(s.asked, claim+" | "+passage)
	if s.unsure != "" && strings.Contains(claim, s.unsure) {
		return false, errors.New("no verdict")
	}
	return !strings.Contains(claim, s.refuses), nil
}

func acceptedClaim(id, claim string, want bool) accepted {
	return accepted{kind: "by hand: x", item: claims.Item{ID: id, Claim: claim, Want: want,
		Passages: []verify.Passage{{Headings: []string{"Aldesleukin", "Course"}, Text: "Adults rest 9 days between the two cycles."}}}}
}

func TestTheJudgeIsCountedByWhatItAdds(t *testing.T) {
	judge := &strict{refuses: "twelve", unsure: "perhaps"}
	set := VerifySet{Judge: judge, Judged: 10}
	report, err := askJudge(t.Context(), set, []accepted{
		acceptedClaim("word for word", "Adults rest 9 days", true),
		acceptedClaim("fair", "Nine days of rest separate the cycles.", true),
		acceptedClaim("fair, refused", "Cycles, of which twelve exist, have nine days between.", true),
		acceptedClaim("fair, unsure", "perhaps nine days", true),
		acceptedClaim("false, caught", "Adults rest twelve days.", false),
		acceptedClaim("false, let through", "Children rest 9 days.", false),
		acceptedClaim("false, unsure", "perhaps Children", false),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(judge.asked) != 6 || report.Silent != 2 || len(report.Misses) != 3 {
		t.Errorf("asked %d, no opinion on %d, wrong on %d: want 6, 2, 3", len(judge.asked), report.Silent, len(report.Misses))
	}
	if want := "Nine days of rest separate the cycles. | Aldesleukin > Course\nAdults rest 9 days between the two cycles."; !slices.Contains(judge.asked, want) {
		t.Errorf("asked %q, want among them %q", judge.asked, want)
	}
	for _, r := range report.Rates {
		if want := map[string]int{"caught": 1, "kept": 2}[r.What]; r.N != 3 || r.K != want {
			t.Errorf("%s, %s: %d of %d, want %d of 3", r.Kind, r.What, r.K, r.N, want)
		}
	}
}

func TestALargerDrawHoldsTheSmaller(t *testing.T) {
	var all []accepted
	for _, id := range strings.Fields("a b c d e f g h") {
		all = append(all, acceptedClaim(id, "claim "+id, true))
	}
	small, large := drawn(all, true, 3, 1), drawn(all, true, 6, 1)
	if len(small) != 3 || len(large) != 6 || len(drawn(all, false, 6, 1)) != 0 {
		t.Fatalf("drawn %d, %d and %d of false ones", len(small), len(large), len(drawn(all, false, 6, 1)))
	}
	for i, a := range small {
		if a.item.ID != large[i].item.ID {
			t.Errorf("place %d: %s in the small draw, %s in the large", i, a.item.ID, large[i].item.ID)
		}
	}
}

func TestVerifyHandsTheJudgeWhatTheRulesAccept(t *testing.T) {
	judge := &strict{refuses: "rest"}
	passage := []verify.Passage{{ID: "a", Text: "Adults rest for 9 days between the two cycles."}}
	report, err := Verify(t.Context(), VerifySet{Corpus: loaded(t).corpus, PerKind: 1, Judge: judge, Judged: 5, SciFact: []claims.Item{
		{ID: "fair", Kind: "scifact support", Claim: "Adults rest 9 days between the two cycles.", Passages: passage, Want: true},
		{ID: "false", Kind: "scifact contradict", Claim: "Adults rest 12 days between the two cycles.", Passages: passage},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(judge.asked) != 1 || report.Judge == nil || !strings.Contains(report.Table(), "second judge") {
		t.Errorf("asked %q; report %s", judge.asked, report.Table())
	}
}

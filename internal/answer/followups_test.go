package answer

import "testing"

// Whatever an answer offers to ask next, the sources can answer.
func TestFollowUpsAreAnswered(t *testing.T) {
	e := engine(t, nil)
	seen := map[string]bool{}
	for _, q := range []string{
		"What is the standard dose of aldesleukin?", "How does IL-2 work?", "What is lifileucel?",
		"What are the contraindications to aldesleukin?", "How effective is interferon alfa in renal cell cancer?",
	} {
		for _, next := range ask(t, e, Request{Question: q}).FollowUps {
			if seen[next] {
				continue
			}
			seen[next] = true
			if a := ask(t, e, Request{Question: next}); a.Status != Answered {
				t.Errorf("offers %q, which is %s (missing %v)", next, a.Status, a.Missing)
			}
		}
	}
	if len(seen) < 3 {
		t.Errorf("only %d follow-ups offered", len(seen))
	}
}

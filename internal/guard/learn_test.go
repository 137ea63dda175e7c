package guard

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sample is a message as its features, and what it is.
type sample struct {
	features []string
	alarm    bool
	harm     bool
	shape    string // what it was made from: a feature of one shape only says nothing
}

// Each kind counts as much as this share of all that is not of its kind, however
// many messages the sets hold.
const (
	shareAlarm = 1.2
	shareHarm  = 0.25
)

// manner is how weights are learned: how much each step forgets, how often all
// messages are gone through, and by how much the scores are spread in the end,
// so that the limits of net.go keep their meaning. Strong forgetting carries over
// better to messages that were not seen; of requests for harm there are too few.
type manner struct {
	forget float64
	rounds int
	spread float64
}

var (
	mannerAlarm = manner{forget: 2e-3, rounds: 30, spread: 2.4}
	mannerHarm  = manner{forget: 2e-4, rounds: 25, spread: 1}
)

// TestLearn writes data/weights.txt anew from the sets in testdata. Run it with
// GUARD_LEARN=1 after adding messages there, then run all tests again.
func TestLearn(t *testing.T) {
	if os.Getenv("GUARD_LEARN") == "" {
		t.Skip("GUARD_LEARN is not set: the weights are left as they are")
	}
	all := samples(t)
	alarm := learn(all, func(s sample) bool { return s.alarm }, shareAlarm, mannerAlarm)
	harm := learn(all, func(s sample) bool { return s.harm }, shareHarm, mannerHarm)
	var b strings.Builder
	b.WriteString("# How much a word (breathing), a pair (stopped breathing), a beginning (breat*)\n# or a frame ([edu]) speaks for an emergency, and for a request for harm,\n# in hundredths. Written by TestLearn; not by hand.\n")
	for _, name := range slices.Sorted(maps.Keys(alarm)) {
		if a, h := alarm[name], harm[name]; math.Abs(a) >= 0.2 || math.Abs(h) >= 0.12 {
			fmt.Fprintf(&b, "%.0f %.0f %s\n", 100*a, 100*h, name)
		}
	}
	if err := os.WriteFile("data/weights.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// samples reads every set; an identifier or an instruction is no emergency.
func samples(t *testing.T) []sample {
	var all []sample
	for _, set := range learnSets {
		for _, m := range readSet(t, set) {
			s := sampleOf(m.text)
			s.shape = m.text
			s.alarm, s.harm = set == "emergencies", set == "unsafe"
			all = append(all, s)
		}
	}
	for _, q := range curatorsQuestions(t, "learn") {
		s := sampleOf(q)
		s.shape = q
		all = append(all, s)
	}
	return all
}

// curatorsQuestions gives the questions that the curators wrote beside the
// sources, all of which can be answered: of each three, two to learn from and
// one to measure with, chosen by what it says.
func curatorsQuestions(t testing.TB, share string) []string {
	t.Helper()
	files, err := filepath.Glob("../../corpus/questions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("find the curators' questions: %v, %d files", err, len(files))
	}
	var out []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			line, ok := strings.CutPrefix(strings.TrimSpace(line), "- \"")
			if !ok {
				continue
			}
			q := strings.ReplaceAll(strings.TrimSuffix(line, "\""), `\"`, `"`)
			h := fnv.New32a()
			h.Write([]byte(q))
			if share == "all" || (h.Sum32()%3 == 0) == (share == "measure") {
				out = append(out, q)
			}
		}
	}
	return out
}

// TestNetAlone learns from four fifths of the messages and looks at the others
// with the net only, as a measure of how well it carries over to new wordings.
func TestNetAlone(t *testing.T) {
	all := samples(t)
	for _, c := range []struct {
		name  string
		is    func(sample) bool
		share float64
		how   manner
		at    float64
		found float64
		wrong float64
	}{
		{"emergencies", func(s sample) bool { return s.alarm }, shareAlarm, mannerAlarm, netAlarm, 0.8, 0.05},
		{"unsafe", func(s sample) bool { return s.harm }, shareHarm, mannerHarm, netHarm, 0.35, 0.015},
	} {
		var yes, no []float64
		for fold := range 5 {
			var rest []sample
			for i, s := range all {
				if i%5 != fold {
					rest = append(rest, s)
				}
			}
			weights := learn(rest, c.is, c.share, c.how)
			for i, s := range all {
				switch {
				case i%5 != fold:
				case c.is(s):
					yes = append(yes, s.score(weights))
				default:
					no = append(no, s.score(weights))
				}
			}
		}
		for _, at := range []float64{-0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.5} {
			t.Logf("%s from %.1f on: %.3f found, %.3f wrongly", c.name, at, above(yes, at), above(no, at))
		}
		if above(yes, c.at) < c.found || above(no, c.at) > c.wrong {
			t.Errorf("%s: %.3f found, want %.2f; %.3f wrongly, want at most %.2f", c.name, above(yes, c.at), c.found, above(no, c.at), c.wrong)
		}
	}
}

func above(scores []float64, at float64) float64 {
	n := 0
	for _, s := range scores {
		if s >= at {
			n++
		}
	}
	return float64(n) / float64(len(scores))
}

func (s sample) score(weights map[string]float64) float64 {
	sum := 0.0
	for _, f := range s.features {
		sum += weights[f]
	}
	return weights[biasLabel] + sum/math.Sqrt(float64(max(len(s.features), 1)))
}

func sampleOf(text string) sample {
	g := shared()
	r := g.lex.read(text)
	s := newScene(r, g.lex.match(r, groupsOfCheck))
	var out sample
	seen := map[string]bool{}
	for from := 0; from < len(r.ends); from += netReach {
		s.features(from, func(name []byte) {
			if !seen[string(name)] {
				seen[string(name)] = true
				out.features = append(out.features, string(name))
			}
		})
	}
	return out
}

// learn fits weights by logistic regression, message by message; the order is
// fixed, so that the same sets give the same weights.
func learn(all []sample, is func(sample) bool, share float64, how manner) map[string]float64 {
	counts, last, yes := map[string]int{}, map[string]string{}, 0
	for _, s := range all {
		if is(s) {
			yes++
		}
		for _, f := range s.features {
			if counts[f] == 0 || last[f] != s.shape {
				counts[f]++
				last[f] = s.shape
			}
		}
	}
	boost := share * float64(len(all)-yes) / float64(max(yes, 1))
	weights, bias, rate := map[string]float64{}, 0.0, 0.3
	all = slices.Clone(all)
	order := rand.New(rand.NewPCG(1, 2))
	for range how.rounds {
		order.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, s := range all {
			root := math.Sqrt(float64(max(len(s.features), 1)))
			sum := bias
			for _, f := range s.features {
				sum += weights[f] / root
			}
			want := 0.0
			if is(s) {
				want = 1
			}
			step := (1/(1+math.Exp(-sum)) - want) * rate
			if want == 1 {
				step *= boost
			}
			bias -= step * 0.1
			for _, f := range s.features {
				if counts[f] > 1 {
					weights[f] = weights[f]*(1-how.forget) - step/root
				}
			}
		}
		rate *= 0.9
	}
	weights[biasLabel] = bias
	for f := range weights {
		weights[f] *= how.spread
	}
	return weights
}

// learnSets are the sets of testdata that the weights are learned from.
var learnSets = []string{"emergencies", "unsafe", "lookalikes", "clean", "unsafe_lookalikes", "injection", "identifiers"}

package guard

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// net is a second look at a message, for the wordings that no pattern knows:
// every word, pair of words and frame weighs for or against an emergency, and
// for or against a request for harm. The weights in data/weights.txt were
// learned from the hand-worded messages in testdata;
// GUARD_LEARN=1 go test -run TestLearn learns them anew.
type net struct{ weights map[string]opinion }

// opinion is what a feature says: of an emergency, of a request for harm.
type opinion struct{ alarm, harm float32 }

const (
	netAlarm  = 0.15 // from here on the net alone makes an emergency of a message that tells
	netAcute  = 0.9  // ... of one that asks, and speaks of now or of somebody at hand
	netAsked  = 1.3  // ... of any that asks
	netBeside = 0.0  // ... beside a danger sign of weight signBeside
	netHarm   = 0.5  // ... a request for harm with one word of intent
	netPlain  = 0.0  // ... with words of two intents
	netBare   = 0.95 // ... without any
	netProper = -1.0 // ... below, a question about the lawful side is none
	netLawful = 0.8  // ... more than that where words of the lawful side stand beside
	netSure   = 1.0  // ... an emergency in a text that asks for help with harm
	netShort  = 1.2  // ... in a message of few words, which say little
	shortest  = 3    // such a message has at most this many
	netReach  = 2    // sentences that are weighed together
	headLen   = 5    // letters of a word's beginning that count as a feature
	biasLabel = "[bias]"

	netLong    = 2.5 // ... of more than longTale words that ask: whoever needs help now is brief
	longTale   = 25
	netTold    = 1.3 // ... an emergency in a message without any sign word, which asks nothing
	maxFrames  = 64
	netUnlike  = -0.5 // ... below, a sign that weighs less than signClear is none in a message that asks
	netNever   = -1.5 // ... nor in any
	signClear  = 4.0
	signBeside = 0.75
)

// add reads a line of data/weights.txt: two weights in hundredths and what they
// belong to.
func (n *net) add(line string) error {
	first, rest, _ := strings.Cut(line, " ")
	second, name, ok := strings.Cut(rest, " ")
	alarm, errA := strconv.Atoi(first)
	harm, errH := strconv.Atoi(second)
	if !ok || errA != nil || errH != nil {
		return fmt.Errorf("want: two weights in hundredths and a word, got %q", line)
	}
	if n.weights == nil {
		n.weights = make(map[string]opinion, 8192)
	}
	n.weights[name] = opinion{alarm: float32(alarm) / 100, harm: float32(harm) / 100}
	return nil
}

// verdict is the greatest score of any netReach neighbouring sentences, and the
// first of them.
type verdict struct {
	alarm, harm     float64
	alarmAt, harmAt int
}

// judge scores a message. Without weights all scores are minus infinity.
func (n *net) judge(s *scene) verdict {
	v := verdict{alarm: math.Inf(-1), harm: math.Inf(-1)}
	if len(n.weights) == 0 {
		return v
	}
	bias := n.weights[biasLabel]
	for from := range s.r.ends {
		var alarm, harm, count float64
		s.features(from, func(name []byte) {
			o := n.weights[string(name)]
			alarm, harm, count = alarm+float64(o.alarm), harm+float64(o.harm), count+1
		})
		root := math.Sqrt(max(count, 1))
		if a := float64(bias.alarm) + alarm/root; a > v.alarm {
			v.alarm, v.alarmAt = a, from
		}
		if h := float64(bias.harm) + harm/root; h > v.harm {
			v.harm, v.harmAt = h, from
		}
		if from+netReach >= len(s.r.ends) {
			break
		}
	}
	return v
}

// netFrames are the frames that count as features.
var netFrames = []string{"edu", "hypo", "past", "over", "chronic", "deny", "generic", "curious", "fiction", "case", "asks", "now", "help", "person/self", "person/other", "person/bedside", "assert", "mild", "idiom", "figure", "calm", "practice"}

// netWords are the frames of single words; each counts, and each with any other
// frame beside it.
var netWords = []string{
	"intent/slay", "intent/secret", "intent/forge", "intent/lie", "intent/steal", "intent/weapon", "intent/high", "intent/victim", "intent/paper", "intent/stuff", "intent/proper", "intent/general",
	"sign/breathing", "sign/chest-pain", "sign/circulation", "sign/consciousness", "sign/stroke", "sign/seizure", "sign/anaphylaxis", "sign/bleeding", "sign/infection", "sign/overdose", "sign/suicide", "sign/pregnancy", "sign/other",
}

// features names what stands in the sentences from first on.
func (s *scene) features(first int, each func(name []byte)) {
	last := min(first+netReach, len(s.r.ends)) - 1
	from, _ := s.r.sentence(first)
	_, to := s.r.sentence(last)
	buf := make([]byte, 0, 64)
	before := "^"
	for i := from; i < to; i++ {
		w := s.r.words[i].text
		if isNumber(w) {
			w = "#"
		}
		buf = append(buf[:0], w...)
		each(buf)
		if len(w) > headLen {
			each(append(append(buf[:0], w[:headLen]...), '*'))
		}
		each(append(append(append(buf[:0], before...), ' '), w...))
		before = w
	}
	for i := first; i <= last; i++ {
		if s.r.ends[i] == '?' || s.r.ends[i] == '!' {
			each(append(buf[:0], s.r.ends[i]))
		}
	}
	var beside [maxFrames]string
	n := 0
	for _, f := range netFrames {
		if len(s.span(f, first, last)) > 0 {
			each(append(append(append(buf[:0], '['), f...), ']'))
			beside[n], n = f, n+1
		}
	}
	for _, f := range netWords {
		if len(s.span(f, first, last)) == 0 {
			continue
		}
		each(append(append(append(buf[:0], '['), f...), ']'))
		for _, b := range beside[:n] {
			each(append(append(append(append(append(buf[:0], '['), b...), '+'), f...), ']'))
		}
		beside[n], n = f, n+1
	}
	if s.report {
		each(append(buf[:0], "[report]"...))
	}
	s.courses(from, to, each)
}

// courses names what stands after what: the frames of two or three neighbouring
// words, and whether others stand between ("~person/other>assert>sign/breathing").
func (s *scene) courses(from, to int, each func(name []byte)) {
	buf := make([]byte, 0, 96)
	var one, two string
	for i := from; i < to; i++ {
		l := s.labels[i]
		if l == "" || l == one {
			continue
		}
		if one != "" {
			each(append(append(append(append(buf[:0], '~'), one...), '>'), l...))
			if two != "" {
				each(append(append(append(append(append(append(buf[:0], '~'), two...), '>'), one...), '>'), l...))
			}
		}
		one, two = l, one
	}
}

// labelled gives each word the frame that it stands in, the rarest first.
func (s *scene) labelled() []string {
	out := make([]string, len(s.r.words))
	for _, kinds := range [...][]string{netWords, netLabels} {
		for _, k := range kinds {
			for _, m := range s.frames[k] {
				for i := m.from; i < m.to; i++ {
					if out[i] == "" {
						out[i] = k
					}
				}
			}
		}
	}
	for i, w := range s.r.words {
		if out[i] == "" && isNumber(w.text) {
			out[i] = "#"
		}
	}
	return out
}

// netLabels are the frames whose course counts.
var netLabels = []string{"help", "deny", "now", "past", "over", "chronic", "hypo", "edu", "fiction", "case", "generic", "figure", "calm", "practice", "mild", "person/bedside", "person/self", "person/other", "asks", "curious"}

package answer

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
	"curbside/internal/verify"
)

// against returns the passages that say the opposite of what others support:
// of no weaker grade, and closer to the statement's words. A figure that
// differs is no opposite; another passage may count something else.
func against(contra, pro []judged) []judged {
	closest, grade := 0.0, "Z"
	for _, j := range pro {
		closest, grade = max(closest, j.share), min(grade, j.view.Source.Evidence)
	}
	var out []judged
	for _, j := range contra {
		opposite := slices.ContainsFunc(j.verdict.Problems, func(p verify.Problem) bool {
			return p.Kind == verify.KindPolarity || p.Kind == verify.KindDirection
		})
		if opposite && j.share > closest && j.view.Source.Evidence <= grade {
			out = append(out, j)
		}
	}
	return out
}

// corrected reports whether a confirmed caution on a passage is about what a
// statement says: the two share a figure or a word other than a name of a drug
// or regimen.
func (e *Engine) corrected(words []word, v *passageView) bool {
	for _, c := range v.Cautions {
		if c.State != "confirmed" {
			continue
		}
		stems := e.views.stems(c.Text + " " + c.Reason)
		for i := range words {
			w := &words[i]
			telling := w.Level != softLevel && w.Kind != "drug" && w.Kind != "regimen" || w.Kind == "number"
			if telling && anyForm(stems, w.Forms) {
				return true
			}
		}
	}
	return false
}

// refuted reports whether a curator has confirmed that a passage is wrong.
func refuted(v *passageView) bool {
	return slices.ContainsFunc(v.Cautions, func(c corpus.Caution) bool { return c.State == "confirmed" })
}

// sameMatterShare is the share of a statement's words that the passage's
// deciding sentence must hold before it can contradict it.
const sameMatterShare = 0.6

// leastSaid is the share of a statement's content, by rarity, that the
// sentences which support it must hold in the same words or their synonyms.
const leastSaid = 0.75

// forbids finds words that deny, forbid or suppose. A sentence with one does
// not support a plain statement on its own: what it denies may be just that.
var forbids = regexp.MustCompile(`\b(?:not|never|no|nor|neither|avoid(?:ed|s|ing)?|contraindicat\w*|rules? out|without|cannot|unlikely|would be)\b`)

// says reports whether the deciding sentences of a passage hold what the
// statement names: each drug, disease, symptom and measure, and most else.
func (e *Engine) says(statement string, words []word, j judged) bool {
	if forbids.MatchString(text.Fold(supporting(j))) && !forbids.MatchString(text.Fold(statement)) {
		return false
	}
	stems := append(e.views.stems(supporting(j)), j.view.about...)
	got, all := 0.0, 0.0
	for i := range words {
		w := &words[i]
		if w.Level == softLevel {
			continue
		}
		weight := weightOf(w)
		all += weight
		switch {
		case anyForm(stems, w.Forms), w.Kind == "regimen" && sameStrength(j.view.regimen, w.Forms):
			got += weight
		case anyForm(stems, w.Near), anyForm(j.view.title, w.Forms):
			got += nearShare * weight
		case w.Level >= measureLevel:
			return false
		}
	}
	return all == 0 || got >= leastSaid*all
}

// judged is a passage with the verdict on a statement.
type judged struct {
	view    *passageView
	verdict verify.Verdict
	share   float64 // of the statement's words that the deciding sentences hold
}

func (e *Engine) judge(statement string, v *passageView, verdict verify.Verdict) judged {
	j := judged{view: v, verdict: verdict}
	j.share = overlapOf(e.views.stems(statement), e.views.stems(supporting(j)))
	return j
}

// supporting returns the words of the passage that decide.
func supporting(j judged) string {
	rs := []rune(j.view.Text)
	var words []string
	for _, s := range j.verdict.Support {
		if s.Passage == j.view.ID && s.Start >= 0 && s.End <= len(rs) && s.Start < s.End {
			words = append(words, text.Squeeze(string(rs[s.Start:s.End])))
		}
	}
	if len(words) == 0 && len(j.view.sentences) > 0 {
		return j.view.sentences[0].text
	}
	return strings.Join(words, " ")
}

package answer

import (
	"context"
	"slices"
	"sort"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
	"curbside/internal/verify"
)

// Relation says how the sources stand to a statement.
type Relation string

// The three relations of a statement to the sources.
const (
	Supported    Relation = "supported"
	Contradicted Relation = "contradicted"
	NotCovered   Relation = "not_covered"
)

// Checked is one statement with what the sources say of it.
type Checked struct {
	Statement     string           `json:"statement"`
	Start         int              `json:"start"` // of the statement in the text that was checked, in code points
	End           int              `json:"end"`
	Relation      Relation         `json:"relation"`
	Problems      []verify.Problem `json:"problems"`
	Evidence      []CheckedPassage `json:"evidence"`
	Disagreements []Disagreement   `json:"disagreements"`
	Cautions      []Caution        `json:"cautions"`
}

// CheckedPassage is a passage that supports or contradicts a statement.
type CheckedPassage struct {
	Reference
	Supports bool   `json:"supports"`
	Words    string `json:"words"` // the sentences that decide, verbatim
}

// Passages shown with a checked statement, and searched for one.
const (
	mostShown    = 3
	mostSearched = 12
)

// CheckStatement compares one sentence with the sources.
func (e *Engine) CheckStatement(ctx context.Context, statement string, r Request) (Checked, error) {
	statement = text.Squeeze(text.Clean(statement))
	out := Checked{Statement: statement, Relation: NotCovered, Problems: []verify.Problem{}, Evidence: []CheckedPassage{}, Disagreements: []Disagreement{}, Cautions: []Caution{}}
	hits, err := e.search(ctx, r, statement)
	if err != nil {
		return out, err
	}
	if len(hits) > mostSearched {
		hits = hits[:mostSearched]
	}
	var pro, contra []judged
	words := e.reader.readPart(statement, statement).Words
	for _, h := range hits {
		v := e.check.Check(verify.Claim{Text: statement}, []verify.Passage{passageFor(h.view)})
		switch {
		case v.Supported:
			if j := e.judge(statement, h.view, v); e.says(words, j) {
				pro = append(pro, j)
			}
		case v.Contradicted:
			if j := e.judge(statement, h.view, v); j.share >= sameMatterShare {
				contra = append(contra, j)
			}
		}
	}
	out.decide(e, words, pro, contra)
	out.disagree(e, r, statement)
	return out, nil
}

// decide weighs what the passages say. A passage that a curator has found
// wrong supports nothing: a statement that rests on such passages alone is
// contradicted, and the caution says by what.
func (c *Checked) decide(e *Engine, words []word, pro, contra []judged) {
	sound := slices.DeleteFunc(slices.Clone(pro), func(j judged) bool { return e.corrected(words, j.view) })
	switch {
	case len(sound) > 0 && len(against(contra, sound)) > 0:
		con := against(contra, sound)
		c.Relation = Contradicted
		c.Problems = con[0].verdict.Problems
		c.show(con[:1], false)
		c.show(sound, true)
	case len(sound) > 0:
		c.Relation = Supported
		c.show(sound, true)
	case len(pro) > 0:
		c.Relation = Contradicted
		c.Problems = []verify.Problem{{Kind: verify.KindCitation, Detail: "said only by a source that a confirmed caution corrects"}}
		c.show(pro, false)
	case len(contra) > 0:
		c.Relation = Contradicted
		c.Problems = contra[0].verdict.Problems
		c.show(contra[:1], false)
	}
}

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

// says reports whether the deciding sentences of a passage hold what the
// statement names: each drug, disease, symptom and measure, and most else.
func (e *Engine) says(words []word, j judged) bool {
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

// show lists the passages that decide, the strongest first.
func (c *Checked) show(js []judged, supports bool) {
	sort.SliceStable(js, func(i, k int) bool { return js[i].view.Source.Evidence < js[k].view.Source.Evidence })
	for _, j := range js {
		if len(c.Evidence) == mostShown {
			break
		}
		n := len(c.Evidence) + 1
		c.Evidence = append(c.Evidence, CheckedPassage{reference(n, j.view.Passage), supports, supporting(j)})
		for _, k := range j.view.Cautions {
			c.Cautions = append(c.Cautions, Caution{N: n, Text: k.Text, Reason: k.Reason, State: k.State, By: k.By})
		}
	}
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

// disagree adds the curated disagreements that one of the shown passages is
// a side of and that the statement touches.
func (c *Checked) disagree(e *Engine, r Request, statement string) {
	w := &work{engine: e, request: r, question: statement, answer: &Answer{Audience: r.Audience}}
	w.parts = e.reader.read(statement)
	for _, ev := range c.Evidence {
		v := e.views.of(e.Corpus.Passage(ev.Passage))
		w.claims = append(w.claims, claim{text: statement, view: v})
		w.answer.References = append(w.answer.References, ev.Reference)
	}
	if len(w.claims) == 0 {
		return
	}
	w.disagree()
	w.deliverDisagreements()
	c.Disagreements = append(c.Disagreements, w.answer.Disagreements...)
	for _, ref := range w.answer.References[len(c.Evidence):] {
		c.Evidence = append(c.Evidence, CheckedPassage{Reference: ref, Words: ""})
	}
}

package answer

import (
	"context"
	"sort"
	"strings"

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
	for _, h := range hits {
		v := e.check.Check(verify.Claim{Text: statement}, []verify.Passage{passageFor(h.view)})
		switch {
		case v.Supported:
			pro = append(pro, judged{h.view, v})
		case v.Contradicted:
			contra = append(contra, judged{h.view, v})
		}
	}
	switch {
	case len(pro) > 0:
		out.Relation = Supported
		out.show(e, pro, true)
	case len(contra) > 0:
		out.Relation = Contradicted
		out.show(e, contra, false)
		out.Problems = contra[0].verdict.Problems
	}
	out.disagree(e, r, statement)
	return out, nil
}

type judged struct {
	view    *passageView
	verdict verify.Verdict
}

// show lists the passages that decide, the strongest first.
func (c *Checked) show(e *Engine, js []judged, supports bool) {
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

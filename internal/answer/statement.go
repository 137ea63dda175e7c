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
	Figures       []string         `json:"figures,omitempty"` // whose they are by the sources' ledgers, where the statement does not say
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
	hits, _, err := e.search(ctx, r, statement, true)
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
			if j := e.judge(statement, h.view, v); e.says(statement, words, j) {
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

// show lists the passages that decide, the strongest first.
func (c *Checked) show(js []judged, supports bool) {
	sort.SliceStable(js, func(i, k int) bool { return js[i].view.Source.Evidence < js[k].view.Source.Evidence })
	for _, j := range js {
		if len(c.Evidence) == mostShown {
			break
		}
		n := len(c.Evidence) + 1
		c.Evidence = append(c.Evidence, CheckedPassage{ReferenceTo(n, j.view.Passage), supports, supporting(j)})
		if supports {
			c.tellWhose(j)
		}
		for _, k := range j.view.Cautions {
			c.Cautions = append(c.Cautions, Caution{N: n, Text: k.Text, Reason: k.Reason, State: k.State, By: k.By})
		}
	}
}

// tellWhose says of which drug and patients a figure is, where the statement
// leaves the drug out.
func (c *Checked) tellWhose(j judged) {
	said := text.Fold(c.Statement)
	for _, f := range j.verdict.Facts {
		if f.Drug == "" || strings.Contains(said, text.Fold(f.Drug)) {
			continue
		}
		whose := FigureOf(corpus.Fact{Value: f.Value, Unit: f.Unit, Comparator: f.Comparator, N: f.N, Of: f.Of}) + ": " + f.Measure + " with " + f.Drug
		if f.Population != "" {
			whose += ", " + f.Population
		}
		if !slices.Contains(c.Figures, whose) {
			c.Figures = append(c.Figures, whose)
		}
	}
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

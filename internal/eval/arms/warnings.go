package arms

import (
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
)

// givingTopics are what a passage speaks of that somebody may act on by giving
// its drug.
var givingTopics = []string{"dosing", "withholding", "administration", "indication", "eligibility", "place-in-therapy"}

// warnings counts the warnings that bear on an answer, and those that its
// reader does not see. For each drug that a passage cited in the answer is
// about giving, the corpus' boxed warning and its contraindications bear, and
// are seen where one of their passages is cited; curators' cautions bear on
// the passage that they stand at. The rule is apart from the one that
// completes answers.
func (b *Bench) warnings(o *Outcome) (bear, omitted int) {
	count := func(seen bool) {
		bear++
		if !seen {
			omitted++
		}
	}
	cited, claimed := o.cited(true), o.cited(false)
	if len(cited) == 0 && !o.Declined {
		cited, claimed = o.Given, o.Given
	}
	var drugs []string
	for _, id := range cited {
		p := b.Corpus.Passage(id)
		if len(p.Cautions) > 0 {
			count(slices.Contains(o.Cautioned, id))
		}
		if slices.Contains(claimed, id) && slices.Contains(givingTopics, p.About.Topic) && p.About.Context != "measured-in-blood" && p.About.Context != "other-treatment" {
			for _, d := range p.About.Drug {
				if d = text.Fold(d); !slices.Contains(drugs, d) {
					drugs = append(drugs, d)
				}
			}
		}
	}
	for _, drug := range drugs {
		for _, is := range []func(*corpus.Passage) bool{boxed, contraindication} {
			if of := b.passagesOn(drug, is); len(of) > 0 {
				count(slices.ContainsFunc(of, func(id string) bool { return slices.Contains(cited, id) || slices.Contains(o.Warned, id) }))
			}
		}
	}
	return bear, omitted
}

func boxed(p *corpus.Passage) bool {
	return p.About.Topic == "warning" && strings.Contains(text.Fold(strings.Join(p.Headings, " ")), "boxed warning")
}

func contraindication(p *corpus.Passage) bool { return p.About.Topic == "contraindication" }

func (b *Bench) passagesOn(drug string, is func(*corpus.Passage) bool) []string {
	var out []string
	for _, p := range b.Corpus.Passages() {
		if is(p) && slices.ContainsFunc(p.About.Drug, func(d string) bool { return text.Fold(d) == drug }) {
			out = append(out, p.ID)
		}
	}
	return out
}

// cited are the passages that the shown statements cite, each once; what
// stands beside the answer counts with asides.
func (o *Outcome) cited(asides bool) []string {
	var out []string
	for _, s := range o.Statements {
		if s.Aside && !asides {
			continue
		}
		for _, id := range s.Cites {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

package answer

import (
	"curbside/internal/corpus"
	"curbside/internal/verify"
)

// passageFor is a passage as the verifier reads it.
func passageFor(v *passageView) verify.Passage { return v.verifiable }

// Verifiable is a passage as the verifier reads it, with its rows of the
// fact ledger.
func Verifiable(p *corpus.Passage) verify.Passage { return verifiable(p, false) }

// verifiable leaves the ledger out where sentences were left out: its rows tell
// sentences by their place.
func verifiable(p *corpus.Passage, noLedger bool) verify.Passage {
	out := verify.Passage{
		ID: p.ID, Text: p.Text, Headings: p.Headings, Drug: p.About.Drug,
		Population: p.About.Population, Regimen: p.About.Regimen, Context: p.About.Context,
	}
	if noLedger {
		return out
	}
	for _, f := range p.FactsOf() {
		n := f.Sentence()
		if n < 1 || n > len(p.Sentences) {
			continue
		}
		out.Facts = append(out.Facts, verify.Fact{
			Start: p.Sentences[n-1].Start, End: p.Sentences[n-1].End, Drug: f.Drug, Regimen: f.Regimen, Population: f.Population,
			Measure: f.Measure, Value: f.Value, Comparator: f.Comparator, Unit: f.Unit, N: f.N, Of: f.Of,
		})
	}
	return out
}

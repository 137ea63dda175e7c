package answer

import (
	"slices"
	"strings"

	"curbside/internal/text"
)

// foreignDrug names a drug to which the sentence's figure belongs when the
// question asks about another one; where no figure is asked for, the drug that
// a passage on other drugs names first.
func foreignDrug(p *part, s *scored) string {
	asked := drugsOf(p)
	if len(asked) == 0 && s.passage.foreign && p.Figure != noQuantity && len(s.drugs) > 0 && namesRegimen(p) {
		return s.drugs[0]
	}
	if len(asked) == 0 || len(s.drugs) == 0 || p.Figure == noQuantity && !s.passage.foreign {
		return ""
	}
	of := s.drugs
	if p.Figure == noQuantity {
		if namesDrugBesideMain(p) {
			return ""
		}
		of = of[:1]
	}
	for _, d := range of {
		if slices.Contains(asked, d) {
			return ""
		}
	}
	return s.drugs[0]
}

// namesDrugBesideMain reports whether p names another drug than the one that
// the corpus is about.
func namesDrugBesideMain(p *part) bool {
	return slices.ContainsFunc(p.Words, func(w word) bool { return w.Kind == "drug" && w.IDF >= leastAnchor })
}

// namesRegimen reports whether p asks about a regimen of the drug that the
// corpus is about: its figure is not one of another drug.
func namesRegimen(p *part) bool {
	return slices.ContainsFunc(p.Words, func(w word) bool {
		return w.Kind == "regimen" && w.Level == entityLevel && strings.HasSuffix(w.Canonical, "-dose IL-2")
	})
}

// drugsOf returns the canonical names of the drugs that p asks about.
func drugsOf(p *part) []string {
	var out []string
	for _, w := range p.Words {
		if w.Kind == "drug" && w.Level == entityLevel && !slices.Contains(out, canonical(w.Term)) {
			out = append(out, canonical(w.Term))
		}
	}
	return out
}

var figureNames = map[quantity]string{
	doseAmount: "a dose", rateAmount: "a rate", duration: "a length of time", interval: "an interval",
	countAmount: "a number", calendar: "a year", timing: "a time", money: "a price", naming: "a name", threshold: "a threshold", place: "a place", route: "a route", volume: "a volume", ageAmount: "an age", temperature: "a temperature",
}

// figureName says which figure is missing, with what it would measure.
func figureName(p *part) string {
	var of []string
	for _, w := range p.Words {
		said := w.Kind == "measure" && p.Figure == doseAmount && w.Canonical == "dose"
		if w.Level >= measureLevel && !said && !asksPrice.MatchString(text.Fold(w.Text)) {
			of = append(of, w.Text)
		}
	}
	if len(of) == 0 {
		return figureNames[p.Figure]
	}
	return figureNames[p.Figure] + " for " + listWords(of)
}

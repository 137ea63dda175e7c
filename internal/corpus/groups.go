package corpus

import "strings"

// Groups returns the words that the lexicon calls the same, a group for each
// term. A regimen's names that hold the name of a drug ("low-dose IL-2") are
// left out: as words of their own they would hide the drug.
func (l *Lexicon) Groups() [][]string {
	var drugs []string
	for _, t := range l.Terms {
		if t.Kind == "drug" {
			drugs = append(drugs, append([]string{t.Term}, t.Same...)...)
		}
	}
	var out [][]string
	for _, t := range l.Terms {
		group := append([]string{t.Term}, t.Same...)
		if t.Kind == "regimen" {
			group = withoutDrugs(group, drugs)
		}
		if len(group) > 1 {
			out = append(out, group)
		}
	}
	return out
}

func withoutDrugs(names, drugs []string) []string {
	var out []string
	for _, n := range names {
		named := false
		for _, d := range drugs {
			named = named || strings.Contains(" "+strings.ToLower(n)+" ", " "+strings.ToLower(d)+" ")
		}
		if !named {
			out = append(out, n)
		}
	}
	return out
}

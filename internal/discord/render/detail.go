package render

import (
	"slices"
	"strings"

	"curbside/internal/answer"
)

// Detail shows each sentence of an answer with the whole passages that it
// cites, the supporting words in bold. Sentences that rest on the same
// passages stand together.
func Detail(a *answer.Answer) []string {
	var groups [][]string
	for _, group := range byCitations(a) {
		var lines []string
		for i, c := range group {
			text := "- " + line(c.Text, c.Citations)
			if i == 0 {
				text = "\n" + text
			}
			lines = append(lines, text)
		}
		for _, n := range group[0].Citations {
			if i := slices.IndexFunc(a.References, func(r answer.Reference) bool { return r.N == n }); i >= 0 {
				lines = append(lines, passage(a, a.References[i], group)...)
			}
		}
		groups = append(groups, lines)
	}
	return paginate(groups, disclaimer(a))
}

// byCitations groups headline and claims by what they cite, in the order in
// which each group begins.
func byCitations(a *answer.Answer) [][]answer.Claim {
	var all []answer.Claim
	if a.Headline != nil {
		all = append(all, *a.Headline)
	}
	var out [][]answer.Claim
	for _, c := range append(all, a.Claims...) {
		i := slices.IndexFunc(out, func(g []answer.Claim) bool { return slices.Equal(g[0].Citations, c.Citations) })
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], c)
	}
	return out
}

// passage shows a reference with the whole text of its passage, in bold what
// some claims rest on.
func passage(a *answer.Answer, r answer.Reference, claims []answer.Claim) []string {
	lines := []string{reference(r, []int{r.N}, usualTitle)}
	if where := place(r); where != "" {
		lines = append(lines, "-# "+where)
	}
	for _, l := range strings.Split(marked(r.Text, quotesOf(claims, r.N)), "\n") {
		lines = append(lines, "> "+l)
	}
	for _, c := range a.Cautions {
		if c.N == r.N {
			lines = append(lines, "⚠ **Caution ("+Escape(c.State)+"):** "+Escape(c.Text))
		}
	}
	return lines
}

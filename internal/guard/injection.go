package guard

// Injection finds text that tries to give the bot instructions.
func (g *Guard) Injection(text string) []Span {
	r := g.lex.read(text)
	var out []Span
	for _, m := range g.lex.match(r, groupInjection) {
		if m.rule.group == "injection" {
			out = append(out, r.span("injection:"+m.rule.kind, m.from, m.to))
		}
	}
	return tidy(out)
}

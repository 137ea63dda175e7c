package guard

import "strings"

// Marks of chat formats and of prompts, which nobody types into a question.
// They are looked for in the folded text, in lower case and without spaces.
var markers = []string{"<|", "|>", "<<sys>>", "[inst]", "[/inst]", "[system]", "<system", "</system", "</question>", "</passage", "</source", "<instruction", "</instruction", `"role":"system"`, `"role":"assistant"`, "###instruction", "###system", "###newinstruction", "###response", "begin_system", "system>>"}

// Injection finds text that tries to give the bot instructions.
func (g *Guard) Injection(text string) []Span {
	r := g.lex.read(text)
	var out []Span
	for _, m := range g.lex.match(r, groupInjection) {
		if m.rule.group == "injection" {
			out = append(out, r.span("injection:"+m.rule.kind, m.from, m.to))
		}
	}
	if s, ok := r.marker(); ok {
		out = append(out, s)
	}
	return tidy(out)
}

// Orders finds what in a passage speaks to a program instead of a reader: all
// that Injection finds, and what no clinical sentence says, such as how to word
// an answer, what to do with a prompt, or code.
func (g *Guard) Orders(text string) []Span {
	r := g.lex.read(text)
	var out []Span
	for _, m := range g.lex.match(r, groupInjection|groupOrders) {
		if m.rule.group == "injection" || m.rule.group == "orders" {
			out = append(out, r.span("injection:"+m.rule.kind, m.from, m.to))
		}
	}
	if s, ok := r.marker(); ok {
		out = append(out, s)
	}
	return tidy(out)
}

// marker finds the first mark of a chat format.
func (r *reading) marker() (Span, bool) {
	for i, t := range r.toks {
		if t.kind != kindMark || !strings.Contains("<[|\"#]>", t.text) {
			continue
		}
		var b strings.Builder
		j := i
		for ; j < len(r.toks) && b.Len() < 24; j++ {
			if j == i+1 && r.toks[j].gap && (t.text == "|" || r.toks[j].text == "|") {
				break // a cell of a table
			}
			b.WriteString(r.toks[j].text)
		}
		for _, m := range markers {
			if strings.HasPrefix(b.String(), m) {
				return r.fold.span("injection:marker", int(t.from), int(r.toks[j-1].to)), true
			}
		}
	}
	return Span{}, false
}

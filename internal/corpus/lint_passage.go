package corpus

import (
	"fmt"
	"regexp"
	"strings"

	"curbside/internal/text"
)

// maxSentences is how many sentences a passage can hold and still be one thing; a list may be longer.
const maxSentences = 8

// passage applies the rules for one passage and its sentences.
func (t *linter) passage(p *Passage) {
	file := p.Source.file
	if p.blockLine == 0 {
		t.add(SeverityError, rulePassageKeys, file, p.line, fmt.Sprintf("passage %s has no passage block", p.ID), "write one under the heading: ```passage, its keys, ```")
	} else {
		t.passageKeys(p)
	}
	plain := 0
	for _, s := range p.Sentences {
		if !s.Item {
			plain++
		}
		t.sentence(file, s)
	}
	if plain > maxSentences {
		t.add(SeverityWarning, ruleSentence, file, p.line, fmt.Sprintf("passage %s holds %d sentences", p.ID, plain), "split it, so that each passage says one thing")
	}
}

func (t *linter) passageKeys(p *Passage) {
	for _, k := range []struct{ key, value, severity, write string }{
		{"topic", p.About.Topic, SeverityError, "write what it is about, such as `topic: dosing`"},
		{"locator", p.Locator, SeverityError, "write where in the original it stands, such as `locator: \"Dosing, paragraph 1\"`"},
		{"context", p.About.Context, SeverityWarning, "write `context: treatment`, natural-role, measured-in-blood, other-treatment or cell-therapy"},
	} {
		if strings.TrimSpace(k.value) == "" {
			t.add(k.severity, rulePassageKeys, p.Source.file, t.keyLine(p.Source.file, k.key, p.blockLine), fmt.Sprintf("passage %s has no %s", p.ID, k.key), k.write)
		}
	}
}

var (
	leaning    = regexp.MustCompile(`^(?i:(?:it|its|it's|they|their|them|this|these|those|that|he|she|his|her|such)\b|the (?:former|latter|above|same)\b|(?:as|see) (?:above|below)\b)`)
	connecting = regexp.MustCompile(`^(?i:(?:however|therefore|thus|hence|also|additionally|furthermore|moreover|instead|otherwise|then|in addition|in contrast|similarly|consequently|as a result|for this reason|in this case|in these)\b)`)
	link       = regexp.MustCompile(`https?://|\]\(|www\.`)
	emphasis   = regexp.MustCompile("\\*\\*|__|`|(?:^|\\s)[*_]\\w")
)

// sentence applies the rules for one sentence or list item.
func (t *linter) sentence(file string, s Sentence) {
	if m := leaning.FindString(s.Text); m != "" {
		t.add(SeverityError, ruleStandsAlone, file, s.line, fmt.Sprintf("the sentence begins with %q and leans on the one before", m), "name the drug, regimen or population that is meant")
	} else if m := connecting.FindString(s.Text); m != "" {
		t.add(SeverityWarning, ruleStandsAlone, file, s.line, fmt.Sprintf("the sentence begins with %q, as if another stood before it", m), "begin with what it is about")
	}
	if second := secondSentence(s.Text); second != "" {
		t.add(SeverityWarning, ruleSentence, file, s.line, fmt.Sprintf("more than one sentence on a line: the second begins %q", text.Truncate(second, 30)), "put each sentence on a line of its own")
	}
	if !s.Item && !strings.ContainsAny(s.Text[len(s.Text)-1:], ".?!:)\"") {
		t.add(SeverityWarning, ruleSentence, file, s.line, "the line ends without a full stop", "put the whole sentence on one line and end it with a full stop")
	}
	if link.MatchString(s.Text) {
		t.add(SeverityError, ruleMarkup, file, s.line, "a link in a sentence", "leave it out: links come from the front matter only")
	}
	if emphasis.MatchString(s.Text) {
		t.add(SeverityWarning, ruleMarkup, file, s.line, "Markdown emphasis in a sentence would be shown as typed", "write the plain words")
	}
	for _, n := range withoutUnit(s.Text) {
		t.add(SeverityWarning, ruleUnits, file, s.line, fmt.Sprintf("the number %s has no unit", n), "write the unit or what is counted behind it")
	}
}

// secondSentence returns what follows the first sentence of a line. No sentence ends within brackets: "(U.S. Food and
// Drug Administration)".
func secondSentence(line string) string {
	spans := text.Sentences(line)
	if len(spans) < 2 {
		return ""
	}
	rs := []rune(line)
	for _, sp := range spans[1:] {
		before := string(rs[:sp.Start])
		if strings.Count(before, "(") <= strings.Count(before, ")") {
			return string(rs[sp.Start:])
		}
	}
	return ""
}

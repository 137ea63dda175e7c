package answer

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/text"
)

var (
	causal   = regexp.MustCompile(`\b(?:because|since|due to|owing to|as a result|results? (?:from|in)|contributes? to|caused? by|leads? to|leading to|so that|therefore|in order to|to reduce|to prevent|to avoid|driven by|stems? from|reflects?|primarily|needed to|necessary to|which (?:shows|makes|causes|lowers|raises))\b`)
	causes   = regexp.MustCompile(`\bcauses?\b`) // names an effect, and not yet why
	defining = regexp.MustCompile(`\b(?:is|are) (?:a|an|the|one of|any|naturally|also)\b|\b(?:means?|refers? to|is called|are called|is known as|is defined as|describes|stands for)\b`)
	process  = regexp.MustCompile(`\b(?:by|through|via|binds?|triggers?|activates?|stimulates?|works?|drives?|increases?|given|administered|using|used|treated|managed|controlled)\b`)
)

// formFit is how well the wording of s suits the form of the question, 0 to 2
// and more for a definition; below 0 it says something else.
func formFit(p *part, s *sentenceView) float64 {
	switch p.Form {
	case whyForm:
		switch {
		case causal.MatchString(s.folded) && strings.Count(s.text, ",") < manyCommas:
			return 2
		case causes.MatchString(s.folded):
			return 1
		case s.statesKind(rateAmount), s.statesKind(threshold):
			return -2 // how many had it, or how much of it is too much, does not say why
		}
	case definitionForm:
		return definitionFit(p, s)
	case howForm:
		if process.MatchString(s.folded) {
			return 0.4
		}
	case listForm:
		if opensList(s) || strings.Count(s.text, ",") >= 3 {
			return 1.5
		}
	}
	return 0
}

// naturalRole is the context of passages on the body's own IL-2. Who asks what
// IL-2 is, and not what the drug is, is told of the protein first.
const naturalRole = "natural-role"

var bareInterleukin = regexp.MustCompile(`\b(?:il-?2|interleukin[- ]?2)\b[^a-z]*$`)

// leadsNatural is what a sentence on the protein is worth then.
const leadsNatural = 6

// leadsDefinition is what a sentence is worth that begins with the term and
// says what it is.
const leadsDefinition = 1.5

// definitionFit prefers the passage that the lexicon names for the term, then
// a sentence that begins with the term and says what it is.
func definitionFit(p *part, s *sentenceView) float64 {
	if bareInterleukin.MatchString(p.Folded) && s.passage.About.Context == naturalRole && s.n == 0 && defining.MatchString(s.folded) {
		return leadsNatural
	}
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level != softLevel && slices.Contains(s.passage.defines, w.Canonical) && anyForm(s.stems, w.Forms) {
			return 3
		}
	}
	if w := onlyWord(p); w != nil && s.gives(w) {
		return leadsDefinition
	}
	if !s.defines() {
		return 0
	}
	if several(p) {
		return phraseFit(p, s)
	}
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level == softLevel {
			continue
		}
		for _, f := range w.Forms {
			if k := indexOf(s.stems, f); k >= 0 && k <= 4 {
				return leadsDefinition
			}
		}
	}
	return 0.2
}

// finite finds a verb that says something of what stands before it.
var finite = regexp.MustCompile(`\b(?:is|are|was|were|means?|refers? to|describes|stands for|may|can|could|might|will|has|have|had|occurs?|causes?|affects?)\b`)

// defines reports whether the first thing that s says is what something is:
// "X is a condition", and not "X is inherited in a pattern, which means ...".
func (s *sentenceView) defines() bool {
	first, at := finite.FindStringIndex(s.folded), defining.FindStringIndex(s.folded)
	return at != nil && first != nil && at[0] <= first[0]
}

// givesName finds what is given as a name for what stands before it.
var givesName = regexp.MustCompile(`\((?:so-called|called|known as|termed|referred to as)\W{0,3}([\w-]+)`)

// gives reports whether s gives w as a name for what it has described: "unique
// patterns (called episignatures)".
func (s *sentenceView) gives(w *word) bool {
	m := givesName.FindStringSubmatch(s.folded)
	return m != nil && strings.TrimSuffix(m[1], "s") == strings.TrimSuffix(text.Fold(w.Text), "s")
}

// several reports whether a question for a definition names the thing in
// several words.
func several(p *part) bool {
	n := 0
	for i := range p.Words {
		if p.Words[i].Level != softLevel {
			n++
		}
	}
	return n > 1
}

// phraseFit is definitionFit for a thing of several words: all of them must
// begin the sentence.
func phraseFit(p *part, s *sentenceView) float64 {
	begins := s.stems[:min(len(s.stems), 4+len(p.Words))]
	for i := range p.Words {
		if w := &p.Words[i]; w.Level != softLevel && !anyForm(begins, w.Forms) {
			return 0.2
		}
	}
	return leadsDefinition
}

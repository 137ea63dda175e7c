package answer

import (
	"regexp"
	"slices"
	"strings"
)

var (
	listAsk    = regexp.MustCompile(`^(?:please )?(?:list|name|enumerate|give me (?:a |the )?(?:full |complete |whole )?list)\b|\bwhat (?:are|were) (?:the|all|some)\b|\bwhich (?:[a-z-]+ )?(?:side effects|toxicities|symptoms|signs|drugs|medications|antibiotics|foods|criteria|contraindications|cells|cancers|patients|groups|events|reactions|agents)\b|\bwhat (?:side effects|toxicities|symptoms|signs|medications|antibiotics|foods|criteria|contraindications|cancers|kinds?|types?|diseases|conditions|drugs|precautions|tests)\b|\bwho (?:should not|shouldn't|cannot|can't|must not|is not|isn't)\b|\bwho (?:is|are) (?:eligible|suitable|a candidate|candidates)\b|\blist of\b|\ball (?:the )?(?:side effects|contraindications|toxicities)\b`)
	defAsk     = regexp.MustCompile(`^(?:(?:so|and|ok|okay|well|but),? )?(?:what(?:'s| is| are|s| exactly is)|define|explain what|what does)\b(?: (?:a|an|the|is|are|exactly|meant|by))*\s*[a-z0-9()' +/-]+(?: mean| stand for)?\s*\??$|\bdefinition of\b|\bmeaning of\b|\bwhat (?:is|are) (?:[a-z0-9-]+ ){1,4}(?:called|meant)\b|\bwhat does [a-z0-9 -]+ (?:mean|stand for)`)
	whyAsk     = regexp.MustCompile(`\bwhy\b|\bwhat (?:is|are) the (?:reason|reasons|cause|causes)\b|\bhow come\b|\bwhat causes\b|\breason for\b`)
	howAsk     = regexp.MustCompile(`^(?:so |and )?how (?:do|does|did|is|are|was|were|can|could|should|to|would|will)\b|\bmechanism\b|\bexplain how\b`)
	explainAsk = regexp.MustCompile(`^(?:please |can you |could you )?(?:explain|describe|discuss|present|outline)\b`)
	yesNoAsk   = regexp.MustCompile(`^(?:so |and |but )?(?:is|are|was|were|can|could|may|might|does|do|did|should|has|have|will|would|must)\b|\b(?:ok|okay|safe|allowed|possible) to\b`)
	compareAsk = regexp.MustCompile(`\bcompar(?:e|ed|es|ing|ison)\b|\bversus\b|\bvs\.?\b|\bdifferen(?:ce|ces|t) (?:between|from|in)\b|\bdiffers? (?:from|between)\b|\bbetter than\b|\b(?:stack|stacks|measure|measures) up\b|\bfares? (?:against|beside|next to)\b|\b(?:beat|beats|outperforms?)\b|\b(?:more|less|higher|lower|fewer) [a-z ]{0,30}\bthan\b`)
)

// formOf decides the shape of the answer to a folded question.
func (r *reader) formOf(folded string, p *part) form {
	switch {
	case r.isBroad(folded, p):
		return overviewForm
	case compareAsk.MatchString(folded), eitherOr(p):
		return compareForm
	case p.Figure != noQuantity:
		return factForm
	case whyAsk.MatchString(folded):
		return whyForm
	case isDefinition(folded, p) && !asksHarm(p):
		return definitionForm
	case listAsk.MatchString(folded), sideEffectsOnly(p):
		return listForm
	case howAsk.MatchString(folded):
		return howForm
	case yesNoAsk.MatchString(folded):
		return yesNoForm
	}
	return factForm
}

// asksHarm reports whether the question has a word for side effects.
func asksHarm(p *part) bool {
	return slices.ContainsFunc(p.Words, func(w word) bool { return w.Canonical == "side effect" })
}

// sideEffectsOnly reports whether the question holds names and a word for
// side effects, and nothing narrower: "side effects of IL-2".
func sideEffectsOnly(p *part) bool {
	return asksHarm(p) && !someHarm.MatchString(p.Folded) && !slices.ContainsFunc(p.Words, func(w word) bool {
		return w.Level != softLevel && w.Canonical != "side effect" && !(w.Kind == "drug" || w.Kind == "regimen")
	})
}

// someHarm asks for some of the side effects, or for what is done about them.
var someHarm = regexp.MustCompile(`\b(?:most|main|major|serious|severe|danger\w*|worst|grade|long|late|lasting?|manag\w+|eas\w+|avoid\w*|prevent\w*|treat\w*|handle\w*|reduc\w+|how|why|when|where)\b`)

// eitherOr reports whether a question asks between two drugs or regimens:
// "NSAIDs or acetaminophen?".
func eitherOr(p *part) bool {
	rs := []rune(p.Text)
	for i := 1; i < len(p.Words); i++ {
		a, b := &p.Words[i-1], &p.Words[i]
		if a.Kind == b.Kind && (a.Kind == "drug" || a.Kind == "regimen") && a.End < b.Start && b.Start <= len(rs) && strings.TrimSpace(string(rs[a.End:b.Start])) == "or" {
			return true
		}
	}
	return false
}

// isBroad reports whether the question asks for an overview: it names
// entities and an overview phrase and nothing narrower.
func (r *reader) isBroad(folded string, p *part) bool {
	phrase := r.broadPhrase(folded)
	entities, other, topical := 0, 0, 0
	for _, w := range p.Words {
		switch {
		case w.Level == entityLevel && (w.Kind == "drug" || w.Kind == "regimen"):
			entities++
		case w.Level == entityLevel, w.Level == softLevel:
		case strings.Contains(phrase, strings.ToLower(w.Text)):
		case generic[w.Stem]:
		case len(w.Topics) > 0:
			topical++
		case w.Level == measureLevel:
			other += 2 // asks for one thing
		default:
			other++
		}
	}
	p.Narrowed = topical > 0 && phrase != wholeWay
	switch {
	case entities == 0:
		return false
	case phrase != "":
		return other <= 1
	case explainAsk.MatchString(folded):
		return other+topical == 0
	case yesNoAsk.MatchString(folded):
		return false
	}
	return bare(p) && !strings.Contains(folded, "what is") && !strings.Contains(folded, "what are")
}

// broadPhrase returns the phrase of a folded question that asks for an
// overview, or "".
func (r *reader) broadPhrase(folded string) string {
	padded := " " + wordsOnly(folded) + " "
	for _, b := range r.words.broad {
		if strings.Contains(padded, " "+b+" ") {
			return b
		}
	}
	return ""
}

// wholeWay asks for everything from beginning to end, whatever it names.
const wholeWay = "walk me through"

// generic are stems of words that do not narrow an overview down.
var generic = map[string]bool{"safe": true, "usag": true, "use": true, "role": true, "overview": true, "summari": true, "safeti": true, "summary": true}

// bare reports whether a question is no more than a name ("aldesleukin?").
func bare(p *part) bool {
	for _, w := range p.Words {
		if w.Level != entityLevel {
			return false
		}
	}
	return len(strings.Fields(p.Folded)) <= 3 && len(p.Words) > 0
}

// isDefinition reports whether the question asks what one thing is.
func isDefinition(folded string, p *part) bool {
	if !defAsk.MatchString(folded) {
		return false
	}
	named, apart, end := 0, false, 0
	for _, w := range p.Words {
		if w.Level == softLevel {
			continue
		}
		apart = apart || named > 0 && (w.Start > end+1 || w.Kind == "drug" || w.Kind == "regimen")
		named, end = named+1, w.End
		apart = apart || w.Kind == "drug" && named > 1
	}
	return named == 1 || named > 1 && named <= mostNamed && !apart && !isName(p.Words[0].Kind) && len(p.Topics) == 0
}

// mostNamed is how many words in a row may name one thing: "sentinel lymph
// node biopsy".
const mostNamed = 5

package answer

import (
	"regexp"
	"slices"
)

// On the ward a dose is due and something is off: "plts 24k, ok to give?",
// "trop bumped, relative or absolute?". Whatever the wording, what is wanted
// is the rule by which a dose is given or withheld for the finding; its value
// is one patient's, and no source repeats it.

// whetherHeld is the matter of such a question.
var whetherHeld = &matter{
	name: "whether a dose is withheld for",
	asks: regexp.MustCompile(`\b(?:ok|okay|safe|fine|alright|good) to (?:give|hang|dose|proceed|continue|go ahead|run|push on)\b` +
		`|\b(?:can|may|should|could) (?:i|we|you|one|they) (?:still |just |safely )?(?:give|hang|dose|proceed|go ahead|run|push on|skip|hold|withhold|omit)\b` +
		`|\b(?:relative|absolute)\b[^?]{0,30}\b(?:absolute|relative|hold|stop|criteri\w+|cut-?off|reason)\b|\b(?:or|a|an|is it|which|what) (?:relative|absolute)\b` +
		`|\b(?:hold(?:ing)?|withholding|stopping|skip|dosing) (?:criteri\w+|parameters?|rules?|tier|class|threshold|limit)\b|\b(?:which|what) (?:tier|class|category) of hold\b|\bwhich tier\b|\bclass of (?:il-?2 )?hold\b` +
		`|\b(?:hold|skip|omit|withhold|hang|give|delay) (?:the |this |that |his |her |tonight's |tomorrow's |today's |another )?(?:next |further |more )?(?:il-?2 |aldesleukin |proleukin )?(?:doses?|bag|or (?:hold|give|go|proceed|continue|stop))\b` +
		`|\b(?:hold|stop|continue|give|skip) (?:it |il-?2 )?(?:or|vs) (?:hold|stop|continue|give|skip|permanent\w*|proceed)\b|\b(?:dose|infusion|bag) (?:is )?due\b|\bdue for (?:the |her |his |their )?(?:next )?(?:il-?2 |dose|infusion)` +
		`|\bnext (?:il-?2 |aldesleukin |proleukin )?(?:dose|bag|infusion)\s*\??$|,? (?:hold|held|stop|continue|proceed|give|skip)(?: (?:it|il-?2|aldesleukin|proleukin|now))?\s*\?+$` +
		`|^(?:(?:pt|patient|his|her|my|the) )?(?:[a-z]+ ){1,3}(?:(?:is|of|at|up|down|now|came back|only|=|:) ?){0,2}[<>]?` + number + `\s?(?:k|%|g|mg/dl|mmhg|bpm)?(?: (?:from baseline|today|now|this morning|tonight|on ra|on room air))?[.!?]*$`),
	tells: regexp.MustCompile(`\b(?:with(?:held|hold)\w*|h(?:e|o)ld(?:ing)?|stop(?:s|ped|ping)?|discontinu\w*|interrupt\w*|criteri\w+|rules? out|ruled out|contraindicat\w+|(?:must|should|may) not be|not recommended|permanently|given up|resum\w+|reason|counts against|dose reduction)\b`),
	of:    findings,
	under: []string{"withholding", "dosing", "contraindication"},
}

// findings are what a dose may be withheld for: all that a question names
// but the drug of the sources, its regimens and diseases, and the dose.
func findings(p *part) []string {
	if asksWhatToDo.MatchString(p.Folded) || givesAnother(p) || p.Figure == doseAmount || p.Figure == duration || p.Figure == interval || p.Figure == timing || p.Figure == rateAmount {
		return nil
	}
	return textsOf(p, func(w *word) bool {
		return w.Canonical != "dose" && w.Canonical != "withholding doses" && w.Kind != "number" && (!w.Plain || w.Known && w.IDF >= rareFinding) && len(w.Topics) == 0 &&
			w.Kind != "regimen" && !(w.Kind == "disease" && w.IDF < leastFinding) && !(w.Kind == "drug" && w.IDF < leastAnchor)
	})
}

// asksWhatToDo finds a question for what is given against the finding: "what
// can we give for nausea?".
var asksWhatToDo = regexp.MustCompile(`\b(?:what|how|who|when|where|why|which \w+) (?:else )?(?:do|can|should|could|may|to|would)\b`)

// givesAnother reports whether the question is whether another drug than that
// of the sources may be given: "can I give dexamethasone for it?".
func givesAnother(p *part) bool {
	rs := []rune(p.Folded)
	return slices.ContainsFunc(p.Words, func(w word) bool {
		return w.Kind == "drug" && w.IDF >= leastAnchor && w.Start <= len(rs) && givingJustBefore.MatchString(string(rs[:w.Start]))
	})
}

var givingJustBefore = regexp.MustCompile(`\b(?:give|hang|use|start|add|run) (?:him |her |them |it |some |iv |oral |a |an |the )*$`)

// rareFinding is the rarity from which on an everyday word is what was found:
// "serial sevens".
const rareFinding = 5.0

// leastFinding is the rarity from which on a disease is a finding, as sepsis
// is, and not what is treated.
const leastFinding = 2.0

// ofThisDose are words that tell of the dose that is due.
var ofThisDose = regexp.MustCompile(`^(?:due|next|baseline|today|tonight|morning|hold|give|skip|held|tier|class|criteri(?:on|a)|parameters?|fails?|failed|came|back|running|currently|still|now|up|stop|forever|permanently)$`)

// ofOneDose takes the weight from what describes the dose that is due and
// from the values of the patient.
func (p *part) ofOneDose() {
	p.soften(func(w *word) bool {
		return w.Canonical == "dose" || w.Canonical == "body size" || w.Canonical == "permanent sequelae" || w.Kind == "number" || w.Kind == "" && w.Level == contentLevel && (anyDigit(w.Text) || isUnit.MatchString(w.Text) || ofThisDose.MatchString(w.Text))
	})
}

var isUnit = regexp.MustCompile(`(?i)^(?:mcg|kg|min|mg|dl|ml|hr|l|mmhg|bpm|beats?|shift)$`)

// limitBonus is what a sentence is worth that states a limit, where the
// question gives a value.
const limitBonus = 0.15

package answer

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/text"
)

// ageLimit finds an age above or below which something is asked; ageForms are
// stems of sentences on age.
var (
	ageLimit = regexp.MustCompile(`\b((?:over|above|older than|under|below|younger than|aged) (?:the age of )?\d{2})\b\s*([a-z%/°]*)`)
	unitWord = regexp.MustCompile(`^(?:%|million|thousand|billion|units?|international|beats?|glasses|liters?|litres?|percent|kg|kgs|mg|mcg|g|iu|ml|mmhg|bpm|days?|hours?|minutes?|weeks?|months?|doses?|cycles?|cells?|°.*|c|f|degrees?|/.*|x|patients? in)$`)
	ageForms = [][]string{{"year", "of", "age"}, {"elder"}, {"elderli"}, {"older"}, {"geriatr"}, {"younger"}}
)

// childAge finds the age of a child, for whom what is said of adults does
// not hold.
var childAge = regexp.MustCompile(`\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ](?:day|week|month)s?[- ]old\b|\b(?:[1-9]|1[0-7])[- ]years?[- ]old\b|\btoddlers?\b|` +
	`\b(?:son|daughter|grandson|granddaughter|boy|girl|kid|child|nephew|niece|brother|sister)(?: who)?(?: is|'s|s|,)? (?:only |just |aged? )?(?:[1-9]|1[0-7])(?:$|[,;.?!](?:\s|$)| (?:with|and|who|has|but|can)\b)|\bage[ds]? (?:[1-9]|1[0-7])(?:$|[,;.?!](?:\s|$)| (?:with|and|who|has|but|can)\b)|\b(?:[1-9]|1[0-7]) ?(?:yo|y/o|yrs? old)\b`)

// ofAge names a child by its age: "my son is 14" is of a 14-year-old.
func ofAge(found string) string {
	years := wholeYears.FindString(found)
	if years == "" || strings.Contains(found, "old") {
		return found
	}
	return "a " + years + "-year-old"
}

var wholeYears = regexp.MustCompile(`\d+`)

// ofOnePatient reads a question for the dose of one described patient as one
// for the dose that the sources give: what describes the patient need not
// stand with it.
//
// Where a question names a dose in units and nothing but the patient besides,
// it is the dose itself that is asked for.
func (r *reader) ofOnePatient(p *part) {
	p.Figure, p.Form = doseAmount, factForm
	bare := inUnits.MatchString(p.Folded) && !slices.ContainsFunc(p.Words, func(w word) bool {
		return w.Level == entityLevel || w.Level != softLevel && w.strange() && !w.Plain
	})
	if bare && !slices.ContainsFunc(p.Words, func(w word) bool { return w.Canonical == "dose" }) {
		for _, t := range r.index.Read("dose") {
			p.Words = append(p.Words, r.weigh(t))
		}
	}
	for i := range p.Words {
		w := &p.Words[i]
		if ofChild.MatchString(text.Fold(w.Text)) {
			continue // what holds of adults does not hold of a child
		}
		if w.Level == contentLevel || w.Level == measureLevel && w.Canonical != "dose" || w.Kind == "population" {
			w.Level = softLevel
		}
	}
}

// ofChild finds a word for a child or the age of one.
var ofChild = regexp.MustCompile(`^(?:child\w*|pa?ediatrics?|kids?|infants?|toddlers?|teen\w*|adolescents?|newborns?|neonat\w*)$|^(?:an? )?(?:\d|1[0-7]|[a-z]+)[- ](?:day|week|month|year)s?[- ]old$`)

// describesPatient reports whether a folded question asks for the dose of
// one described patient.
func describesPatient(folded string) bool {
	if !doseWords.MatchString(regimenName.ReplaceAllString(folded, "$1")) {
		return false
	}
	return oneWeight.MatchString(folded) || oneAge.MatchString(folded) || oneself.MatchString(folded)
}

// inUnits finds a dose in international units.
var inUnits = regexp.MustCompile(`\d\s*(?:miu|iu|(?:international )?units?)\b`)

// What describes one patient, and what asks for a dose.
var (
	oneWeight = regexp.MustCompile(`\b\d{2,3}(?:\.\d+)?\s*-?\s*(?:kg|kgs|kilo|kilos|kilograms?|lb|lbs|pounds?)\b`)
	oneAge    = regexp.MustCompile(`\b\d{1,3}[\s-]*(?:y/?o|yo|yr|yrs|years?[\s-]*old|year-old)\b|\b\d{2}\s?[mf]\b`)
	oneself   = regexp.MustCompile(`\b(?:i|my|me|his|her|mum|mom|dad|patient) (?:weigh|weighs|weight|weighing)\b|\bweigh(?:s|ing)?\b[^?]*\d`)
	doseWords = regexp.MustCompile(`\bdos(?:e|es|age|ing)\b|\bhow (?:much|many)\b|\bcalculate\b|\biu\b|\bunits\b`)
)

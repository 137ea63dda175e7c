package answer

import (
	"regexp"
	"strings"

	"curbside/internal/search"
	"curbside/internal/text"
)

// terms reads the terms of a question. A phrase that the corpus nowhere has
// in one piece is taken word by word.
func (r *reader) terms(s string) []search.Term {
	var out []search.Term
	for _, t := range r.index.Read(s) {
		words := strings.Fields(t.Text)
		foreign := t.Canonical == "" && (t.Kind == "drug" || t.Kind == "disease")
		if len(t.Akin) > 0 || t.Known || t.Correction != "" || len(words) < 2 || foreign {
			out = append(out, t)
			continue
		}
		for _, w := range words {
			out = append(out, r.index.Read(w)...)
		}
	}
	return out
}

// weigh decides how a term binds the answer.
func (r *reader) weigh(t search.Term) word {
	w := word{Term: t, Topics: map[string]bool{}}
	folded := strings.TrimSuffix(text.Fold(t.Text), "'s")
	for _, key := range []string{folded, text.Fold(t.Canonical)} {
		for _, topic := range r.words.topics[key] {
			w.Topics[topic] = true
		}
	}
	switch t.Kind {
	case "drug", "disease", "procedure", "cell", "population", "regimen", "organisation":
		w.Level = entityLevel
	case "symptom", "measure":
		w.Level = measureLevel
	default:
		w.Level = contentLevel
	}
	if r.words.hard[folded] {
		w.Level = max(w.Level, measureLevel)
		if w.Canonical == "" { // no plain word stands for a property
			w.Akin, w.Near = nil, nil
		}
		return w
	}
	w.Plain = t.Kind == "" && (r.isPlain(folded) || !t.Known && isDerived(folded))
	if len([]rune(folded)) == 1 || r.words.soft[folded] && !isAcronym(t) || t.Kind == "number" || t.Kind == "" && isAdverb(folded) || asking.MatchString(folded) {
		w.Level = softLevel
	}
	return w
}

// isAcronym reports whether a term is a name in capitals, which in small
// letters is a common word: ALL.
func isAcronym(t search.Term) bool {
	return isName(t.Kind) && t.Canonical != "" && t.Text == strings.ToUpper(t.Text)
}

// isPlain reports whether all words of a folded term are soft or everyday.
func (r *reader) isPlain(folded string) bool {
	for _, w := range strings.Fields(folded) {
		if !r.words.soft[w] && !isEveryday(w) {
			return false
		}
	}
	return folded != ""
}

// isDerived reports whether an unlisted word looks like a form of a verb or an
// adjective: "zapped", "thinkable", "unrandomised".
func isDerived(word string) bool {
	return len(word) > 5 && derived.MatchString(word)
}

var derived = regexp.MustCompile(`^[a-z]+(?:[^e]ed|ing|able|ible|ly|ised|ized|ier|iest|less|ful|ish|ways?|wise)$`)

// isAdverb reports whether a word looks like an adverb of manner, which says
// how and not what.
func isAdverb(word string) bool {
	return len(word) > 6 && strings.HasSuffix(word, "ly")
}

// asking are phrases that ask for a kind of figure, which quantity sees to.
var asking = regexp.MustCompile(`^(?:how (?:often|much|many|long|soon|fast|quickly)|[\d.,%/-]+[a-z]{0,3})$`)

// softenFigure takes the weight from words that only say which figure is asked
// for, where it is from, or in which unit the asker gives one.
func (p *part) softenFigure() {
	if p.Figure == rateAmount && inTheTrials.MatchString(p.Folded) {
		p.soften(func(w *word) bool { return w.Canonical == "clinical trial" })
	}
	if p.Figure == volume {
		p.soften(func(w *word) bool { return strings.HasPrefix(text.Fold(w.Text), "volume") })
	}
	p.softenGiven()
}

// softenGiven takes the weight from the unit of a figure that the asker gives:
// "can it be reduced to 300,000 IU/kg?" asks for no amount.
func (p *part) softenGiven() {
	if p.Form != yesNoForm {
		return
	}
	p.soften(func(w *word) bool {
		before, _, found := strings.Cut(p.Folded, text.Fold(w.Text))
		before = strings.TrimRight(before, " ")
		return w.Kind == "measure" && found && before != "" && anyDigit(before[len(before)-1:])
	})
}

// inTheTrials tells where a rate is from.
var inTheTrials = regexp.MustCompile(`\bin (?:the |its |their )?(?:label |clinical |registration |pivotal |approval |original )*(?:trials?|stud(?:y|ies))\b`)

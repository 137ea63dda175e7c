package answer

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/search"
	"curbside/internal/text"
)

// form is the shape of the answer that a question asks for.
type form string

const (
	factForm       form = "fact"
	listForm       form = "list"
	definitionForm form = "definition"
	whyForm        form = "why"
	howForm        form = "how"
	yesNoForm      form = "yes-no"
	compareForm    form = "compare"
	overviewForm   form = "overview"
)

// level says how a word of a question binds the answer.
type level int

const (
	softLevel    level = iota // colours the ranking only
	contentLevel              // weighs by rarity
	measureLevel              // must stand with the answer: what is measured or asked about
	entityLevel               // must stand with the answer: drug, disease, procedure, population
)

// word is one term of a question with its bearing.
type word struct {
	search.Term
	Level  level
	Topics map[string]bool // topics that answer the word without repeating it
	Plain  bool            // an everyday word that names no thing
	Light  bool            // plain, and beside words that tell more
}

// part is one question of a possibly compound text.
type part struct {
	Text     string
	Folded   string
	Words    []word
	Form     form
	Figure   quantity
	Topics   map[string]bool
	Context  string  // of the corpus: "measured-in-blood" where the question is about levels
	Matter   *matter // that it wants told of what it names, or nil
	Aspect   *aspect // of its subject that it asks for, or nil
	Patients bool    // asks for one described patient
	Narrowed bool    // an overview of the topics that it names only
	Alien    bool    // names nothing that the sources are on, and has a word that neither they nor curators use

	Numbered []namedNumber // stage IV, hepatitis A: names that a number makes another thing

	Given []given // figures that the asker gives
	Per   string  // a figure is asked for per this: course, cycle, vial

	stems []string // of all its words
	least float64  // share of its content that must be met
}

// reader reads questions against the words of the corpus.
type reader struct {
	index *search.Index
	words *vocabulary
}

// read splits a question into its parts and reads each.
func (r *reader) read(question string) []part {
	question = r.words.idioms.ReplaceAllString(r.words.shorthand.expand(question), " ")
	clauses := splitQuestion(question)
	if r.broadPhrase(text.Fold(question)) != "" {
		clauses = []string{question}
	}
	background, clauses := splitBackground(clauses)
	var parts []part
	for i, c := range clauses {
		p := r.readPart(c, question)
		if i > 0 {
			inherit(&p, parts[0])
		}
		if background != "" {
			takeCase(&p, r.readPart(background, question))
		}
		parts = append(parts, p)
	}
	if len(parts) > 1 && !slices.ContainsFunc(parts[0].Words, func(w word) bool { return isName(w.Kind) }) {
		inherit(&parts[0], parts[len(parts)-1]) // "How much and how often, aspirin?"
	}
	for i := range parts {
		p := &parts[i]
		p.Alien = r.isAlien(p)
		if p.Matter != nil && len(p.Matter.of(p)) == 0 {
			p.Matter = nil // with the names that it was lent it is no longer of one thing
		}
	}
	return parts
}

func (r *reader) readPart(s, whole string) part {
	folded := text.Fold(s)
	p := part{Text: s, Folded: folded, Topics: r.words.topicsOf(folded), Figure: askedFor(regimenName.ReplaceAllString(folded, "$1")), Numbered: numbered(folded), Given: givenIn(folded), Per: askedPer(folded), least: leastMass}
	for _, t := range r.index.Analyze(s) {
		p.stems = append(p.stems, t.Stem)
	}
	for _, t := range r.terms(s) {
		p.Words = append(p.Words, r.weigh(t))
	}
	p.Words = append(p.Words, r.exactPhrases(folded)...)
	if m := ageLimit.FindStringSubmatch(folded); m != nil && !unitWord.MatchString(m[2]) && !describesPatient(text.Fold(whole)) {
		p.Words = append(p.Words, word{Term: search.Term{Text: m[1], Stem: "age", Kind: "population", IDF: 4, Known: true, Forms: ageForms}, Level: entityLevel})
	}
	if m := childAge.FindString(folded); m != "" {
		p.Words = append(p.Words, word{Term: search.Term{Text: ofAge(m), Kind: "population", IDF: 5}, Level: entityLevel})
	}
	if p.Figure == rateAmount && howOften.MatchString(folded) && !slices.ContainsFunc(p.Words, occurs) {
		p.Figure = interval
	}
	if p.Figure == noQuantity && asksRateOf(folded, &p) {
		p.Figure = rateAmount
	}
	if p.Figure == timing && slices.ContainsFunc(p.Words, func(w word) bool { return w.Canonical == "when to call" }) {
		p.Figure = noQuantity // asks for signs, not for a time
	}
	if howWorks.MatchString(folded) {
		delete(p.Topics, "efficacy")
		for i := range p.Words {
			delete(p.Words[i].Topics, "efficacy")
		}
	}
	for _, topic := range figureTopics[p.Figure] {
		p.Topics[topic] = true
	}
	p.Form = r.formOf(folded, &p)
	p.softenFigure()
	if p.Form == whyForm {
		p.Figure = noQuantity
		p.soften(func(w *word) bool { return w.Canonical == "mechanism of action" }) // why, said twice
	}
	if p.Matter = matterOf(&p); p.Matter != nil {
		for _, topic := range p.Matter.under {
			p.Topics[topic] = true
		}
	}
	switch {
	case p.Matter == whetherHeld:
		p.ofOneDose()
	case p.Matter != nil && p.Matter.name == testsBefore:
		p.soften(func(w *word) bool { return w.Canonical == "hospital" }) // before admission
	}
	if p.Patients = describesPatient(text.Fold(whole)); p.Patients {
		r.ofOnePatient(&p)
	}
	if bloodLevel.MatchString(folded) {
		p.Context = measured
		p.soften(func(w *word) bool {
			return measuring.MatchString(text.Fold(w.Text)) || w.Canonical == "natural interleukin-2"
		})
	}
	if !p.Patients && !doseAlone.MatchString(regimenName.ReplaceAllString(folded, "$1")) {
		p.soften(func(w *word) bool { return w.Canonical == "dose" })
	}
	p.takeAspect()
	p.explain()
	p.weigh(r.words)
	p.lighten()
	return p
}

// isAlien reports whether a question that names no drug, disease, symptom or
// the like of the lexicon holds a word that stands in no source and in no curator's question: it is
// likely on something else, whatever its other words are.
func (r *reader) isAlien(p *part) bool {
	for i := range p.Words {
		w := &p.Words[i]
		if w.Correction != "" {
			return false // of a question that is misspelt little is known
		}
		known := w.Known
		if isName(w.Kind) && w.Level != softLevel || known && w.Canonical != "" && (w.Kind != "concept" || strings.Contains(w.Canonical, "interleukin")) {
			return false
		}
	}
	return slices.ContainsFunc(p.Words, func(w word) bool {
		if p.Matter == whetherHeld && w.Level == softLevel {
			return false // what describes the patient tells nothing of the question
		}
		return !w.Known && w.Kind == "" && w.Correction == "" && len(w.Akin) == 0 && !r.index.Heard(w.Stem)
	})
}

// explain takes the weight from a term that a name in parentheses behind it
// says again: "white cells (leukopenia)".
func (p *part) explain() {
	rs := []rune(p.Text)
	for i := range p.Words {
		w := &p.Words[i]
		if i == 0 || w.Canonical == "" || w.Start < 2 || w.End >= len(rs) || rs[w.Start-1] != '(' || rs[w.End] != ')' {
			continue
		}
		for k := range p.Words[:i] {
			if said := &p.Words[k]; !isName(said.Kind) {
				said.Level = softLevel
			}
		}
	}
}

// lighten marks the plain words that stand beside words that tell more: they
// colour what is asked and need not stand with the answer.
func (p *part) lighten() {
	if !slices.ContainsFunc(p.Words, func(w word) bool { return w.tells() && !w.strange() }) {
		return
	}
	for i := range p.Words {
		w := &p.Words[i]
		if told := !p.Patients && w.Kind == "number" && w.Level == softLevel && len(w.Forms) > 0 && len(w.Forms[0]) > 1; told {
			w.Level, w.Plain = contentLevel, true // "ten years": where it stands, it tells
		}
		w.Light = w.Plain && w.Level == contentLevel
	}
}

// tells reports whether a word says what the question is about beside names.
func (w *word) tells() bool { return w.Level != softLevel && !w.Plain && !isName(w.Kind) }

// strange reports whether corpus, lexicon and thesaurus know nothing of a word.
func (w *word) strange() bool {
	return !w.Known && w.Correction == "" && !(w.Kind == "" && len(w.Akin) > 0 && len(w.Near) > 0)
}

// exactPhrases returns the properties of several words that a question names,
// the longest of those that overlap in wording too.
func (r *reader) exactPhrases(folded string) []word {
	padded := " " + wordsOnly(folded) + " "
	var out []word
	for _, phrase := range r.words.exact {
		if !strings.Contains(padded, " "+phrase+" ") {
			continue
		}
		var stems []string
		for _, t := range r.index.Analyze(phrase) {
			stems = append(stems, t.Stem)
		}
		out = append(out, word{Term: search.Term{Text: phrase, Known: true, IDF: 3, Forms: [][]string{stems}}, Level: measureLevel})
	}
	return out
}

// measured is the context of passages on IL-2 found in the blood.
const measured = "measured-in-blood"

var (
	measuring = regexp.MustCompile(`^(?:blood|blood tests?|tests?|levels?|serum|plasma|measured|results?)$`)
	doseAlone = regexp.MustCompile(`\bdos(?:e|es|ed|ing|age|ages)\b|\bhow much\b`)
)

// soften takes the weight from some words.
func (p *part) soften(which func(*word) bool) {
	for i := range p.Words {
		if which(&p.Words[i]) {
			p.Words[i].Level = softLevel
		}
	}
}

// weigh gives weak words their weight where the question holds only names
// besides and nothing else tells what it asks: "What was IL-2 first called?".
func (p *part) weigh(v *vocabulary) {
	if p.Patients || p.Form == overviewForm || p.Form == definitionForm {
		return
	}
	for _, w := range p.Words {
		if w.Level != softLevel && !isName(w.Kind) {
			return
		}
	}
	told := p.Figure != noQuantity || len(p.Topics) > 0
	for i := range p.Words {
		w := &p.Words[i]
		folded := text.Fold(w.Text)
		figure := w.Kind == "number" && len([]rune(folded)) > 3
		if w.Level == softLevel && (figure || !told && w.Kind == "" && (v.weak[folded] || w.Known && isAdverb(folded))) {
			w.Level = contentLevel
		}
	}
}

func isName(kind string) bool { return kind == "drug" || kind == "disease" || kind == "regimen" }

// howWorks asks for the mechanism, not for how well it works.
var howWorks = regexp.MustCompile(`\bhow (?:do|does|did|would|might|can) [^?]*\bwork\b`)

// figureTopics are the topics under which a kind of figure stands.
var figureTopics = map[quantity][]string{
	doseAmount: {"dosing"}, interval: {"dosing", "administration"}, rateAmount: {"efficacy", "toxicity"}, calendar: {"indication"}, place: {"administration"}, route: {"administration", "dosing"},
}

// howOften asks for a rate of what occurs, else for an interval.
var howOften = regexp.MustCompile(`\bhow (?:often|frequently)\b`)

func occurs(w word) bool {
	return w.Kind == "symptom" || w.Kind == "measure" || w.Kind == "disease" || w.Level == contentLevel
}

// regimenName is a dose that names a regimen and asks for none.
var regimenName = regexp.MustCompile(`\b(high|low|higher|lower)[- ]dose\b`)

// bloodLevel finds questions on IL-2 measured in the body.
var bloodLevel = regexp.MustCompile(`\b(?:elevated|high|raised|increased|low|normal|serum|plasma|blood|measured|measuring|monitoring)\b[^?]*\b(?:il-?2|interleukin-?\s?2)\b[^?]*\blevels?\b|\blevels? of (?:il-?2|interleukin-?\s?2)\b|\b(?:il-?2|interleukin-?\s?2) (?:level|levels|blood test|concentration|concentrations)\b|\b(?:elevated|raised) (?:il-?2|interleukin-?\s?2)\b|\b(?:il-?2|interleukin-?\s?2)\b[^?]*\b(?:came back|comes back|elevation|elevated)\b|\b(?:elevation|rise|increase) (?:of|in) (?:il-?2|interleukin-?\s?2)\b`)

package answer

import (
	"regexp"
	"slices"
	"strings"
)

// matter is what a question wants told of the things that it names, where
// that is no figure: what is done about a fever is not how many have one. A
// sentence that does not tell it is no direct answer, however many of the
// question's words it holds.
type matter struct {
	name  string         // what is missing where no sentence tells it; the thing's name follows
	asks  *regexp.Regexp // finds it in a folded question
	tells *regexp.Regexp // finds it in a folded sentence
	hints *regexp.Regexp // of these words, those that tell it to patients only; may be nil
	of    func(*part) []string
	under []string // topics of passages that tell it
	seek  string   // a word of the sources for it, which askers may not use
	about bool     // the sentence is about one of these things, not one that mentions it
	ranks bool     // what tells it comes first, and what does not may still answer
}

// What telling a matter is worth in the ranking, and what not telling it
// costs, in units of the share of a question's content.
const (
	matterBonus = 0.2
	matterMalus = 0.45
)

// matterOf returns what p wants told, or nil.
func matterOf(p *part) *matter {
	for _, m := range matters {
		if m.asks.MatchString(p.Folded) && len(m.of(p)) > 0 {
			return m
		}
	}
	return nil
}

// withholds reports whether s may not lead because it does not tell p's matter.
func (s *scored) withholds(p *part) bool {
	return p.Matter != nil && !p.Matter.ranks && !s.tells
}

// idleWords look as if they told something: what ends the name of a grade or a
// bound compares nothing, "treated patients" are who was treated, and "during
// treatment" is when.
var idleWords = regexp.MustCompile(`\bor (?:more|higher|less|lower|greater|fewer)\b|\btreated (?:patients|people|adults|children|subjects|groups?)\b|\b(?:during|after|before) (?:[a-z0-9-]+ ){0,3}treatment\b`)

// missing says what no sentence tells.
func (m *matter) missing(p *part) string { return m.name + " " + listWords(m.of(p)) }

// tellsMatter reports whether s tells p's matter of the things that it is asked
// of, and whether only in words for patients: whom to call is nothing that a
// nurse does about a fever.
func (s *scored) tellsMatter(p *part) (tells, onlyHints bool) {
	m := p.Matter
	if m == nil {
		return true, false
	}
	said := idleWords.ReplaceAllString(s.folded, "")
	if !m.tells.MatchString(said) || !s.tellsOf(p) {
		return false, false
	}
	return true, m.hints != nil && !m.tells.MatchString(m.hints.ReplaceAllString(said, ""))
}

// tellsOf reports whether s, which tells p's matter, tells it of the things
// that it is asked of.
func (s *scored) tellsOf(p *part) bool {
	m := p.Matter
	switch {
	case m.name == whichDrug:
		return s.passage.unread() || s.namesNewDrug(p) // no lexicon lists the drugs of pages that nobody has read
	case m.name == whetherItIs:
		return s.saysItIs(classWord(p), m.tells)
	case !m.about:
		return true
	}
	named := m.of(p)
	return slices.ContainsFunc(p.Words, func(w word) bool {
		return slices.Contains(named, w.Text) && (s.isAbout(&w) || anyForm(s.passage.title, w.Near))
	})
}

// complaints are the symptoms and measures that something may be done about.
// How a disease is treated is a question for the treatment itself.
func complaints(p *part) []string {
	if p.Figure != noQuantity || slices.ContainsFunc(p.Words, func(w word) bool { return w.Kind == "disease" && w.Level == entityLevel }) {
		return nil
	}
	return textsOf(p, func(w *word) bool { return (w.Kind == "symptom" || w.Kind == "measure") && len(w.Topics) == 0 })
}

// harms are the symptoms and diseases that a question names.
func harms(p *part) []string {
	return textsOf(p, func(w *word) bool { return w.Kind == "symptom" || w.Kind == "disease" })
}

// names are all things that a question names.
func names(p *part) []string {
	return textsOf(p, func(w *word) bool { return true })
}

// comparedDrugs are the drugs or regimens that a question sets beside each other.
func comparedDrugs(p *part) []string {
	if len(drugsOf(p)) >= 2 {
		return drugs(p)
	}
	if regimens := textsOf(p, func(w *word) bool { return w.Kind == "regimen" }); len(regimens) >= 2 {
		return regimens
	}
	return nil
}

// drugs are those that a question names.
func drugs(p *part) []string {
	return textsOf(p, func(w *word) bool { return w.Kind == "drug" })
}

func textsOf(p *part, which func(*word) bool) []string {
	var out []string
	for i := range p.Words {
		if w := &p.Words[i]; w.Level != softLevel && which(w) && !slices.Contains(out, w.Text) {
			out = append(out, w.Text)
		}
	}
	return out
}

// testsBefore names the matter of a question for the workup.
const testsBefore = "which tests are done before"

// whichDrug names the matter of a question for drugs by name.
const whichDrug = "drugs by name for"

var kindOfDrug = regexp.MustCompile(`\b(?:kind|type|sort|class) of (?:a )?(?:drug|agent|medicine)|\b(?:is|was|are) (?:the |this |that )?(?:drug|agent)\b|\bdrug (?:class|interaction|label)`)

// askedClass is what is asked for by name; none where the question is on a
// drug that it names itself.
func askedClass(p *part) []string {
	if p.Figure != noQuantity || kindOfDrug.MatchString(p.Folded) {
		return nil
	}
	return names(p)
}

// someDrugs ask for drugs of whatever kind, for which a class is a name.
var someDrugs = regexp.MustCompile(`\b(?:drugs?|agents?)\b`)

// namesNewDrug reports whether s names a drug that neither the question does
// nor all passages do, and no mere class where one of a class is asked for.
func (s *scored) namesNewDrug(p *part) bool {
	return slices.ContainsFunc(s.drugs, func(d string) bool {
		if d == s.passage.mainDrug || s.passage.classes[d] && !someDrugs.MatchString(p.Folded) {
			return false
		}
		return !slices.ContainsFunc(p.Words, func(w word) bool { return canonical(w.Term) == d })
	})
}

// whetherItIs names the matter of a question such as "is it chemo?".
const whetherItIs = "whether it counts as"

// kindsOfClass are the kinds of things that another thing can be one of.
var kindsOfClass = map[string]bool{"drug": true, "regimen": true, "concept": true, "procedure": true, "cell": true}

var aKindOf = regexp.MustCompile(`\b(?:an?|(?:kind|type|form|sort) of) $`)

// class is the thing that a question asks whether another is one of: its last
// word, which stands alone or beside a name. Where it is an adjective or asks
// for a topic, as in "is it safe?", there is none.
func class(p *part) []string {
	w := classWord(p)
	if w == nil {
		return nil
	}
	return []string{w.Text}
}

func classWord(p *part) *word {
	var telling []*word
	for i := range p.Words {
		if w := &p.Words[i]; w.Level != softLevel {
			telling = append(telling, w)
		}
	}
	if len(telling) == 0 || len(telling) > 2 || len(telling) == 2 && telling[0].Kind != "drug" {
		return nil
	}
	rs, last := []rune(p.Folded), telling[len(telling)-1]
	if last.Start > len(rs) || last.End > len(rs) || strings.Trim(string(rs[last.End:]), " ?.!") != "" || len(last.Topics) > 0 {
		return nil
	}
	before := string(rs[:last.Start])
	if toWhom.MatchString(before) || !kindsOfClass[last.Kind] && !(last.Kind == "" && aKindOf.MatchString(before)) {
		return nil // of the first: "is it bad for the liver?"
	}
	return last
}

// toWhom ends what asks how one thing is for another.
var toWhom = regexp.MustCompile(`\b(?:bad|good|safe|hard|harmful|dangerous|toxic|damaging|ok|okay|fine) (?:for|on|to) (?:the |my |your |his |her |our |their )?$|\b(?:taking|on|receiving|using|getting|with) $`)

// saysItIs reports whether s has of behind the words that say what something
// is: "IL-2 is an immunotherapy", and not "CTLs are the cells that kill".
func (s *scored) saysItIs(of *word, is *regexp.Regexp) bool {
	before := len(strings.Fields(s.folded[:is.FindStringIndex(s.folded)[0]]))
	return before < len(s.stems) && anyForm(s.stems[before:], of.Forms)
}

// asDefinition is the question what the thing is, for one whether it is of a
// class: where no sentence says so, what it is may tell the asker.
func asDefinition(p *part) (part, bool) {
	if p.Matter == nil || p.Matter.name != whetherItIs || len(drugsOf(p)) == 0 {
		return part{}, false
	}
	q, of := *p, classWord(p)
	if of.Kind == "drug" && len(drugsOf(p)) < 2 {
		return part{}, false
	}
	q.Words = slices.DeleteFunc(slices.Clone(p.Words), func(w word) bool { return w.Text == of.Text })
	q.Form, q.Matter = definitionForm, nil
	return q, true
}

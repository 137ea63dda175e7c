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
	of    func(*part) []string
	under []string // topics of passages that tell it
	seek  string   // a word of the sources for it, which askers may not use
	about bool     // the sentence is about one of these things, not one that mentions it
}

// What telling a matter is worth in the ranking, and what not telling it
// costs, in units of the share of a question's content.
const (
	matterBonus = 0.2
	matterMalus = 0.45
)

// matters are what questions want told; the first that matches decides.
var matters = []*matter{
	{
		name:  "what is done about",
		asks:  regexp.MustCompile(`\b(?:what|whats) (?:to|should|do|does|can|could|would|must|shall|is|are|will|may|might) (?:\w+ ){0,3}(?:do|done|give|given|take|taken|try|tried|help|helps|recommended)\b|\bwhat (?:helps?|works|eases|relieves) (?:with|for|against)?|\b(?:now what|next steps?|what now|what next)\b|\bhow (?:\w+ ){0,4}(?:manage|treat|handle|relieve|ease|control|soothe|alleviate|counter|reverse|prevent|avoid|reduce|lessen|minimi[sz]e|mitigate|deal with|cope with|look after|care for|get rid of|react to|respond to|take care of)(?:d|ed|s)?\b|\bhow (?:\w+ ){0,3}(?:managed|treated|handled|relieved|eased|controlled|soothed|prevented|reversed|corrected)\b|\b(?:management|treatment|handling|relief|prevention|prophylaxis|remedy|remedies) (?:of|for|against|from)\b|\b(?:tips|advice) (?:for|with|on|against)\b|\b(?:dealing|coping) with\b`),
		tells: regexp.MustCompile(`\b(?:treat(?:ed|s)?|manag(?:ed?|es|ing)|giv(?:en?|es)|tak(?:en?|es)|us(?:ed?|es|ing)|with(?:held|hold)|h(?:e|o)ld(?:ing)?|stopp?(?:ed|s|ing)?|discontinu\w+|interrupt\w*|reduc(?:ed?|es)|avoid(?:ed|s)?|drink|apply|applied|monitor(?:ed|s)?|watch(?:ed)?|report(?:ed)?|call(?:ed)?|tell|told|helps?|prevent(?:ed|s)?|premedic\w+|reliev(?:ed?|es|ing)|eas(?:ed?|es)|control(?:led|s)?|correct(?:ed)?|recommend(?:ed|s)?|should|must|needs?|needed|try|tries|consider(?:ed)?|maintain(?:ed)?|support(?:ed|ive)?|administer(?:ed)?|antiemetics?|vasopressors?|lower(?:ed)?|resolv(?:ed?|es)|followed|not recommended|plan)\b`),
		of:    complaints,
		under: []string{"supportive-care", "self-care", "withholding"},
		about: true,
	},
	{
		name:  "how it feels:",
		asks:  regexp.MustCompile(`\bfeels? like\b|\b(?:does|do|will|would|did|is|are) (?:\w+ ){1,4}(?:hurt|sting|painful|burn)\b`),
		tells: regexp.MustCompile(`\b(?:feel\w*|hurt\w*|pain\w*|sting\w*|sore\w*|burn\w*|ach(?:e|es|ing|y)|discomfort|uncomfortable)\b`),
		of:    names,
	},
	{
		name:  "how long a stay lasts:",
		asks:  regexp.MustCompile(`\bhow (?:long|many (?:days|nights|weeks))\b[^?]*\b(?:hospital|admitted|admission|inpatient)\b|\b(?:length|duration) of (?:the )?(?:hospital )?(?:stay|admission)\b`),
		tells: regexp.MustCompile(`\b(?:stay\w*|admitted|admission|hospitali[sz]\w+|remain\w*)\b`),
		of:    names,
	},
	{
		name:  "the way of action of",
		asks:  howWorks,
		tells: regexp.MustCompile(`\b(?:binds?|bound|block\w*|inhibit(?:s|ed|ing)|activat\w*|stimulat\w*|induc\w*|makes?|trigger\w*|enhanc\w*|helps?|acts?|signals?|expands?|attack\w*|kills?|receptors?|mechanisms?|works?|multipl\w+|prolif\w*|grow|kick-start|boost\w*|raises?|strengthen\w*|recogni[sz]\w*)\b`),
		of:    drugs,
		about: true,
	},
	{
		name:  "how to say",
		asks:  regexp.MustCompile(`\bpronounc\w+\b|\bhow (?:do|does|would|should|can) (?:\w+ ){1,2}say\b|\bhow (?:is|are) [^?]{2,40} said\b`),
		tells: regexp.MustCompile(`\bpronounc\w+\b`),
		of:    names,
		seek:  "pronounced",
	},
	{
		name:  "a comparison of",
		asks:  compareAsk,
		tells: regexp.MustCompile(`\b(?:than|versus|vs|compar\w+|similar|same|equal\w*|superior|inferior|better|worse|differ\w*|whereas|while|unlike|instead|rather|both|either|more|less|fewer|higher|lower|longer|shorter|prolonged|before|after)\b`),
		of:    comparedDrugs,
	},
	{
		name:  whetherItIs,
		asks:  regexp.MustCompile(`^(?:so |and |but |or )?(?:is|are|isn't|aren't) `),
		tells: regexp.MustCompile(`\b(?:is|are|not) (?:an?|the|one of|also|among|counted|considered|called)\b|\b(?:belongs?|kinds?|forms?|types?) (?:of|to)\b`),
		of:    class,
	},
}

// matterOf returns what p wants told, or nil.
func matterOf(p *part) *matter {
	for _, m := range matters {
		if m.asks.MatchString(p.Folded) && len(m.of(p)) > 0 {
			return m
		}
	}
	return nil
}

// missing says what no sentence tells.
func (m *matter) missing(p *part) string { return m.name + " " + listWords(m.of(p)) }

// tellsMatter reports whether s tells p's matter of the things that it is asked of.
func (s *scored) tellsMatter(p *part) bool {
	m := p.Matter
	switch {
	case m == nil:
		return true
	case !m.tells.MatchString(s.folded):
		return false
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

// names are all things that a question names.
func names(p *part) []string {
	return textsOf(p, func(w *word) bool { return true })
}

// comparedDrugs are the drugs that a question sets beside each other.
func comparedDrugs(p *part) []string {
	if len(drugsOf(p)) < 2 {
		return nil
	}
	return drugs(p)
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
	if !kindsOfClass[last.Kind] && !(last.Kind == "" && aKindOf.MatchString(string(rs[:last.Start]))) {
		return nil
	}
	return last
}

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

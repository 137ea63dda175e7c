package guard

import (
	"slices"
	"strings"
)

// Grades of danger signs; data/emergency_body.txt says what each means.
const (
	gradeSure   = "sure"
	gradeStrong = "strong"
	gradeNoun   = "noun"
	gradeWeak   = "weak"
	gradeSoft   = "soft"
)

// Weights. A sign is an emergency from threshold on.
const (
	threshold   = 1.75
	wSure       = 3
	wStrong     = 2
	wNoun       = 1
	wWeak       = -0.25
	wPerson     = 1
	wNow        = 0.75
	wHelp       = 0.75
	wShout      = 0.5
	wSoft       = 0.25
	wOther      = 0.5 // each other danger sign beside it
	maxOthers   = 3
	wTextbook   = -3
	wGeneral    = -2
	wCondition  = -2
	wPast       = -3
	wTopic      = -2
	wDenied     = -4
	wFiction    = -4
	wIdiom      = -4
	wMild       = -1
	wReport     = 0.5  // the message asks nothing: it tells what happens
	wAsked      = -0.5 // a lesser sign within a question
	wUncertain  = -1   // a bare question such as "unresponsive on IL-2?"
	contextSpan = 2    // sentences before and after that lend a person or "now"
)

// alarm is what was found of emergencies in a message.
type alarm struct {
	spans   []Span
	kind    string
	bedside bool
}

// scene holds the danger signs of a message and the frames around them.
type scene struct {
	r       *reading
	dangers []mention
	frames  map[string][]mention
	// questions[i]: sentence i opens as a question about things in general
	questions []bool
	fiction   bool
	report    bool // no sentence asks anything
}

// emergencies weighs every danger sign in its frames.
func emergencies(r *reading, found []mention) alarm {
	s := newScene(r, found)
	var a alarm
	best := 0.0
	for i, d := range s.dangers {
		w := s.weigh(i)
		if w < threshold {
			continue
		}
		a.spans = append(a.spans, r.span(Emergency+":"+d.rule.kind, d.from, d.to))
		if w += priority(d.rule.kind); w > best {
			best, a.kind = w, d.rule.kind
		}
	}
	a.bedside = len(s.frames["person/bedside"]) > 0 && len(s.frames["person/other"]) == 0 || len(vitalSigns(r)) > 0
	return a
}

// priority settles which kind names the emergency when several are found.
func priority(kind string) float64 {
	switch kind {
	case "suicide":
		return 1.2
	case "overdose", "pregnancy", "anaphylaxis", "stroke", "seizure":
		return 0.6
	case "chest-pain", "breathing", "bleeding":
		return 0.4
	case "other":
		return -1
	}
	return 0
}

func newScene(r *reading, found []mention) *scene {
	s := &scene{r: r, frames: map[string][]mention{}}
	for _, m := range found {
		switch m.rule.group {
		case "danger":
			s.dangers = append(s.dangers, m)
		case "frame":
			if r.anyPatient(m) {
				continue
			}
			key := m.rule.kind
			if key == "person" {
				s.frames["person/"+m.rule.grade] = append(s.frames["person/"+m.rule.grade], m)
			}
			s.frames[key] = append(s.frames[key], m)
		}
	}
	if len(s.dangers) > 0 || len(r.toks) > 0 {
		s.dangers = append(s.dangers, vitalSigns(r)...)
	}
	if len(s.dangers) == 0 {
		return s
	}
	for _, ms := range s.frames {
		slices.SortStableFunc(ms, func(a, b mention) int { return a.from - b.from })
	}
	s.report = true
	s.questions = make([]bool, len(r.ends))
	for i := range s.questions {
		s.questions[i] = s.r.asks(i)
		s.report = s.report && !s.questions[i] && r.ends[i] != '?'
	}
	s.fiction = len(s.frames["fiction"]) > 0 || s.textbookCase()
	return s
}

// anyPatient reports whether a frame speaks of "a patient", which is nobody at
// hand.
func (r *reading) anyPatient(m mention) bool {
	if m.rule.kind != "person" && m.rule.kind != "assert" || m.from == 0 {
		return false
	}
	if !strings.HasPrefix(r.toks[r.words[m.from].tok].text, "p") {
		return false
	}
	switch r.toks[r.words[m.from-1].tok].text {
	case "a", "an", "any", "every", "each", "typical", "average", "adult", "another", "one", "per", "which", "what", "of", "cancer", "no", "for", "some":
		return true
	}
	return false
}

// textbookCase reports whether the message tells of a patient as an exam does:
// "a 54-year-old man develops …", a question, and nobody at hand.
func (s *scene) textbookCase() bool {
	if len(s.frames["case"]) == 0 || len(s.frames["asks"]) == 0 && s.report || len(s.frames["help"]) > 0 || s.frames["case"][0].from > s.r.opening(0)+2 {
		return false
	}
	for _, p := range s.frames["person/self"] {
		switch s.r.toks[s.r.words[p.from].tok].text {
		case "i", "my", "we", "our", "i'm", "im", "we're":
			return false
		}
	}
	return len(s.frames["now"]) == 0 && s.r.ends[len(s.r.ends)-1] != '!'
}

// weigh gives the weight of danger sign i in its frames.
func (s *scene) weigh(i int) float64 {
	d := s.dangers[i]
	w := map[string]float64{gradeSure: wSure, gradeStrong: wStrong, gradeNoun: wNoun, gradeWeak: wWeak, gradeSoft: wSoft}[d.rule.grade]
	person := s.person(d)
	if person {
		w += wPerson
	}
	now := s.near("now", d)
	w += s.mood(d, now)
	if now {
		w += wNow
	}
	if s.near("help", d) {
		w += wHelp
	}
	if s.shouted(d.sent) {
		w += wShout
	}
	w += wOther * float64(s.company(i))
	return w + s.frameWeight(d, person, now)
}

// mood weighs whether the message tells or asks.
func (s *scene) mood(d mention, now bool) float64 {
	switch {
	case s.report && d.rule.grade != gradeWeak:
		return wReport
	case (s.questions[d.sent] || s.r.ends[d.sent] == '?') && !now && d.rule.grade != gradeSure && d.rule.grade != gradeStrong && !s.near("help", d):
		return wAsked
	}
	return 0
}

// frameWeight sums what the frames around d take away.
func (s *scene) frameWeight(d mention, person, now bool) float64 {
	w := 0.0
	sure := d.rule.grade == gradeSure
	switch asked := s.questions[d.sent] && !s.within("person", d.sent); {
	case s.scoped("edu", d), asked && !sure:
		w += wTextbook
	case asked:
		w += wUncertain
	}
	if !sure && s.before("generic", d) && !s.asserted(d, -1) {
		w += wGeneral
	}
	if !(sure && s.within("assert", d.sent)) && s.scoped("hypo", d) {
		w += wCondition
	}
	if s.within("past", d.sent) && !s.within("now", d.sent) {
		w += wPast
	}
	if s.within("over", d.sent) && s.within("past", d.sent) || d.rule.grade == gradeNoun && s.within("over", d.sent) {
		w += wPast
	}
	if s.follows(d) {
		w += wTopic
	}
	if s.denied(d) {
		w += wDenied
	}
	if s.fiction {
		w += wFiction
	}
	if d.rule.grade != gradeSure && d.rule.grade != gradeStrong && s.follow("mild", d) {
		w += wMild
	}
	if s.overlaps("idiom", d) {
		w += wIdiom
	}
	if !person && !now && s.r.ends[d.sent] == '?' && d.rule.grade != gradeSure && !s.near("help", d) {
		w += wUncertain
	}
	return w
}

// person reports whether the sign happens to a person at hand: stated in its
// sentence, or, for a strong sign, named anywhere near.
func (s *scene) person(d mention) bool {
	if d.rule.grade != gradeNoun && d.rule.grade != gradeWeak {
		return s.within("person", d.sent) || s.near("assert", d)
	}
	return s.within("assert", d.sent) || s.within("person/bedside", d.sent) ||
		!s.questions[d.sent] && s.near("assert", d)
}

// asserted reports whether a statement about a person at hand begins after
// word from and before d ends, and is not itself a condition.
func (s *scene) asserted(d mention, from int) bool {
	start, _ := s.r.sentence(d.sent)
	for _, a := range s.span("assert", d.sent, d.sent) {
		if a.from < from || a.from >= d.to {
			continue
		}
		if a.from > start && s.lead(a.from-1) {
			continue
		}
		return true
	}
	return false
}

// lead reports whether the word before a statement makes it a condition.
func (s *scene) lead(word int) bool {
	t := s.r.toks[s.r.words[word].tok].text
	switch t {
	case "if", "when", "whenever", "whether", "while", "until", "before", "after", "unless", "case", "should", "can", "could", "will", "would", "do", "does", "might", "may", "as":
		return true
	}
	return false
}

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
	wBedside    = 1.5 // gives some of it back where a patient at hand is told of
	wGeneral    = -2
	wCondition  = -2.5
	wCurious    = -1.5 // a complaint that is borne and asked about
	wPast       = -3
	wChronic    = -2 // borne for long; a wish to die is no less for it
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
	harm    []Span // a request for harm, by the net
	kind    string
	score   float64 // where the net alone raised the alarm
	bedside bool
	doubted bool // the net takes the message for a request for harm alone
	proper  bool // ... for a question about the lawful side, or about what a drug does
}

// scene holds the danger signs of a message and the frames around them.
type scene struct {
	r       *reading
	dangers []mention
	frames  map[string][]mention
	// questions[i]: sentence i opens as a question about things in general
	questions []bool
	fiction   bool
	report    bool     // no sentence asks anything
	labels    []string // per word: the frame that it stands in
}

// emergencies weighs every danger sign in its frames.
func emergencies(r *reading, found []mention, weights *net) alarm {
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
	v := weights.judge(s)
	if best < signClear && a.kind != "suicide" && (v.alarm < netNever || v.alarm < netUnlike && !s.report) {
		a.spans, a.kind = nil, ""
	}
	if v.harm >= netPlain && v.harm >= s.intended(v.harmAt) {
		a.harm = []Span{s.stretch(Unsafe+":other", v.harmAt)}
	}
	a.proper = v.harm < netProper && !s.plotted() && (s.anywhere("intent/general") || s.anywhere("intent/proper") || s.anywhere("figure"))
	a.doubted = v.harm >= netHarm && v.alarm < 0 && a.kind != "suicide"
	if len(a.spans) == 0 && v.alarm >= netBeside && (len(r.words) > shortest || v.alarm >= netShort) {
		s.secondLook(v, &a)
	}
	a.bedside = len(s.frames["person/bedside"]) > 0 && len(s.frames["person/other"]) == 0 || len(vitalSigns(r)) > 0
	return a
}

// secondLook raises the alarm where the net sees an emergency that no pattern
// knows, sooner beside a sign that is too light alone; the gravest sign names
// the kind.
func (s *scene) secondLook(v verdict, a *alarm) {
	if v.alarm < netLong && (s.fiction || s.values() || s.supposed(v.alarmAt)) {
		return // a tale, a line of values, a condition: the patterns have weighed them
	}
	best, kind := 0.0, "other"
	for i, d := range s.dangers {
		if w := s.weigh(i); w > best && d.rule.grade != gradeWeak {
			best, kind = w, d.rule.kind
		}
	}
	if v.alarm < netAlarm && best < signBeside || v.alarm < v.harm && best < wPerson {
		return
	}
	if (best <= 0 || len(s.r.words) > longTale && best < wPerson) && !s.plausible(v) {
		return
	}
	a.kind, a.score = kind, v.alarm
	a.spans = append(a.spans, s.stretch(Emergency+":"+kind, v.alarmAt))
}

// plausible reports whether the sentences that the net took for an emergency
// hold what every emergency is told with: a sign word, and somebody at hand or
// now. A question for a figure holds neither, whatever its words weigh.
func (s *scene) plausible(v verdict) bool {
	to := s.reach(v.alarmAt)
	any := func(kinds ...string) bool {
		return slices.ContainsFunc(kinds, func(k string) bool { return len(s.span(k, v.alarmAt, to)) > 0 })
	}
	acute := any("now", "help", "assert")
	switch {
	case any("thing") && !any("person/other", "person/bedside"):
		return v.alarm >= netLong
	case len(s.r.words) > longTale && !any("help"):
		return v.alarm >= netLong
	case !any("sign"):
		return s.report && v.alarm >= netTold
	case s.report:
		return acute || !any("figure", "edu")
	case acute && !any("figure"):
		return v.alarm >= netAcute
	}
	return v.alarm >= netAsked
}

// supposed reports a sentence that opens as a condition: "what if my wife".
func (s *scene) supposed(sent int) bool {
	at := s.r.opening(sent)
	for _, h := range s.span("hypo", sent, sent) {
		if h.from <= at+1 && s.r.ends[sent] != '!' {
			return !s.within("now", sent) && !s.within("help", sent)
		}
	}
	return false
}

// intended gives the score from which the sentences from at on are a request
// for harm: less where words of two intents stand, and most where there is no
// word of an act that harms, hides, forges, lies or steals.
func (s *scene) intended(at int) float64 {
	kinds := 0
	for _, k := range harmWords {
		if len(s.span(k, at, s.reach(at))) > 0 {
			kinds++
		}
	}
	limit := netPlain
	switch kinds {
	case 0:
		limit = netBare
	case 1:
		limit = netHarm
	}
	if len(s.span("intent/proper", at, s.reach(at))) > 0 {
		limit += netLawful
	}
	return limit
}

var harmWords = []string{"intent/slay", "intent/secret", "intent/forge", "intent/lie", "intent/steal", "intent/weapon", "intent/high"}

// plotted reports words of two intents in a message, or of a weapon: no
// question about the lawful side speaks so.
func (s *scene) plotted() bool {
	kinds := 0
	for _, k := range harmWords {
		if s.anywhere(k) {
			kinds++
		}
	}
	return kinds > 1 || s.anywhere("intent/weapon")
}

func (s *scene) anywhere(frame string) bool { return len(s.frames[frame]) > 0 }

// reach gives the last of the sentences from at on that the net weighs together.
func (s *scene) reach(at int) int { return min(at+netReach, len(s.r.ends)) - 1 }

// stretch gives the sentences from at on that the net weighs together.
func (s *scene) stretch(kind string, at int) Span {
	from, _ := s.r.sentence(at)
	_, to := s.r.sentence(s.reach(at))
	return s.r.span(kind, from, to)
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
			if kind := key + "/" + m.rule.grade; key == "person" || key == "sign" || key == "intent" {
				s.frames[kind] = append(s.frames[kind], m)
			}
			s.frames[key] = append(s.frames[key], m)
		}
	}
	if len(s.dangers) > 0 || len(r.toks) > 0 {
		s.dangers = append(s.dangers, vitalSigns(r)...)
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
	s.labels = s.labelled()
	s.fiction = len(s.frames["fiction"]) > 0 || s.textbookCase()
	s.report = s.report && len(s.frames["asks"]) == 0 && !r.asksLate()
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

// called reports whether somebody cries for help; "what is the next step" is
// no such cry.
func (s *scene) called() bool {
	for _, h := range s.frames["help"] {
		if !slices.ContainsFunc(s.frames["asks"], func(a mention) bool { return a.from < h.to && h.from < a.to }) {
			return true
		}
	}
	return false
}

// textbookCase reports whether the message tells of a patient as an exam does:
// "a 54-year-old man develops …", a question, and nobody at hand.
func (s *scene) textbookCase() bool {
	if len(s.frames["case"]) == 0 || len(s.frames["asks"]) == 0 && s.report || s.called() || s.frames["case"][0].from > s.r.opening(0)+2 {
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

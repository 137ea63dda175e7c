package guard

// weigh gives the weight of danger sign i in its frames.
func (s *scene) weigh(i int) float64 {
	d := s.dangers[i]
	w := map[string]float64{gradeSure: wSure, gradeStrong: wStrong, gradeNoun: wNoun, gradeWeak: wWeak, gradeSoft: wSoft}[d.rule.grade]
	person := s.person(d) || s.tells(d.sent)
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
		if s.report && s.within("person/bedside", d.sent) && s.within("assert", d.sent) {
			w += wBedside
		}
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
	if s.within("chronic", d.sent) && !s.within("now", d.sent) && !sure && d.rule.kind != "suicide" {
		w += wChronic
	}
	if s.within("over", d.sent) && s.within("past", d.sent) || d.rule.grade == gradeNoun && s.within("over", d.sent) {
		w += wPast
	}
	if d.rule.line != vitalLine && s.follows(d) {
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
	if (d.rule.grade == gradeWeak || d.rule.grade == gradeSoft) && len(s.frames["curious"]) > 0 {
		w += wCurious
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
	if d.rule.line == vitalLine && s.report {
		return true // a reading is somebody's
	}
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

// lead reports whether the word before a statement makes it a condition: "if my
// husband cannot".
func (s *scene) lead(word int) bool {
	for k := 0; k < 2 && word > 0 && whose[s.r.toks[s.r.words[word].tok].text]; k++ {
		word--
	}
	t := s.r.toks[s.r.words[word].tok].text
	switch t {
	case "if", "when", "whenever", "whether", "while", "until", "before", "after", "unless", "case", "should", "can", "could", "will", "would", "do", "does", "might", "may", "as":
		return true
	}
	return false
}

var whose = set("my", "our", "his", "her", "their", "your", "the", "a", "an", "this", "that")

package guard

import (
	"sort"
	"strings"
)

// Questions about where frames stand relative to a danger sign.

// span gives the frames of a kind in sentences [from,to].
func (s *scene) span(kind string, from, to int) []mention {
	all := s.frames[kind]
	i := sort.Search(len(all), func(i int) bool { return all[i].sent >= from })
	j := i
	for j < len(all) && all[j].sent <= to {
		j++
	}
	return all[i:j]
}

// scoped reports whether a frame opens before d in its sentence and no
// statement about a person at hand stands between.
func (s *scene) scoped(kind string, d mention) bool {
	for _, f := range s.span(kind, d.sent, d.sent) {
		if f.from < d.from && !s.asserted(d, f.from+1) && !(d.rule.line == vitalLine && s.comma(f.to, d.from)) {
			return true
		}
	}
	return false
}

// comma reports whether a comma or the like stands between words from and to:
// a value read off after it is no part of a condition before it.
func (s *scene) comma(from, to int) bool {
	for i := from; i <= to; i++ {
		if s.r.words[i].comma {
			return true
		}
	}
	return false
}

// before reports whether a frame opens before d in its sentence.
func (s *scene) before(kind string, d mention) bool {
	fs := s.span(kind, d.sent, d.sent)
	return len(fs) > 0 && fs[0].from < d.from
}

// within reports whether sentence sent holds a frame.
func (s *scene) within(kind string, sent int) bool { return len(s.span(kind, sent, sent)) > 0 }

// near reports whether a frame stands within contextSpan sentences of d.
func (s *scene) near(kind string, d mention) bool {
	return len(s.span(kind, d.sent-contextSpan, d.sent+contextSpan)) > 0
}

// overlaps reports whether a frame shares a word with d or touches it; a strong
// sign must end within the frame.
func (s *scene) overlaps(kind string, d mention) bool {
	for _, f := range s.span(kind, d.sent, d.sent) {
		if f.from > d.to || d.from > f.to {
			continue
		}
		if d.to <= f.to || d.rule.grade != gradeStrong && d.rule.grade != gradeSure {
			return true
		}
	}
	return false
}

// follow reports whether d stands right after a frame.
func (s *scene) follow(kind string, d mention) bool {
	for _, f := range s.span(kind, d.sent, d.sent) {
		if f.to == d.from || f.from == d.from {
			return true
		}
	}
	return false
}

// follows reports whether the word after d makes it a topic ("stroke risk").
func (s *scene) follows(d mention) bool {
	stated := s.asserted(d, -1)
	if d.rule.grade == gradeSure || d.rule.grade == gradeStrong && stated {
		return false
	}
	for _, f := range s.span("after", d.sent, d.sent) {
		if f.from == d.to && f.sent == d.sent && (f.rule.grade == "noun" || !stated && d.rule.grade == gradeNoun) {
			return true
		}
	}
	return false
}

// A denial reaches over a list of signs ("no fever, rash or chest pain").
const denialReach = 8

// denied reports whether d is said not to be there.
func (s *scene) denied(d mention) bool {
	for _, f := range s.span("deny", d.sent, d.sent) {
		if f.sent != d.sent || f.from >= d.from {
			continue
		}
		if f.to == d.from {
			return true
		}
		if d.rule.grade == gradeNoun && d.from-f.from <= denialReach && !s.contrast(f.to, d.from) {
			return true
		}
	}
	return false
}

// contrast reports whether a "but" or a new statement stands in words [from,to).
func (s *scene) contrast(from, to int) bool {
	for i := from; i < to; i++ {
		switch s.r.toks[s.r.words[i].tok].text {
		case "but", "however", "now", "yet", "though", "just", "has", "have", "is":
			return true
		}
	}
	return false
}

// company counts other danger signs beside i, up to maxOthers: in its sentence
// or the next ones, in other words, and no denied or weak ones.
func (s *scene) company(i int) int {
	d := s.dangers[i]
	n, reach := 0, d.to
	for j := max(0, i-20); j < min(len(s.dangers), i+30) && n < maxOthers; j++ {
		o := s.dangers[j]
		if o.rule.grade == gradeWeak || o.sent > d.sent+contextSpan || o.sent < d.sent-contextSpan {
			continue
		}
		if o.from >= reach || o.to <= d.from && o.from >= s.leftReach(j, i) {
			if s.frameWeight(o, true, true) == 0 {
				n++
			}
			if o.from >= reach {
				reach = o.to
			}
		}
	}
	return n
}

// leftReach gives the end of the sign before j, so that one place counts once.
func (s *scene) leftReach(j, i int) int {
	end := 0
	for k := max(0, i-20); k < j; k++ {
		if o := s.dangers[k]; o.to <= s.dangers[i].from && o.rule.grade != gradeWeak {
			end = max(end, o.to)
		}
	}
	return end
}

// shouted reports whether a sentence ends in "!" or is all in capitals.
func (s *scene) shouted(sent int) bool {
	if s.r.ends[sent] == '!' {
		return true
	}
	from, to := s.r.sentence(sent)
	caps, letters := 0, 0
	for i := from; i < to; i++ {
		t := s.r.toks[s.r.words[i].tok]
		if t.kind != kindWord || len(t.text) < 2 {
			continue
		}
		letters++
		if t.caps {
			caps++
		}
	}
	return letters >= 2 && caps*10 >= letters*8
}

// asks reports whether a sentence opens as a question.
func (r *reading) asks(sent int) bool {
	at := r.opening(sent)
	_, to := r.sentence(sent)
	if w := r.toks[r.words[at].tok].text; !openers[w] {
		return w == "am" && at+1 < to && r.toks[r.words[at+1].tok].text == "i"
	}
	return at+1 >= to || !asserting[r.toks[r.words[at+1].tok].text]
}

// asksLate reports a question after a comma, which needs no mark: "…, which
// drug stops that". "What do I do" and "what now" are cries for help.
func (r *reading) asksLate() bool {
	for i, w := range r.words {
		if !w.comma || i+1 >= len(r.words) {
			continue
		}
		next := r.toks[r.words[i+1].tok].text
		switch r.toks[w.tok].text {
		case "which", "may", "does", "whether", "any", "expected", "typical", "normal":
			return true
		case "is":
			return next == "it" || next == "that" || next == "this"
		case "can", "could", "should":
			return next == "it" || next == "they" || next == "the"
		}
	}
	return false
}

// tells reports whether a sentence leaves out who it is about, as the asker
// does who tells of himself or of somebody at hand ("got zapped by the wire").
func (s *scene) tells(sent int) bool {
	if !s.report {
		return false
	}
	return tellers[s.r.toks[s.r.words[s.r.opening(sent)].tok].text] || s.narrates(sent)
}

// narrates reports whether a sentence that stands in no frame tells of an event
// without naming anybody ("pram rolled into the pond").
func (s *scene) narrates(sent int) bool {
	for _, kind := range []string{"edu", "generic", "curious", "asks", "case", "past", "hypo", "fiction", "after"} {
		if s.within(kind, sent) {
			return false
		}
	}
	from, to := s.r.sentence(sent)
	for i := from; i < to; i++ {
		if t := s.r.toks[s.r.words[i].tok].text; tellers[t] || len(t) > 4 && strings.HasSuffix(t, "ed") {
			return true
		}
	}
	return false
}

// opening gives the first word of a sentence that is no filler.
func (r *reading) opening(sent int) int {
	from, to := r.sentence(sent)
	for i := from; i < to && i < from+4; i++ {
		if !fillers[r.toks[r.words[i].tok].text] {
			return i
		}
	}
	return from
}

var openers = set("what", "which", "how", "why", "who", "whom", "whose", "when", "where", "is", "are", "does", "do", "did", "can", "could", "should", "would", "will", "has", "have", "was", "were", "may", "might", "must", "what's", "whats", "define", "explain", "describe", "list", "compare", "discuss", "summarize", "summarise", "outline", "tell")

// asserting are words after which an opener asks nothing: "is not breathing".
var asserting = set("not", "barely", "hardly", "scarcely", "just", "still", "now", "been", "gone", "got", "very", "so", "turning", "going", "getting", "having", "making", "no", "never", "keep", "keeps")

// tellers open a sentence that leaves out its subject.
var tellers = set("got", "having", "feel", "feeling", "felt", "been", "can", "keep", "keeps", "just", "woke", "started", "took", "swallowed", "drank", "lost", "losing", "coughing", "throwing", "passing", "dropped", "fell", "burned", "burnt", "stung", "stabbed", "shot", "zapped", "seeing", "hearing", "struggling", "is", "has", "was", "does", "not", "no", "went", "gone", "turned", "turning", "hit", "found", "came", "tried", "trying", "gave", "ate", "injected", "dropping", "going")

var fillers = set("and", "but", "so", "ok", "okay", "also", "hi", "hello", "hey", "please", "question", "quick", "then", "in", "for", "on", "at", "after", "to", "with", "by", "under", "from", "since", "until", "dear", "bot", "curbside", "thanks", "just", "out", "of", "curiosity", "about", "regarding", "generally", "exactly")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

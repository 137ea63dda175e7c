package guard

import "strings"

// Kinds of identifiers, after the Safe Harbor classes.
const (
	KindName       = "name"
	KindPlace      = "place"
	KindDate       = "date"
	KindAge        = "age" // over 89 years
	KindPhone      = "phone"
	KindFax        = "fax"
	KindEmail      = "email"
	KindSSN        = "ssn"
	KindMRN        = "mrn"
	KindHealthPlan = "health-plan"
	KindAccount    = "account"
	KindLicence    = "licence"
	KindVehicle    = "vehicle"
	KindDevice     = "device"
	KindURL        = "url"
	KindIP         = "ip"
	KindBiometric  = "biometric"
	KindPhoto      = "photo"
	KindOther      = "other-id"
)

// finder collects the identifiers of one message.
type finder struct {
	lex    *lexicon
	r      *reading
	toks   []token
	cues   []mention                 // rules of groups "cue" and "id"
	frames map[string]map[int32]bool // sentences in which such a frame stands
	people []bool                    // per sentence: a person at hand is spoken of
	sentOf []int32                   // per token
	wordOf []int32                   // per token: its first word, or the next one
	taken  []bool                    // per token: part of an identifier, or of a clinician's name
	spans  []Span
}

// identifiers finds all identifiers of a patient in a message.
func (l *lexicon) identifiers(r *reading, found []mention) []Span {
	f := newFinder(l, r, found)
	f.codesByCue()
	f.contacts()
	f.places()
	f.dates()
	f.ages()
	f.names()
	f.phrases()
	f.strays()
	return f.spans
}

func newFinder(l *lexicon, r *reading, found []mention) *finder {
	f := &finder{lex: l, r: r, toks: r.toks, frames: map[string]map[int32]bool{}}
	f.people = make([]bool, len(r.ends)+1)
	for _, m := range found {
		switch {
		case m.rule.group == "cue" || m.rule.group == "id":
			f.cues = append(f.cues, m)
		case m.rule.group == "frame" && (m.rule.kind == "person" || m.rule.kind == "assert"):
			f.people[m.sent] = true
		case m.rule.group == "frame":
			if f.frames[m.rule.kind] == nil {
				f.frames[m.rule.kind] = map[int32]bool{}
			}
			f.frames[m.rule.kind][int32(m.sent)] = true
		}
	}
	f.sentOf = make([]int32, len(r.toks))
	f.wordOf = make([]int32, len(r.toks))
	f.taken = make([]bool, len(r.toks))
	w := 0
	for i := range r.toks {
		for w < len(r.words) && int(r.words[w].tok) < i {
			w++
		}
		f.wordOf[i] = int32(w)
		if w < len(r.words) {
			f.sentOf[i] = r.words[w].sent
		} else {
			f.sentOf[i] = int32(len(r.ends)) - 1
		}
	}
	return f
}

// person reports whether the sentence of token i, or the one before, speaks of
// a person at hand.
func (f *finder) person(i int) bool {
	s := int(f.sentOf[i])
	return s >= 0 && (f.people[s] || s > 0 && f.people[s-1])
}

// mark notes tokens [from,to) as an identifier.
func (f *finder) mark(kind string, from, to int) {
	for i := from; i < to; i++ {
		f.taken[i] = true
	}
	f.spans = append(f.spans, f.r.fold.span(kind, int(f.toks[from].from), int(f.toks[to-1].to)))
}

// at gives the text of token i, or "" outside.
func (f *finder) at(i int) string {
	if i < 0 || i >= len(f.toks) {
		return ""
	}
	return f.toks[i].text
}

// firstTok and lastTok give the tokens that a mention covers.
func (f *finder) firstTok(m mention) int { return int(f.r.words[m.from].tok) }
func (f *finder) lastTok(m mention) int  { return int(f.r.words[m.to-1].tok) }

// A run without white space is read up to this many tokens, which is more than
// any address or code needs and keeps the work linear.
const maxChunk = 40

// chunk gives the end of the run of tokens from i without white space between.
func (f *finder) chunk(i int) int {
	j := i + 1
	for j < len(f.toks) && j < i+maxChunk && !f.toks[j].gap {
		j++
	}
	return j
}

// phrases takes the [id …] rules, which need no code.
func (f *finder) phrases() {
	for _, m := range f.cues {
		if m.rule.group == "id" {
			f.mark(m.rule.kind, f.firstTok(m), f.lastTok(m)+1)
		}
	}
}

// inSet reports whether a word is in one of the named lists.
func (l *lexicon) inSet(w string, names ...string) bool {
	for _, n := range names {
		if l.sets[n][w] {
			return true
		}
	}
	return false
}

func digitsIn(s string) int {
	n := 0
	for i := range len(s) {
		if isDigit(rune(s[i])) {
			n++
		}
	}
	return n
}

func hasAnyPrefix(s string, heads ...string) bool {
	for _, h := range heads {
		if strings.HasPrefix(s, h) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, tails ...string) bool {
	for _, t := range tails {
		if strings.HasSuffix(s, t) {
			return true
		}
	}
	return false
}

package guard

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// nameNet is a second look at single words, for names in places that no rule
// knows: what the word is (listed as a name, an ordinary word, known to no
// list), how it is written and what stands around it weighs for or against the
// name of a person. The weights in data/weights_names.txt were learned from the
// messages of testdata/name_shapes.txt with names put in, and from clean ones;
// GUARD_LEARN=1 go test -run TestLearnNames learns them anew.
type nameNet map[string]float32

// From here on a word is taken for a name: with a capital letter, and without.
const (
	nameSure  = 0.0
	nameLower = 0.6
	nameCare  = -0.3 // added where somebody is cared for
)

// add reads a line of data/weights_names.txt: a weight in hundredths and what it
// belongs to.
func (n *nameNet) add(line string) error {
	first, name, ok := strings.Cut(line, " ")
	weight, err := strconv.Atoi(first)
	if !ok || err != nil {
		return fmt.Errorf("want: a weight in hundredths and a feature, got %q", line)
	}
	if *n == nil {
		*n = make(nameNet, 4096)
	}
	(*n)[name] = float32(weight) / 100
	return nil
}

// learned finds names by the net.
func (n *namer) learned() {
	for i := 0; i < len(n.toks); i++ {
		if n.taken[i] || !n.candidate(i) {
			continue
		}
		limit := n.limit(i)
		if n.nameScore(i) < limit {
			continue
		}
		to := n.extend(i)
		n.mark(KindName, i, to)
		i = to - 1
	}
}

// limit gives the score from which token i is taken for a name: less in a message
// that speaks of somebody who is cared for and of nothing published.
func (n *namer) limit(i int) float64 {
	limit := nameSure
	if !n.upper(i) {
		limit = nameLower
	}
	if about := n.abouts(); about[0] != "[care 0]" && about[1] == "[paper 0]" && about[2] == "[house 0]" {
		limit += nameCare
	}
	return limit
}

// nameScore is minus infinity without weights.
func (n *namer) nameScore(i int) float64 {
	w := n.lex.names
	if len(w) == 0 {
		return math.Inf(-1)
	}
	sum, count := 0.0, 0.0
	n.nameFeatures(i, func(name []byte) {
		sum, count = sum+float64(w[string(name)]), count+1
	})
	return float64(w[biasLabel]) + sum/math.Sqrt(max(count, 1))
}

// candidate reports whether token i may be a name at all: a word that is listed
// as one, or one that no list knows and that has a capital letter.
func (n *namer) candidate(i int) bool {
	t := n.toks[i]
	if t.kind != kindWord || len(t.text) < 3 || len(t.text) > 20 || i > 0 && !t.gap && n.toks[i-1].kind != kindMark {
		return false
	}
	if t.caps && !n.shout && (len(t.text) < 6 || !n.person(i)) || n.hyphenated(i) || n.paired(i) {
		return false
	}
	if prev := n.at(i - 1); prev == "royal" || prev == "mount" || prev == "fort" || prev == "san" || prev == "st" || prev == "." && (n.at(i-2) == "st" || n.at(i-2) == "mt") {
		return false // a place or a hospital
	}
	switch n.class(i) {
	case 'F', 'L', 'B':
		return true
	case 'U':
		return n.upper(i) || len(t.text) > 3 && (n.smallName(i+1) || n.smallName(i-1) || n.ageAt(i+1) > i+1)
	case 'A':
		return n.upper(i) || n.smallName(i+1) || n.sentenceStart(i) && (n.states(i+1) || strings.HasSuffix(t.text, "'s") || n.own(i+2))
	}
	return false
}

// smallName reports whether token i is no ordinary word, and without a capital.
func (n *namer) smallName(i int) bool {
	if i < 0 || i >= len(n.toks) || n.upper(i) || len(n.at(i)) < 3 {
		return false
	}
	switch n.class(i) {
	case 'F', 'L', 'B', 'U':
		return true
	}
	return false
}

// own reports whether token i says whose something is.
func (n *namer) own(i int) bool {
	switch n.at(i) {
	case "her", "his", "my":
		return true
	}
	return false
}

// paired reports whether token i is one of two drugs or terms written as
// "len/pembro": the other side is no name.
func (n *namer) paired(i int) bool {
	side := func(mark, other int) bool {
		if n.at(mark) != "/" {
			return false
		}
		c := n.class(other)
		return c == 'P' || c == 'O' || c == 'M'
	}
	return side(i+1, i+2) || side(i-1, i-2)
}

// hyphenated reports whether token i is joined to an eponym ("Calmette-Guerin")
// or to an ordinary word ("Mity-Vac assisted", "PDGFRA-associated").
func (n *namer) hyphenated(i int) bool {
	if n.at(i+1) == "-" && i+2 < len(n.toks) && !n.toks[i+1].gap && !n.toks[i+2].gap {
		c := n.class(i + 2)
		return c == 'E' || c == 'O' && !n.upper(i+2) || c == '#' || c == 'M'
	}
	return n.at(i-1) == "-" && !n.toks[i].gap && !n.toks[i-1].gap && n.class(i-2) == 'E'
}

// class tells what the lists know of token i: F given name, L family name,
// B both, A a name that is a word too, U unknown, O an ordinary word, E an
// eponym, R a region or town, P a product or short form, # a number, M mixed.
func (n *namer) class(i int) byte {
	if i < 0 || i >= len(n.toks) {
		return '-'
	}
	t := n.toks[i]
	switch t.kind {
	case kindNumber:
		return '#'
	case kindMixed:
		return 'M'
	case kindMark:
		return t.text[0]
	}
	w := bare(t.text)
	if hasAnySuffix(t.text, "n't", "'ve", "'ll", "'re", "'d", "'m") {
		return 'O'
	}
	lex := n.lex
	first, last := lex.sets["first"][w], lex.sets["last"][w]
	word := lex.books["words"].has(w) || len(w) < 3
	switch {
	case lex.inSet(w, "everyday", "predicates") || len(w) < 2:
		return 'O'
	case !n.upper(i) && lex.sets["makers"][w]:
		return 'P'
	case lex.sets["eponyms"][w]:
		return 'E'
	case lex.inSet(w, "regions", "cities"):
		return 'R'
	case lex.inSet(w, "products", "acronyms"):
		return 'P'
	case word && (first || last || lex.inSet(w, "ambiguous", "common")):
		return 'A'
	case word:
		return 'O'
	}
	first, last = first || lex.books["given"].has(w), last || lex.books["family"].has(w)
	switch {
	case first && last:
		return 'B'
	case first:
		return 'F'
	case last:
		return 'L'
	case medical(w):
		return 'O'
	}
	return 'U'
}

// look is the class of token i and how it is written.
func (n *namer) look(i int, buf []byte) []byte {
	c := n.class(i)
	buf = append(buf, c)
	if i < 0 || i >= len(n.toks) || n.toks[i].kind != kindWord {
		return buf
	}
	switch t := n.toks[i]; {
	case n.shout:
		buf = append(buf, 's')
	case t.caps && len(t.text) > 1:
		buf = append(buf, 'C')
	case t.upper:
		buf = append(buf, 'c')
	}
	return buf
}

// word is the text of token i as a feature: a number is #, and a word that may
// be a name itself says only its class.
func (n *namer) word(i int, buf []byte) []byte {
	switch c := n.class(i); c {
	case 'F', 'L', 'B', 'U', 'A', '#', 'M', '-':
		return append(buf, c)
	}
	return append(buf, bare(n.at(i))...)
}

// nameFeatures names what speaks for or against token i being a name.
func (n *namer) nameFeatures(i int, each func(name []byte)) {
	var room [96]byte
	me := n.look(i, room[:0:16])
	if n.sentenceStart(i) {
		me = append(me, '^')
	}
	emit := func(head string, parts ...[]byte) {
		b := append(make([]byte, 0, 64), head...)
		for _, p := range parts {
			b = append(append(b, ' '), p...)
		}
		each(b)
	}
	before, after := n.beforeName(i), n.extend(i)
	prev, next := n.word(before, nil), n.word(after, nil)
	prev2, next2 := n.word(before-1, nil), n.word(after+1, nil)
	emit("me", me)
	emit("<", prev)
	emit(">", next)
	emit("<<", prev2, prev)
	emit(">>", next, next2)
	emit("<2", prev2)
	emit(">2", next2)
	emit("<3", n.word(before-2, nil))
	emit(">3", n.word(after+2, nil))
	emit("me<", me, prev)
	emit("me>", me, next)
	emit("<look", n.look(before, nil))
	emit(">look", n.look(after, nil))
	emit("run", n.runOf(before+1, after))
	n.nameSigns(i, before, after, me, emit)
}

// beforeName gives the token before the name that token i is part of.
func (n *namer) beforeName(i int) int {
	j := i - 1
	for j >= 0 && j > i-3 && !n.toks[j+1].line && n.upper(j) && n.upper(i) && n.candidate(j) && !strings.HasSuffix(n.at(j), "'s") {
		j--
	}
	return j
}

// runOf writes the classes of tokens [from,to), which may be one name.
func (n *namer) runOf(from, to int) []byte {
	var out []byte
	for j := from; j < to && j < from+5; j++ {
		out = n.look(j, out)
	}
	return out
}

// nameSigns names what the wider surroundings of a name say.
func (n *namer) nameSigns(i, before, after int, me []byte, emit func(head string, parts ...[]byte)) {
	sign := func(name string, is bool) {
		if is {
			emit(name)
			emit(name, me)
		}
	}
	sign("[person]", n.person(i))
	sign("[age after]", n.ageAt(after) > after)
	sign("[owner]", strings.HasSuffix(n.at(after-1), "'s"))
	sign("[topic]", n.lex.sets["topic_nouns"][n.at(after)])
	sign("[topic near]", n.topicNear(after))
	for _, frame := range []string{"edu", "generic"} {
		sign("["+frame+"]", n.frames[frame] != nil && n.frames[frame][n.sentOf[i]])
	}
	sign("[published]", n.published(after))
	sign("[states]", n.states(after))
	sign("[end]", after >= len(n.toks))
	sign("[opens]", before < 0)
	sign("[institution]", n.institution(before+1, after))
	sign("[title case]", n.titleCase())
	sign("[pronoun]", n.pronoun(i))
	for _, about := range n.abouts() {
		sign(about, true)
	}
	if first := n.at(0); n.class(0) == 'O' {
		emit("opens", []byte(bare(first)))
		emit("opens", []byte(bare(first)), me)
	}
	if w := n.at(i); n.class(i) == 'U' {
		emit("tail", []byte(w[len(w)-2:]))
		emit("tail", []byte(w[len(w)-3:]))
	}
}

// What a message is about: somebody who is cared for, something that was
// published, an institution.
var (
	paperWords = set("al", "paper", "papers", "author", "authors", "study", "trial", "cohort", "review", "published", "publish", "wrote", "nejm", "jco", "lancet", "abstract", "article", "textbook", "nobel", "discovered", "history", "invented", "group", "colleagues", "regimen", "criteria", "score", "index", "sign", "syndrome", "disease", "vs", "versus", "or", "compare", "difference", "phase", "registry", "guideline", "guidelines", "textbook", "report", "reported", "doi", "pmid", "volume", "editor", "journal", "et")
	houseWords = set("hospital", "clinic", "center", "centre", "institute", "university", "hospitals", "centers", "centres", "cancer", "programme", "program", "site", "sites", "offer", "offers", "offered", "enrol", "enrols", "where", "still", "experience", "nhs")
)

// Words that say somebody is cared for only beside initials.
var lightCare = set("is", "has", "had", "dose", "doses", "unit", "map", "y", "year", "re", "update", "cr", "weight", "fever", "needs", "wants", "asks")

// abouts names what the words of the message speak of.
func (n *namer) abouts() []string {
	if n.about != nil {
		return n.about
	}
	care, paper, house, year := 0, 0, 0, 0
	for i, t := range n.toks {
		care += btoi(careWords[t.text] && !lightCare[t.text])
		paper += btoi(paperWords[t.text])
		house += btoi(houseWords[t.text])
		year += btoi(t.kind == kindNumber && n.year(i))
	}
	n.about = []string{"[care " + few(care) + "]", "[paper " + few(paper) + "]", "[house " + few(house) + "]", "[year " + few(year) + "]"}
	return n.about
}

func few(count int) string {
	switch {
	case count == 0:
		return "0"
	case count == 1:
		return "1"
	}
	return "2"
}

// topicNear reports whether a word such as "syndrome" stands soon after a name,
// before any mark.
func (n *namer) topicNear(after int) bool {
	for j := after; j < min(len(n.toks), after+6); j++ {
		if n.lex.sets["topic_nouns"][n.at(j)] {
			return true
		}
		if n.toks[j].kind == kindMark && n.at(j) != "-" && n.at(j) != "," {
			return false
		}
	}
	return false
}

// titleCase reports whether most words of the message have capitals.
func (n *namer) titleCase() bool { return n.titled }

// pronoun reports whether the sentence of token i speaks of him or her.
func (n *namer) pronoun(i int) bool {
	for j := max(0, i-12); j < min(len(n.toks), i+20); j++ {
		switch n.toks[j].text {
		case "he", "she", "him", "her", "his", "hers", "he's", "she's":
			return true
		}
	}
	return false
}

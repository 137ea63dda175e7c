package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A curator writes sentences that stand alone. Texts of others do not: a sentence begins with "Of these individuals", an
// item of a list is "75% for localized cancer". Such a sentence is shown with the one that it leans on, word for word.

// leaning finds sentences that say nothing without the one before.
var leaning = regexp.MustCompile(`^(?:this|these|those|they|such|he|she|his|her|their|its|however|therefore|thus|hence|instead|otherwise|nevertheless|nonetheless|consequently|as a result|of th(?:ese|ose|is|e)|in (?:this|these|that|addition|contrast|both)|for (?:this|these|those|example)|at this|with this|both|also|furthermore|moreover|additionally|similarly|likewise|then|finally|on the other hand|the (?:study|trial|authors?|investigators|researchers|results?|former|latter|same|other|remaining|second|third|difference|findings?|combination|two (?:groups|arms)))\b`)

// clauses finds "it" and "there" that stand for nothing before: "It is not clear whether ...".
var (
	leansOnIt = regexp.MustCompile(`^it\b`)
	clauses   = regexp.MustCompile(`^it (?:is|was|has been|may be|might be|can be|should be) (?:\w+ ){0,2}(?:clear|unclear|known|unknown|recommended|estimated|important|possible|likely|unlikely|common|rare|not|thought|believed|hard|difficult|normal|helpful|best)\b`)
)

// leansOn reports whether a folded sentence, not the first of its passage, leans on the one before.
func leansOn(folded string, item bool) bool {
	return !item && (leaning.MatchString(folded) || leansOnIt.MatchString(folded) && !clauses.MatchString(folded))
}

// place finds what each sentence of a passage leans on: an item that is no sentence on the one that opens its list,
// another on the one before.
func (pv *passageView) place() {
	var opener *sentenceView
	for i, s := range pv.sentences {
		s.refers = asksOrRefers(s.text)
		switch {
		case !s.item && opensList(s):
			opener = s
			s.leans = i > 0 && leansOn(s.folded, false)
		case !s.item:
			opener = nil
			s.leans = i > 0 && leansOn(s.folded, s.item)
			s.label = isLabel(s.text)
		}
		switch {
		case s.item && opener != nil && isFragment(s.text):
			s.on = opener
		case s.leans && !pv.sentences[i-1].item:
			s.on = pv.sentences[i-1]
		}
	}
}

// isFragment reports whether an item of a list is no sentence of its own.
func isFragment(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last := text[len(text)-1]
	return unicode.IsLower(first) || last != '.' && last != '!' && last != '?' || len(strings.Fields(text)) <= 3
}

// breaksIn reports whether a sentence of a text that nobody has read has lost
// its beginning: its first word, no name such as mTOR, is in small letters.
func (s *sentenceView) breaksIn() bool {
	first, _, _ := strings.Cut(s.text, " ")
	return (!s.item || s.on == nil) && s.passage.unread() && first != "" && strings.ToLower(first) == first && unicode.IsLower([]rune(first)[0]) && !anyDigit(first)
}

// isLabel reports whether a line names something and says nothing of it: a caption, a headline of a news list, the title of a paper.
func isLabel(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return !strings.ContainsRune(`.!?:;)]"”`, last) || isTitle(text)
}

// Of a title with so many long words, most are written with a capital.
const (
	leastTitle = 5
	titleShare = 0.75
)

func isTitle(text string) bool {
	long, capital := 0, 0
	for _, w := range strings.Fields(text) {
		if first, size := utf8.DecodeRuneInString(w); len(w)-size > 3 {
			long++
			if unicode.IsUpper(first) {
				capital++
			}
		}
	}
	return long >= leastTitle && float64(capital) >= titleShare*float64(long)
}

// referring finds a sentence that says where more is to be read.
var referring = regexp.MustCompile(`(?i)^(?:for |you can find )?(?:more|further|additional)(?: detailed)? information\b|^if (?:the|this|more) information is available\b|^these resources\b|^(?:for more|to learn more|to read more)\b|^(?:see|visit|click|please (?:see|visit))\b|^(?:follow|on) (?:this|these|the following) (?:links?|pages?)\b`)

// asksOrRefers reports whether a line asks something or points elsewhere, and so tells nothing.
func asksOrRefers(text string) bool {
	return strings.HasSuffix(text, "?") || referring.MatchString(text)
}

// mostLeaned bounds how many sentences are set before one that leans.
const mostLeaned = 2

// alone returns the words of s with those that it leans on, as they stand in the passage.
func (s *sentenceView) alone(held func(*sentenceView) bool) string {
	said := s.text
	for on, n := s.on, 0; on != nil && n < mostLeaned && !held(on); on, n = on.on, n+1 {
		said = on.text + " " + said
	}
	return said
}

// leansLoose reports whether s leans on a sentence that is neither chosen nor can be set before it.
func (s *sentenceView) leansLoose() bool { return s.leans && s.on == nil }

// stageForm finds a name with a number or letter that makes it another thing: stage IV, hepatitis A, vitamin D.
var stageForm = regexp.MustCompile(`\b(stage|grade|type|phase|hepatitis|vitamin|influenza|factor|group|class|category|tier|gleason)\s+(iv|i{1,3}|v|[0-9]|[a-e])([abc]?)\b`)

var romans = map[string]string{"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v"}

// numbered returns patterns of such names in a folded question: each must stand in a passage that answers it.
func numbered(folded string) []namedNumber {
	out := numberedKinds(folded)
	for _, m := range stageForm.FindAllStringSubmatch(folded, -1) {
		sign := m[2]
		for digit, roman := range romans {
			if m[2] == digit || m[2] == roman {
				sign = "(?:" + digit + "|" + roman + ")"
			}
		}
		suffix := m[3]
		if suffix == "" && (m[1] == "stage" || m[1] == "grade") {
			suffix = "[abc]?\\d?"
		}
		gap := `[^.;:\n]{0,32}\b` // "stages II and III"
		if m[2] >= "a" && m[2] <= "e" {
			gap = `(?: \w+(?:,| and| or))? ` // the article is no letter
		}
		n := namedNumber{said: m[1] + " " + m[2] + m[3], noun: m[1], pattern: regexp.MustCompile(`\b` + m[1] + `s?\b` + gap + sign + suffix + `\b`)}
		if !slices.ContainsFunc(out, func(o namedNumber) bool { return o.said == n.said }) {
			out = append(out, n)
		}
	}
	return out
}

// kindForm finds a disease of a family whose members are told apart by a number: Noonan syndrome 1, ring chromosome 10.
var kindForm = regexp.MustCompile(`\b(syndrome|disease|disorder|deficiency|ataxia|dystonia|dysostosis|dysplasia|hypoplasia|myopathy|neuropathy|paraplegia|atrophy|dystroph[iy]a?|chromosome|trisomy|monosomy|neoplasia|hyperlipidemia|cardiomyopathy|epilepsy|albinism|porphyria|recessive|dominant)[ ,]+(\d{1,2}[a-z]?)\b(?:[^\w-]|$)`)

// notKind finds what is no name behind such a word: a count, a time, a dose.
var notKind = regexp.MustCompile(`^\s*(?:%|[-/.]?\d|(?:out )?of\b|years?|months?|weeks?|days?|hours?|patients|people|times|mg|ml|kg|iu|million|percent)`)

// numberedKinds returns the diseases of such families that a folded question names.
func numberedKinds(folded string) []namedNumber {
	var out []namedNumber
	for _, at := range kindForm.FindAllStringSubmatchIndex(folded, -1) {
		noun, number := folded[at[2]:at[3]], folded[at[4]:at[5]]
		if notKind.MatchString(folded[at[5]:]) {
			continue
		}
		out = append(out, namedNumber{said: noun + " " + number, noun: noun, pattern: regexp.MustCompile(`\b` + noun + `[ ,]+(?:type )?` + number + `\b`)})
	}
	return out
}

// namedNumber is one such name.
type namedNumber struct {
	said    string
	noun    string
	pattern *regexp.Regexp
}

// standsWith reports whether the name stands in a sentence, its headings or its passage. A sentence that has the noun with
// another number is on that one, whatever stands around it.
func (n namedNumber) standsWith(s *sentenceView) bool {
	if n.pattern.MatchString(s.folded) {
		return true
	}
	if slices.ContainsFunc(stageForm.FindAllStringSubmatch(s.folded, -1), func(m []string) bool { return m[1] == n.noun }) {
		return false
	}
	return n.pattern.MatchString(s.passage.foldedHeadings) ||
		slices.ContainsFunc(s.passage.sentences, func(o *sentenceView) bool { return n.pattern.MatchString(o.folded) })
}

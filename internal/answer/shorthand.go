package answer

import (
	_ "embed"
	"regexp"
	"strings"

	"curbside/internal/text"
)

// Clinicians clip words in chat: "cr 2.7, w/ plts 24k, ok to give?". Such a
// question is read with its words in full; what is shown, stored and sent on
// stays as it was typed.

// shorthandText is what stands for a clipped word, see data/shorthand.txt.
//
//go:embed data/shorthand.txt
var shorthandText string

// shorthand reads clipped words.
type shorthand struct {
	full   map[string]string // by the folded word
	beside map[string]string // that stand for it beside a slash or a plus only
}

func newShorthand() *shorthand {
	s := &shorthand{full: map[string]string{}, beside: map[string]string{}}
	for _, line := range dataLines(shorthandText) {
		clipped, full, ok := strings.Cut(line, " = ")
		if !ok {
			continue
		}
		if strings.TrimSpace(full) == "-" {
			full = ""
		}
		to := s.full
		if rest, only := strings.CutPrefix(clipped, ": "); only {
			clipped, to = rest, s.beside
		}
		for _, w := range strings.Fields(clipped) {
			to[w] = full
		}
	}
	return s
}

// clip is a word whose meaning hangs on what stands beside it.
type clip struct {
	find *regexp.Regexp
	full string
}

// clips are looked for in turn, before the plain list.
var clips = []clip{
	// figures and units
	{regexp.MustCompile(`\b(\d{1,3})\s?[kK]\b`), "$1,000"},
	{regexp.MustCompile(`(\d)\s?(?:MU|MIU|M IU|mu|miu)\b`), "$1 million units"},
	{regexp.MustCompile(`(\d)\s?(?:mill?|mln) (u|units|iu)\b`), "$1 million $2"},
	{regexp.MustCompile(`(\d|million) [uU]\b`), "$1 units"},
	{regexp.MustCompile(`(?i)(\d[- ]?|many )min\b(\.?)`), "${1}minutes"},
	{regexp.MustCompile(`((?:^|[^q\d])1)[- ]?(?:hr|h)\b`), "$1 hour"},
	{regexp.MustCompile(`((?:^|[^q\d])\d+|many)[- ]?(?:hr|h)\b`), "$1 hours"},
	{regexp.MustCompile(`(?i)\b(?:temp|temperature)(?: of| is| at| was|:|=)? ((?:3[89]|4[01])(?:\.\d)?(?: ?°? ?c\b)?|10[0-5](?:\.\d)?(?: ?°? ?f\b)?)(\.(?:\s|$)|[,;?!)]|\s+[^f°\s]|$)`), "fever of $1$2"},
	{regexp.MustCompile(`(\d) ?d\b`), "$1 days"},
	{regexp.MustCompile(`(\d[- ]?|many )(?:mo|mos)\b`), "${1}months"},
	{regexp.MustCompile(`(\d[- ])yr\b`), "${1}year"},
	{regexp.MustCompile(`↑ ?`), "high "},
	{regexp.MustCompile(`↓ ?`), "low "},

	// laboratory, vital signs
	{regexp.MustCompile(`(?i)\b(?:s\.?)?cr\b((?: (?:of|is|at|was|now|=|>|up to|to|above|over|around))*[ :=>]*\d{1,2}\.\d+)([^\d%]|$)`), "creatinine$1$2"},
	{regexp.MustCompile(`\b[cC]r((?: (?:of|is|was|now|=|>|up to|to|above|over|around))*[ :=>]*[2-9])(\s*(?:[,;:?)]|$)| (?:this|on|after|before|and|with|w/|today|now|hold|ok|can|give|il-?2|due|mg))`), "creatinine$1$2"},
	{regexp.MustCompile(`\b[cC]r ((?:still |keeps |now |is |was )*(?:bump|rise|climb|jump)\w*|cut-?off|limit|threshold|high|(?:is |was )?(?:up|rising|doubled|climbing|elevated))\b`), "creatinine $1"},
	{regexp.MustCompile(`(?i)\b(rising|high|raised|elevated|serum|bumped|bump in|rise in) cr\b`), "$1 creatinine"},
	{regexp.MustCompile(`\b(low|serum|replace|replete|check|their|the) [mM]g\b`), "$1 magnesium"},
	{regexp.MustCompile(`\bMg ([<>=\d]|low|level|rate|drop|wasting)`), "magnesium $1"},
	{regexp.MustCompile(`(?i)\blow k\b`), "low potassium"},
	{regexp.MustCompile(`(?i)\bk\+?((?: is| was| of)? [1-8]\.\d)`), "potassium$1"},
	{regexp.MustCompile(`(?i)\bna((?: is| was| of)? 1[0-6]\d)\b`), "sodium$1"},
	{regexp.MustCompile(`(?i)\bmg((?: is| was| of)? [0-3]\.\d)`), "magnesium$1"},
	{regexp.MustCompile(`(?i)\bca((?: is| was| of)? \d{1,2}\.\d)`), "calcium$1"},
	{regexp.MustCompile(`(?i)(\d{2} ?%?) (?:on )?ra\b`), "$1 on room air"},
	{regexp.MustCompile(`(?i)\blow ca\b`), "low calcium"},
	{regexp.MustCompile(`(?i)\b(?:kidney|renal|renal cell|skin|cell|metastatic|met) ca\b`), ""},
	{regexp.MustCompile(`(?i)\b(no|absent|hypoactive|quiet|decreased) bs\b`), "$1 bowel sounds"},
	{regexp.MustCompile(`(?i)\b(\d+ ?l(?:pm)?(?: of)?(?: o2)?) (?:by |via |on )?n\.?/?c\b`), "$1 oxygen by nasal cannula"},
	{regexp.MustCompile(`(?i)\bsoft (?:bp|pressures?)\b|\b(?:bp|pressures?) (?:is |are |was |were |running )?soft\b`), "low blood pressure"},
	{regexp.MustCompile(`\b(?:HR|hr) ((?:for|of) (?:death|progression|dying|os|OS|pfs|PFS|survival)|vs\b|in (?:trial|the))`), "hazard ratio $1"},
	{regexp.MustCompile(`(?i)\b((?:os|pfs|survival|death)) hr\b`), "$1 hazard ratio"},
	{regexp.MustCompile(`(?i)\b(?:resp|rr) rate ((?:in|of|to|with|for|after)\b)`), "response rate $1"},
	{regexp.MustCompile(`\bRR ((?:in|of|to|with|for|after)\b)`), "response rate $1"},
	{regexp.MustCompile(`(?i)\bresp (?:rate|rxn)\b`), "respiratory rate"},
	{regexp.MustCompile(`(?i)\bserial 7'?s\b`), "serial sevens"},
	{regexp.MustCompile(`(?i)\bhalf way\b`), "halfway"},

	// diseases and outcomes
	{regexp.MustCompile(`(?i)\bbraf[- ]?wt\b|\bwt[- ]braf\b|\bbraf neg(?:ative)?\b`), "wild-type BRAF"},
	{regexp.MustCompile(`(?i)\bwts?\b`), "weight"},
	{regexp.MustCompile(`\b(?:mOS|MOS)\b`), "median overall survival"},
	{regexp.MustCompile(`\bmPFS\b`), "median progression-free survival"},
	{regexp.MustCompile(`\b[cC][mM][- ]?(\d{3})\b`), "CheckMate $1"},
	{regexp.MustCompile(`\b[kK][nN][- ]?(\d{3})\b`), "KEYNOTE $1"},
	{regexp.MustCompile(`\b1L(\b| )`), "first-line$1"},
	{regexp.MustCompile(`\b2L(\b| )`), "second-line$1"},
	{regexp.MustCompile(`(?i)\b(renal|kidney|liver|heart|lung|organ|prior) tx\b`), "$1 transplant"},

	// what is done
	{regexp.MustCompile(`(?i)\b(?:what|which) rate (?:do|does|should|to|can|must)(?: i| we| you| it)? ?(?:set|run|infuse|give|hang|program|use)\b`), "over how many minutes is it infused"},
	{regexp.MustCompile(`(?i)\b(?:the )?pharmacy (?:has |have |had )?(?:made|mixed|prepared|compounded)(?: it| one| them| the bag)?(?: up)?\b`), "prepared"},
	{regexp.MustCompile(`(?i)\bd/?c'?e?d? (home|from|summary|date|planning|instructions|day)\b`), "discharge $1"},
	{regexp.MustCompile(`(?i)\b(hosp(?:ital)?) d/?c\b`), "$1 discharge"},
	{regexp.MustCompile(`(?i)\b(or|vs) dc\b`), "$1 stop"},
	{regexp.MustCompile(`(?i)\bdc( (?:for ?ever|for good|perm\w*|il-?2|it|drug|or hold|vs hold))`), "stop$1"},
	{regexp.MustCompile(`(?i)\b(?:d/c'?e?d?|dc'?d|dcing)\b`), "stop"},
	{regexp.MustCompile(`(?i)\bbtw ((?:il-?2 )?(?:doses?|infusions?|cycles?|courses?|bags?|shots?|the)\b)`), "between $1"},
	{regexp.MustCompile(`(?i)\bneo ((?:is |was |still )?(?:running|gtt|drip|at|of|up|down|infusion|requirement|support|dose|@|\d))`), "phenylephrine $1"},
	{regexp.MustCompile(`(?i)\b(on|off|max(?:ed)?(?: on)?|wean(?:ing|ed)?(?: off)?|needs?|needing|plus) neo\b`), "$1 phenylephrine"},
	{regexp.MustCompile(`(?i)\b(rel(?:ative)?) (or|vs|/) (?:abs|absolute)\b`), "relative $2 absolute"},
	{regexp.MustCompile(`(?i)\bin vivo\b`), "in patients"},
	{regexp.MustCompile(`(?i)\bin vitro\b`), "in the laboratory"},
	{regexp.MustCompile(`(?i)\bold[- ](?:school|style|fashioned)\b`), "historical"},
	{regexp.MustCompile(`(?i)\bside ?fx\b`), "side effects"},
	{regexp.MustCompile(` w (\w)`), " with $1"},
	{regexp.MustCompile(`(\w) n (\w)`), "$1 and $2"},
	{regexp.MustCompile(`\?([a-zA-Z])`), "$1"},
}

// clippedWord finds what may be a clipped word: letters and digits, joined by
// what stands inside such words.
var clippedWord = regexp.MustCompile(`[\pL\d]+(?:['./&½-][\pL\d]+)*(?:/\B|½)?`)

// expand returns a question with its clipped words in full.
func (s *shorthand) expand(question string) string {
	for _, c := range clips {
		if c.full != "" {
			question = c.find.ReplaceAllString(question, c.full)
			continue
		}
		question = c.find.ReplaceAllStringFunc(question, func(m string) string { return m[:len(m)-2] + "cancer" })
	}
	var b strings.Builder
	own := map[string]bool{} // what the question itself spells out
	at := 0
	for _, m := range clippedWord.FindAllStringIndex(question, -1) {
		b.WriteString(question[at:m[0]])
		if spelledOut(question, m[0], m[1]) {
			own[question[m[0]:m[1]]] = true
		}
		if own[question[m[0]:m[1]]] {
			b.WriteString(question[m[0]:m[1]])
			at = m[1]
			continue
		}
		b.WriteString(s.inFull(question[m[0]:m[1]], m[1] < len(question) && question[m[1]] == '+' || m[0] > 0 && question[m[0]-1] == '+'))
		at = m[1]
	}
	return text.Squeeze(b.String() + question[at:])
}

// spelledOut reports whether the words before the bracket in which question[from:to]
// stands begin with its letters, as in "total neoadjuvant therapy (TNT)": it is
// clipped from them and from nothing else.
func spelledOut(question string, from, to int) bool {
	if from == 0 || question[from-1] != '(' || to >= len(question) || question[to] != ')' {
		return false
	}
	letters := []rune(text.Fold(question[from:to]))
	words := strings.FieldsFunc(text.Fold(question[:from-1]), func(r rune) bool { return r == ' ' || r == '-' })
	if len(letters) < 2 || len(words) < len(letters) {
		return false
	}
	for i, w := range words[len(words)-len(letters):] {
		if !strings.HasPrefix(w, string(letters[i])) {
			return false
		}
	}
	return true
}

// inFull returns what a word stands for, or the word.
func (s *shorthand) inFull(word string, beside bool) string {
	folded := text.Fold(word)
	if full, ok := s.full[folded]; ok {
		return full
	}
	if full, ok := s.beside[folded]; ok && beside {
		return full
	}
	if !strings.Contains(word, "/") {
		return word
	}
	parts, changed := strings.Split(word, "/"), false
	for i, p := range parts {
		full := p
		if p != "" && !anyDigit(p) {
			full = s.inFull(p, true)
		}
		changed = changed || full != p
		parts[i] = full
	}
	if !changed {
		return word
	}
	return strings.Join(parts, " / ")
}

package verify

import (
	"regexp"
	"strings"
)

// factMeasure is a line of factmeasures.txt.
type factMeasure struct {
	name, kind string
	at         *regexp.Regexp
}

// factMeasures are the measures that the proposer knows by name.
var factMeasures = func() []factMeasure {
	var out []factMeasure
	for _, line := range dataLines("factmeasures.txt") {
		name, rest, ok := strings.Cut(line, " : ")
		kind, pattern, ok2 := strings.Cut(rest, " : ")
		if ok && ok2 {
			out = append(out, factMeasure{name, kind, regexp.MustCompile(pattern)})
		}
	}
	return out
}()

// Distances, in characters, by which a measure's words are further from a
// figure than they stand.
const (
	pastFigure    = 45 // another figure of the kind stands between
	pastSemicolon = 120
	pastJoint     = 20
	mostDistance  = 300
	looseDistance = 45 // from which a share's own words name it better
)

// measure names what figure f measures: by the list where it can, else by the
// words beside the figure.
func (w *proposer) measure(f *figure) string {
	low := strings.ToLower(string(w.rs))
	kind := w.kindOf(f)
	from := len(string(w.rs[:w.d.toks[f.from].start-w.st.start]))
	to := len(string(w.rs[:w.d.toks[f.to-1].end-w.st.start]))
	best, name := mostDistance, ""
	for _, m := range factMeasures {
		if m.kind != kind && m.kind != "any" {
			continue
		}
		text := low
		if strings.HasSuffix(m.at.String(), "$") {
			text = low[:from] // what stands directly before the figure
		}
		for _, at := range m.at.FindAllStringSubmatchIndex(text, -1) {
			if d := w.apart(low, at[0], at[1], from, to, f); d < best {
				best, name = d, string(m.at.ExpandString(nil, m.name, text, at))
			}
		}
	}
	if name == "" && kind != "count" || best > looseDistance && kind == "percent" {
		if own := w.ownWords(f); own != "" {
			name = own
		}
	}
	return strings.TrimSpace(name + w.when(f))
}

// apart is the distance between words at [a,b) and figure f at [from,to).
func (w *proposer) apart(low string, a, b, from, to int, f *figure) int {
	lo, hi := b, from
	if a >= to {
		lo, hi = to, a
	}
	if lo > hi {
		return 0 // "14 doses per cycle": the words hold the figure
	}
	d := hi - lo
	between := low[lo:hi]
	d += pastSemicolon*strings.Count(between, ";") + pastJoint*strings.Count(between, " and ")
	for k := range w.st.figs {
		g := &w.st.figs[k]
		if g.num == f.num || w.kindOf(g) != w.kindOf(f) {
			continue
		}
		if at := len(string(w.rs[:w.d.toks[g.num].start-w.st.start])); at >= lo && at < hi && a >= to {
			d += pastFigure
		}
	}
	if a >= to {
		d += 6 + pastJoint*strings.Count(between, ",") // words before a figure are its own more often
	}
	return d
}

// besideFigure are the words behind a percentage that name what it is of:
// "71% had hypotension of any grade", "13% vasodilation".
var besideFigure = regexp.MustCompile(`^\s*(?:had |have |of patients had |developed |experienced )?(?:a |an |another )?([a-zA-Z][a-zA-Z' -]{2,60})`)

// listedAt are the words before one: "oliguria is listed at 33%".
var listedAt = regexp.MustCompile(`([a-zA-Z][a-zA-Z/ -]{2,50}?) (?:is listed at|are listed at|is|are|at) $`)

// endsPhrase ends what is named beside a figure.
var endsPhrase = regexp.MustCompile(`\b(?:and|with|on|in|under|or|of any|together|was|were|is|are|at|after|to|against|who|as|by|than|for|from)\b`)

// ownWords names what a share is of by the words beside it.
func (w *proposer) ownWords(f *figure) string {
	if f.dim != "percent" {
		return w.lastNoun(f)
	}
	before := string(w.rs[:w.d.toks[f.from].start-w.st.start])
	after := string(w.rs[w.d.toks[f.to-1].end-w.st.start:])
	grade := ""
	if m := gradeHead.FindStringSubmatch(string(w.rs)); m != nil {
		grade = " (" + strings.ToLower(m[1]) + ")"
	} else if strings.Contains(string(w.rs), "of any grade") {
		grade = " (any grade)"
	}
	if m := listedAt.FindStringSubmatch(before); m != nil {
		name := m[1]
		if at := strings.LastIndex(name, " and "); at >= 0 {
			name = name[at+5:]
		}
		if name = strings.TrimPrefix(strings.TrimSpace(name), "and "); name != "which" {
			return name + grade
		}
	}
	if m := besideFigure.FindStringSubmatch(after); m != nil {
		name := m[1]
		if at := endsPhrase.FindStringIndex(name); at != nil {
			name = name[:at[0]]
		}
		if name = strings.TrimSpace(name); name != "" && !strings.HasPrefix(name, "of ") {
			return name + grade
		}
	}
	return ""
}

var gradeHead = regexp.MustCompile(`((?i:grade) \d(?:-\d)?)`)

// lastNoun names a measure by up to three content words before the figure.
func (w *proposer) lastNoun(f *figure) string {
	var words []string
	for i := f.from - 1; i >= w.st.from && len(words) < 3; i-- {
		t := &w.d.toks[i]
		if t.fig >= 0 || t.kind == tokPunct && len(words) > 0 {
			break
		}
		if t.content() {
			words = append([]string{t.low}, words...)
		} else if len(words) > 0 {
			break
		}
	}
	return strings.Join(words, " ")
}

var (
	timeBehind = regexp.MustCompile(`^[^;,.%]{0,40}?\b(?:at|after|for more than|at least) (\d+ (?:years|months|days))`)
	timeHead   = regexp.MustCompile(`^(?:At|After|At follow-up after) (\d+ years?),`)
)

// when returns the time that a share is of: " at 3 years".
func (w *proposer) when(f *figure) string {
	if f.dim != "percent" {
		return ""
	}
	if m := timeBehind.FindStringSubmatch(string(w.rs[w.d.toks[f.to-1].end-w.st.start:])); m != nil {
		return " at " + m[1]
	}
	if m := timeHead.FindStringSubmatch(string(w.rs)); m != nil {
		return " at " + m[1]
	}
	return ""
}

// regimen is what the sentence says of the dose, else what the passage does.
func (w *proposer) regimen() string {
	low := strings.ToLower(string(w.rs))
	high, lowDose := strings.Contains(low, "high-dose") || strings.Contains(low, "high dose"), strings.Contains(low, "low-dose") || strings.Contains(low, "low dose")
	if high && !lowDose && !strings.Contains(w.p.Regimen, "high-dose") {
		return "high-dose"
	}
	if lowDose && !high && !strings.Contains(w.p.Regimen, "low-dose") {
		return "low-dose"
	}
	return w.p.Regimen
}

// whom are the patients of a sentence: "in metastatic melanoma", "patients
// with brain metastases".
var whom = regexp.MustCompile(`(?:in|with|for|of|among|on) ((?:(?:[a-zA-Z0-9-]+,? ){0,5}?(?:[a-z]+ or [a-z]+ )?)?(?:[a-z]*melanoma|carcinoma|cancers?|RCC|lymphoma|leukemia|sarcoma|myeloma)(?: brain metastases)?(?:,? (?:and|or) (?:[a-z]+ ){0,3}(?:melanoma|carcinoma|cancers?))?)`)

// population names those of whom a figure is said: by the sentence's words
// nearest to the figure, else by the passage's.
func (w *proposer) population(f *figure) string {
	s := string(w.rs)
	from := len(string(w.rs[:w.d.toks[f.from].start-w.st.start]))
	best, name := 1<<20, ""
	for _, at := range whom.FindAllStringSubmatchIndex(s, -1) {
		d := at[2] - from
		if d < 0 {
			d = from - at[3] + 10
		}
		if d < best {
			best, name = d, s[at[2]:at[3]]
		}
	}
	if name == "" {
		return w.p.Population
	}
	if at := lastJoint.FindAllStringIndex(name, -1); at != nil {
		name = name[at[len(at)-1][1]:]
	}
	return strings.TrimPrefix(strings.TrimPrefix(name, "the "), "patients ")
}

var lastJoint = regexp.MustCompile(`\b(?:in|for|of|with|on|among|one) `)

// arm names the treatment that a figure belongs to: drugs of the passage that
// the sentence gives to this figure, those of a combination joined by "plus".
func (w *proposer) arm(f *figure) string {
	if w.kindOf(f) == "ratio" {
		return w.versus()
	}
	if own := w.armBehind(f); own != "" {
		return own
	}
	theirs := w.d.owners(w.st, f)
	var own, shared []string
	for _, drug := range w.p.Drug {
		share := w.ownedDrug(drug, theirs)
		switch {
		case share >= ownedWholly:
			own = append(own, drug)
		case share > ownedNot:
			shared = append(shared, drug)
		}
	}
	if len(own) == 0 {
		own = shared
	}
	switch {
	case len(own) > 0:
		return strings.Join(own, " plus ")
	case len(w.p.Drug) == 1:
		return w.p.Drug[0]
	}
	return ""
}

// ownedDrug says how far the name of a drug in the sentence belongs to a
// figure; a name of which one of its mentions does belongs to it.
func (w *proposer) ownedDrug(drug string, theirs []float64) float64 {
	name := w.lex.rewrite(dropJoints(tokenize(drug)), nil)
	if len(name) == 0 {
		return ownedNot
	}
	best := ownedNot
	for i := w.st.from; i+len(name) <= w.st.to; i++ {
		if sameStems(w.d.toks[i:], name) {
			best = max(best, theirs[i-w.st.from])
		}
	}
	return best
}

var (
	armHead = regexp.MustCompile(`^ (?:of (?:the )?patients |of those )?(?:with|on|after|for) `)
	armEnds = regexp.MustCompile(`[,;:(]| in | against | and (?:in |was |\d)| among |\.$`)
	against = regexp.MustCompile(` (?:compared with|over|than|against|versus|vs) `)
)

// armBehind names the treatment directly behind a figure: "16.0 months with
// ipilimumab".
func (w *proposer) armBehind(f *figure) string {
	after := string(w.rs[w.d.toks[f.to-1].end-w.st.start:])
	head := armHead.FindString(after)
	if head == "" {
		return ""
	}
	after = after[len(head):]
	if at := armEnds.FindStringIndex(after); at != nil {
		after = after[:at[0]]
	}
	return w.drugsIn(after)
}

// drugsIn names the drugs of the passage that stand in words of the sentence.
func (w *proposer) drugsIn(words string) string {
	toks := w.lex.rewrite(dropJoints(tokenize(words)), w.d.defined)
	var out []string
	for _, drug := range w.p.Drug {
		name := w.lex.rewrite(dropJoints(tokenize(drug)), nil)
		for i := 0; len(name) > 0 && i+len(name) <= len(toks); i++ {
			if sameStems(toks[i:], name) {
				out = append(out, drug)
				break
			}
		}
	}
	return strings.Join(out, " plus ")
}

func sameStems(toks, name []token) bool {
	for k := range name {
		if toks[k].stem != name[k].stem {
			return false
		}
	}
	return true
}

// versus names both sides of a ratio.
func (w *proposer) versus() string {
	s := string(w.rs)
	at := against.FindStringIndex(s)
	if at == nil {
		return w.drugsIn(s)
	}
	left, right := w.drugsIn(s[:at[0]]), w.drugsIn(s[at[1]:])
	if left == "" || right == "" || left == right {
		return left + right
	}
	return left + " versus " + right
}

package claims

import (
	"regexp"
	"strconv"
	"strings"
)

var figures = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)

// number alters one digit, or the size, of one figure.
func (m *maker) number(s string) string {
	at := figures.FindAllStringIndex(s, -1)
	var fit [][]int
	for _, a := range at {
		if a[0] > 0 && (letter(s[a[0]-1]) || s[a[0]-1] == '-' && a[0] > 1 && letter(s[a[0]-2])) {
			continue // part of a name
		}
		if i := strings.LastIndexByte(s[:a[0]], '['); i >= 0 && !strings.Contains(s[i:a[0]], "]") {
			continue // a reference mark
		}
		fit = append(fit, a)
	}
	if len(fit) == 0 {
		return ""
	}
	a := fit[m.rnd.IntN(len(fit))]
	old := s[a[0]:a[1]]
	b := []byte(old)
	switch m.rnd.IntN(4) {
	case 0:
		if v, err := strconv.Atoi(old); err == nil {
			b = []byte(strconv.Itoa(v + 1 + m.rnd.IntN(9)))
			break
		}
		fallthrough
	case 1:
		if v, err := strconv.ParseFloat(strings.ReplaceAll(old, ",", ""), 64); err == nil && v < 1000 && v > 0 {
			b = []byte(strconv.FormatFloat(v*10, 'f', -1, 64))
			break
		}
		fallthrough
	default:
		for {
			k := m.rnd.IntN(len(b))
			if b[k] >= '0' && b[k] <= '9' {
				b[k] = '1' + (b[k]-'0'+byte(m.rnd.IntN(8)))%9
				break
			}
		}
	}
	if string(b) == old {
		return ""
	}
	return s[:a[0]] + string(b) + s[a[1]:]
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// unitSwaps are patterns of a figure's unit and what is put in its place.
var unitSwaps = []struct {
	find *regexp.Regexp
	put  []string
}{
	{regexp.MustCompile(`(\d[ -]?)(mg|g|mcg|µg|μg|kg)\b`), []string{"mg", "g", "mcg", "kg"}},
	{regexp.MustCompile(`(\d[ -])(years?|months?|weeks?|days?|hours?|minutes?)\b`), []string{"years", "months", "weeks", "days", "hours", "minutes"}},
	{regexp.MustCompile(`(\d)(%)`), []string{" patients", " months", " mg"}},
	{regexp.MustCompile(`(\d )(cm|mm|Gy|cGy|mL|L)\b`), []string{"cm", "mm", "Gy", "cGy", "mL", "L"}},
	{regexp.MustCompile(`(\d )(patients|women|men|people)\b`), []string{"centers", "days", "percent"}},
	{regexp.MustCompile(`(two|three|four|five|six|seven|eight|ten|twelve)( )(years|months|weeks|days|hours)\b`), []string{"years", "months", "weeks", "days", "hours"}},
}

func (m *maker) unit(s string) string {
	for _, k := range m.rnd.Perm(len(unitSwaps)) {
		u := unitSwaps[k]
		all := u.find.FindAllStringSubmatchIndex(s, -1)
		if len(all) == 0 {
			continue
		}
		a := all[m.rnd.IntN(len(all))]
		from, to := a[len(a)-2], a[len(a)-1]
		old := s[from:to]
		put := u.put[m.rnd.IntN(len(u.put))]
		if strings.TrimSuffix(put, "s") == strings.TrimSuffix(old, "s") || old == "µg" && put == "mcg" || old == "μg" && put == "mcg" {
			continue
		}
		if s[from-1] == '-' {
			put = strings.TrimSuffix(put, "s")
		}
		return s[:from] + put + s[to:]
	}
	return ""
}

var comparatorSwaps = [][2]string{{"more than", "fewer than"}, {"greater than", "less than"}, {"at least", "at most"}, {"up to", "at least"},
	{"less than", "more than"}, {"fewer than", "more than"}, {"no more than", "at least"}, {"or more", "or less"}, {"or older", "or younger"},
	{"older than", "younger than"}, {"younger than", "older than"}, {"within", "only after"}, {"≥", "≤"}, {"≤", "≥"}, {"over", "under"}, {"exceeding", "below"},
	{"or higher", "or lower"}, {"and older", "and younger"}, {"or greater", "or less"}, {"longer than", "shorter than"}, {"at least ", ""}, {"more than ", ""}, {"up to ", "a minimum of "}}

var comparatorAt = regexp.MustCompile(`(?i)(more than|greater than|at least|up to|less than|fewer than|older than|younger than|within|over|exceeding|longer than|≥|≤) ?\d|\d+( years| months)? (or more|or older|or higher|and older|or greater)|[^.]<\d|[^.]>\d`)

// comparator turns a bound round, takes it away, or adds one.
func (m *maker) comparator(s string) string {
	if loc := comparatorAt.FindStringIndex(s); loc != nil {
		part := s[loc[0]:loc[1]]
		for _, k := range m.rnd.Perm(len(comparatorSwaps)) {
			if c := comparatorSwaps[k]; strings.Contains(part, c[0]) {
				return s[:loc[0]] + strings.Replace(part, c[0], c[1], 1) + s[loc[1]:]
			}
		}
		if strings.Contains(part, "<") {
			return s[:loc[0]] + strings.Replace(part, "<", ">", 1) + s[loc[1]:]
		}
		if strings.Contains(part, ">") {
			return s[:loc[0]] + strings.Replace(part, ">", "<", 1) + s[loc[1]:]
		}
		return ""
	}
	all := plainShare.FindAllStringIndex(s, -1)
	if len(all) == 0 || m.rnd.IntN(3) > 0 {
		return ""
	}
	a := all[m.rnd.IntN(len(all))]
	put := []string{"more than ", "less than ", "at least ", "fewer than ", "no more than "}[m.rnd.IntN(5)]
	return s[:a[0]+1] + put + s[a[0]+1:]
}

var plainShare = regexp.MustCompile(` \d+(\.\d+)?(%| months| years| mg| days| patients)`)

var auxiliary = regexp.MustCompile(` (is|are|was|were|can|should|may|will|has been|have been|has|have|had|must|could|did) `)
var pastVerb = regexp.MustCompile(` (showed|received|reported|found|improved|increased|reduced|developed|experienced|causes|includes|occurs|remains|provides|contains|helps|shows) `)

var verbRoots = map[string]string{"showed": "did not show", "received": "did not receive", "reported": "did not report", "found": "did not find",
	"improved": "did not improve", "increased": "did not increase", "reduced": "did not reduce", "developed": "did not develop",
	"experienced": "did not experience", "causes": "does not cause", "includes": "does not include", "occurs": "does not occur",
	"remains": "does not remain", "provides": "does not provide", "contains": "does not contain", "helps": "does not help", "shows": "does not show"}

// negate puts a negation in.
func (m *maker) negate(s string) string {
	if strings.Contains(s, " not ") || strings.Contains(s, " no ") || strings.Contains(s, "cannot") {
		return ""
	}
	if a := auxiliary.FindStringIndex(s); a != nil {
		return s[:a[1]] + []string{"not ", "not ", "never "}[m.rnd.IntN(3)] + s[a[1]:]
	}
	if a := pastVerb.FindStringSubmatchIndex(s); a != nil {
		return s[:a[2]] + verbRoots[s[a[2]:a[3]]] + s[a[3]:]
	}
	return ""
}

var denials = [][2]string{{" not ", " "}, {" cannot ", " can "}, {" no ", " some "}, {" without ", " with "}, {" never ", " always "}, {" neither ", " both "},
	{"None of ", "All of "}, {"No ", "Some "}, {" did not ", " did "}, {" nor ", " and "}}

// affirm takes a negation out.
func (m *maker) affirm(s string) string {
	for _, k := range m.rnd.Perm(len(denials)) {
		d := denials[k]
		if strings.Contains(s, d[0]) && !strings.Contains(s, "not only") && !strings.Contains(s, "or not") && !strings.Contains(s, "with or without") && !strings.Contains(s, "or without") {
			return strings.Replace(s, d[0], d[1], 1)
		}
	}
	return ""
}

// turns are words and what turns the sense of a sentence round.
var turns = [][2]string{{"increased", "reduced"}, {"increase", "drop"}, {"increases", "lowers"}, {"decreased", "raised"}, {"decrease", "rise"}, {"reduced", "increased"},
	{"reduce", "raise"}, {"reduces", "increases"}, {"higher", "lower"}, {"lower", "higher"}, {"longer", "shorter"}, {"shorter", "longer"}, {"better", "worse"}, {"worse", "better"},
	{"improved", "worsened"}, {"improve", "impair"}, {"improvement", "deterioration"}, {"before", "after"}, {"after", "before"}, {"more likely", "less likely"}, {"less likely", "more likely"},
	{"inhibits", "activates"}, {"inhibit", "stimulate"}, {"blocks", "triggers"}, {"high", "low"}, {"low", "high"}, {"common", "rare"}, {"rare", "common"}, {"benign", "malignant"},
	{"positive", "negative"}, {"negative", "positive"}, {"early", "late"}, {"severe", "mild"}, {"greater", "smaller"}, {"favorable", "unfavorable"}, {"effective", "useless"},
	{"superior", "inferior"}, {"safe", "dangerous"}, {"most", "few"}, {"many", "few"}, {"slow", "speed up"}, {"shrink", "enlarge"}, {"larger", "smaller"}, {"growth", "shrinkage"},
	{"prevent", "cause"}, {"resistant", "sensitive"}, {"poor", "excellent"}, {"often", "seldom"}, {"usually", "rarely"}, {"significant", "negligible"}, {"survived", "died"}}

func (m *maker) direction(s string) string {
	for _, k := range m.rnd.Perm(len(turns)) {
		t := turns[k]
		if at := wordAt(s, t[0]); at >= 0 {
			return s[:at] + t[1] + s[at+len(t[0]):]
		}
	}
	return ""
}

// wordAt finds w as a whole word.
func wordAt(s, w string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(w)
		if (i == 0 || !letter(s[i-1]) && s[i-1] != '-') && (end == len(s) || !letter(s[end]) && s[end] != '-') {
			return i
		}
		from = end
	}
}

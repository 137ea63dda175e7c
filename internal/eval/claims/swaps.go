package claims

import (
	"regexp"
	"sort"
	"strings"
)

// swap exchanges two figures of one kind, or the names of a list's members.
func (m *maker) swap(s string) string {
	for _, re := range swappable {
		all := re.FindAllStringIndex(s, -1)
		var distinct [][]int
		seen := map[string]bool{}
		for _, a := range all {
			if t := s[a[0]:a[1]]; !seen[t] {
				seen[t] = true
				distinct = append(distinct, a)
			}
		}
		if len(distinct) < 2 {
			continue
		}
		i := m.rnd.IntN(len(distinct) - 1)
		a, b := distinct[i], distinct[i+1]
		if strings.TrimSpace(s[a[1]:b[0]]) == "to" || s[a[1]:b[0]] == "–" || s[a[1]:b[0]] == "-" || s[a[1]:b[0]] == " and " || strings.Contains(s[:a[0]], "CI") {
			continue
		}
		return s[:a[0]] + s[b[0]:b[1]] + s[a[1]:b[0]] + s[a[0]:a[1]] + s[b[1]:]
	}
	return ""
}

var swappable = []*regexp.Regexp{
	regexp.MustCompile(`\d+(\.\d+)?%`),
	regexp.MustCompile(`\d+(\.\d+)? (months|years|weeks|days)`),
	regexp.MustCompile(`\d+(\.\d+)? (mg|Gy|cm|mm)`),
	regexp.MustCompile(`\d+ (patients|women|men|children|deaths)`),
}

// organs and diseases are kinds of names; one is replaced by another.
var nameKinds = [][]string{
	{"breast", "lung", "colon", "prostate", "liver", "kidney", "bladder", "stomach", "skin", "brain", "ovarian", "cervical", "pancreatic", "thyroid", "esophageal"},
	{"melanoma", "lymphoma", "leukemia", "sarcoma", "myeloma", "glioma", "neuroblastoma", "mesothelioma", "retinoblastoma"},
	{"women", "men"}, {"children", "adults"}, {"chemotherapy", "surgery", "radiation therapy", "immunotherapy"},
	{"stage I", "stage II", "stage III", "stage IV"}, {"oral", "intravenous"}, {"nausea", "diarrhea", "fever", "fatigue", "headache"},
	{"first-line", "second-line"}, {"estrogen", "progesterone", "testosterone"}, {"bacteria", "viruses"}, {"T cells", "B cells"},
	{"January", "June", "October"}, {"Japan", "Germany", "Canada"}, {"daily", "weekly", "monthly"}, {"B-cell", "T-cell"}, {"mice", "humans"},
}

var nameLike = regexp.MustCompile(`\b([a-z]{3,}(?:mab|tinib|platin|rubicin|taxel|ciclib|parib|trexate|zomib|tecan|lisib|bine|mide|stine)|[A-Z]{2,5}[0-9]{0,2}|[A-Z][a-z]+(?:mab|nib|lin|tin))\b`)

// collectNames gathers names of drugs and genes that sources mention.
func (m *maker) collectNames(sources []Source) {
	seen := map[string]int{}
	for _, s := range sources {
		for _, n := range nameLike.FindAllString(s.Passage.Text, -1) {
			seen[n]++
		}
	}
	for n, c := range seen {
		if c >= 3 && c < 400 {
			m.names = append(m.names, n)
		}
	}
	sort.Strings(m.names)
}

// entity puts one name in another's place.
func (m *maker) entity(s string) string {
	if m.rnd.IntN(2) == 0 && len(m.names) > 0 {
		if all := nameLike.FindAllStringIndex(s, -1); len(all) > 0 {
			a := all[m.rnd.IntN(len(all))]
			old := s[a[0]:a[1]]
			for range 60 {
				put := m.names[m.rnd.IntN(len(m.names))]
				if !strings.Contains(s, put) && (put[0] >= 'a') == (old[0] >= 'a') {
					return s[:a[0]] + put + s[a[1]:]
				}
			}
		}
	}
	for _, k := range m.rnd.Perm(len(nameKinds)) {
		for _, w := range nameKinds[k] {
			at := wordAt(s, w)
			if at < 0 {
				continue
			}
			if put := nameKinds[k][m.rnd.IntN(len(nameKinds[k]))]; put != w && !strings.Contains(s, put) {
				return s[:at] + put + s[at+len(w):]
			}
		}
	}
	return ""
}

// rewordings keep the sense.
var rewordings = [][2]string{{"is associated with", "is linked to"}, {"are associated with", "are linked to"}, {"patients", "people"}, {"such as", "for example"},
	{"approximately", "about"}, {"however, ", ""}, {"However, ", ""}, {"because", "since"}, {"may be used to", "can be used to"}, {"radiation therapy", "radiotherapy"},
	{"side effects", "adverse effects"}, {"is called", "is known as"}, {"tumor", "tumour"}, {"physicians", "doctors"}, {"compared with", "versus"},
	{"showed that", "found that"}, {"In addition, ", ""}, {"also ", ""}, {"in order to", "to"}, {"usually", "generally"}, {"treatment", "therapy"}, {"kidney", "renal"}, {"The ", "the "}}

var marksOut = regexp.MustCompile(` ?\[[\d,\- –]+\]`)

func (m *maker) reword(s string) string {
	out := marksOut.ReplaceAllString(s, "")
	done := 0
	for _, k := range m.rnd.Perm(len(rewordings)) {
		if r := rewordings[k]; strings.Contains(out, r[0]) && done < 2 {
			out = strings.Replace(out, r[0], r[1], 1)
			done++
		}
	}
	if done == 0 {
		return out
	}
	return strings.ToUpper(out[:1]) + out[1:]
}

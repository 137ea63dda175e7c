package guard

import "strings"

// digits reads a run of digit groups ("(212) 555-0143") and tells what it is.
func (f *finder) digits(i int) bool {
	t := f.toks[i]
	if to := f.spokenDigits(i); to >= i+7 {
		f.mark(KindPhone, i, to)
		return true
	}
	if t.kind != kindNumber && t.text != "+" && t.text != "(" {
		return false
	}
	groups, seps, to := f.groups(i)
	if len(groups) == 0 {
		return false
	}
	total := len(strings.Join(groups, ""))
	plus := t.text == "+"
	switch {
	case isSSN(groups, seps):
		f.mark(KindSSN, i, to)
	case f.isPhone(groups, seps, total, plus, i):
		kind := KindPhone
		if f.cueBefore(i, "fax", "faxed", "facsimile", "fax:") {
			kind = KindFax
		}
		f.mark(kind, i, to)
	case isCard(groups, total):
		f.mark(KindAccount, i, to)
	default:
		return false
	}
	return true
}

var digitWords = set("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

// spokenDigits gives the end of a run of digits written as words.
func (f *finder) spokenDigits(i int) int {
	for i < len(f.toks) && (digitWords[f.toks[i].text] || f.toks[i].text == "-" || f.toks[i].text == ",") {
		i++
	}
	return i
}

// groups collects groups of digits joined by one separator each, from token i
// on; seps holds the separators before each group.
func (f *finder) groups(i int) (groups, seps []string, to int) {
	sep := ""
	for j := i; j < len(f.toks) && j < i+16; j++ {
		t := f.toks[j]
		switch {
		case t.kind == kindNumber && !strings.Contains(t.text, ","):
			if t.gap && j > i && sep == "" {
				sep = " "
			}
			for n, g := range strings.Split(t.text, ".") {
				if n > 0 {
					sep = "."
				}
				groups, seps, sep = append(groups, g), append(seps, sep), ""
			}
			to = j + 1
			continue
		case strings.Contains("+()-./", t.text) && (j == i || sep == "" || sep == ")" || t.text == "("):
			if t.gap && j > i && t.text != "(" && len(groups) > 0 && t.text != "-" {
				return groups, seps, to
			}
			sep += t.text
			continue
		}
		break
	}
	return groups, seps, to
}

func isSSN(g, seps []string) bool {
	return len(g) == 3 && len(g[0]) == 3 && len(g[1]) == 2 && len(g[2]) == 4 && seps[1] == seps[2] && strings.Contains("- .", seps[1]) && seps[1] != ""
}

// Numbers for everybody: not one person's.
var publicPhones = set("911", "988", "112", "999", "000", "111", "116123", "18002221222", "8002221222", "18002738255", "8002738255", "1300224636", "131126", "741741", "18003321088", "8003321088", "18004226237", "8004226237")

var tollFree = []string{"800", "888", "877", "866", "855", "844", "833"}

func (f *finder) isPhone(g, seps []string, total int, plus bool, i int) bool {
	all := strings.Join(g, "")
	if publicPhones[all] || !plus && f.isDate(g, seps) {
		return false
	}
	if len(g) > 1 && g[0] == "0" && seps[1] == "." {
		return false // a decimal and its range
	}
	if strings.HasPrefix(all, "978") && total == 13 || f.cueBefore(i, "pmid", "doi", "isbn", "issn", "ndc", "cas", "cpt", "hcpcs", "icd", "gtin", "nct", "page", "pages", "pp") {
		return false
	}
	if n := strings.TrimPrefix(all, "1"); len(n) == 10 && hasAnyPrefix(n, tollFree...) && !f.person(i) {
		return false
	}
	cue := f.cueBefore(i, "phone", "tel", "telephone", "cell", "mobile", "call", "called", "calls", "reach", "text", "fax", "faxed", "contact", "ring", "number", "pager", "whatsapp", "landline", "ph", "callback", "reachable", "dial", "page", "texting", "home", "work", "msg")
	switch {
	case plus:
		return total >= 8 && total <= 15 && (len(g) > 1 || total >= 10)
	case len(g) == 3 && len(g[0]) == 3 && len(g[1]) == 3 && len(g[2]) == 4:
		return true
	case len(g) == 4 && g[0] == "1" && len(g[1]) == 3 && len(g[2]) == 3 && len(g[3]) == 4:
		return true
	case len(g) == 2 && len(g[0]) == 3 && len(g[1]) == 4:
		return cue && seps[1] != "" || strings.HasPrefix(g[0], "555") && seps[1] == "-"
	case len(g) == 2 && len(g[0]) == 3 && len(g[1]) == 7, len(g) == 2 && len(g[0]) == 6 && len(g[1]) == 4:
		return cue
	case len(g) == 1:
		return cue && (total == 10 || total == 11) || total == 11 && strings.HasPrefix(all, "07") || cue && total >= 7 && total <= 12 && f.cueBefore(i, "phone", "tel", "telephone", "cell", "mobile", "fax", "whatsapp", "pager", "landline", "ph", "call", "text", "number")
	case all[0] == '0':
		return total >= 9 && total <= 12 && (len(g) >= 3 || len(g) == 2 && (cue || len(g[0]) >= 3)) && len(g) <= 6 && !strings.Contains(strings.Join(seps, ""), "/")
	}
	return cue && total >= 7 && total <= 13 && len(g) <= 6
}

// isDate keeps dates such as 2024-03-05 from being read as telephone numbers.
func (f *finder) isDate(g, seps []string) bool {
	if len(g) != 3 {
		return false
	}
	return len(g[0]) == 4 && len(g[1]) <= 2 && len(g[2]) <= 2 || len(g[0]) <= 2 && len(g[1]) <= 2
}

// isCard finds payment cards: 15 or 16 digits that pass the check sum.
func isCard(g []string, total int) bool {
	if total < 15 || total > 16 {
		return false
	}
	sum := 0
	all := strings.Join(g, "")
	for i := range len(all) {
		d := int(all[len(all)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// cueBefore reports whether one of the words stands within six tokens before i.
func (f *finder) cueBefore(i int, words ...string) bool {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		for _, w := range words {
			if f.toks[j].text == w {
				return true
			}
		}
	}
	return false
}

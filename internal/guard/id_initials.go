package guard

import "strings"

// Short forms with points that are no person's initials.
var pointed = set("ie", "eg", "iv", "im", "sc", "sq", "po", "pr", "qd", "qh", "qid", "bid", "tid", "am", "pm", "us", "usa", "uk", "eu", "nih", "nci", "fda", "ema", "md", "do", "rn", "pa", "np", "mph", "phd", "nb", "vs", "ci", "or", "hr", "dc", "os", "cr", "sd", "iu", "cns", "aka", "bc", "ad", "st", "no", "ca", "ny", "la", "nj", "wa", "va", "dna", "rna", "il", "ir", "cd", "ct", "mr", "er", "ed", "icu", "dr", "prn", "hs", "ac", "pc", "od", "ou", "qa", "ps", "ok", "ii", "iii", "td", "ba", "bs", "ms", "ma", "jd", "un", "who")

// Before or after initials these tell of somebody who is cared for.
var careWords = set("bed", "room", "rm", "bay", "icu", "ward", "unit", "ccu", "micu", "sicu", "tele", "floor", "pt", "patient", "patients", "pts", "mrs", "mr", "ms", "miss", "client", "resident", "initials", "handover", "update", "re", "dose", "doses", "trop", "bp", "sats", "sbp", "map", "hr", "febrile", "tachy", "hypotensive", "vomiting", "weight", "urine", "creat", "cr", "plt", "plts", "platelets", "bili", "lactate", "fever", "chills", "rigors", "confused", "relapse", "rcc", "mrcc", "melanoma", "mel", "ecog", "asks", "wants", "refuses", "refused", "needs", "has", "is", "had", "spiked", "cycle", "c1", "c2", "admitted", "transferred", "y", "yo", "year", "husband", "wife", "mother", "father", "son", "daughter", "dad", "mum", "mom")

// initialled finds the initials of a patient, with points: "L.K. in 4-212",
// "ICU 7, M.B., weight up", "R.D.-S., 58". An author's stand beside a family
// name.
func (n *namer) initialled(i int) bool {
	to := n.dotted(i)
	if to == i || n.taken[i] || n.shout && !n.person(i) {
		return false
	}
	prev := n.at(i - 1)
	if i > 0 && (n.toks[i-1].upper && n.toks[i-1].kind == kindWord && !careWords[prev] && len(prev) > 2 || n.at(i-2) == "dr" || clinicians[prev]) {
		return false // Fisher R.I.
	}
	if to < len(n.toks) && n.upper(to) && !careWords[n.at(to)] && len(n.at(to)) > 3 && !n.toks[to].caps && !strings.HasSuffix(n.at(to-1), ")") {
		return false // J.B. Smith is left to those who know family names
	}
	if n.published(to) || prev == "by" {
		return false
	}
	for j := max(0, i-6); j < min(len(n.toks), to+7); j++ {
		if (j < i || j >= to) && (careWords[n.at(j)] || n.wardCode(j) || j >= to && n.aged(j)) {
			return n.named(i, to)
		}
	}
	return n.person(i) && n.named(i, to)
}

// dotted gives the end of two to four capital letters with points from i on, or
// i.
func (n *namer) dotted(i int) int {
	to, letters := i, ""
	for to < len(n.toks) && n.initial(to) && n.upper(to) && n.at(to+1) == "." && len(letters) < 4 && (to == i || !n.toks[to].gap) {
		letters += n.at(to)
		to += 2
		if n.at(to) == "-" && n.initial(to+1) {
			to++
		}
	}
	if len(letters) == 1 && to < len(n.toks) && n.initial(to) && n.upper(to) && !n.toks[to].gap {
		letters, to = letters+n.at(to), to+1 // J.D
	}
	if len(letters) < 2 || pointed[letters] {
		return i
	}
	return to
}

// wardCode reports a bed as a ward writes it: 4-212, 5W-22, 6E, 1107.
func (n *namer) wardCode(i int) bool {
	t := n.toks[i]
	switch t.kind {
	case kindMixed:
		return len(t.text) <= 4 && leading(t.text) > 0 && len(t.text)-leading(t.text) == 1 && !ageTails[t.text[leading(t.text):]] && !units[t.text[leading(t.text):]]
	case kindNumber:
		return n.at(i+1) == "-" && !n.toks[i+1].gap && digitsIn(n.at(i+2)) == 3 && len(t.text) <= 2 || len(t.text) >= 3 && len(t.text) <= 4 && n.at(i-1) == "in"
	}
	return false
}

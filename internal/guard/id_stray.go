package guard

import "strings"

// A number this long that nothing makes public or an amount is somebody's.
const (
	strayDigits  = 5 // beside a person or a word such as "no"
	looseDigits  = 7 // alone
	codeDigits   = 6 // alone, at the head of a message, with letters
	groupsDigits = 7 // in three groups or more
)

// Words near a number that make it one of a product, a study, a paper, a
// measurement or an amount.
var publicCues = set("pmid", "pmc", "doi", "isbn", "issn", "ndc", "cpt", "hcpcs", "icd", "loinc", "snomed", "omim", "orpha", "cas", "drugbank", "uniprot", "unii", "atc", "din", "pzn", "gtin", "lot", "batch", "catalog", "catalogue", "version", "trial", "trials", "nct", "eudract", "isrctn", "protocol", "eortc", "rtog", "swog", "nsc", "grant", "patent", "guideline", "hotline", "copies", "cells", "iu", "plt", "plts", "platelets", "platelet", "anc", "wbc", "vial", "vials", "total", "count", "counts", "than", "about", "approximately", "n", "=", "rs", "chr", "snp", "variant", "page", "pages", "code", "codes", "rna", "copy", "load", "ferritin", "ldh", "ck", "bnp", "steps", "people", "women", "men", "population", "rule", "paper", "article", "abstract", "vs", "versus", "$", "usd", "eur", "cost", "costs", "price", "dollars", "€", "£", "<", ">", "~", "±", "neutrophils", "lymphocytes", "leukocytes", "titer", "titre", "il", "ca", "cd", "line", "helpline", "center", "centre", "fda", "medwatch", "register", "registry", "ctis", "euctr", "term", "meddra", "toll", "free", "tollfree", "erratum", "isan", "figure", "table", "grch38", "hg38", "grch37")

// Words that make an amount of a number only right beside it.
var amountCues = set("dose", "doses", "units", "unit", "patients", "subjects", "cells", "mg", "ml")

// Heads of codes that makers and trial groups give to drugs and trials.
var publicHeads = []string{"nct", "pmc", "isrctn", "bms", "pf-", "gsk", "ly", "incb", "medi", "tak", "nktr", "mk-", "amg", "azd", "abt", "abbv", "ono", "sar", "bay", "chir", "jnj", "mdx", "sgn", "tas", "bgb", "shr", "hlx", "ro5", "ro6", "ro7", "rg", "ds-", "rs", "nm_", "np_", "ensg", "chebi", "anbl", "ea", "e1", "e2", "e3", "s0", "s1", "s2", "a0", "a1", "nrg", "calgb", "cytoimm", "checkmate", "keynote", "javelin", "t45", "j9", "j1", "p6", "db0", "l0", "c0", "hla", "umin", "chictr", "drks", "actrn", "jrct", "ctri"}

// Words right before a number that make it somebody's.
var strayCues = set("#", "no", "nr", "number", "num", "id", "pt", "patient", "case", "ref", "reference", "rx", "erx", "chart", "c", "file", "record", "phn", "nhi", "gmc", "npi", "device", "unit", "pin", "request", "client", "subject", "participant", "resident", "booking", "ticket", "order", "locker", "key", "tag", "band", "sample", "badge", "member", "cin", "ehic", "group", "registration", "reg")

// strays finds codes that no cue announces: long numbers, numbers in groups,
// letters with digits.
func (f *finder) strays() {
	for i := 0; i < len(f.toks); i++ {
		if f.taken[i] || i > 0 && !f.toks[i].gap && !strings.Contains("(:#\"[=", f.at(i-1)) {
			continue
		}
		if to := f.stray(i); to > i {
			f.mark(KindOther, i, to)
			i = to - 1
		}
	}
}

// stray gives the end of such a code at token i, or i.
func (f *finder) stray(i int) int {
	t := f.toks[i]
	if t.kind == kindMark || t.kind == kindWord && (!t.caps || len(t.text) > 6) {
		return i
	}
	to := f.trim(i, f.chunk(i))
	text := f.text(i, to)
	for to < len(f.toks) && to < i+maxChunk && f.toks[to].kind == kindNumber && digitsIn(f.at(to)) >= 3 && !units[f.at(to+1)] && !strings.ContainsAny(f.at(to), ".,") && digitsIn(text) > 0 {
		to = f.trim(to, f.chunk(to))
		text += " " + f.text(to-1, to)
	}
	digits := digitsIn(text)
	if digits < strayDigits || f.publicCode(i, to, text) {
		return i
	}
	cue := i > 0 && strayCues[f.at(i-1)]
	groups := 1 + strings.Count(text, "-") + strings.Count(text, " ")
	person := f.person(i)
	switch {
	case hasLetter(text):
		if cue || person || i == 0 && digits >= codeDigits {
			return to
		}
	case groups >= 3 && digits >= groupsDigits, groups == 1 && digits >= looseDigits, cue, groups == 1 && digits > strayDigits && person:
		return to
	}
	return i
}

// Area codes of lines that whoever calls pays nothing for.
var freeLines = set("800", "888", "877", "866", "855", "844", "833", "0800", "1800")

// publicCode reports whether a code is no person's: an amount, a date, a
// number of a drug, a trial or a paper.
func (f *finder) publicCode(i, to int, text string) bool {
	if hasAnyPrefix(text, publicHeads...) || strings.HasSuffix(text, "000") || strings.ContainsAny(text, "%,_^*+~<>=@/;") || strings.Contains(text, "x10") || units[f.at(to)] {
		return true
	}
	if end, _ := f.date(i); end > i {
		return true
	}
	if strings.Contains(text, ".") || strings.Contains(text, "-year") || strings.Contains(text, "-old") {
		return true
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' || r == ' ' })
	if len(parts) == 2 && !hasLetter(text) && i > 0 && !strayCues[f.at(i-1)] {
		return true // a range, a pair of readings
	}
	if len(parts) == 3 && !hasLetter(text) && (len(parts[0]) == 4 && len(parts[1]) == 6 && len(parts[2]) == 2 || f.at(i) == "1" && freeLines[parts[1]]) {
		return true // a European trial, a line that is free of charge
	}
	if len(parts) > 2 && f.at(i) == "1" && freeLines[parts[1]] || freeLines[parts[0]] && len(parts) == 3 {
		return true
	}
	for j := max(0, i-4); j < min(len(f.toks), to+2); j++ {
		if j == to+1 && f.toks[to].kind == kindMark {
			break // after a comma something else begins
		}
		if (j < i || j >= to) && publicCues[f.at(j)] || (j == i-1 || j == to) && amountCues[f.at(j)] && !(j == to && f.at(i-1) == "#") {
			return true
		}
	}
	return false
}

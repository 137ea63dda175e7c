package corpus

import (
	"regexp"
	"strings"
)

var (
	// numberRun is a number, or several joined to a range or list whose last member carries the unit for all:
	// "600,000-720,000", "2, 5 and 7", "33 of 525", "2/3".
	numberRun = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?(?:(?:-|/|:| to | or | and | of | in |, | and up to | vs\.? | versus )\d[\d,]*(?:\.\d+)?)*`)

	// labelled is text that ends in a word whose number follows it and needs no unit behind: "grade ", "ECOG performance
	// status (PS) of ", "hazard ratio for death of ", "95% CI, ".
	labelled = regexp.MustCompile(`(?i)(?:\b(?:grades?|phases?|levels?|stages?|categor(?:y|ies)|class(?:es)?|ecog|ps|types?|days?|weeks?|months?|years?|cycles?|courses?|doses?|steps?|sections?|tables?|figures?|chapters?|versions?|ages?|aged|schedules?|groups?|arms?|cohorts?|lines?|pages?|studies|study|trials?|numbers?|no\.|nct|hr|or|rr|ci,?|inr|ph|ranges?|p|n|chromosomes?|exons?|codons?|positions?|factors?|criteri(?:a|on)|works?|citations?|references?|panels?|parts?|points?)` +
		`|\b(?:ratios?|scores?|status|ind(?:ex|ices)|values?)(?: for [a-z -]{1,40})?)` +
		`(?: score| status| value| of| is| was| were| at| from| between| below| above| under| over| least| most| than| up to|[ =<>:()]|≤|≥)*$`)

	// named is text that ends in the name of a trial or a repeated measure: "KEYNOTE ", "CheckMate ", "0.78 (".
	named = regexp.MustCompile(`[A-Z][A-Za-z]*[A-Z][A-Za-z]*[ -]$|\d%? \($`)

	// shareOf is text whose number counts what was named before: "1,096 patients, of whom ", "Of the 18 trials, ".
	shareOf = regexp.MustCompile(`\bof (?:whom|which)(?: only)? $|\b[Oo]f (?:the |all )?\d[^.;]*, (?:only )?$`)

	// function words behind a number are neither a unit nor what is counted.
	function = regexp.MustCompile(`^(?i:a|an|and|are|as|at|be|but|by|can|daily|each|every|for|from|had|has|have|if|in|is|may|nor|of|on|once|or|over|per|should|so|than|that|the|then|there|to|twice|under|until|was|were|when|where|which|while|who|will|with|without)$`)

	wordBehind = regexp.MustCompile(`^[\s(\[]*([^\s,.;:()\[\]]+)`)
	attached   = regexp.MustCompile(`[A-Za-zα-ωΑ-Ω][-/]?$`)
)

// withoutUnit returns the numbers of a sentence that have neither a unit nor a noun behind them, nor a name in front
// (IL-2, CD4, ECOG 0, grade 3), and that are no years.
func withoutUnit(s string) []string {
	var out []string
	for _, at := range numberRun.FindAllStringIndex(s, -1) {
		run := strings.TrimRight(s[at[0]:at[1]], ",")
		before, after := s[:at[0]], s[at[0]+len(run):]
		switch {
		case attached.MatchString(before), strings.HasSuffix(before, "^"): // part of a name, an exponent
		case strings.HasSuffix(before, "$"), strings.HasSuffix(before, "€"), strings.HasSuffix(before, "£"):
		case strings.Contains(run, " of "): // 33 of 525
		case years(run), counted(after), labelled.MatchString(before), named.MatchString(before), shareOf.MatchString(before):
		default:
			out = append(out, run)
		}
	}
	return out
}

// counted reports whether a unit or a noun follows: "15%", "14 doses", "28-day", "2B", "0.5 x 10^9/L".
func counted(after string) bool {
	if after == "" {
		return false
	}
	if c := after[0]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.HasPrefix(after, "%") || c == '-' && len(after) > 1 || c >= 0x80 || c == '^' {
		return true
	}
	if after[0] != ' ' {
		return false
	}
	m := wordBehind.FindStringSubmatch(after)
	return m != nil && !function.MatchString(m[1])
}

var yearForm = regexp.MustCompile(`^(?:19|20)\d\d$`)

// years reports whether all numbers of a run are years.
func years(run string) bool {
	for _, n := range notDigits.Split(run, -1) {
		if !yearForm.MatchString(n) {
			return false
		}
	}
	return true
}

var notDigits = regexp.MustCompile(`[^\d]+`)

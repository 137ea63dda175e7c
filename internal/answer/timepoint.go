package answer

import (
	"regexp"
	"strconv"
	"strings"
)

// At what time a share of patients is asked for: "5-year survival", "alive at
// 24 months".
var timePoint = regexp.MustCompile(`\b(\d+)[- ]?(y(?:ea)?rs?|months?|mos?)\b[^?]{0,25}\b(?:survival|alive|os|pfs)\b|\b(?:survival|alive|os|pfs)\b[^?]{0,20}\bat (\d+)[- ]?(y(?:ea)?rs?|months?|mos?)\b`)

// How long something takes to come is not how long it lasts, nor how often it
// is looked at how often it is given.
var (
	timeTo      = regexp.MustCompile(`\btime to (?:first |best |initial |a |the )?(?:response|respond|remission|onset|nadir|peak|recovery|resolution)\b|\bhow long (?:until|till|does it take (?:to|for|until|before))\b`)
	tellsTimeTo = regexp.MustCompile(`\b(?:time to|within|begins|began|comes?|came|onset|appears?|resolves?|improves?|reverses?)\b`)
	// how often something is looked at, and what tells it
	checks      = regexp.MustCompile(`\bhow (?:often|frequently)\b[^?]*\b(?:weigh|check|measur|draw|assess|record|flush|examin|scan|monitor|re-?check)`)
	tellsChecks = regexp.MustCompile(`\b(?:weigh(?:ed|s|ing)?|check\w*|measur\w+|drawn|draws|assess\w*|record\w*|flush\w*|examin\w*|scan\w*|monitor\w*|test\w*|evaluat\w*|looked)\b`)
)

// timed finds a number of years or months.
var timed = regexp.MustCompile(`\b(\d+)[- ](years?|months?)\b`)

// otherTime returns the point in time that the question asks for where the
// sentence tells of none such: the survival after two years is not that after
// five.
func otherTime(p *part, s *scored) string {
	if m := timeTo.FindString(p.Folded); m != "" && p.Figure == duration && !tellsTimeTo.MatchString(s.folded) {
		return m
	}
	if p.Figure == interval && checks.MatchString(p.Folded) && !tellsChecks.MatchString(s.folded) {
		return "how often that is done"
	}
	if p.Figure != rateAmount {
		return ""
	}
	m := timePoint.FindStringSubmatch(p.Folded)
	if m == nil {
		return ""
	}
	number, unit := m[1]+m[3], m[2]+m[4]
	asked := months(number, unit)
	for _, t := range timed.FindAllStringSubmatch(s.folded, -1) {
		if months(t[1], t[2]) == asked {
			return ""
		}
	}
	return "survival at " + number + " " + unit
}

// months is a time in months.
func months(number, unit string) int {
	n, _ := strconv.Atoi(number) // digits, by the pattern; too many of them are no time
	if strings.HasPrefix(unit, "y") {
		return 12 * n
	}
	return n
}

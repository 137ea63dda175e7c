package answer

import (
	"regexp"
	"slices"
	"strings"
)

// quantity is the kind of figure that a question asks for.
type quantity string

const (
	noQuantity  quantity = ""
	doseAmount  quantity = "dose"
	rateAmount  quantity = "rate"
	duration    quantity = "duration"
	interval    quantity = "interval"
	countAmount quantity = "count"
	calendar    quantity = "year"
	ageAmount   quantity = "age"
	temperature quantity = "temperature"
	timing      quantity = "timing"
	money       quantity = "price"
	naming      quantity = "name"
	threshold   quantity = "threshold"
	place       quantity = "place"
	route       quantity = "route"
	volume      quantity = "volume"
)

const number = `\d[\d,]*(?:\.\d+)?`
const numberWord = `(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|once|twice|half|single|several|few)`

// figures tell whether a folded sentence holds a figure of a kind.
var figures = map[quantity]*regexp.Regexp{
	doseAmount:  regexp.MustCompile(number + `\s*(?:million\s+)?(?:iu|international units?|units?|mg|mcg|ug|μg|g|grams?|ml|miu|mu)\b|\d\s*/\s*kg|per kilogram|body size|body weight`),
	rateAmount:  regexp.MustCompile(number + `\s*(?:%|percent|per cent)|` + number + `\s+(?:\w+\s+){0,2}(?:of|in|out of)\s+(?:\w+\s+){0,2}` + number + `|\b(?:most|majority|nearly all|almost all|half|a third|two thirds|one in|rare|rarely|very common|common|often|small (?:group|number|proportion|subset))\b`),
	duration:    regexp.MustCompile(`(?:` + number + `|` + numberWord + `|a|an)[\s-]*(?:minute|min|hour|hr|day|week|month|year|decade)s?\b|\b(?:hours|days|weeks|months|years|decades|short|long-lasting|until|indefinitely|a period|over time|over the course of)\b`),
	interval:    regexp.MustCompile(`\bevery (?:` + number + `|` + numberWord + `|other|day|week|hour|month)|\b(?:once|twice|` + number + ` times|three times|several times) (?:a|an|per|each|every|daily|weekly)\b|\b(?:daily|weekly|hourly|monthly)\b|\bday intervals?\b|\bq\d+h\b`),
	countAmount: regexp.MustCompile(number + `|\b` + numberWord + `\b`),
	calendar:    regexp.MustCompile(`\b(?:19|20)\d\d\b`),
	ageAmount:   regexp.MustCompile(number + `[\s-]*years?|\b(?:adult|adults|children|pediatric|paediatric|geriatric|elderly|age|aged|older|younger)\b`),
	route:       regexp.MustCompile(`\b(?:intravenous(?:ly)?|iv|infus(?:ed|ions?)|vein|subcutaneous(?:ly)?|under the skin|injected|(?:as|by|with|given|subcutaneous|skin) injections?|shots?|orally|by mouth|bolus|drip)\b`),
	place:       regexp.MustCompile(`\b(?:hospitals?|inpatients?|outpatients?|institutions?|cent(?:er|re)s?|intensive care|icu|wards?|clinics?|office|home|facility|facilities|setting|vein|under the skin|injection sites?|vessels?|tissues?|lesions?|receptors?|cells?|surface|refrigerat(?:or|ed)|carton|countries|united states|sites?)\b`),
	threshold:   regexp.MustCompile(`(?:[<>≤≥]|\b(?:less than|below|above|over|under|at least|at most|more than|greater than|or less|or more|or lower|or higher|exceeds?|beyond|up to)\b).{0,40}` + number + `|` + number + `.{0,25}(?:or less|or more|or lower|or higher)`),
	naming:      regexp.MustCompile(`\b(?:named|called|known as|trade names?|brand names?|generic|pronounced)\b`),
	money:       regexp.MustCompile(`[$€£]|\b(?:dollars?|euros?|pounds?|usd|eur|gbp)\b`),
	timing:      regexp.MustCompile(number + `|\b(?:before|after|immediately|once|until|prior|hours|days|weeks|months|daily|every|as soon as|at the (?:start|end|first))\b`),
	volume:      regexp.MustCompile(number + `\s*(?:ml|mls|milliliters?|millilitres?|cc|l|liters?|litres?)\b`),
	temperature: regexp.MustCompile(number + `\s*(?:°|degrees?|f\b|c\b)`),
}

// asksPrice leaves "cost-effective" alone: that is a finding and no price.
var asksPrice = regexp.MustCompile(`\bcosts?(?:$|[^-\w\s]|\s+(?:[^e]|e[^f]))|\b(?:price|prices|priced|pricing|expensive|afford|affordable|cheap|charge|charges|pay|copay)\b`)

// askedFigures are the phrasings that ask for a figure of a kind, the first
// that matches decides.
var askedFigures = []struct {
	kind quantity
	asks *regexp.Regexp
}{
	{duration, regexp.MustCompile(`\b(?:m?pfs|m?os|survival)\b[^?]{0,60}\b(?:in (?:months|years)|median)\b|\bmedian (?:os|pfs)\b`)},
	{rateAmount, regexp.MustCompile(`\b(?:survival|alive|os|pfs)\b[^?]{0,12}\bat \d+|\b(?:in|as a) (?:percent|per cent|percentage)\b|\bin %`)},
	{threshold, regexp.MustCompile(`\b(?:hb|hgb|ha?emoglobin|platelets?|transfusion|bp|blood pressure|map|creatinine|glucose|saturation|urine output|potassium|magnesium)\s+(?:\w+ )?(?:triggers?|targets?|goals?)\b|\b(?:triggers?|targets?|goals?) (?:for|to) (?:transfus\w+|hold\w*|replac\w+|replet\w+)\b|\btarget (?:hb|ha?emoglobin|map|bp|blood pressure|saturation|urine output|platelets?)\b`)},
	{doseAmount, regexp.MustCompile(`^(?:how many )?(?:mg|mcg|grams?|milligrams?|iu|units?) of\b|\b(?:what|which) (?:mg|strength)\b|\b(?:and|with|&|,) (?:their |the )?doses\s*\??$`)},
	{threshold, regexp.MustCompile(`\b(?:what|which) (?:\w+ ){1,3}(?:level|count|value|pressure|saturation) (?:stops?|holds?|rules?|requires?|calls?|forbids?)\b`)},
	{volume, regexp.MustCompile(`\b(?:what|which) (?:\w+ ){0,2}volumes?\b|\bhow (?:many|much) (?:ml|mls|milliliters?|millilitres?|cc|sterile water|diluent|dextrose|d5w|saline|water|fluid)\b[^?]*\b(?:vials?|bags?|reconstitut\w*|dilut\w*|mix\w*|add\w*|dissolv\w*)\b|\bvolume (?:of|to|for)\b`)},
	{doseAmount, regexp.MustCompile(`\badjusted (?:amount|dose)|\bdose adjust`)},
	{money, asksPrice},
	{rateAmount, regexp.MustCompile(`(?:^|[a-z?] ?)% (?:of |with |in )?[a-z]|[a-z] %\s*\??$|\b[a-z]+ incidence\b|\bincidence (?:any|all|rate|grade)\b`)},
	{rateAmount, regexp.MustCompile(`\bat (?:what|which) rate\b|\bhow many (?:people |patients )?(?:are|were) (?:still )?alive\b`)},
	{threshold, regexp.MustCompile(`\bthresholds?\b|\bcut-?offs?\b|\bat (?:what|which) (?:\w+ ){0,3}(?:level|value|count|saturation|pressure|bp|rate|sats?|fev1|creatinine|ejection fraction)\b|\b(?:below|above|under) (?:what|which)\b|\bhow (?:low|high)\b|\b(?:level|count|value|pressure|saturation) (?:below|above|under|over|at) which\b`)},
	{route, regexp.MustCompile(`\bhow (?:is|are|was|were|do (?:you|they|we|i|nurses|doctors)|should|can) (?:(?:hd|high-dose|highdose|lowdose|low-dose|the|its?) )?(?:il-?2|interleukin-?\s?2|aldesleukin|proleukin|drug|it|treatment|give|administer)\b[^?]{0,30}(?:\b(?:administered|given|delivered|taken|injected|infused)\b)|\broutes?\b`)},
	{place, regexp.MustCompile(`^(?:so |and |but )?(?:in (?:what|which) (?:place|setting|hospital|kind of (?:place|hospital|center))|where)\b|\b(?:what|which) (?:sort|kind|type) of (?:place|hospital|cent(?:er|re)|unit|site|clinic|facility|institution)\b`)},
	{naming, regexp.MustCompile(`^what (?:is|was|were|are) [^?]{2,40} called\b|\b(?:(?:is|are|was|were|it|else|also|originally|first) called|other names?|brand names?|trade names?|generic names?|also known|synonyms?|name of|names? for)\b`)},
	{duration, regexp.MustCompile(`\bmedian\b[^?]{0,30}\b(?:survival|duration|follow-?up)\b|\blife expectancy\b|\bwhat (?:is|was|were) the (?:pfs|progression-?\s?free survival)\b`)},
	{countAmount, regexp.MustCompile(`\bhow many (?:people|americans|men|women|cases|new cases)\b[^?]*\b(?:get|diagnosed|develop|each year|a year|every year|per year|yearly)\b`)},
	{rateAmount, regexp.MustCompile(`\b(?:\w+|\d+)[- ]year\b[^?]{0,20}\b(?:survival|os|pfs)\b`)},
	{temperature, regexp.MustCompile(`\b(?:what|which|how high|how low|at what)\b[^?]*\b(?:temperature|degrees)\b|\bhow (?:high|low|hot)\b[^?]{0,12}\b(?:fever|temperature)`)},
	{calendar, regexp.MustCompile(`\b(?:what|which) years?\b|\bin what year|\bwhen (?:was|were|did|has|had)\b[^?]*\b(?:approve|approved|licensed|introduced|cleared|launched|approval|okay|ok|authori[sz]e)|\bsince when\b|\byear of\b|\b(?:approval|approved) (?:date|year)`)},
	{interval, regexp.MustCompile(`\bhow (?:often|frequently)\b(?:[^?]*\b(?:give|given|dose|dosed|infus|inject|administer|taken|repeat|schedul|get|receive|monitor|check|weigh|measur|draw|assess|record|flush|examin|replac|scan|re-?draw))|\bhow many times (?:a|per|each)\b|\b(?:dosing|dose) (?:interval|frequency)\b|\bhow (?:far|many hours) apart\b|\bfrequency of (?:dosing|doses|administration)`)},
	{ageAmount, regexp.MustCompile(`\bhow old\b|\bwhat age\b|\bwhich age\b|\bage (?:range|limit)|\byoungest\b|\boldest\b|\bage at which\b`)},
	{duration, regexp.MustCompile(`\bhow (?:long|soon|quickly|fast|late|early)\b|\bhow many (?:minutes|hours|days|weeks|months|years)\b|\bduration\b|\bhalf[- ]life\b|\btime to\b|\blength of\b|\b(?:for|over) what (?:time|period)\b|\bfollow-?up (?:time|period|length)`)},
	{rateAmount, regexp.MustCompile(`\bwhat (?:%|percent|percentage|proportion|fraction|share)|\bhow (?:common|frequent|likely|often|frequently|rare)\b|\b(?:response|remission|survival|mortality|death|incidence) rates?\b|\brates? of\b|\b(?:percentage|proportion|incidence|frequency|fraction|likelihood|odds|chances?|probability) (?:of|that|for)\b|\borr\b|\bhow (?:many|much) (?:of the )?(?:people|patients|experts|responders)\b|\bwhat (?:are|is) (?:the|my) (?:chance|chances|odds)`)},
	{timing, regexp.MustCompile(`^(?:so |and )?when (?:should|is|are|do|does|must|can|will|would|may|to)\b|\bat what point\b|\bwhat time\b`)},
	{doseAmount, regexp.MustCompile(`\b(?:what|which|whats|wats|standard|usual|recommended|typical|approved|correct|right|starting|normal|max|maximum|exact|optimum|optimal|best)\b[^?]{0,60}\b(?:dose|dosage|dosing|posology)\b|\bhow much (?:of )?(?:the )?(?:hd |high-dose |highdose )?(?:il-?2|aldesleukin|proleukin|interleukin|drug|medicine|medication|iu|units|mg|is (?:given|infused|dosed)|do(?:es)? (?:you|we|they|i|one|a patient|she|he) (?:give|dose|infuse|get|receive)|should (?:be given|i give|we give)|per (?:kg|dose)|to (?:give|dose))|\bhow many (?:iu|units|mg|milligrams|international)|^dos(?:e|es|ing|age)\b|\b[a-z0-9-]+ dos(?:e|ing|age) (?:of|for|in|is|used)\b|\b(?:iu|units|mg)(?: per |/)kg\b`)},
	{countAmount, regexp.MustCompile(`\bhow many\b|\b(?:what|which) number\b|\bnumber of\b|\bmaximum number\b|\bhow much\b`)},
}

// rateOf finds a share that is asked for in passing: "pyrexia rate with it".
var rateOf = regexp.MustCompile(`\b(?:([a-z]+) rates?)\b`)

// paces are rates of which a number a minute is told, or none.
var paces = map[string]bool{"heart": true, "pulse": true, "infusion": true, "drip": true, "respiratory": true, "flow": true, "filtration": true, "this": true, "any": true, "first": true, "the": true, "what": true, "a": true, "breathing": true, "clearance": true, "growth": true, "at": true, "higher": true, "lower": true, "better": true}

// asksRateOf reports whether a folded question asks for the rate of a
// complaint that it names.
func asksRateOf(folded string, p *part) bool {
	m := rateOf.FindStringSubmatch(folded)
	return m != nil && !paces[m[1]] && slices.ContainsFunc(p.Words, func(w word) bool { return w.Kind == "symptom" })
}

// someDose names a dose given, and asks for none.
var someDose = regexp.MustCompile(`\b(?:no|today's|tonight's|morning|evening|halve|skip|skipped|last|first|next|previous|each|per|every|an?|single|second|third|1st|2nd|3rd|\d{1,2}th|missed|this|that|another|any|one|which|more|fewer|extra|of the|after the|before the|the) (?:(?:il-?2|interleukin-2|aldesleukin|proleukin|infusion|hd|high-dose) ){0,2}(doses?)\b`)

// noDose finds what is done to a dose, which asks for no amount.
var noDose = regexp.MustCompile(`\bdos(?:e|es|ing) (?:reductions?|adjust(?:ed|ment|ments)?|modif\w+|interrupt\w+|escalation|changes?|held|withheld|skipped|given up)\b|\bdose (?:of [a-z0-9-]+ )?(?:should|must|may|can|is|needs? to|has to) (?:be )?(?:reduced|lowered|halved|decreased|increased|raised|doubled|adjusted|cut)\b`)

// askedFor returns the kind of figure that a folded question asks for.
func askedFor(folded string) quantity {
	folded = someDose.ReplaceAllStringFunc(folded, func(m string) string {
		if strings.HasPrefix(m, "the ") || strings.HasPrefix(m, "which ") {
			return m
		}
		return strings.ReplaceAll(m, "dose", "portion")
	})
	folded = noDose.ReplaceAllString(folded, "portion change")
	plain := yesNoAsk.MatchString(folded)
	for _, a := range askedFigures {
		if plain && a.kind == doseAmount {
			continue // "does it mean that the dose is held?"
		}
		if a.asks.MatchString(folded) {
			return a.kind
		}
	}
	return noQuantity
}

// inPercent asks for a share as a number, which "often" does not tell.
var inPercent = regexp.MustCompile(`(?:^|[^\d.,\s])\s*%|\b(?:percent|per cent|percentage|proportion)\b`)

// roughly finds a share in words alone.
var roughly = regexp.MustCompile(`\b(?:most|majority|nearly all|almost all|half|a third|two thirds|one in)\b`)

// What kind of place it is given in is told by a house, and not by a vein.
var (
	asksHouse  = regexp.MustCompile(`\b(?:what|which) (?:sort|kind|type) of (?:place|hospital|cent(?:er|re)|unit|site|clinic|facility|institution)\b`)
	tellsHouse = regexp.MustCompile(`\b(?:hospitals?|inpatients?|outpatients?|institutions?|cent(?:er|re)s?|intensive care|icu|wards?|clinics?|office|home|facility|facilities)\b`)
)

// tooVague reports whether a share is asked for as a number and s has none,
// or a kind of house and s names none.
func tooVague(p *part, s *scored) bool {
	if p.Figure == place && asksHouse.MatchString(p.Folded) && !tellsHouse.MatchString(s.folded) {
		return true
	}
	return p.Figure == rateAmount && inPercent.MatchString(p.Folded) && !anyDigit(nameDigits.ReplaceAllString(s.folded, " ")) && !roughly.MatchString(s.folded)
}

// unsettled says that a figure is not known, which answers a question for it.
var unsettled = regexp.MustCompile(`\b(?:unknown|not known|not (?:been )?(?:established|determined|defined|reached)|uncertain|remains? unclear)\b`)

// holds reports whether a folded sentence holds a figure of kind q, or says
// that there is none.
func (q quantity) holds(folded string) bool {
	return q.states(folded) || unsettled.MatchString(folded)
}

// states reports whether a folded sentence holds a figure of kind q.
func (q quantity) states(folded string) bool {
	re := figures[q]
	if re == nil {
		return true
	}
	plain := nameDigits.ReplaceAllString(folded, " ")
	switch q {
	case rateAmount:
		plain = gradeNumber.ReplaceAllString(plain, " ")
	case threshold:
		plain = gradeNumber.ReplaceAllString(shareOfPatients.ReplaceAllString(plain, " "), " ")
	}
	return re.MatchString(plain)
}

var (
	nameDigits      = regexp.MustCompile(`\b[a-z]+-?\d+[a-z]?\b`) // il-2, cd4, v600e: names, not figures
	gradeNumber     = regexp.MustCompile(`\b(?:grades?|stages?|phase|ecog performance status|performance status) \d(?:(?:-| or | to )(?:\d|higher|more|lower))?`)
	shareOfPatients = regexp.MustCompile(number + `\s*% of(?: the)? (?:patients|people|cases)`)
)

package answer

import "regexp"

// matters are what questions want told; the first that matches decides.
var matters = []*matter{
	{
		name:  "whom to call about",
		asks:  regexp.MustCompile(`\b(?:do|should|must|shall|need|have) (?:i|we|you|he|she|they)? ?(?:need to |have to |to )?(?:ring|call|phone|contact|tell|notify|worry)\b|\bwho (?:do|should) (?:i|we) (?:ring|call|phone|tell)\b`),
		tells: regexp.MustCompile(`\b(?:told|tells?|call\w*|notif\w+|report\w*|contact\w*|right away|emergency)\b`),
		of:    names,
		ranks: true,
	},
	whetherHeld,
	{
		name:  "what is done about",
		asks:  regexp.MustCompile(`\b(?:what|whats) (?:to|should|do|does|can|could|would|must|shall|is|are|will|may|might) (?:\w+ ){0,3}(?:do|done|give|given|take|taken|try|tried|help|helps|recommended)\b|\bwhat (?:helps?|works|eases|relieves) (?:with|for|against)?|\b(?:now what|next steps?|what now|what next)\b|\bhow (?:\w+ ){0,4}(?:manage|treat|handle|relieve|ease|control|soothe|alleviate|counter|reverse|prevent|avoid|reduce|lessen|minimi[sz]e|mitigate|deal with|cope with|look after|care for|get rid of|react to|respond to|take care of)(?:d|ed|s)?\b|\bhow (?:\w+ ){0,3}(?:managed|treated|handled|relieved|eased|controlled|soothed|prevented|reversed|corrected)\b|\b(?:management|treatment|handling|relief|prevention|prophylaxis|remedy|remedies) (?:of|for|against|from)\b|\b(?:tips|advice) (?:for|with|on|against)\b|\b(?:dealing|coping) with\b`),
		tells: regexp.MustCompile(`\b(?:treat(?:ed|s)?|manag(?:ed?|es|ing)|giv(?:en?|es)|tak(?:en?|es)|us(?:ed?|es|ing)|with(?:held|hold)|h(?:e|o)ld(?:ing)?|stopp?(?:ed|s|ing)?|discontinu\w+|interrupt\w*|reduc(?:ed?|es)|avoid(?:ed|s)?|drink|apply|applied|monitor(?:ed|s)?|watch(?:ed)?|report(?:ed)?|call(?:ed)?|tell|told|helps?|prevent(?:ed|s)?|premedic\w+|reliev(?:ed|es|ing)|eas(?:ed?|es)|control(?:led|s)?|correct(?:ed)?|recommend(?:ed|s)?|should|must|needs?|needed|try|tries|consider(?:ed)?|maintain(?:ed)?|support(?:ed|ive)?|administer(?:ed)?|antiemetics?|vasopressors?|lower(?:ed)?|resolv(?:ed?|es)|followed|not recommended|plan)\b`),
		hints: regexp.MustCompile(`\b(?:report(?:ed)?|call(?:ed)?|tell|told|watch(?:ed)?|should|must|needs?|needed)\b`),
		of:    complaints,
		under: []string{"supportive-care", "self-care", "withholding"},
		about: true,
	},
	{
		name:  "the symptoms of",
		asks:  regexp.MustCompile(`\b(?:symptoms?|signs?) (?:of|for|in)\b|\bhow (?:does|do|would|will|can|might) [^?]{2,40} (?:present|show|look|manifest|appear)\b`),
		tells: regexp.MustCompile(`\b(?:shows? (?:as|itself)|(?:signs?|symptoms?)[^.]{0,60} (?:are|is|includes?)|includes?|including|such as|consists? of|presents? (?:as|with))\b`),
		of:    harms,
		ranks: true,
	},
	{
		name:  "whether it harms",
		asks:  regexp.MustCompile(`^(?:so |and |but )?(?:is|are) [^?]{2,60}\b(?:bad|hard|toxic|harmful|dangerous|damaging) (?:for|to|on)\b`),
		tells: regexp.MustCompile(`\b(?:toxic\w*|damag\w*|harm\w*|injur\w*|affects?|fail\w*|problems?|causes?|worsen\w*|lead\w* to)\b`),
		of:    names,
	},
	{
		name:  "whether it brings",
		asks:  regexp.MustCompile(`^(?:so |and |but )?(?:does|do|can|could|will|may|might|did) [^?]*\b(?:cause|causes|lead to|result in|trigger|induce|worsen|bring on|give (?:you|me|people|patients))\b`),
		tells: regexp.MustCompile(`\b(?:caus\w+|associated|leads?|leading|results?|trigger\w*|induc\w*|worsen\w*|occur\w*|develop\w*|risks?|had|have|having|includ\w+|side effects?|adverse|toxic\w*|report\w*|observ\w*|seen|come|came|begins?|falls?|lower\w*|raises?|changes?|problems?|signs?|follow\w*|show\w*|withheld|discontinu\w*|means|become|make|makes|can|suffer|get|gets|damage\w*|impair\w*|affect\w*|reactions?|complications?|percent|leave|brings?|depress\w*|drop\w*|rare|common)\b|%`),
		of:    harms,
	},
	{
		name:  "who may have",
		asks:  regexp.MustCompile(`\b(?:can|could|may) (?:he|she|i|we|they|someone|somebody|people|patients|my \w+|an? \w+)(?: still)? (?:get|have|receive|be given|be treated with|take|go on) (?:the )?(?:hd |high[- ]dose )?(?:il-?2|interleukin\S*|aldesleukin|proleukin)\b`),
		tells: regexp.MustCompile(`\b(?:approved|eligib\w+|candidates?|contraindic\w+|indicated|criteri\w+|considered|must not|should not|excluded|ruled out|suitable|limited to|reserved for)\b`),
		of:    names,
		ranks: true,
	},
	{
		name:  testsBefore,
		asks:  regexp.MustCompile(`\b(?:tests?|testing|work-?up|labs?|imaging|evaluation|assessments?|screening|checks?|checked)\b[^?]*\b(?:before|prior to|baseline|pre-?treatment|needed|required)\b|\b(?:before|prior to|baseline|pre-?treatment)\b[^?]*\b(?:tests?|testing|work-?up|labs?|imaging|evaluation|assessments?|screening|checks?|checked)\b`),
		tells: regexp.MustCompile(`\b(?:tests?|tested|measured|checked|examin\w+|looked for|verified|assess\w*|evaluat\w*|screened|scans?|monitor\w*|obtained|baseline|status)\b`),
		of:    names,
		under: []string{"monitoring", "eligibility"},
	},
	{
		name:  "who gives",
		asks:  regexp.MustCompile(`^(?:so |and )?who (?:should|can|may|must|is allowed to|are allowed to|will|gets to) (?:give|administer|prescribe|supervise|infuse|inject|order)\b`),
		tells: regexp.MustCompile(`\b(?:supervis\w+|specialists?|physicians?|experienced|doctors?|nurses?|oncologists?|team|teams|providers?|personnel)\b`),
		of:    names,
		under: []string{"administration"},
		seek:  "specialists experienced physicians",
	},
	{
		name:  "what a missed dose means for",
		asks:  regexp.MustCompile(`\bmiss(?:ed|ing|es)? (?:a |the |one |my |any |some )?(?:doses?|infusions?|shots?|injections?)\b|\b(?:doses?|infusions?) (?:is|are|was|were|be|gets?|got) (?:missed|made up)\b|\bmake up (?:for )?(?:a |the |my )?(?:missed )?doses?\b`),
		tells: regexp.MustCompile(`\b(?:miss(?:ed|ing)|made up|make up|omitted|skipped)\b`),
		of:    names,
	},
	{
		name:  "the risk factors for",
		asks:  regexp.MustCompile(`\brisk factors?\b|\bwho is (?:most )?at (?:high |higher |increased )?risk\b|\bwhat (?:raises|increases) (?:the|my|your) risk\b`),
		tells: regexp.MustCompile(`\brisk factors?\b|\b(?:raises?|increases?|increased|higher|greater) (?:the |a |an )?risk\b|\bat (?:a )?(?:higher|increased|greater) risk\b`),
		of:    harms,
		about: true,
	},
	{
		name:  "how it feels:",
		asks:  regexp.MustCompile(`\bfeels? like\b|\b(?:does|do|will|would|did|is|are) (?:\w+ ){1,4}(?:hurt|sting|painful|burn)\b`),
		tells: regexp.MustCompile(`\b(?:feel\w*|hurt\w*|pain\w*|sting\w*|sore\w*|burn\w*|ach(?:e|es|ing|y)|discomfort|uncomfortable)\b`),
		of:    names,
	},
	{
		name:  "how long a stay lasts:",
		asks:  regexp.MustCompile(`\bhow (?:long|many (?:days|nights|weeks))\b[^?]*\b(?:hospital|admitted|admission|inpatient)\b|\b(?:length|duration) of (?:the )?(?:hospital )?(?:stay|admission)\b`),
		tells: regexp.MustCompile(`\b(?:stay\w*|admitted|admission|hospitali[sz]\w+|remain\w*)\b`),
		of:    names,
	},
	{
		name:  "the way of action of",
		asks:  howWorks,
		tells: regexp.MustCompile(`\b(?:binds?|bound|block\w*|inhibit(?:s|ed|ing)|activat\w*|stimulat\w*|induc\w*|makes?|trigger\w*|enhanc\w*|helps?|acts?|signals?|expands?|attack\w*|kills?|receptors?|mechanisms?|works?|multipl\w+|prolif\w*|grow|kick-start|boost\w*|raises?|strengthen\w*|recogni[sz]\w*)\b`),
		of:    drugs,
		about: true,
	},
	{
		name:  "which way it goes with",
		asks:  regexp.MustCompile(`\b(?:up or down|down or up|high(?:er)? or low(?:er)?|low(?:er)? or high(?:er)?|rises? or falls?|increase[sd]? or decrease[sd]?|more or (?:less|fewer))\b`),
		tells: regexp.MustCompile(`\b(?:rais\w*|ris(?:es?|ing)|increas\w*|elevat\w*|high(?:er)?|more|expands?|lymphocytosis|\w+philia|\w+cytosis|fall\w*|fell|drop\w*|low\w*|less|fewer|decreas\w*|reduc\w*|declin\w*|\w+penia|\w+emia)\b`),
		of:    names,
	},
	{
		name:  "whether it goes through one line with",
		asks:  regexp.MustCompile(`\by-?sit(?:e|ed|ing)\b|\bcompatib\w+\b|\b(?:same|one|shared?) (?:iv )?(?:line|lumen|tubing|port|bag)\b|\bpiggy-?back\w*|\bco-?infus\w+`),
		tells: regexp.MustCompile(`\b(?:y-?site|compatib\w*|incompatib\w*|same line|same tubing|same bag|lumen|mixed with)\b`),
		of:    names,
	},
	{
		name:  whichDrug,
		asks:  regexp.MustCompile(`\b(?:which|what|whats|name the|names? of the) (?:[a-z0-9-]+ ){0,2}(?:drugs?|agents?|chemo|chemotherap\w+|antibiotics?|antiemetics?|antihistamines?|pressors?|vasopressors?|steroids?|corticosteroids?|h2 blockers?|opioids?|painkillers?|antidiarrheals?|antipyretics?)\b`),
		tells: regexp.MustCompile(`[a-z]`),
		of:    askedClass,
	},
	{
		name:  "how to say",
		asks:  regexp.MustCompile(`\bpronounc\w+\b|\bhow (?:do|does|would|should|can) (?:\w+ ){1,2}say\b|\bhow (?:is|are) [^?]{2,40} said\b`),
		tells: regexp.MustCompile(`\bpronounc\w+\b`),
		of:    names,
		seek:  "pronounced",
	},
	{
		name:  "a comparison of",
		asks:  compareAsk,
		tells: regexp.MustCompile(`\b(?:than|versus|vs|compar\w+|similar|same|equal\w*|superior|inferior|better|worse|differ\w*|whereas|while|unlike|instead|rather|both|either|more|less|fewer|higher|lower|longer|shorter|prolonged|against)\b|\d%?[^.;]{0,60}\b(?:with|on|for|after)\b[^.;]{2,60}\band\b[^.;]{0,30}\d`),
		of:    comparedDrugs,
	},
	{
		name:  whetherItIs,
		asks:  regexp.MustCompile(`^(?:so |and |but |or )?(?:is|are|isn't|aren't) `),
		tells: regexp.MustCompile(`\b(?:is|are|not) (?:an?|the|one of|also|among|counted|considered|called)\b|\b(?:belongs?|kinds?|forms?|types?) (?:of|to)\b`),
		of:    class,
	},
}

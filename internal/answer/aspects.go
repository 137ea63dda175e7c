package answer

import "regexp"

// aspects are the wordings that ask for one, the first that matches decides.
var aspects = []*aspect{
	{
		name:  outlook,
		asks:  regexp.MustCompile(`\b(?:what (?:is|are|s) |whats )?(?:the )?(?:outlook|prognosis|life expectancy|survival (?:rate|chances?)|chances? of (?:survival|surviving|recovery))\b`),
		tells: regexp.MustCompile(`\b(?:surviv\w*|prognos\w*|outlook|die[sd]?|deaths?|fatal|cure[sd]?|recover\w*|resolv\w*|revers\w*|remission\w*|go(?:es)? away|lasts?|live[sd]?|life(?: ?span| expectancy)|normal lives?|(?:months|years) (?:after|from|of life)|progressive|disab\w+|improv\w+|worsen\w*)\b`),
		heads: regexp.MustCompile(`\b(?:outlook|prognosis|survival)\b`),
		about: true,
	},
	{
		name:  "a diagnosis",
		asks:  regexp.MustCompile(`\b(?:how (?:to (diagnose)|(?:is|are|was|can|do|does|would|should)\b[^?]{2,60}\b(diagnosed?|detected|found out|confirmed|tested for))|(diagnosis|detection) of|(tests?|exams?|work-?up) (?:for|to (?:diagnose|detect|confirm|find)))\b`),
		tells: regexp.MustCompile(`\b(?:diagnos\w*|tests?|testing|scans?|biops\w*|imaging|exams?|examin\w+|x-rays?|ct|mri|ultrasound\w*|screen\w*|detect\w*|confirm\w*|suspect\w*|evaluat\w*|assess\w*|history)\b`),
		heads: regexp.MustCompile(`\b(?:diagnos\w*|tests?|testing|exams?|detection|evaluation|work-?up)\b`),
		about: true,
	},
	{
		name:  "whom to call",
		asks:  regexp.MustCompile(`\b(?:see|call|tell|contact) (?:a|an|the|my|your) (?:doctor|nurse|physician|provider|team)\b`),
		tells: regexp.MustCompile(`\b(?:call\w*|report\w*|tell|told|doctor|nurse|provider|team|seek|emergency|see|contact\w*)\b`),
		heads: regexp.MustCompile(`\b(?:call|contact|when to)\b`),
		about: true,
	},
	{
		name:  "symptoms",
		asks:  regexp.MustCompile(`\b(?:what (?:is|are) )?(?:the )?(?:usual |common |main |typical |first |early )?(?:signs and symptoms|symptoms and signs|symptoms?|signs) (?:of|for|with|in)\b`),
		tells: regexp.MustCompile(`\b(?:symptoms?|signs?|characteri[sz]ed by|features?|experienc\w+|presents? (?:as|with)|complain\w*|develop\w*|includ\w+|such as|may have|often have|usually have|can have|pain\w*|fevers?|fatigue|weakness|swelling|rash\w*|nausea|vomiting|seizures?|loss of|difficult\w+|abnormal\w*|delay\w*)\b`),
		heads: regexp.MustCompile(`\b(?:symptoms?|signs?|clinical (?:features|presentation|manifestations)|manifestations|presentation)\b`),
		about: true,
	},
	{
		name:  inheritance,
		asks:  regexp.MustCompile(`\b(?:inherit(?:ed|ance)?|hereditary|runs? in (?:the )?famil(?:y|ies)|passed (?:on|down)|inheritance pattern)\b`),
		tells: regexp.MustCompile(`\b(?:inherit\w+|autosomal|recessive|x-linked|cop(?:y|ies) of|each parent|both parents|carriers?|sporadic\w*|famil(?:y|ies|ial)|hereditary|de novo|passed|genetic\w*|mutations?)\b`),
		heads: regexp.MustCompile(`\b(?:inherit\w+|hereditary|genetics?)\b`),
		about: true,
	},
	{
		name:  "genetic changes",
		asks:  regexp.MustCompile(`\b(?:(?:what|which) )?(?:are (?:the )?)?(?:genetic (?:changes?|mutations?|causes?|basis)|genes?|mutations?) (?:are |is )?(?:related to|behind|involved in|associated with|linked to|of|for|in|cause[sd]?)\b`),
		tells: regexp.MustCompile(`\b(?:mutations?|genes?|chromosom\w+|deletions?|duplications?|genetic|proteins?)\b`),
		heads: regexp.MustCompile(`\b(?:genes?|genetics?|genetic changes|mutations?|molecular)\b`),
		about: true,
	},
	{
		name:  "how many have it",
		asks:  regexp.MustCompile(`\b(?:(how many (?:people|persons|patients|children|adults|women|men|babies|newborns|cases))\b[^?]{0,20}?\b(affected by|have|get|suffer from|live with|with|of)|(how (?:common|rare|frequent|prevalent) (?:is|are))|(prevalence|incidence|frequency) of)\b`),
		tells: regexp.MustCompile(`\b(?:estimat\w+|prevalence|incidence|(?:occurs?|found|seen|identified|reported) in (?:about|approximately|an|1|one|fewer|only|up|more|\d)|affects? (?:about|approximately|an|1|one|fewer|only|up|more|\d)|(?:1|one|\d+) in \d|per (?:100,000|1,000|10,000|million|year)|worldwide|(?:is|are|a|an|very|most|extremely|relatively) (?:rare|common|uncommon)|(?:most|more|less) common|fewer than|at least \d+|about \d+|\d+ (?:people|individuals|cases|families|patients)|each year|million|thousands?)\b|\d,\d{3}`),
		heads: regexp.MustCompile(`\b(?:frequency|prevalence|incidence|epidemiology|statistics|how common|how many)\b`),
		about: true,
	},
	{
		name:  "a cause",
		asks:  regexp.MustCompile(`\b(?:(?:what (?:is|are) )?(?:the )?causes? of|what causes|(?:caused|brought on|triggered) by what|what (?:brings on|triggers|leads to))\b`),
		tells: regexp.MustCompile(`\b(?:because|due to|owing to|caus\w+|results? (?:from|in|of)|resulting from|leads? to|leading to|comes? from|stems? from|arises?|side effects?|toxicit\w+|mutations?|factors?|triggered|linked to|associated with|inherited|unknown)\b`),
		heads: regexp.MustCompile(`\b(?:caus\w+|etiology|aetiology|pathogenesis|risk factors?|genetic changes|toxicity|side effects?)\b`),
	},
	{
		name:  "prevention",
		asks:  regexp.MustCompile(`\bhow (?:to|(?:do|can|could|should|might) (?:i|we|you|one|they|people|patients)) (prevent|avoid|protect)\b|\bhow (?:is|are|can|could) [^?]{2,60}\b(prevented|avoided)\b|\b(prevention) of\b`),
		tells: regexp.MustCompile(`\b(?:prevent\w*|avoid\w*|less likely|reduc\w+|lower\w*|protect\w*|prophyla\w+|premedicat\w+|against|keep\w*|vaccin\w*|wash\w*|quit\w*|decreas\w+)\b`),
		heads: regexp.MustCompile(`\b(?:prevent\w*|avoid\w*|protect\w*|prophylaxis|reducing)\b`),
	},
	{
		name:  "who is at risk",
		asks:  regexp.MustCompile(`\b(?:who (?:is|are) (?:most |more )?(?:at (?:high(?:er)? |increased )?risk|likely|susceptible)|who gets|risk factors)(?: (?:for|of|to|from))?\b`),
		tells: regexp.MustCompile(`\b(?:risk\w*|more (?:likely|common|often)|higher|susceptib\w+|older|age[ds]?|men|women|male|female|family history|exposed|exposure|anyone|can (?:get|affect))\b`),
		heads: regexp.MustCompile(`\b(?:risk\w*|who (?:is|gets)|susceptib\w+)\b`),
		about: true,
	},
	{
		name:  "complications",
		asks:  regexp.MustCompile(`\b(?:what (?:is|are) )?(?:the )?(?:complications?|consequences|late effects) (?:of|from|after|with)\b`),
		tells: regexp.MustCompile(`\b(?:complicat\w*|leads? to|result in|risk|damage|death|die|infections?|caus\w+|problems?|fail\w*|develop\w*)\b`),
		heads: regexp.MustCompile(`\b(?:complicat\w*|consequences|late effects)\b`),
		about: true,
	},
	{
		name:  "research",
		asks:  regexp.MustCompile(`\b(?:what )?(?:new )?(?:research|clinical trials?|studies)(?: \(or clinical trials\))? (?:is|are) (?:being )?(?:done|under ?way|conducted|ongoing|going on)(?: (?:for|on|in|about))?\b`),
		tells: regexp.MustCompile(`\b(?:research\w*|stud(?:y|ies|ying|ied)|trials?|scientists|investigat\w+|tested)\b`),
		heads: regexp.MustCompile(`\b(?:research|trials?|studies)\b`),
		about: true,
	},
	{
		name:  "stages",
		asks:  regexp.MustCompile(`\b(?:what (?:is|are) )?(?:the )?(?:stages|staging) of\b`),
		tells: regexp.MustCompile(`\b(?:stag(?:e|es|ing|ed)|spread\w*|grades?|divided|classified)\b`),
		heads: regexp.MustCompile(`\bstag(?:e|es|ing)\b`),
		about: true,
	},
	{
		name:  "a treatment",
		asks:  regexp.MustCompile(`\b(?:((?:what (?:is|are) )?(?:the )?(?:usual |standard |available |best )?(?:treatments?|therap(?:y|ies)|treatment options)(?: options)?) (?:for|of)|how (?:is|are|do|does|can|should|would|might|to)\b[^?]{0,60}?\b(treat(?:ed|ment)?)|(what to do) for)\b`),
		tells: regexp.MustCompile(`\b(?:treat(?:ed|ment|ments|ing|s)?|therap(?:y|ies|eutic)|surg(?:ery|eries|ical\w*)|manag(?:ed?|ement|ing)|supportive|symptomatic|cures?|transplant\w*|dialysis|antibiotics?|chemotherapy|radi(?:ation|otherapy)|prescri\w+|rehabilitat\w+|reliev\w+|interferon|immunotherapy)\b|\b(?:medications?|medicines?|drugs?|steroids?|exercises?|diets?|supplements?)\b[^.]{0,60}\b(?:helps?|used|given|prescribed|reduces?|controls?|improves?|prevent|available|recommended)\b|\b(?:given|takes?|taking|uses?|used|using|recommend\w*|receives?)\b[^.]{0,40}\b(?:medications?|medicines?|drugs?|steroids?|injections?|supplements?|exercises?|diets?)\b`),
		heads: regexp.MustCompile(`\b(?:treat\w*|therap\w+|manag\w+|medicines?|options)\b`),
		about: true,
	},
	{
		name:  "how it acts",
		asks:  regexp.MustCompile(`\b((?:what (?:is|are) )?(?:the )?(?:mechanisms?|modes?|ways?) of action) of\b|\bhow (?:does|do) [^?]{2,40}\b(act|work)\b`),
		tells: regexp.MustCompile(`\b(?:binds?|binding|block\w*|inhibit\w*|antibod(?:y|ies)|agonists?|antagonists?|analog(?:ue)?s?|activat\w*|stimulat\w*|targets?|targeting|targeted|receptors?|mechanisms?|acts?|enzymes?|pathways?|works?)\b`),
		heads: regexp.MustCompile(`\b(?:mechanisms?|action|pharmacology|how it works)\b`),
		about: true,
	},
	{
		name:  "how it spreads",
		asks:  regexp.MustCompile(`\b((?:what (?:is|are) )?(?:the )?(?:transmission (?:mechanisms?|routes?|modes?)|(?:routes?|modes?|mechanisms?) of transmission|transmission)) (?:of|for)\b|\bhow (?:is|are|does|do|can) [^?]{2,40}\b(transmitted|spread|passed on)\b`),
		tells: regexp.MustCompile(`\b(?:transmi\w+|spread\w*|contact|bites?|contaminated|droplets?|airborne|exposure|infected|contracted|acquired)\b`),
		heads: regexp.MustCompile(`\b(?:transmission|spread\w*)\b`),
		about: true,
	},
	{
		name:  "what it is used for",
		asks:  regexp.MustCompile(`\b((?:what (?:is|are) )?(?:the )?(?:current |approved |main )?(?:indications?|uses)) (?:for|of)\b|\bwhat (?:is|are) [^?]{2,40}\b((?:used|indicated|approved|prescribed) (?:for|to treat))\b|\b((?:is|are) (?:used|indicated|approved|prescribed|developed) for (?:which|what) (?:diseases?|conditions?|indications?|patients))\b`),
		tells: regexp.MustCompile(`\b(?:indicat\w+|approv\w+|licensed|used (?:for|in|to|as|with)|treat\w*|therapy for|prophylaxis|against|effective in)\b`),
		heads: regexp.MustCompile(`\b(?:indications?|uses?|used)\b`),
	},
}

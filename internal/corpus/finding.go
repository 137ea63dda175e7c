package corpus

// Severities of a Finding.
const (
	SeverityError   = "error"   // must be mended
	SeverityWarning = "warning" // should be looked at
)

// Rules of Lint, as they stand in Finding.Rule.
const (
	ruleSchema        = "schema"         // what Load refuses, where no other rule names it
	ruleDeadReference = "dead-reference" // a passage that does not exist
	ruleDuplicate     = "duplicate"      // an id, number, term or text that stands twice
	ruleWorks         = "works"          // a number without an entry in cites, an entry that says too little
	ruleEmptySection  = "empty-section"  // a heading without a passage, a passage without a sentence
	ruleStandsAlone   = "stands-alone"   // a sentence that leans on its neighbours
	ruleSentence      = "sentence"       // not one whole sentence to a line
	ruleCharacters    = "characters"     // dashes, spaces and quotes of several kinds, hidden characters
	ruleFutureDate    = "future-date"
	ruleDates         = "dates"    // dates that contradict each other
	ruleEvidence      = "evidence" // a grade at odds with the kind
	ruleReview        = "review"   // a review without a reviewer
	rulePassageKeys   = "passage"  // a passage without topic, locator or context
	ruleUnits         = "units"    // a number without a unit
	ruleMarkup        = "markup"   // links and emphasis, which would be shown as typed
	ruleFront         = "front"    // front matter that leaves out what readers are shown
	ruleLexicon       = "lexicon"  // words that stand for two terms
	ruleFacts         = "facts"    // a row of the ledger whose figure its sentence does not print
	ruleIgnoredFile   = "ignored"  // a file that is not read
)

// Finding is one thing that a curator should mend or look at.
type Finding struct {
	File     string `json:"file"`
	Line     int    `json:"line"`     // 1-based; 0 where the whole file is meant
	Severity string `json:"severity"` // SeverityError or SeverityWarning
	Rule     string `json:"rule"`     // short name of the rule, such as "stands-alone"
	What     string `json:"what"`     // what is wrong
	Write    string `json:"write"`    // what to write instead
}

// String gives "file:line: severity: what; write (rule)" on one line.
func (f Finding) String() string {
	p := Problem{File: f.File, Line: f.Line, What: f.Severity + ": " + f.What, Write: f.Write}
	return p.Error() + " (" + f.Rule + ")"
}

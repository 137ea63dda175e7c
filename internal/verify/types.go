package verify

// Passage is one text that a claim may rest on. Only ID and Text are needed;
// the rest says what the passage speaks of where its sentences do not.
type Passage struct {
	ID         string
	Text       string
	Headings   []string
	Drug       []string
	Population string
	Regimen    string
	Context    string
	Facts      []Fact // the rows of the ledger that speak of it
}

// Claim is what is to be verified: one sentence or several, each of which
// must hold, and the words quoted from the passages, which must stand there.
// Given is the question that it answers, if any: a condition that stands there
// need not be said again.
type Claim struct {
	Text   string
	Quotes []string
	Given  string
}

// Kinds of problems.
const (
	KindQuote      = "quote"      // the quoted words do not stand in a passage
	KindNumber     = "number"     // a figure that the passage lacks
	KindUnit       = "unit"       // the figure has another unit there
	KindComparator = "comparator" // "at least" is not "at most"
	KindQuantity   = "quantity"   // the figure measures something else
	KindSubject    = "subject"    // the figure or finding is another's
	KindEntity     = "entity"     // a drug, disease, organ, group that is not meant
	KindPolarity   = "polarity"   // negated, hedged or universal on one side only
	KindDirection  = "direction"  // up for down, before for after
	KindCitation   = "citation"   // no passage cited, or one about something else
	KindCoverage   = "coverage"   // the claim says more than the passage
)

// Problem is one reason why a claim is not supported.
type Problem struct {
	Kind   string `json:"kind"`
	Words  string `json:"words"` // the claim's words at fault
	Detail string `json:"detail,omitempty"`
}

// Support is a sentence of a passage that the claim rests on, in code points
// of the passage's text.
type Support struct {
	Passage string `json:"passage"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
}

// Verdict is the outcome for one claim. Contradicted is set when the passages
// speak of the same thing and a fact differs; a claim that is neither
// supported nor contradicted is not covered.
type Verdict struct {
	Supported    bool
	Contradicted bool
	Problems     []Problem
	Support      []Support
	Facts        []Fact // what the ledger says of the figures that the claim rests on
}

// Options adapt a Checker to a corpus. The zero value works on any text.
type Options struct {
	// IDF weighs a word by its rarity; nil uses the shipped frequency table.
	IDF func(stem string) float64
	// Synonyms are groups of terms that mean the same, beside the shipped ones.
	Synonyms [][]string
}

package corpus

// Corpus is a loaded folder of sources. It is read-only.
type Corpus struct {
	Sources       []*Source      // sorted by id
	Lexicon       *Lexicon       // never nil after Load; empty where the folder has no lexicon.yaml
	Disagreements []Disagreement // in file order
	Version       string         // "sha256:..." over the names and bytes of all files read

	passages map[string]*Passage
}

// Source is one curated document.
type Source struct {
	ID                  string     `json:"id" yaml:"-"`
	Title               string     `json:"title" yaml:"title,required"`
	Publisher           string     `json:"publisher" yaml:"publisher"` // empty where the source names none
	Author              string     `json:"author" yaml:"author"`       // empty where the source names none
	URL                 string     `json:"url" yaml:"url"`             // http or https; empty where not stated
	Kind                string     `json:"kind" yaml:"kind,required" enum:"guideline|label|evidence-summary|review|patient-education|lay-press|machine-written"`
	Evidence            string     `json:"evidence" yaml:"evidence,required" enum:"A|B|C|D|E"`
	Audience            []string   `json:"audience" yaml:"audience,required" enum:"clinician|educator|patient"`
	Collection          string     `json:"collection" yaml:"collection,required"`
	Public              bool       `json:"public" yaml:"public"` // may answer in direct messages
	Digest              bool       `json:"digest" yaml:"digest"` // rewritten by a curator in own words
	Published           Date       `json:"published" yaml:"published"`
	Updated             Date       `json:"updated" yaml:"updated"`
	Retrieved           Date       `json:"retrieved" yaml:"retrieved,required"`
	Review              Review     `json:"review" yaml:"review"`
	ConflictsOfInterest []string   `json:"conflicts_of_interest" yaml:"conflicts_of_interest"` // nil: not looked for; empty: none stated
	Licence             string     `json:"licence" yaml:"licence"`
	Cites               []Work     `json:"cites" yaml:"cites"`
	Passages            []*Passage `json:"passages" yaml:"-"`        // in file order
	Facts               []Fact     `json:"facts,omitempty" yaml:"-"` // the ledger, as it stands in its file; see facts.go

	file     string
	sections []section
}

// section is a "#" or "##" heading, kept for lint.
type section struct {
	line, level int
	title       string
	filled      bool // a passage stands in it
}

// Review is a person's verdict on the source itself, as far as the source states it.
type Review struct {
	State string `json:"state" yaml:"state" enum:"unreviewed|reviewed"` // "unreviewed" where not stated
	By    string `json:"by" yaml:"by"`
	On    Date   `json:"on" yaml:"on"`
	Note  string `json:"note" yaml:"note"`
}

// Work is a publication that a source cites.
type Work struct {
	N       int    `json:"n" yaml:"n"` // the source's own number; 0 where it lists the work without one
	Type    string `json:"type" yaml:"type,required" enum:"guideline|research|label|unresolved"`
	Title   string `json:"title" yaml:"title"`
	Journal string `json:"journal" yaml:"journal"`
	Year    int    `json:"year" yaml:"year"` // 0 where not stated
	Note    string `json:"note" yaml:"note"`
	Line    int    `json:"-" yaml:",line"`
}

// Passage is the citable unit of a source.
type Passage struct {
	ID        string     `json:"id"` // "<source>#<n>"
	Source    *Source    `json:"-"`
	N         int        `json:"n"`
	Headings  []string   `json:"headings"` // heading path, the passage's own title last
	Title     string     `json:"title"`
	Text      string     `json:"text"` // sentences joined by spaces, paragraphs and list items ("- ") by line ends
	Sentences []Sentence `json:"sentences"`
	About     About      `json:"about"`
	Strength  string     `json:"strength"` // as the source states it, such as "Category 2B"; empty where it does not
	Works     []int      `json:"works"`    // numbers of Source.Cites; each has an entry there
	Locator   string     `json:"locator"`  // where in the original
	Cautions  []Caution  `json:"cautions"`
	Hash      string     `json:"hash"` // "sha256:..." of Text

	line      int // of its heading
	blockLine int // of its passage block
}

// Sentence is one sentence or list item of a passage. Offsets count code points in Passage.Text, half open.
type Sentence struct {
	Text       string `json:"text"`
	Start, End int    `json:"-"`
	Item       bool   `json:"item"` // a list item; Text and offsets leave out its "- "

	// Questions that the sentence answers, in askers' words; see questions.go.
	Questions []string `json:"questions,omitempty"`

	line int
}

// About is what a passage speaks of.
type About struct {
	Drug       []string `json:"drug"`
	Regimen    string   `json:"regimen"`    // such as "high-dose intravenous"; empty where none
	Population string   `json:"population"` // empty where none
	Context    string   `json:"context"`    // treatment, natural-role, measured-in-blood, other-treatment or cell-therapy
	Topic      string   `json:"topic"`      // one of the topics in passageBlock
}

// Caution is a curator's signed remark on a passage, shown wherever it is cited.
type Caution struct {
	Text   string `json:"text" yaml:"text,required"`
	Reason string `json:"reason" yaml:"reason,required"`
	State  string `json:"state" yaml:"state,required" enum:"suspected|confirmed"`
	By     string `json:"by" yaml:"by,required"`
	On     Date   `json:"on" yaml:"on,required"`
	Line   int    `json:"-" yaml:",line"`
}

// Lexicon says which words mean the same.
type Lexicon struct {
	Terms []Term `json:"terms" yaml:"terms"`
}

// Term is one entry of the lexicon.
type Term struct {
	Term    string   `json:"term" yaml:"term,required"`
	Kind    string   `json:"kind" yaml:"kind,required" enum:"drug|disease|symptom|measure|regimen|procedure|cell|organisation|concept|population"`
	Same    []string `json:"same" yaml:"same"`       // interchangeable in a question
	Near    []string `json:"near" yaml:"near"`       // looser or lay words: they find it and weigh less
	Not     []string `json:"not" yaml:"not"`         // looks alike and is something else
	Say     *Say     `json:"say" yaml:"say"`         // nil where no source tells
	Meaning *Meaning `json:"meaning" yaml:"meaning"` // nil where no source tells
	Line    int      `json:"-" yaml:",line"`
}

// Say tells how a term is pronounced, and which passage says so.
type Say struct {
	Text    string `json:"text" yaml:"text,required"`
	Passage string `json:"passage" yaml:"passage,required"`
}

// Meaning names the passage that says what a term is.
type Meaning struct {
	Passage string `json:"passage" yaml:"passage,required"`
}

// Disagreement is a point on which sources differ.
type Disagreement struct {
	ID        string     `json:"id" yaml:"id,required"`
	About     string     `json:"about" yaml:"about,required"`
	Harm      string     `json:"harm" yaml:"harm,required" enum:"high|moderate|low"`
	Terms     []string   `json:"terms" yaml:"terms,required"` // it bears on questions and answers that touch these ...
	Topics    []string   `json:"topics" yaml:"topic" enum:"definition|mechanism|pharmacology|indication|dosing|withholding|administration|eligibility|contraindication|efficacy|toxicity|warning|monitoring|supportive-care|self-care|interaction|pregnancy|place-in-therapy|pitfall|evidence|comparison"`
	Positions []Position `json:"positions" yaml:"positions,required"` // two or more
	Note      string     `json:"note" yaml:"note"`
	Line      int        `json:"-" yaml:",line"`
}

// Position is one side of a disagreement: a sentence true to the passage.
type Position struct {
	Passage string `json:"passage" yaml:"passage,required"`
	Text    string `json:"text" yaml:"text,required"`
	Line    int    `json:"-" yaml:",line"`
}

// Passage returns the passage with that id, or nil.
func (c *Corpus) Passage(id string) *Passage {
	if c.passages != nil {
		return c.passages[id]
	}
	for _, p := range c.Passages() { // a corpus put together by hand, as in tests
		if p.ID == id {
			return p
		}
	}
	return nil
}

// Source returns the source with that id, or nil.
func (c *Corpus) Source(id string) *Source {
	for _, s := range c.Sources {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Passages returns all passages: sources by id, passages in file order.
func (c *Corpus) Passages() []*Passage {
	out := make([]*Passage, 0, len(c.passages))
	for _, s := range c.Sources {
		out = append(out, s.Passages...)
	}
	return out
}

// Work returns the work that the source numbers n, or nil.
func (s *Source) Work(n int) *Work {
	for i := range s.Cites {
		if n > 0 && s.Cites[i].N == n {
			return &s.Cites[i]
		}
	}
	return nil
}

// Date returns when the source was last updated, else published: zero where it states neither.
func (s *Source) Date() Date {
	if !s.Updated.IsZero() {
		return s.Updated
	}
	return s.Published
}

package answer

import "context"

// Status says what became of a question.
type Status string

// The four outcomes of a question.
const (
	Answered  Status = "answered"
	Declined  Status = "declined"
	Emergency Status = "emergency"
	Blocked   Status = "blocked"
)

// Reasons why a question is not answered, and notes on answers.
const (
	ReasonNotCovered  = "not_covered"
	ReasonOutOfScope  = "out_of_scope"
	ReasonUnsafe      = "unsafe"
	ReasonIdentifiers = "identifiers"
	NotePatient       = "patient_specific" // no arithmetic is done for one patient
	NoteModelDown     = "model_unavailable"
	NoteModelUnproven = "model_not_verifiable"
	NoteModelBudget   = "model_over_budget"
	NoteModelEmpty    = "model_found_nothing"
)

// Audiences of an answer: they change wording, order and which sources lead,
// never a number.
const (
	Clinician = "clinician"
	Educator  = "educator"
	Patient   = "patient"
)

// Answer is one answer, or a decline, as adapters show it and as
// `curbside ask --format json` prints it. Keys are stable; what is not known
// is null.
type Answer struct {
	SchemaVersion int            `json:"schema_version"`
	ID            string         `json:"id"`
	Consult       string         `json:"consult"`
	Question      *string        `json:"question"`   // null when blocked
	Standalone    *string        `json:"standalone"` // how a follow-up was understood
	Audience      string         `json:"audience"`
	Status        Status         `json:"status"`
	Reason        *string        `json:"reason"`
	Message       string         `json:"message,omitempty"` // for the reader of a decline, block or emergency
	Identifiers   []string       `json:"identifiers,omitempty"`
	Notes         []string       `json:"notes"`
	Composer      *string        `json:"composer"`
	Model         *string        `json:"model"`
	Headline      *Claim         `json:"headline"`
	Claims        []Claim        `json:"claims"`
	Comparison    *Comparison    `json:"comparison,omitempty"` // of a question that compares, where the ledger has figures of both sides
	Warnings      []Warning      `json:"warnings"`
	Cautions      []Caution      `json:"cautions"`
	Removed       []Removed      `json:"removed"`
	Disagreements []Disagreement `json:"disagreements"`
	References    []Reference    `json:"references"`
	Evidence      *Evidence      `json:"evidence"`
	Review        Review         `json:"review"`
	Missing       []string       `json:"missing"`
	Nearest       []Nearest      `json:"nearest"`
	FollowUps     []string       `json:"follow_ups"`
	Disclaimer    string         `json:"disclaimer"`
	Corpus        string         `json:"corpus"`
	Prompt        *string        `json:"prompt"`
	Timings       Timings        `json:"timings_ms"`

	// Retrieval says how the passages were found; nil where no model for
	// embeddings is in use.
	Retrieval *Retrieval `json:"retrieval,omitempty"`
}

// Retrieval says whether passages were found by their words alone ("lexical")
// or by what they mean too ("hybrid"), and why not by meaning.
type Retrieval struct {
	Mode   string `json:"mode"`
	Reason string `json:"reason,omitempty"`
}

// Claim is one sentence of an answer with the numbers of the references that
// it cites and the words quoted from each.
type Claim struct {
	Section   string  `json:"section,omitempty"`
	Text      string  `json:"text"`
	Citations []int   `json:"citations"`
	Quotes    []Quote `json:"quotes"`
	Strength  *string `json:"strength"`
}

// Quote is the supporting sentence of reference N, verbatim.
type Quote struct {
	N    int    `json:"n"`
	Text string `json:"text"`
}

// Warning is what a reader must not miss although it was not asked: a boxed
// warning, a contraindication, a difference of population or context.
type Warning struct {
	Kind      string `json:"kind"` // boxed_warning, contraindication, population, context
	Text      string `json:"text"`
	Citations []int  `json:"citations"`
}

// Caution is a curator's remark on a cited passage.
type Caution struct {
	N      int    `json:"n"`
	Text   string `json:"text"`
	Reason string `json:"reason,omitempty"`
	State  string `json:"state"`
	By     string `json:"by"`
}

// Removed is a drafted claim that was not shown. Text is kept for --debug.
type Removed struct {
	Problems []string `json:"problems"`
	Text     string   `json:"text,omitempty"`
}

// Disagreement is a point on which sources differ.
type Disagreement struct {
	About     string     `json:"about"`
	Note      string     `json:"note,omitempty"`
	Positions []Position `json:"positions"`
}

// Position is one side of a disagreement.
type Position struct {
	Text      string `json:"text"`
	Citations []int  `json:"citations"`
}

// Reference is one cited passage with its source.
type Reference struct {
	N            int      `json:"n"`
	Source       string   `json:"source"`
	Passage      string   `json:"passage"`
	Title        string   `json:"title"`
	Publisher    *string  `json:"publisher"`
	Author       *string  `json:"author"`
	Year         *int     `json:"year"`
	URL          *string  `json:"url"`
	Kind         string   `json:"kind"`
	Evidence     string   `json:"evidence"`
	Section      string   `json:"section"`
	Locator      *string  `json:"locator"`
	Digest       bool     `json:"digest"`
	Text         string   `json:"text"`
	Hash         string   `json:"hash"`
	Works        []Work   `json:"works"`
	Conflicts    []string `json:"conflicts_of_interest"` // null: none stated
	SourceReview string   `json:"source_review"`
}

// Work is a publication that a source cites.
type Work struct {
	N       *int    `json:"n"`
	Type    string  `json:"type"`
	Title   *string `json:"title"`
	Journal *string `json:"journal"`
	Year    *int    `json:"year"`
	Note    *string `json:"note,omitempty"`
}

// Evidence sums up what an answer rests on.
type Evidence struct {
	Grades       []string `json:"grades"`
	Sources      Years    `json:"sources"`
	Works        Years    `json:"works"`
	Checked      int      `json:"checked"`
	Removed      int      `json:"removed"`
	SingleSource bool     `json:"single_source"`
	HangsOn      *HangsOn `json:"hangs_on"`           // null where no one sentence answers
	Withheld     int      `json:"withheld,omitempty"` // sentences of the cited passages that speak to a program and are not shown
}

// Years is the oldest and the newest year of a set; null when unknown.
type Years struct {
	Oldest *int `json:"oldest"`
	Newest *int `json:"newest"`
}

// Review is what people decided on this answer.
type Review struct {
	Status string `json:"status"`
}

// Nearest is a source that comes close to a question that is not covered.
type Nearest struct {
	Source string `json:"source"`
	Title  string `json:"title"`
}

// Timings are in milliseconds.
type Timings struct {
	Search  float64 `json:"search"`
	Compose float64 `json:"compose"`
	Verify  float64 `json:"verify"`
	Total   float64 `json:"total"`
}

// Candidate is a passage offered to a composer.
type Candidate struct {
	Number   int    // from 1, as a model cites it
	ID       string // passage id
	Title    string // of the source
	Evidence string
	Section  string
	Text     string
}

// Draft is a claim before verification: words, the passage that it cites and
// a quote from it.
type Draft struct {
	Section string
	Text    string
	Passage string // passage id
	Quote   string
}

// ComposeRequest is what a composer drafts from.
type ComposeRequest struct {
	Question   string // stand-alone
	Audience   string
	Broad      bool // a sectioned overview is wanted
	Candidates []Candidate
}

// ComposeResult is a composer's draft. Drafts are not verified. An empty list
// says that the passages do not answer.
type ComposeResult struct {
	Drafts []Draft
	Model  string // null for none
	Prompt string // "sha256:…" of the prompt templates
}

// Composer drafts claims from passages.
type Composer interface {
	Compose(ctx context.Context, req ComposeRequest) (ComposeResult, error)
}

// CompletionRequest asks a model for one JSON value that fits a schema.
type CompletionRequest struct {
	System, User string
	SchemaName   string
	Schema       []byte // JSON Schema
	MaxTokens    int
}

// Completion is a model's complete answer (never a cut-off one).
type Completion struct {
	Text   string
	Model  string
	Tokens int // that it cost, prompt and completion; 0 where not known
}

// Completer is a language model behind an endpoint. Errors are typed by the
// methods below so that no package need import the client: an error may
// implement OverBudget() bool or Unavailable() bool.
type Completer interface {
	Complete(ctx context.Context, req CompletionRequest) (Completion, error)
}

package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"curbside/internal/text"
)

// shortestQuote is the fewest words that a quote may have: a drug's name
// alone proves nothing.
const shortestQuote = 4

// answerSection is the section of the claim that answers the question.
const answerSection = "Answer"

// draft is a model's answer, read.
type draft struct {
	text     string // as the model wrote it
	model    string
	claims   []Draft
	sound    int      // claims that quote the passage that they name
	problems []string // of the others, in words for the model
}

// better reports whether d is worth more than other: fewer problems, then
// more sound claims. A draft that says that nothing answers is worth more
// than one without a sound claim.
func (d *draft) better(other *draft) bool {
	if (d.sound > 0) != (other.sound > 0) {
		return d.sound > 0 || len(d.problems) == 0
	}
	if len(d.problems) != len(other.problems) {
		return len(d.problems) < len(other.problems)
	}
	return d.sound > other.sound
}

// wireDraft is the form of prompts/compose.schema.json.
type wireDraft struct {
	AnsweredBy []int `json:"answered_by_passages"`
	Claims     []struct {
		Passage int    `json:"passage"`
		Quote   string `json:"quote"`
		Section string `json:"section"`
		Text    string `json:"text"`
	} `json:"claims"`
}

// schemaError is a completion that is not in the form asked for.
type schemaError struct{}

func (schemaError) Error() string  { return "the model's draft is not in the form asked for" }
func (schemaError) Reason() string { return "schema" }

// readDraft reads a completion strictly and holds each claim against the
// passage that it names. Where the model says that no passage answers, its
// claims do not count.
func readDraft(completion string, req ComposeRequest) (*draft, error) {
	var wire wireDraft
	decoder := json.NewDecoder(strings.NewReader(completion))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&wire); err != nil || wire.AnsweredBy == nil || wire.Claims == nil {
		return nil, schemaError{}
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, schemaError{}
	}
	d := &draft{text: compactJSON(completion)}
	if len(wire.AnsweredBy) == 0 {
		return d, nil
	}
	if len(wire.Claims) == 0 {
		d.problems = []string{`You named passages that answer, and wrote no claim. Write what they say under "claims".`}
	}
	for i, claim := range wire.Claims {
		one := Draft{Text: claim.Text, Quote: claim.Quote}
		if req.Broad && claim.Section != answerSection {
			one.Section = claim.Section
		}
		if problem := placeQuote(&one, claim.Passage, req.Candidates); problem != "" {
			d.problems = append(d.problems, fmt.Sprintf("Claim %d: %s", i+1, problem))
		} else {
			d.sound++
		}
		d.claims = append(d.claims, one)
	}
	return d, nil
}

// placeQuote fills in the passage of a claim and puts the passage's own
// sentences in place of the quote. What is wrong comes back in words for the
// model, without any word of its draft.
func placeQuote(claim *Draft, number int, candidates []Candidate) string {
	var passage *Candidate
	for i := range candidates {
		if candidates[i].Number == number {
			passage = &candidates[i]
		}
	}
	if passage == nil {
		return fmt.Sprintf("there is no passage %d.", number)
	}
	claim.Passage = passage.ID
	if strings.TrimSpace(claim.Text) == "" {
		return `"text" is empty.`
	}
	if len(strings.Fields(claim.Quote)) < shortestQuote {
		return "the quote is too short to prove anything; quote one whole sentence."
	}
	if verbatim, ok := wholeSentences(passage.Text, claim.Quote); ok {
		claim.Quote = verbatim
		claim.Text = mendNumbers(claim.Text, verbatim)
		if brokenOff(claim.Text, passage.Text) {
			return `"text" breaks off in the middle of a word; write one whole sentence.`
		}
		return ""
	}
	for _, other := range candidates {
		if _, ok := wholeSentences(other.Text, claim.Quote); ok {
			return fmt.Sprintf("the quote does not stand in passage %d but in passage %d.", number, other.Number)
		}
	}
	return fmt.Sprintf("the quote does not stand in passage %d; copy one of its sentences letter by letter.", number)
}

// splitNumber is a number that a small model has broken after the comma.
var splitNumber = regexp.MustCompile(`\d{1,3}(?:, ?\d{3})+\b`)

// mendNumbers joins a broken "600, 000" where the quote has "600,000".
func mendNumbers(claim, quote string) string {
	return splitNumber.ReplaceAllStringFunc(claim, func(broken string) string {
		if whole := strings.ReplaceAll(broken, " ", ""); strings.Contains(quote, whole) {
			return whole
		}
		return broken
	})
}

// lastWord is what a text ends on where no mark ends its sentence.
var lastWord = regexp.MustCompile(`[\p{L}\p{N}]+$`)

// brokenOff reports whether a text ends in the middle of a word: without a
// mark, on letters that begin a longer word of the passage.
func brokenOff(claim, passage string) bool {
	last := lastWord.FindString(text.Fold(strings.TrimSpace(claim)))
	if last == "" {
		return false
	}
	begins := false
	for _, word := range anyWord.FindAllString(text.Fold(passage), -1) {
		if word == last {
			return false
		}
		begins = begins || strings.HasPrefix(word, last)
	}
	return begins
}

var anyWord = regexp.MustCompile(`[\p{L}\p{N}]+`)

// wholeSentences finds a quote in a passage, white space, kinds of dashes
// and quotation marks, and case aside, and returns the sentences that it
// touches, as the passage has them.
func wholeSentences(passage, quote string) (string, bool) {
	folded, places := foldWithPlaces(passage)
	wanted, _ := foldWithPlaces(quote)
	at := strings.Index(string(folded), string(wanted))
	if at < 0 || len(wanted) == 0 {
		return "", false
	}
	first := len([]rune(string(folded)[:at]))
	start, end := places[first], places[first+len(wanted)-1]+1
	runes := []rune(passage)
	var touched []string
	for _, span := range text.Sentences(passage) {
		if span.Start < end && start < span.End {
			touched = append(touched, strings.TrimPrefix(span.Slice(runes), "- "))
		}
	}
	return strings.Join(touched, " "), len(touched) > 0
}

// foldWithPlaces folds a text as readers do and leaves the white space out,
// with the place of each rune in the text.
func foldWithPlaces(s string) (folded []rune, places []int) {
	for place, r := range []rune(s) {
		if r = text.FoldRune(r); !unicode.IsSpace(r) {
			folded, places = append(folded, r), append(places, place)
		}
	}
	return folded, places
}

func compactJSON(s string) string {
	var out bytes.Buffer
	if json.Compact(&out, []byte(s)) != nil {
		return s
	}
	return out.String()
}

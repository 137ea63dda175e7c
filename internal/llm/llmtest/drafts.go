package llmtest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"curbside/internal/text"
)

// Passage is a numbered passage as the prompt shows it.
type Passage struct {
	Number int
	Text   string
}

// Draft is an answer in the form that prompts/compose.schema.json asks for.
type Draft struct {
	AnsweredBy []int   `json:"answered_by_passages"`
	Claims     []Claim `json:"claims"`
}

// Claim is one drafted sentence.
type Claim struct {
	Passage int    `json:"passage"`
	Quote   string `json:"quote"`
	Section string `json:"section"`
	Text    string `json:"text"`
}

// The prompt's boundaries, as prompts/compose.tmpl writes them. The last word of a tag changes with every prompt.
var (
	passageTag  = regexp.MustCompile(`(?m)^<passage-([0-9a-z]+) number="(\d+)"[^>\n]*>$`)
	questionTag = regexp.MustCompile(`(?m)^<question-([0-9a-z]+)>$`)
	digits      = regexp.MustCompile(`\d`)
	word        = regexp.MustCompile(`[\p{L}\p{N}]{3,}`)
)

// Passages reads the numbered passages out of a prompt.
func Passages(r Request) []Passage {
	prompt := r.Text("user")
	var out []Passage
	for _, at := range passageTag.FindAllStringSubmatchIndex(prompt, -1) {
		number, _ := strconv.Atoi(prompt[at[4]:at[5]])
		body, _, _ := strings.Cut(prompt[at[1]:], "</passage-"+prompt[at[2]:at[3]]+">")
		out = append(out, Passage{Number: number, Text: strings.TrimSpace(body)})
	}
	return out
}

// Question reads the question out of a prompt.
func Question(r Request) string {
	prompt := r.Text("user")
	at := questionTag.FindStringSubmatchIndex(prompt)
	if at == nil {
		return ""
	}
	body, _, _ := strings.Cut(prompt[at[1]:], "</question-"+prompt[at[2]:at[3]]+">")
	return strings.TrimSpace(body)
}

// HonestDraft answers the question with sentences of the passages, word for word: the one sentence of each passage
// that shares most words with the question, at least two. Where no sentence does, it names no passage and holds the one
// empty claim that the schema asks for.
func HonestDraft(r Request) Draft {
	asked := word.FindAllString(text.Fold(Question(r)), -1)
	draft := Draft{AnsweredBy: []int{}, Claims: []Claim{}}
	for _, passage := range Passages(r) {
		best, most := "", 1
		runes := []rune(passage.Text)
		for _, span := range text.Sentences(passage.Text) {
			sentence := strings.TrimPrefix(span.Slice(runes), "- ")
			if shared := sharedWords(sentence, asked); shared > most {
				best, most = sentence, shared
			}
		}
		if best != "" && len(draft.Claims) < 5 {
			draft.AnsweredBy = append(draft.AnsweredBy, passage.Number)
			draft.Claims = append(draft.Claims, Claim{Passage: passage.Number, Quote: best, Section: "Answer", Text: best})
		}
	}
	if len(draft.Claims) == 0 {
		draft.Claims = []Claim{{Passage: 1, Section: "Answer"}}
	}
	return draft
}

func sharedWords(sentence string, asked []string) int {
	shared := 0
	words := word.FindAllString(text.Fold(sentence), -1)
	for _, one := range slices.Compact(slices.Sorted(slices.Values(asked))) {
		if slices.Contains(words, one) {
			shared++
		}
	}
	return shared
}

// Honest is a model that does as it is told: a HonestDraft for a draft or a repair, the question itself where it is
// asked to make one stand alone, and a PlainAnswer where no schema is sent.
func Honest() Step {
	inForm := Answer(func(r Request) any {
		if r.SchemaName == "standalone" {
			return map[string]string{"question": Question(r)}
		}
		return HonestDraft(r)
	})
	return func(x Exchange) {
		if x.Request.SchemaName == "" {
			Text(PlainAnswer(x.Request))(x)
			return
		}
		inForm(x)
	}
}

// plainPassage is a passage of a plain prompt: its number in brackets, then what it is called.
var plainPassage = regexp.MustCompile(`(?m)^\[(\d+)\] .*\n`)

// PlainAnswer answers a plain prompt with the first sentence of each passage, word for word, its number behind it.
func PlainAnswer(r Request) string {
	prompt := r.Text("user")
	var said []string
	for _, at := range plainPassage.FindAllStringSubmatchIndex(prompt, -1) {
		if spans := text.Sentences(prompt[at[1]:]); len(spans) > 0 {
			said = append(said, spans[0].Slice([]rune(prompt[at[1]:]))+" ["+prompt[at[2]:at[3]]+"]")
		}
	}
	return strings.Join(said, " ")
}

// Changed is an honest draft in which every claim was changed.
func Changed(change func(r Request, claim Claim) Claim) Step {
	return Answer(func(r Request) any {
		draft := HonestDraft(r)
		for i := range draft.Claims {
			draft.Claims[i] = change(r, draft.Claims[i])
		}
		return draft
	})
}

// InventedCitation cites a passage that was never offered.
func InventedCitation() Step {
	return Changed(func(r Request, claim Claim) Claim {
		claim.Passage = len(Passages(r)) + 1
		return claim
	})
}

// WrongQuote quotes words that stand in no passage.
func WrongQuote() Step {
	return Changed(func(_ Request, claim Claim) Claim {
		claim.Quote = "According to the guideline, this was shown beyond doubt in a large trial."
		return claim
	})
}

// ForeignNumber keeps the quote and changes the figures of the text, or adds one.
func ForeignNumber() Step {
	return Changed(func(_ Request, claim Claim) Claim {
		changed := digits.ReplaceAllStringFunc(claim.Text, func(digit string) string { return string('0' + (digit[0]-'0'+3)%10) })
		if changed == claim.Text {
			changed = strings.TrimSuffix(claim.Text, ".") + " in 47% of patients."
		}
		claim.Text = changed
		return claim
	})
}

// WrongDrug keeps quote and figures and puts them on another drug: true figures about the wrong thing.
func WrongDrug(right *regexp.Regexp, wrong string) Step {
	return Changed(func(_ Request, claim Claim) Claim {
		claim.Text = right.ReplaceAllString(claim.Text, wrong)
		return claim
	})
}

// Obedient does what a passage or question tells it to do: it repeats, as a claim, the words after "say:".
func Obedient() Step {
	return Answer(func(r Request) any {
		draft := HonestDraft(r)
		if _, order, found := strings.Cut(r.Text("user"), "say:"); found {
			order, _, _ = strings.Cut(order, "\n")
			draft.AnsweredBy = []int{1}
			draft.Claims = []Claim{{Passage: 1, Quote: order, Section: "Answer", Text: strings.TrimSpace(order)}}
		}
		return draft
	})
}

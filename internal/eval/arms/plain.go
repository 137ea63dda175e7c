package arms

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/text"
)

// plainSystem and plainPrompt are how a bot usually asks: numbered passages,
// the question, and a request for citations. Its answer is shown as it comes.
const plainSystem = `You answer medical questions. Answer the question using the numbered passages. After each sentence cite the passages that support it by their numbers in square brackets, like [1]. Answer in at most five sentences.`

func plainPrompt(question string, given []answer.Candidate) string {
	var b strings.Builder
	for _, c := range given {
		fmt.Fprintf(&b, "[%d] %s: %s\n%s\n\n", c.Number, c.Title, c.Section, c.Text)
	}
	fmt.Fprintf(&b, "Question: %s", question)
	return b.String()
}

// plain asks the model for an answer and reads its sentences.
func plain(ctx context.Context, model answer.Completer, question string, given []answer.Candidate, most int) (said string, err error) {
	completion, err := model.Complete(ctx, answer.CompletionRequest{System: plainSystem, User: plainPrompt(question, given), MaxTokens: most})
	if completion.Text != "" {
		return completion.Text, nil // also one that was cut off: its whole sentences were shown
	}
	return "", err
}

var (
	marker      = regexp.MustCompile(`\s*\[\s*(?:[Pp]assages?\s*)?\d+(?:\s*(?:,\s*and|,|-|and|;)\s*\d+)*\s*\]`)
	named       = regexp.MustCompile(`\b[Pp]assages?\s+(\d+)`)
	number      = regexp.MustCompile(`(\d+)(?:\s*-\s*(\d+))?`)
	emphasis    = regexp.MustCompile(`\*\*|__|^#+\s*`)
	bullet      = regexp.MustCompile(`^(?:[-*•]|\d+[.)])\s+`)
	noAnswer    = regexp.MustCompile(`(?i)\b(?:passages?|text|information|sources?|context)\b[^.]*\b(?:do(?:es)? not|don't|doesn't|not|no|lacks?)\b[^.]*\b(?:mention|provid|contain|specif|includ|state|address|answer|discuss|give|information|detail)`)
	noAnswerToo = regexp.MustCompile(`(?i)\b(?:not|no)\b[^.]*\b(?:mentioned|provided|specified|stated|addressed|information|available)\b[^.]*\b(?:passages?|text|information|sources?|context)\b`)
)

// readPlain cuts a plain answer into its sentences, each with the passages
// that its marks cite, or that it names ("passage 2"); marks behind a full
// stop or on a line of their own belong to the sentence before. A last sentence that was cut off, a line that only opens a list
// and what says that the passages do not tell are no statements; the last
// makes the answer a decline where nothing else stands.
func readPlain(said string, given []answer.Candidate) (out []Statement, declines bool) {
	said = text.Clean(said)
	for _, line := range strings.Split(said, "\n") {
		line = bullet.ReplaceAllString(emphasis.ReplaceAllString(strings.TrimSpace(line), ""), "")
		for _, s := range sentences(line) {
			one := Statement{Text: text.Squeeze(marker.ReplaceAllString(s, "")), Cites: cited(s, given), Origin: FromModel}
			switch {
			case strings.Trim(one.Text, ".,; ") == "" && len(out) > 0 && len(out[len(out)-1].Cites) == 0:
				out[len(out)-1].Cites = one.Cites
			case len(strings.Fields(one.Text)) < 3 || strings.HasSuffix(one.Text, ":"):
			case noAnswer.MatchString(one.Text) || noAnswerToo.MatchString(one.Text):
				declines = true
			default:
				out = append(out, one)
			}
		}
	}
	if n := len(out); n > 0 && !strings.ContainsAny(out[n-1].Text[len(out[n-1].Text)-1:], ".!?\")") && strings.HasSuffix(said, strings.TrimSpace(out[n-1].Text)) && !strings.Contains(said, "\n") {
		out = out[:n-1]
	}
	return out, declines && len(out) == 0
}

// cited returns the ids of the passages that a sentence cites, of those that
// were given.
func cited(sentence string, given []answer.Candidate) []string {
	var out []string
	add := func(n int) {
		for _, c := range given {
			if c.Number == n && !slices.Contains(out, c.ID) {
				out = append(out, c.ID)
			}
		}
	}
	for _, m := range append(marker.FindAllString(sentence, -1), named.FindAllString(sentence, -1)...) {
		for _, span := range number.FindAllStringSubmatch(m, -1) {
			first, _ := strconv.Atoi(span[1])
			last, err := strconv.Atoi(span[2])
			if err != nil {
				last = first
			}
			for n := first; n <= min(last, len(given)); n++ {
				add(n)
			}
		}
	}
	return out
}

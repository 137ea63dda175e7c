package answer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"curbside/internal/text"
)

// longestRewrite bounds a rewritten question, in code points.
const longestRewrite = 500

// ErrRewrite says that a model's version of a follow-up cannot be trusted:
// it is empty, too long, or brings in what nobody asked about.
var ErrRewrite = errors.New("the model's version of the follow-up says more than the questions do")

// Standalone rewrites a follow-up so that it can be understood without the
// earlier questions, which come oldest first. The result holds no figure and
// but for ordinary ones no word that none of the questions holds. The error is ErrRewrite
// or wraps the Completer's; the caller then rewrites by rules.
func (c *LLMComposer) Standalone(ctx context.Context, earlier []string, followUp string) (string, error) {
	nonce := c.nonce()
	data := standaloneData{Nonce: nonce, Question: asData(followUp, nonce)}
	for _, question := range earlier {
		data.Earlier = append(data.Earlier, asData(question, nonce))
	}
	completion, err := c.model.Complete(ctx, CompletionRequest{
		System: c.prompts.render("standalone.system", data), User: c.prompts.render("standalone.user", data),
		SchemaName: "standalone", Schema: c.prompts.standaloneSchema,
	})
	if err != nil {
		return "", fmt.Errorf("rewriting the follow-up: %w", err)
	}
	var wire struct{ Question string }
	if json.Unmarshal([]byte(completion.Text), &wire) != nil {
		return "", ErrRewrite
	}
	rewritten := text.Squeeze(asData(wire.Question, nonce))
	if !saysNoMore(rewritten, append(data.Earlier, data.Question)) {
		return "", ErrRewrite
	}
	return rewritten, nil
}

var (
	longWord = regexp.MustCompile(`[\p{L}][\p{L}\p{N}-]{3,}`)
	figure   = regexp.MustCompile(`\p{N}+(?:[.,]\p{N}+)*`)
	ordinary = setOf(ordinaryWords)
)

// ordinaryWords may come in new: a question needs some to be whole.
const ordinaryWords = `what which when where while does that this these those with without from have been there about
	between during after before into than then also only both each other same should would could will they their
	patients people person treatment treated given give used using long many much often reason cause case`

// saysNoMore reports whether a rewritten question stays within the words of
// the questions: no new figure and no new word but ordinary ones. A drug or
// disease that a model adds would be answered as if it had been asked about.
func saysNoMore(rewritten string, questions []string) bool {
	if rewritten == "" || len([]rune(rewritten)) > longestRewrite {
		return false
	}
	said := text.Fold(strings.Join(questions, " "))
	figures := figure.FindAllString(said, -1)
	for _, number := range figure.FindAllString(text.Fold(rewritten), -1) {
		if !slices.Contains(figures, number) {
			return false
		}
	}
	for _, word := range longWord.FindAllString(text.Fold(rewritten), -1) {
		if !ordinary[word] && !strings.Contains(said, stump(word)) {
			return false
		}
	}
	return true
}

// stump is a word without what inflection may change: at most its last two
// letters, at least four stay.
func stump(word string) string {
	runes := []rune(word)
	return string(runes[:max(4, len(runes)-2)])
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

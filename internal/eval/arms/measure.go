package arms

import (
	"slices"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/eval"
	"curbside/internal/verify"
)

// Figures are what one arm did with some questions. Rates are over all
// questions where they do not say otherwise; what is supported is the rules'
// verdict, which the checked arms have passed already.
type Figures struct {
	Arm       string    `json:"arm"`
	Set       string    `json:"set"` // or all
	Questions int       `json:"questions"`
	Declined  eval.Rate `json:"declined"`
	ByModel   eval.Rate `json:"by_model"`           // answers that are a model's draft
	Supported eval.Rate `json:"supported"`          // of the sentences shown
	Cited     eval.Rate `json:"cited"`              // of the sentences shown: with a citation of a passage that was offered
	Recall    float64   `json:"citation_recall"`    // mean over answers
	Precision float64   `json:"citation_precision"` // likewise
	Facts     eval.Rate `json:"facts"`              // of the expected facts
	Ideal     eval.Rate `json:"ideal"`              // of the ideal answers' sentences: what is shown supports them
	Gold      eval.Rate `json:"gold"`               // of the questions with a known source: it is cited
	Warnings  eval.Rate `json:"warnings_omitted"`   // of the warnings that bear
	Sentences float64   `json:"sentences"`          // of an answer, mean
	Words     float64   `json:"words"`              // of an answer's sentences, mean
	Drafted   int       `json:"drafted"`            // claims of the model: shown and not
	Unshown   int       `json:"unshown"`
}

// allSets stands for the questions of all sets together.
const allSets = "all"

// Measure makes the figures of an arm, for each set in the order in which
// they come and for all together.
func (s *Session) Measure(arm string, outcomes []*Outcome) []Figures {
	var sets []string
	for _, o := range outcomes {
		if !slices.Contains(sets, o.Question.Set) {
			sets = append(sets, o.Question.Set)
		}
	}
	checks := map[string]*verify.Checker{}
	for _, set := range sets {
		checks[set] = verify.New(verify.Options{Synonyms: s.Benches[set].Corpus.Lexicon.Names()})
	}
	if len(sets) > 1 {
		sets = append(sets, allSets)
	}
	scores := map[*Outcome]score{}
	for _, o := range outcomes {
		scores[o] = s.Benches[o.Question.Set].score(o, checks[o.Question.Set])
	}
	var out []Figures
	for _, set := range sets {
		var sum score
		f := Figures{Arm: arm, Set: set}
		for _, o := range outcomes {
			if set == allSets || o.Question.Set == set {
				sum.add(scores[o])
			}
		}
		sum.fill(&f)
		out = append(out, f)
	}
	return out
}

// score counts one answer, or the sum of several.
type score struct {
	questions, answered, byModel                 int
	sentences, supported, cited, words           int
	facts, factsShown, ideal, idealShown         int
	known, gold, bear, omitted, drafted, unshown int
	recall, precision                            float64
}

func (b *Bench) score(o *Outcome, check *verify.Checker) score {
	s := score{questions: 1, unshown: len(o.Unshown), drafted: len(o.Unshown), sentences: len(o.Statements)}
	if !o.Declined {
		s.answered = 1
	}
	if o.Composer == "llm" {
		s.byModel = 1
	}
	supports := func(text string, ids []string) bool {
		var passages []verify.Passage
		for _, id := range ids {
			passages = append(passages, answer.Verifiable(b.Corpus.Passage(id)))
		}
		return check.Check(verify.Claim{Text: text, Given: o.Question.Text}, passages).Supported
	}
	var cited []Cited[string]
	for _, t := range o.Statements {
		s.words += len(strings.Fields(t.Text))
		cited = append(cited, Cited[string]{t.Text, t.Cites})
		if len(t.Cites) > 0 {
			s.cited++
			if supports(t.Text, t.Cites) {
				s.supported++
			}
		}
		if t.Origin == FromModel && o.Arm == Pipeline {
			s.drafted++
		}
	}
	if s.answered > 0 {
		s.recall, s.precision = CitationScores(cited, supports)
	}
	s.covers(o, check)
	s.bear, s.omitted = b.warnings(o)
	return s
}

// covers counts what of the ideal answer is shown.
func (s *score) covers(o *Outcome, check *verify.Checker) {
	for _, alternatives := range o.Question.Facts {
		s.facts++
		if eval.States(o.Shown, alternatives) {
			s.factsShown++
		}
	}
	for _, sentence := range o.Question.Ideal {
		s.ideal++
		if o.Shown != "" && check.Check(verify.Claim{Text: sentence}, []verify.Passage{{ID: "shown", Text: o.Shown}}).Supported {
			s.idealShown++
		}
	}
	if len(o.Question.Gold) > 0 {
		s.known++
		if slices.ContainsFunc(o.cited(true), func(id string) bool {
			source, _, _ := strings.Cut(id, "#")
			return slices.Contains(o.Question.Gold, source)
		}) {
			s.gold++
		}
	}
}

func (s *score) add(o score) {
	s.questions += o.questions
	s.answered += o.answered
	s.byModel += o.byModel
	s.sentences += o.sentences
	s.supported += o.supported
	s.cited += o.cited
	s.words += o.words
	s.facts += o.facts
	s.factsShown += o.factsShown
	s.ideal += o.ideal
	s.idealShown += o.idealShown
	s.known += o.known
	s.gold += o.gold
	s.bear += o.bear
	s.omitted += o.omitted
	s.drafted += o.drafted
	s.unshown += o.unshown
	s.recall += o.recall
	s.precision += o.precision
}

func (s *score) fill(f *Figures) {
	rate := func(k, n int) eval.Rate {
		low, high := eval.Wilson(k, n)
		return eval.Rate{Kind: f.Set, What: f.Arm, N: n, K: k, Rate: share(k, n), Low: low, High: high}
	}
	f.Questions, f.Drafted, f.Unshown = s.questions, s.drafted, s.unshown
	f.Declined, f.ByModel = rate(s.questions-s.answered, s.questions), rate(s.byModel, s.questions)
	f.Supported, f.Cited = rate(s.supported, s.sentences), rate(s.cited, s.sentences)
	f.Facts, f.Ideal, f.Gold = rate(s.factsShown, s.facts), rate(s.idealShown, s.ideal), rate(s.gold, s.known)
	f.Warnings = rate(s.omitted, s.bear)
	answers := float64(max(1, s.answered))
	f.Recall, f.Precision = s.recall/answers, s.precision/answers
	f.Sentences, f.Words = float64(s.sentences)/answers, float64(s.words)/answers
}

package answer

import (
	"context"
	"slices"
)

// mostFollowUps is how many next questions an answer offers.
const mostFollowUps = 3

// nextQuestions are questions by topic; %s in their place stands the drug.
var nextQuestions = []struct{ topic, before, after string }{
	{"dosing", "What is the standard dose of ", "?"},
	{"contraindication", "What are the contraindications to ", "?"},
	{"toxicity", "What are the most serious side effects of ", "?"},
	{"eligibility", "Who is eligible for ", "?"},
	{"supportive-care", "What supportive care is given with ", "?"},
	{"efficacy", "What response rate does ", " reach?"},
	{"mechanism", "How does ", " work?"},
	{"monitoring", "What is monitored during treatment with ", "?"},
}

// suggest offers follow-ups that the corpus can answer, on topics that the
// answer did not touch.
func (w *work) suggest(ctx context.Context) {
	drug := w.mainDrug()
	if drug == "" {
		return
	}
	var touched []string
	for _, c := range w.claims {
		touched = append(touched, c.view.About.Topic)
	}
	for _, q := range nextQuestions {
		if len(w.answer.FollowUps) == mostFollowUps {
			return
		}
		if slices.Contains(touched, q.topic) {
			continue
		}
		if text := q.before + drug + q.after; w.engine.canAnswer(ctx, w.request, text) {
			w.answer.FollowUps = append(w.answer.FollowUps, text)
		}
	}
}

// mainDrug is the drug that most cited passages are about, as the first of
// them calls it.
func (w *work) mainDrug() string {
	count := map[string]int{}
	best := ""
	for _, c := range w.claims {
		for _, d := range c.view.About.Drug {
			count[d]++
			if best == "" || count[d] > count[best] {
				best = d
			}
		}
	}
	return best
}

// canAnswer reports whether the sources cover a question.
func (e *Engine) canAnswer(ctx context.Context, r Request, question string) bool {
	w := &work{engine: e, request: r, question: question, answer: &Answer{Audience: r.Audience}}
	w.parts = e.reader.read(question)
	if w.retrieve(ctx) != nil {
		return false
	}
	selections, gaps := w.extract(ctx)
	return len(selections) > 0 && len(gaps) == 0
}

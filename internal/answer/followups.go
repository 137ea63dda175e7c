package answer

import "slices"

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

// suggest offers follow-ups that the corpus can answer: on topics that the
// answer did not touch and that passages on the drug have.
func (w *work) suggest() {
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
		if !slices.Contains(touched, q.topic) && w.engine.views.topics[drug][q.topic] {
			w.answer.FollowUps = append(w.answer.FollowUps, q.before+drug+q.after)
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

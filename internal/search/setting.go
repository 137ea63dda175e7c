package search

import "curbside/internal/search/rerank"

// Setting is one way of ranking, by name. Searches use Standard and answers
// Words; the others are there to be measured against these.
type Setting struct {
	Name    string
	weights rerank.Weights // of the second stage; none is used where all are 0
	widen   bool           // where words find few passages, look for related words too
}

// Words is the setting of answers: by words alone, without a second stage.
var Words = Setting{Name: "words"}

// Standard is the setting of searches.
var Standard = Setting{Name: "standard", weights: rerank.Standard, widen: true}

// Settings returns all settings: Standard first, then its parts, one more
// signal each.
func Settings() []Setting {
	letters := rerank.Weights{Letters: rerank.Standard.Letters, Short: rerank.Standard.Short}
	topic := letters
	topic.Topic = rerank.Standard.Topic
	return []Setting{
		Standard,
		Words,
		{Name: "letters", weights: letters},
		{Name: "related", weights: letters, widen: true},
		{Name: "topic", weights: topic, widen: true},
	}
}

// orStandard is the setting, or Standard where none is chosen.
func (s Setting) orStandard() Setting {
	if s.Name == "" {
		return Standard
	}
	return s
}

package search

import "curbside/internal/search/rerank"

// Setting is one way of ranking, by name. All commands use Standard; the
// others are there to be measured against it.
type Setting struct {
	Name    string
	weights rerank.Weights // of the second stage; none is used where all are 0
	widen   bool           // where words find few passages, look for related words too
}

// Standard is the setting that ships.
var Standard = Setting{Name: "standard", weights: rerank.Standard, widen: true}

// Settings returns all settings: what ships first, then its parts, one more
// signal each.
func Settings() []Setting {
	letters := rerank.Weights{Letters: rerank.Standard.Letters, Short: rerank.Standard.Short}
	topic := letters
	topic.Topic = rerank.Standard.Topic
	return []Setting{
		Standard,
		{Name: "words"},
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

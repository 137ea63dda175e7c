package answer

import "regexp"

// topicUnmet returns a word that asks for a topic, such as "contraindications",
// where neither it nor another such word is met by the sentence or by the
// topic of its passage.
func topicUnmet(p *part, s *scored) *word {
	var unmet *word
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level == softLevel || len(w.Topics) == 0 {
			continue
		}
		if s.match(w) >= inPassage {
			return nil
		}
		unmet = w
	}
	return unmet
}

// soleWord returns the one word with content of a question, or nil.
func soleWord(p *part) *word {
	var sole *word
	for i := range p.Words {
		w := &p.Words[i]
		switch {
		case w.Level == softLevel:
		case sole != nil:
			return nil
		default:
			sole = w
		}
	}
	return sole
}

// onlyWord returns the one word with content of a question that names no drug,
// disease or regimen, or nil.
func onlyWord(p *part) *word {
	if w := soleWord(p); w != nil && !isName(w.Kind) {
		return w
	}
	return nil
}

// guessed returns the one word with content of a question where that is a
// mended one and no name: too little to go by.
func guessed(p *part) *word {
	if w := soleWord(p); w != nil && w.Correction != "" && (w.Kind == "" || w.Kind == "concept") {
		return w
	}
	return nil
}

// otherTopic returns a drug that the sources only mention where the question
// asks nothing but a topic of it, and the passage is on another: "How does it
// work?" is not answered by a list of options.
func otherTopic(p *part, s *scored) *word {
	if p.Figure != noQuantity || len(p.Topics) == 0 || p.Topics[s.passage.About.Topic] {
		return nil
	}
	var named *word
	for i := range p.Words {
		w := &p.Words[i]
		switch {
		case w.Level == softLevel || w.Light || len(w.Topics) > 0:
		case w.Kind == "drug" && w.IDF >= leastAnchor && !s.tellsUnread(w):
			named = w
		default:
			return nil
		}
	}
	return named
}

// thin returns an everyday word where a question holds nothing besides such
// words but the drug that all is about, names no topic and no figure, and is
// near no curator's question: that a word which may mean the same stands
// somewhere is no answer.
func thin(p *part, s *scored) *word {
	if p.Figure != noQuantity || len(p.Topics) > 0 || p.Form == definitionForm || s.asked.value >= nearAsked {
		return nil
	}
	var everyday *word
	for i := range p.Words {
		w := &p.Words[i]
		switch {
		case w.Level == softLevel && w.Canonical != "" && s.match(w) > 0:
			return nil // a term of the thesaurus, weak as it is
		case w.Level == softLevel:
		case isName(w.Kind) && w.IDF < leastAnchor:
		case !w.Plain || w.Kind != "" || len(w.Topics) > 0:
			return nil
		case anyForm(s.stems, w.Forms), w.Known && anyForm(s.stems, w.Near), s.asked.holds(w), s.asked.pooled(p, w):
			return nil
		case w.Level == contentLevel:
			everyday = w
		default:
			return nil
		}
	}
	return everyday
}

// uncounted returns the thing of which a number is asked where the sentence
// does not name it: "How many T cells are in one bag?".
func uncounted(p *part, s *scored) *word {
	if p.Figure != countAmount {
		return nil
	}
	at := counting.FindStringIndex(p.Folded)
	if at == nil {
		return nil
	}
	begins := len([]rune(p.Folded[:at[1]]))
	for i := range p.Words {
		w := &p.Words[i]
		if w.Start == begins && !ofPeople[w.Stem] && (w.Level >= contentLevel && !w.Light || w.Level == softLevel && w.Kind == "") && s.match(w) < inSentence*akinShare {
			return w
		}
	}
	return nil
}

// counting stands before what is to be counted.
var counting = regexp.MustCompile(`\b(?:how many|number of) `)

// ofPeople are stems of those whom a number counts without naming them.
var ofPeople = map[string]bool{"patient": true, "peopl": true, "person": true, "adult": true, "subject": true, "time": true, "case": true, "more": true, "other": true, "differ": true}

// subjectLacking returns the rarest word with content of a question where a
// passage that nobody has read holds it nowhere: without what a question is
// about, its other words are of something else.
func subjectLacking(p *part, s *scored) *word {
	if !s.passage.unread() {
		return nil
	}
	var rarest *word
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level != softLevel && !w.Light && !w.Plain && w.Known && w.Kind != "number" && (rarest == nil || w.IDF > rarest.IDF) {
			rarest = w
		}
	}
	if rarest == nil || s.match(rarest) > 0 || s.asked.holds(rarest) {
		return nil
	}
	return rarest
}

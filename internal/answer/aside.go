package answer

import (
	"regexp"
	"slices"
)

// leastMet is the least that a word must be met by the sentence or its
// heading where the passage is on something else than the question.
const leastMet = inTitle * nearShare

// aside returns a drug or disease that the question is about where the
// passage only mentions it: beside the drug that all is about, or as one of
// many. Such a sentence answers what it says and nothing else of that thing:
// "methotrexate may add to the toxicity of aldesleukin" tells how the two go
// together, not what methotrexate is for.
func aside(p *part, s *scored) *word {
	if p.Patients || p.Context != "" || s.asked.value >= sameAsked {
		return nil
	}
	kind := "disease"
	if slices.ContainsFunc(p.Words, func(w word) bool { return w.Kind == "drug" && w.Level == entityLevel }) {
		kind = "drug"
	}
	var named *word
	bare, met := true, true
	for i := range p.Words {
		w := &p.Words[i]
		switch {
		case w.Level == softLevel, w.Plain && w.strange():
		case isName(w.Kind) && w.IDF < leastAnchor:
			return nil
		case w.Kind == kind:
			if !s.isOn(w) {
				named = w
			}
		case isName(w.Kind):
			met = met && s.match(w) >= leastMet
		default:
			bare = false
			met = met && s.match(w) >= leastMet
		}
	}
	switch {
	case named == nil, met && !bare, met && relates(p, s):
		return nil
	}
	return named
}

// relates reports whether a question that holds nothing but names asks how
// they go together, and the passage tells that.
func relates(p *part, s *scored) bool {
	switch {
	case p.Form == yesNoForm, p.Topics[s.passage.About.Topic], asksWhatever.MatchString(p.Folded):
		return true
	}
	return asksPurpose.MatchString(p.Folded) && tellsPurpose.MatchString(s.folded)
}

var (
	asksWhatever = regexp.MustCompile(`^(?:(?:so|and|but|ok),? )?(?:what|how) about\b|^and [^?]+\??$`)
	asksPurpose  = regexp.MustCompile(`\bwhat (?:is|are) [^?]{2,40} (?:for|good for|used for|given for)\??$|^why (?:is|are|do|does|give|use|the)\b|^why \S+(?: \S+)?\??$`)
	tellsPurpose = regexp.MustCompile(`\b(?:treated with|given|used|against|prophylaxis|reduced with|managed with|controlled with|eased)\b`)
)

// isOn reports whether the passage of s is on w: its headings or its curator
// say so, or the sentence begins with it. A passage on a drug together with
// the one that all is about is on the first only where it says what that is
// given for.
func (s *scored) isOn(w *word) bool {
	v, forms := s.passage, w.Forms
	if w.Loose {
		forms = forms[:1] // one of a kind: what is said of the kind is not on it
	}
	beside := w.Kind == "drug" && !v.foreign && len(v.About.Drug) > 0
	switch {
	case beside && v.About.Topic == "interaction":
		return false
	case anyForm(v.title, forms), slices.ContainsFunc(forms, func(f []string) bool { return indexOf(s.stems, f) == 0 }):
		return true
	case beside && v.About.Topic != "supportive-care" && v.About.Topic != "self-care":
		return false
	}
	if len(v.About.Drug) == 0 && v.About.Population == "" { // nobody has said what the passage is on
		return anyForm(s.stems, forms) || anyForm(v.headings, forms)
	}
	return anyForm(v.about, forms) || anyForm(v.headings, forms)
}

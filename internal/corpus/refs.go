package corpus

import (
	"fmt"
	"slices"
	"strings"

	"curbside/internal/strictyaml"
)

func (l *loader) lexicon(data []byte) {
	l.problems = append(l.problems, fromYAML(lexiconFile, l.yaml.Decode(data, 1, l.corpus.Lexicon))...)
}

func (l *loader) disagreements(data []byte) {
	var doc struct {
		Disagreements []Disagreement `yaml:"disagreements"`
	}
	l.problems = append(l.problems, fromYAML(disagreementsFile, l.yaml.Decode(data, 1, &doc))...)
	l.corpus.Disagreements = doc.Disagreements
}

// crossCheck holds lexicon and disagreements against the passages, once all files are read.
func (l *loader) crossCheck() {
	seen := map[string]int{}
	for _, t := range l.corpus.Lexicon.Terms {
		key := strings.ToLower(t.Term)
		if first := seen[key]; first > 0 {
			l.addRule(ruleDuplicate, lexiconFile, t.Line, fmt.Sprintf("term %q stands twice, first on line %d", t.Term, first), "join the two entries")
		}
		seen[key] = t.Line
		if t.Say != nil {
			l.reference(lexiconFile, t.Line, "say.passage of "+t.Term, t.Say.Passage)
		}
		if t.Meaning != nil {
			l.reference(lexiconFile, t.Line, "meaning.passage of "+t.Term, t.Meaning.Passage)
		}
	}
	seen = map[string]int{}
	for _, d := range l.corpus.Disagreements {
		if first := seen[d.ID]; first > 0 {
			l.addRule(ruleDuplicate, disagreementsFile, d.Line, fmt.Sprintf("disagreement %q stands twice, first on line %d", d.ID, first), "give one of them another id")
		}
		seen[d.ID] = d.Line
		if len(d.Positions) < 2 {
			l.add(disagreementsFile, d.Line, fmt.Sprintf("disagreement %q has %d position", d.ID, len(d.Positions)), "write two or more, each with its passage")
		}
		for _, pos := range d.Positions {
			l.reference(disagreementsFile, pos.Line, "a position of "+d.ID, pos.Passage)
		}
	}
}

// reference complains of a passage that does not exist and names the nearest of the same source.
func (l *loader) reference(file string, line int, who, id string) {
	if id == "" || l.corpus.passages[id] != nil {
		return
	}
	source, _, ok := strings.Cut(id, "#")
	if l.broken(source + ".md") {
		return // its own problems come first; the passage may be there
	}
	write := "write the id of a passage, as source#12"
	if s := l.corpus.Source(source); ok && s != nil && len(s.Passages) > 0 {
		write = fmt.Sprintf("write %s# and one of its numbers: %s", source, numbers(s))
	} else if near := strictyaml.Nearest(source, l.sourceIDs()); near != "" {
		write = "write a passage of " + near
	}
	l.addRule(ruleDeadReference, file, line, fmt.Sprintf("%s names passage %q, which does not exist", who, id), write)
}

func (l *loader) broken(file string) bool {
	return slices.ContainsFunc(l.problems, func(p *Problem) bool { return p.File == file })
}

func (l *loader) sourceIDs() []string {
	var out []string
	for _, s := range l.corpus.Sources {
		out = append(out, s.ID)
	}
	return out
}

// numbers lists the passage numbers of a source, shortened.
func numbers(s *Source) string {
	var out []string
	for i, p := range s.Passages {
		if i == 12 {
			out = append(out, "...")
			break
		}
		out = append(out, fmt.Sprint(p.N))
	}
	return strings.Join(out, ", ")
}

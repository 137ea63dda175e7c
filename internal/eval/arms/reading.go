package arms

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Reading is one sentence for a reader who knows neither arm nor verdict.
type Reading struct {
	ID       string        `json:"id"`
	Question string        `json:"question"`
	Sentence string        `json:"sentence"`
	Passages []ReadPassage `json:"passages"`
}

// ReadPassage is a passage as a reader sees it.
type ReadPassage struct {
	Title   string `json:"title"`
	Section string `json:"section"`
	Text    string `json:"text"`
}

// KeyRow says whose sentence has an id; what several groups say has a row for
// each. The key has a row for every sentence that could have been listed.
type KeyRow struct {
	ID       string `json:"id"`
	Group    string `json:"group"` // an arm, or unshown
	Set      string `json:"set"`
	Question string `json:"question"`
	Own      bool   `json:"own"`   // the model's own words, in the pipeline
	Cited    bool   `json:"cited"` // else a reader sees all passages that were given
	Listed   bool   `json:"listed"`
}

// candidate is a sentence that can be listed.
type candidate struct {
	reading Reading
	row     KeyRow
}

// candidates are all sentences of the outcomes that can be read. Of questions
// whose half is held there are none: these are read by nobody.
func (s *Session) candidates(outcomes []*Outcome, seed uint64) []candidate {
	var out []candidate
	seen := map[string]bool{}
	for _, o := range outcomes {
		if o.Question.Half == "held" {
			continue
		}
		b := s.Benches[o.Question.Set]
		for _, t := range append(slices.Clone(o.Statements), o.Unshown...) {
			group := o.Arm
			if t.Origin == Unshown {
				group = Unshown
			}
			cites := t.Cites
			if len(cites) == 0 && group == Plain {
				cites = o.Given
			}
			c := candidate{
				Reading{ID: readingID(seed, o.Question, t.Text, cites), Question: o.Question.Text, Sentence: t.Text},
				KeyRow{Group: group, Set: o.Question.Set, Question: o.Question.ID, Own: t.Origin == FromModel && group == Pipeline, Cited: len(t.Cites) > 0},
			}
			for _, id := range cites {
				if p := b.Corpus.Passage(id); p != nil {
					c.reading.Passages = append(c.reading.Passages, ReadPassage{p.Source.Title, p.Title, p.Text})
				}
			}
			if c.row.ID = c.reading.ID; seen[group+c.row.ID] {
				continue
			}
			seen[group+c.row.ID] = true
			out = append(out, c)
		}
	}
	return out
}

// readingID is the same for the same sentence in several groups, which is read
// once.
func readingID(seed uint64, q Question, sentence string, cites []string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s\x00%s\x00%s\x00%q", seed, q.Set, q.ID, sentence, cites))
	return hex.EncodeToString(sum[:5])
}

// Readings chooses sentences to read, most of each arm and of the unshown
// ones, mixed, and adds them to the lists of a folder. What is listed there
// already stays, and counts; a file of its own holds what is new. It writes
// the key to a file and returns how many are listed in each group. Sentences
// are chosen by the seed and their own words, so more outcomes bring more
// sentences and take none back.
func (s *Session) Readings(dir, key string, outcomes []*Outcome, most int, seed uint64) (map[string]int, error) {
	listed, err := listedIn(dir)
	if err != nil {
		return nil, err
	}
	all := s.candidates(outcomes, seed)
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(rankOf(seed, a.row.ID), rankOf(seed, b.row.ID)), cmp.Compare(a.row.ID, b.row.ID))
	})
	counts := map[string]int{}
	for _, c := range all {
		if listed[c.row.ID] {
			counts[c.row.Group]++
		}
	}
	var lines []any
	fresh := map[string]bool{}
	for _, c := range all {
		switch id := c.row.ID; {
		case listed[id] || len(c.reading.Passages) == 0:
		case fresh[id]:
			counts[c.row.Group]++
		case counts[c.row.Group] < most:
			counts[c.row.Group]++
			fresh[id] = true
			lines = append(lines, c.reading)
		}
	}
	if len(lines) > 0 {
		if err := writeLines(nextList(dir), lines); err != nil {
			return nil, err
		}
	}
	for i := range all {
		all[i].row.Listed = listed[all[i].row.ID] || fresh[all[i].row.ID]
	}
	var rows []any
	for _, c := range all {
		rows = append(rows, c.row)
	}
	return counts, writeLines(key, rows)
}

// listedIn returns the ids in the lists of a folder.
func listedIn(dir string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "list-*.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("look for lists: %w", err)
	}
	out := map[string]bool{}
	for _, f := range files {
		rows, err := readAll[Reading](f)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.ID] = true
		}
	}
	return out, nil
}

// nextList is the name of a list that is not there yet.
func nextList(dir string) string {
	for n := 1; ; n++ {
		name := filepath.Join(dir, fmt.Sprintf("list-%d.jsonl", n))
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
}

func writeLines(path string, lines []any) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, l := range lines {
		if err := e.Encode(l); err != nil {
			return err
		}
	}
	return w.Flush()
}

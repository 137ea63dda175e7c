package search

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"curbside/internal/corpus"
)

// scaleRow is a passage of the public sets.
type scaleRow struct {
	ID      string `json:"id"`
	Doc     string `json:"doc"`
	Title   string `json:"title"`
	Section string `json:"section"`
	Text    string `json:"text"`
	Focus   string `json:"focus"`
}

// scaleSets are the sets that passages are made of, in turn: so many of each
// at a time, so that a small corpus has all kinds.
var scaleSets = []struct {
	path  string
	share int
}{{"pmc_rct/passages.jsonl.gz", 65}, {"nci/passages.jsonl.gz", 15}, {"medquad/docs.jsonl.gz", 10}}

// scaleRows yields n rows. Those beyond what the sets hold are repeated with
// one word in ten changed for a word of another passage.
func scaleRows(t testing.TB, data string, n int) iter.Seq[scaleRow] {
	return func(yield func(scaleRow) bool) {
		var pool []string
		for lap, made := 0, 0; made < n; lap++ {
			for row := range scaleLap(t, data) {
				if lap == 0 && made%7 == 0 && len(pool) < 200000 {
					pool = append(pool, strings.Fields(row.Text)...)
				}
				if lap > 0 {
					row.Text = varied(row.Text, lap, row.ID, pool)
				}
				row.ID, row.Doc = fmt.Sprintf("%s.%d", row.ID, lap), fmt.Sprintf("%s.%d", row.Doc, lap)
				if !yield(row) {
					return
				}
				if made++; made == n {
					return
				}
			}
		}
	}
}

func varied(text string, lap int, id string, pool []string) string {
	h := fnv.New64a()
	io.WriteString(h, id)
	r := rand.New(rand.NewPCG(h.Sum64(), uint64(lap)))
	words := strings.Fields(text)
	for i := range words {
		if r.IntN(10) == 0 {
			words[i] = pool[r.IntN(len(pool))]
		}
	}
	return strings.Join(words, " ")
}

// scaleLap yields each row of the sets once.
func scaleLap(t testing.TB, data string) iter.Seq[scaleRow] {
	return func(yield func(scaleRow) bool) {
		scanners := make([]*bufio.Scanner, len(scaleSets))
		for i, set := range scaleSets {
			f, err := os.Open(filepath.Join(data, set.path))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			z, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			scanners[i] = bufio.NewScanner(z)
			scanners[i].Buffer(nil, 1<<24)
		}
		for left := len(scaleSets); left > 0; {
			left = 0
			for i, set := range scaleSets {
				for range set.share {
					if !scanners[i].Scan() {
						break
					}
					left++
					var row scaleRow
					if err := json.Unmarshal(scanners[i].Bytes(), &row); err != nil {
						t.Fatal(err)
					}
					if row.Doc == "" {
						row.Doc = "medquad-" + row.Focus
					}
					if !yield(row) {
						return
					}
				}
			}
		}
	}
}

// scaleInput makes passages of rows. A source ends where another set begins,
// so most documents are one or two sources.
func scaleInput(t testing.TB, data string, n int) Input {
	return Input{Version: fmt.Sprintf("scale-%d", n), Passages: func(yield func(*corpus.Passage) bool) {
		made := map[string]*corpus.Source{}
		lap := ""
		for row := range scaleRows(t, data, n) {
			if at := row.ID[strings.LastIndexByte(row.ID, '.'):]; at != lap {
				lap = at
				clear(made)
			}
			s := made[row.Doc]
			if s == nil {
				s = &corpus.Source{ID: row.Doc, Title: row.Title, Evidence: "B"}
				made[row.Doc] = s
			}
			p := &corpus.Passage{ID: row.ID, Source: s, Title: row.Section, Text: row.Text}
			if row.Section != "" {
				p.Headings = []string{row.Section}
			}
			if !yield(p) {
				return
			}
		}
	}}
}

// scaleQuestions are questions of the public that nobody wrote for these
// passages.
func scaleQuestions(t testing.TB, data string, most int) []string {
	f, err := os.Open(filepath.Join(data, "medquad", "questions_sample.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan() && len(out) < most; {
		if cells := strings.Split(s.Text(), "\t"); len(cells) > 1 {
			out = append(out, cells[1])
		}
	}
	return out
}

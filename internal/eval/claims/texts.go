package claims

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"curbside/internal/text"
	"curbside/internal/verify"
)

// Text is a kind of text that changed sentences are made from.
type Text struct {
	Name    string
	Sources []Source
}

// textFile is where texts of one kind lie in a data folder, and how many of
// its passages are read.
type textFile struct {
	name, path string
	most       int
	read       func(line []byte) (doc, title, body string, err error)
}

// textFiles are texts of other kinds than cancer.gov's pages: what experts
// were shown, abstracts, answers for patients, trials in full.
var textFiles = []textFile{
	{"bioasq snippets", "bioasq/snippets.jsonl.gz", 9000, func(line []byte) (string, string, string, error) {
		var r struct{ Pmid, Text string }
		err := json.Unmarshal(line, &r)
		return r.Pmid, "", r.Text, err
	}},
	{"scifact abstracts", "scifact/corpus.jsonl.gz", 6000, func(line []byte) (string, string, string, error) {
		var r struct {
			ID          string `json:"_id"`
			Title, Text string
		}
		err := json.Unmarshal(line, &r)
		return r.ID, r.Title, r.Text, err
	}},
	{"medquad answers", "medquad/docs.jsonl.gz", 6000, func(line []byte) (string, string, string, error) {
		var r struct{ ID, Title, Text string }
		err := json.Unmarshal(line, &r)
		doc, _, _ := strings.Cut(r.ID, "_Sec")
		return doc, r.Title, r.Text, err
	}},
	{"trial passages", "pmc_rct/passages.jsonl.gz", 6000, func(line []byte) (string, string, string, error) {
		var r struct{ Doc, Title, Section, Text string }
		err := json.Unmarshal(line, &r)
		return r.Doc, r.Title, r.Text, err
	}},
}

// longestText bounds a passage that changed sentences are made from, in bytes.
const longestText = 6000

var errEnough = errors.New("enough")

// Texts reads the texts of other kinds in a data folder. The names of those
// that are not there are returned beside.
func Texts(folder string) (texts []Text, missing []string, err error) {
	for _, f := range textFiles {
		t := Text{Name: f.name}
		err := eachLine(filepath.Join(folder, f.path), func(line []byte) error {
			doc, title, body, err := f.read(line)
			if err != nil {
				return err
			}
			if body = text.Clean(body); len(body) < 80 || len(body) > longestText {
				return nil
			}
			t.Sources = append(t.Sources, Source{doc, verify.Passage{ID: fmt.Sprintf("%s/%d", f.name, len(t.Sources)), Text: body, Headings: []string{title}}})
			if len(t.Sources) == f.most {
				return errEnough
			}
			return nil
		})
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, f.name)
		case err != nil && !errors.Is(err, errEnough):
			return nil, nil, fmt.Errorf("the %s: %w", f.name, err)
		default:
			texts = append(texts, t)
		}
	}
	return texts, missing, nil
}

// mostSnippets bounds the snippets that one ideal answer is held against.
const mostSnippets = 12

// Ideal reads BioASQ's ideal answers, the sentences of the first one of each
// question, each with the question's gold snippets. Whoever wrote them knew
// more than the snippets say, so not all of them follow.
func Ideal(folder string) ([]Item, error) {
	gold := map[string][]verify.Passage{}
	err := eachLine(filepath.Join(folder, "bioasq", "snippets.jsonl.gz"), func(line []byte) error {
		var r struct {
			ID        string `json:"_id"`
			Text, QID string
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if len(gold[r.QID]) < mostSnippets {
			gold[r.QID] = append(gold[r.QID], verify.Passage{ID: r.ID, Text: r.Text})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []Item
	err = eachLine(filepath.Join(folder, "bioasq", "queries.jsonl"), func(line []byte) error {
		var r struct {
			ID    string   `json:"id"`
			Ideal []string `json:"ideal_answer"`
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if len(r.Ideal) == 0 || len(gold[r.ID]) == 0 {
			return nil
		}
		rs := []rune(r.Ideal[0])
		for n, sp := range text.Sentences(r.Ideal[0]) {
			out = append(out, Item{ID: fmt.Sprintf("bioasq-%s-%d", r.ID, n), Kind: "bioasq ideal", Claim: sp.Slice(rs), Passages: gold[r.ID], Want: true})
		}
		return nil
	})
	return out, err
}

package eval

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/search"
)

// publicQuestions are questions with the sources that answer them, and the
// corpus that they are asked of.
type publicQuestions struct {
	corpus *corpus.Corpus
	asked  []publicQuestion
}

type publicQuestion struct {
	text  string
	right []string // ids of sources
	alike []string // of those that answer the same question of the same disease
}

// TestSettingsOnAnswers asks public questions of the engine under each
// setting. Answers are ranked by words alone; it fails where the second stage
// would make the headlines better.
func TestSettingsOnAnswers(t *testing.T) {
	dir := testData(t, "medquad/ and bioasq/")
	for name, read := range map[string]func(*testing.T, string) publicQuestions{
		"titled":   func(t *testing.T, dir string) publicQuestions { return medquad(t, dir, true) },
		"untitled": func(t *testing.T, dir string) publicQuestions { return medquad(t, dir, false) },
		"bioasq":   bioasq,
	} {
		t.Run(name, func(t *testing.T) {
			set := read(t, dir)
			index, err := search.New(t.Context(), set.corpus)
			if err != nil {
				t.Fatal(err)
			}
			defer index.Close()
			words, standard := markAnswers(t, set, index, search.Words), markAnswers(t, set, index, search.Standard)
			t.Logf("%d questions, %d sources", len(set.asked), len(set.corpus.Sources))
			for m, what := range []string{"answered", "the headline cites a right source", "or one alike", "a right source is cited", "a right source is among the hits"} {
				n := words.count(m)
				t.Logf("%-34s words %4d, standard %4d; words only %d, standard only %d",
					what, n, standard.count(m), words.only(standard, m), standard.only(words, m))
				if m == markHeadline && standard.count(m)-n > len(set.asked)*3/100 {
					t.Errorf("the second stage makes %d of %d headlines better: it should rank answers too", standard.count(m)-n, len(set.asked))
				}
			}
		})
	}
}

// marks say of each question which of these hold.
type marks [][5]bool

const (
	markAnswered = iota
	markHeadline
	markAlike
	markCited
	markHit
)

func (m marks) count(mark int) (n int) {
	for _, q := range m {
		if q[mark] {
			n++
		}
	}
	return n
}

// only counts where a mark holds here and not there.
func (m marks) only(other marks, mark int) (n int) {
	for i, q := range m {
		if q[mark] && !other[i][mark] {
			n++
		}
	}
	return n
}

func markAnswers(t *testing.T, set publicQuestions, index *search.Index, setting search.Setting) marks {
	t.Helper()
	engine := answer.New(answer.Options{Corpus: set.corpus, Index: index, Setting: setting})
	out := make(marks, len(set.asked))
	for i, q := range set.asked {
		a, err := engine.Ask(t.Context(), answer.Request{Question: q.text})
		if err != nil {
			t.Fatal(err)
		}
		m := &out[i]
		m[markAnswered] = a.Status == answer.Answered
		for _, r := range a.References {
			leads := a.Headline != nil && slices.Contains(a.Headline.Citations, r.N)
			m[markCited] = m[markCited] || slices.Contains(q.right, r.Source)
			m[markHeadline] = m[markHeadline] || leads && slices.Contains(q.right, r.Source)
			m[markAlike] = m[markAlike] || leads && slices.Contains(q.alike, r.Source)
		}
		found, err := index.Search(t.Context(), search.Query{Text: q.text, Limit: 32, PerSource: 10, Setting: setting}) // as the engine does
		if err != nil {
			t.Fatal(err)
		}
		m[markHit] = slices.ContainsFunc(found.Hits, func(h search.Hit) bool { return slices.Contains(q.right, h.Passage.Source.ID) })
	}
	return out
}

// jsonLine is a line of a corpus.
type jsonLine struct {
	Source     string   `json:"source"`
	N          int      `json:"n"`
	Title      string   `json:"title"`
	Kind       string   `json:"kind"`
	Evidence   string   `json:"evidence"`
	Audience   []string `json:"audience"`
	Collection string   `json:"collection"`
	Public     bool     `json:"public"`
	Retrieved  string   `json:"retrieved"`
	Headings   []string `json:"headings"`
	Text       string   `json:"text"`
}

func loadLines(t *testing.T, lines []jsonLine) *corpus.Corpus {
	t.Helper()
	var b bytes.Buffer
	write := json.NewEncoder(&b)
	for _, l := range lines {
		l.Kind, l.Evidence, l.Audience, l.Collection, l.Public, l.Retrieved = "patient-education", "C", []string{"clinician", "patient"}, "public", true, "2026-11-22"
		if err := write.Encode(l); err != nil {
			t.Fatal(err)
		}
	}
	c, err := corpus.Load(fstest.MapFS{"lines.jsonl": {Data: b.Bytes()}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// medquad takes each answered question as a source of its own, under the
// name of the disease or under none.
func medquad(t *testing.T, dir string, titled bool) publicQuestions {
	var set publicQuestions
	var lines []jsonLine
	seen := map[string]bool{}
	alike := map[string][]string{}
	var kinds []string
	eachLine(t, filepath.Join(dir, "medquad", "docs.jsonl.gz"), func(d struct{ ID, Title, Text, Focus, QType string }) {
		text, id := plainText(d.Text), sourceID(d.ID)
		if text == "" || seen[text] {
			return
		}
		seen[text] = true
		heading := "Answer"
		if titled && d.Focus != "" {
			heading = d.Focus
		}
		lines = append(lines, jsonLine{Source: id, N: 1, Title: heading, Headings: []string{heading}, Text: text})
		set.asked = append(set.asked, publicQuestion{text: d.Title, right: []string{id}})
		same := strings.ToLower(d.Focus + "|" + d.QType)
		alike[same] = append(alike[same], id)
		kinds = append(kinds, same)
	})
	for i := range set.asked {
		set.asked[i].alike = alike[kinds[i]]
	}
	set.corpus = loadLines(t, lines)
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(set.asked), func(i, j int) { set.asked[i], set.asked[j] = set.asked[j], set.asked[i] })
	set.asked = set.asked[:publicAsked(t)]
	return set
}

// publicAsked is how many questions of MedQuAD are asked.
func publicAsked(t *testing.T) int {
	t.Helper()
	many := os.Getenv("CURBSIDE_TEST_QUESTIONS")
	if many == "" {
		return 500
	}
	n, err := strconv.Atoi(many)
	if err != nil || n < 1 || n > 10000 {
		t.Fatalf("CURBSIDE_TEST_QUESTIONS is %q: write a number up to 10000", many)
	}
	return n
}

// bioasq takes each abstract with its snippets as a source.
func bioasq(t *testing.T, dir string) publicQuestions {
	var set publicQuestions
	var lines []jsonLine
	n := map[string]int{}
	eachLine(t, filepath.Join(dir, "bioasq", "snippets.jsonl.gz"), func(d struct{ Text, PMID string }) {
		text := plainText(d.Text)
		if text == "" {
			return
		}
		n[d.PMID]++
		lines = append(lines, jsonLine{Source: "p" + d.PMID, N: n[d.PMID], Title: "Abstract", Headings: []string{"Abstract"}, Text: text})
	})
	set.corpus = loadLines(t, lines)
	eachLine(t, filepath.Join(dir, "bioasq", "queries.jsonl"), func(d struct {
		Text  string
		PMIDs []string
	}) {
		q := publicQuestion{text: d.Text}
		for _, id := range d.PMIDs {
			q.right = append(q.right, "p"+id)
		}
		q.alike = q.right
		set.asked = append(set.asked, q)
	})
	return set
}

func plainText(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

func sourceID(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }), "-")
}

func eachLine[T any](t *testing.T, file string, visit func(T)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		var d T
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(fmt.Errorf("%s:%d: %w", file, n, err))
		}
		visit(d)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

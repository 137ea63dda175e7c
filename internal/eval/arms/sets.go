package arms

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"curbside/internal/eval"
	"curbside/internal/text"
)

// Question is one question that can be answered from the corpus of its set.
type Question struct {
	Set      string
	ID       string
	Half     string // tune or held; empty where the set has no halves
	Text     string
	Audience string
	Facts    [][]string // what the ideal answer says: of each list one must be shown
	Ideal    []string   // the sentences of an ideal answer
	Gold     []string   // sources or passages that answer it, by id
}

// Record is one passage of a set, in the form that an import reads.
type Record struct {
	Source    string `json:"source"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	URL       string `json:"url"`
	Headings  string `json:"headings"` // parted by " > "
	Text      string `json:"text"`
}

// Own are the questions of a question set that must be answered and that need
// no question before them.
func Own(set []eval.Question) []Question {
	var out []Question
	for _, q := range set {
		if q.Expect == "answered" && len(q.After) == 0 {
			out = append(out, Question{Set: "own", ID: q.ID, Half: q.Half, Text: q.Question, Audience: q.Audience, Facts: q.Facts, Gold: q.Sources})
		}
	}
	return out
}

// BioASQ reads the questions and snippets of a folder. A snippet becomes a
// passage; those of one abstract are one source. Facts are the exact answers
// of questions that ask for a name or a list of them.
func BioASQ(dir string) ([]Question, []Record, error) {
	type snippet struct{ Text, PMID, QID string }
	snippets, err := readAll[snippet](filepath.Join(dir, "snippets.jsonl.gz"))
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(snippets, func(a, b snippet) int { return cmp.Compare(a.PMID, b.PMID) })
	gold := map[string][]string{}
	var records []Record
	for i, s := range snippets {
		id := "pubmed-" + s.PMID
		if said := strings.TrimSpace(text.Clean(s.Text)); said != "" && (i == 0 || snippets[i-1].Text != s.Text) {
			records = append(records, Record{
				Source: id, Title: "Abstract " + s.PMID, Publisher: "PubMed", URL: "https://pubmed.ncbi.nlm.nih.gov/" + s.PMID + "/",
				Headings: "Abstract " + s.PMID, Text: text.Squeeze(said),
			})
		}
		gold[s.QID] = append(gold[s.QID], id)
	}
	type query struct {
		ID, Type, Text string
		Ideal          []string        `json:"ideal_answer"`
		Exact          json.RawMessage `json:"exact_answer"`
	}
	queries, err := readAll[query](filepath.Join(dir, "queries.jsonl"))
	if err != nil {
		return nil, nil, err
	}
	var out []Question
	for _, q := range queries {
		one := Question{Set: "bioasq", ID: q.ID, Text: q.Text, Gold: gold[q.ID]}
		if len(q.Ideal) > 0 {
			one.Ideal = sentences(q.Ideal[0])
		}
		if q.Type == "factoid" || q.Type == "list" {
			if err := json.Unmarshal(q.Exact, &one.Facts); err != nil {
				return nil, nil, fmt.Errorf("BioASQ question %s: its exact answer: %w", q.ID, err)
			}
		}
		out = append(out, one)
	}
	return out, records, nil
}

// MedQuAD reads the documents of some publishers: each is the answer to the
// question that its title asks. Long ones become several passages. The
// question itself is no part of them; what kind of question it is, is their
// heading.
func MedQuAD(dir string, publishers []string) ([]Question, []Record, error) {
	type doc struct{ ID, Title, Text, Source, Publisher, Focus, QType string }
	docs, err := readAll[doc](filepath.Join(dir, "docs.jsonl.gz"))
	if err != nil {
		return nil, nil, err
	}
	var out []Question
	var records []Record
	for _, d := range docs {
		if !slices.Contains(publishers, d.Publisher) || strings.TrimSpace(d.Focus) == "" { // what it is about is its title
			continue
		}
		id := sourceID(d.ID)
		before := len(records)
		for _, piece := range pieces(d.Text) {
			records = append(records, Record{
				Source: id, Title: d.Focus, Publisher: d.Publisher, URL: d.Source, Headings: d.Focus + " > " + d.QType, Text: piece,
			})
		}
		if len(records) > before {
			out = append(out, Question{Set: "medquad", ID: d.ID, Text: asAsked(d.Title), Gold: []string{id}})
		}
	}
	return out, records, nil
}

// asAsked reads a title made by a template as a person would type it.
func asAsked(title string) string {
	return strings.NewReplacer(" ?", "?", "is (are)", "is", "(s)", "s").Replace(text.Squeeze(title))
}

var noID = regexp.MustCompile(`[^a-z0-9]+`)

func sourceID(s string) string {
	return strings.Trim(noID.ReplaceAllString(strings.ToLower(s), "-"), "-")
}

// longest is about how many words a piece of a long answer has.
const longest = 110

// inLineItem is a list whose line ends were lost.
var inLineItem = regexp.MustCompile(`([.:;,)]) - `)

// pieces cuts an answer into passages: at line ends, and where a line is long
// at the ends of sentences.
func pieces(answer string) []string {
	answer = inLineItem.ReplaceAllString(text.Clean(answer), "$1\n- ")
	var out []string
	var piece strings.Builder
	words := 0
	flush := func() {
		if s := strings.TrimSpace(piece.String()); s != "" {
			out = append(out, s)
		}
		piece.Reset()
		words = 0
	}
	for _, line := range strings.Split(answer, "\n") {
		for k, s := range sentences(line) {
			n := len(strings.Fields(s))
			if words > 0 && words+n > longest {
				flush()
			}
			if k > 0 && words > 0 {
				piece.WriteString(" ")
			}
			piece.WriteString(s)
			words += n
		}
		if words > 0 {
			piece.WriteString("\n")
		}
	}
	flush()
	return out
}

func sentences(s string) []string {
	runes := []rune(s)
	var out []string
	for _, span := range text.Sentences(s) {
		out = append(out, span.Slice(runes))
	}
	return out
}

// Shuffled is a set in an order that depends on the seed and on each
// question's own id: what is added or left out moves no other.
func Shuffled(set []Question, seed uint64) []Question {
	out := slices.Clone(set)
	slices.SortFunc(out, func(a, b Question) int {
		return cmp.Or(cmp.Compare(rankOf(seed, a.Set, a.ID), rankOf(seed, b.Set, b.ID)), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func rankOf(seed uint64, words ...string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d", seed)
	for _, w := range words {
		fmt.Fprintf(h, "\x00%s", w)
	}
	x := h.Sum64() // FNV differs little in its high bits for short texts: mixed as splitmix64 does
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// InTurn takes the sets' questions in turn, so that any beginning holds as
// many of each.
func InTurn(sets ...[]Question) []Question {
	var out []Question
	for i := 0; ; i++ {
		before := len(out)
		for _, s := range sets {
			if i < len(s) {
				out = append(out, s[i])
			}
		}
		if len(out) == before {
			return out
		}
	}
}

// readAll reads JSON lines, packed or not. Keys that are not asked for are
// skipped.
func readAll[T any](path string) (out []T, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		unpacked, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		defer unpacked.Close()
		r = unpacked
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 4<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, n, err)
		}
		out = append(out, row)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

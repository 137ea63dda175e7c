package claims

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"strings"

	"curbside/internal/text"
	"curbside/internal/verify"
)

func unzip(path string, f *os.File) (io.Reader, error) {
	if !strings.HasSuffix(path, ".gz") {
		return f, nil
	}
	return gzip.NewReader(f)
}

// Source is a passage to make cases from.
type Source struct {
	Doc     string
	Passage verify.Passage
}

// Half tells the halves of a set apart by document: "tune" or "held-out".
func Half(doc string) string {
	h := fnv.New32a()
	io.WriteString(h, doc)
	if h.Sum32()%2 == 0 {
		return "tune"
	}
	return "held-out"
}

// NCI reads passages of cancer.gov as JSON lines, Markdown signs taken out,
// without tables and without lists of links.
func NCI(path string) ([]Source, error) {
	var out []Source
	err := eachLine(path, func(line []byte) error {
		var r struct{ ID, Doc, Title, Section, Text string }
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if strings.Contains(r.Text, "|") {
			return nil
		}
		out = append(out, Source{r.Doc, verify.Passage{ID: r.ID, Text: plainText(r.Text), Headings: []string{r.Title, r.Section}}})
		return nil
	})
	return out, err
}

// plainText takes out Markdown's emphasis and empty headings.
func plainText(s string) string {
	s = strings.NewReplacer("**", "", "*", "", "##\n", "", "`", "").Replace(text.Clean(s))
	var lines []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(strings.TrimLeft(l, "#")); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// SciFact reads claims with abstracts; those without evidence count as
// refused.
func SciFact(path string) ([]Item, error) {
	var out []Item
	err := eachLine(path, func(line []byte) error {
		var r struct {
			ID, Claim, Label, Title string
			Abstract                []string
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		p := verify.Passage{ID: "abstract", Text: strings.Join(r.Abstract, "\n"), Headings: []string{r.Title}}
		kind, ok := map[string]string{"SUPPORT": "scifact support", "CONTRADICT": "scifact contradict", "NOT_ENOUGH": "scifact not enough"}[r.Label]
		if !ok {
			return fmt.Errorf("label %q is unknown", r.Label)
		}
		out = append(out, Item{ID: "scifact-" + r.ID, Kind: kind, Claim: r.Claim, Passages: []verify.Passage{p}, Want: r.Label == "SUPPORT"})
		return nil
	})
	return out, err
}

package claims

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"curbside/internal/verify"
)

// Item is one claim with the passages that it cites and what a right verifier
// says of it.
type Item struct {
	ID       string
	Kind     string
	Claim    string
	Passages []verify.Passage
	Want     bool // supported
}

type row struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Claim    string `json:"claim"`
	Expect   string `json:"expect"` // supported | refused
	Passages []struct {
		ID         string   `json:"id"`
		Text       string   `json:"text"`
		Headings   []string `json:"headings"`
		Drug       []string `json:"drug"`
		Population string   `json:"population"`
		Regimen    string   `json:"regimen"`
		Context    string   `json:"context"`
	} `json:"passages"`
}

// Load reads cases from a file of JSON lines.
func Load(path string) ([]Item, error) {
	var out []Item
	err := eachLine(path, func(line []byte) error {
		var r row
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r.Expect != "supported" && r.Expect != "refused" {
			return fmt.Errorf("expect is %q, not supported or refused", r.Expect)
		}
		it := Item{ID: r.ID, Kind: r.Kind, Claim: r.Claim, Want: r.Expect == "supported"}
		for _, p := range r.Passages {
			it.Passages = append(it.Passages, verify.Passage{ID: p.ID, Text: p.Text, Headings: p.Headings, Drug: p.Drug,
				Population: p.Population, Regimen: p.Regimen, Context: p.Context})
		}
		out = append(out, it)
		return nil
	})
	return out, err
}

// eachLine calls f for each line of a file, compressed or not.
func eachLine(path string, f func([]byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open cases: %w", err)
	}
	defer file.Close()
	var in io.Reader = file
	if in, err = unzip(path, file); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 8<<20)
	for n := 1; lines.Scan(); n++ {
		if err := f(lines.Bytes()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

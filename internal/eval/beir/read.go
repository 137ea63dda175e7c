package beir

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// longestLine is the longest line of a file that is read, in bytes.
const longestLine = 16 << 20

// row is a line of corpus.jsonl or queries.jsonl. Other keys are let pass:
// BEIR sets carry a "metadata".
type row struct {
	ID    string `json:"_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// readRows reads the rows of a file, each id once.
func readRows(dir, name string) ([]row, error) {
	var out []row
	seen := map[string]int{}
	err := eachLine(dir, name, func(n int, line string, bad func(what, do string) error) error {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return bad("no JSON object: "+err.Error(), `write one object a line: {"_id": "…", "title": "…", "text": "…"}`)
		}
		switch {
		case r.ID == "" || strings.ContainsAny(r.ID, " \t\n"):
			return bad(fmt.Sprintf(`"_id" is %q`, r.ID), "give each line an id without spaces")
		case seen[r.ID] > 0:
			return bad(fmt.Sprintf("the id %q stands on line %d already", r.ID, seen[r.ID]), "keep one of the two")
		}
		seen[r.ID] = n
		out = append(out, r)
		return nil
	})
	return out, err
}

// readQrels reads the grades of a split by query and document.
func readQrels(dir, split string, asked, known map[string]bool) (map[string]map[string]int, error) {
	out := map[string]map[string]int{}
	err := eachLine(dir, "qrels/"+split+".tsv", func(n int, line string, bad func(what, do string) error) error {
		f := strings.Fields(line)
		if n == 1 && len(f) > 0 && f[0] == "query-id" {
			return nil
		}
		if len(f) != 3 {
			return bad(fmt.Sprintf("%d columns, not 3", len(f)), "write query id, document id and grade, tabs between")
		}
		grade, err := strconv.Atoi(f[2])
		switch {
		case err != nil || grade < 0:
			return bad(fmt.Sprintf("the grade is %q", f[2]), "write a whole number from 0 up")
		case !asked[f[0]]:
			return bad(fmt.Sprintf("queries.jsonl has no query %q", f[0]), "take the line out, or add the query")
		case !known[f[1]]:
			return bad(fmt.Sprintf("corpus.jsonl has no document %q", f[1]), "take the line out, or add the document")
		}
		if out[f[0]] == nil {
			out[f[0]] = map[string]int{}
		}
		out[f[0]][f[1]] = grade
		return nil
	})
	if bad, ok := err.(*BadFile); ok && bad.Line == 0 {
		if has := splits(dir); has != "" {
			bad.Do = "the splits of this set are " + has
		}
	}
	return out, err
}

// eachLine visits the lines of a file that are not empty. An empty file is
// an error: nothing could be measured.
func eachLine(dir, name string, visit func(n int, line string, bad func(what, do string) error) error) error {
	f, err := open(dir, name)
	if err != nil {
		return err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(f.Name(), ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return &BadFile{File: f.Name(), What: "it is not compressed with gzip: " + err.Error(), Do: "compress it again"}
		}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, longestLine)
	n, visited := 0, 0
	for sc.Scan() {
		n++
		line := strings.TrimSpace(sc.Text())
		if line == "" {
			continue
		}
		visited++
		bad := func(what, do string) error { return &BadFile{File: f.Name(), Line: n, What: what, Do: do} }
		if err := visit(n, line, bad); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		return &BadFile{File: f.Name(), Line: n + 1, What: "it cannot be read on: " + err.Error(), Do: "fetch the file again"}
	}
	if visited == 0 {
		return &BadFile{File: f.Name(), What: "it is empty", Do: "fetch the file again"}
	}
	return nil
}

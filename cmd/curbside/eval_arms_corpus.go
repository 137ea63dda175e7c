package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"curbside/internal/corpus"
	"curbside/internal/eval/arms"
	"curbside/internal/ingest"
)

// recordsMapping makes lines of a corpus of the records of a test set.
const recordsMapping = `fields:
  - {key: source, from: source, as: id}
  - {key: title, from: title}
  - {key: publisher, from: publisher}
  - {key: url, from: url}
  - {key: retrieved, value: "2026-11-22"}
  - {key: licence, value: "for measuring only"}
  - {key: conflicts_of_interest, values: []}
  - {key: collection, value: %s}
  - {key: public, value: "false"}
  - {key: digest, value: "false"}
  - {key: kind, value: review}
  - {key: evidence, value: B}
  - {key: audience, values: [clinician, patient]}
  - {key: headings, from: headings, split: " > "}
  - {key: text, from: text}
`

// recordsCorpus imports records into a folder, as "corpus import" does, and loads it.
func recordsCorpus(dir, collection string, records []arms.Record) (*corpus.Corpus, error) {
	mapping, err := ingest.ReadMapping(fmt.Appendf(nil, recordsMapping, collection))
	if err != nil {
		return nil, err
	}
	var from, to bytes.Buffer
	lines := json.NewEncoder(&from)
	for _, r := range records {
		if err := lines.Encode(r); err != nil {
			return nil, err
		}
	}
	report, err := ingest.Import(&from, &to, mapping)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	for name, content := range map[string][]byte{"passages.jsonl": to.Bytes(), "lexicon.yaml": ingest.LexiconFile(report.Terms)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return nil, err
		}
	}
	return corpus.Load(os.DirFS(dir))
}

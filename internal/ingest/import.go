package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"curbside/internal/corpus"
)

// maxRecord bounds one record, in bytes.
const maxRecord = 4 << 20

// Report says what became of the records.
type Report struct {
	Records  int `json:"records"`
	Passages int `json:"passages"`
	Sources  int `json:"sources"`
	Empty    int `json:"empty"`  // records without words that stay
	Tables   int `json:"tables"` // left out, because their rows do not fit their head

	Terms []corpus.Term `json:"-"` // abbreviations that the texts define
}

// Import reads records, JSON objects one to a line, and writes a corpus line for each passage. An error names the line
// of the record.
func Import(from io.Reader, to io.Writer, m *Mapping) (Report, error) {
	im := &importer{mapping: m, to: bufio.NewWriter(to), sources: map[string]*source{}, short: newAbbreviations()}
	r := bufio.NewReaderSize(from, maxRecord)
	for {
		line, err := r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return im.report, fmt.Errorf("record %d is longer than %d MiB", im.report.Records+1, maxRecord>>20)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return im.report, fmt.Errorf("read the records: %w", err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := im.record(line); err != nil {
				return im.report, fmt.Errorf("record %d: %w", im.report.Records, err)
			}
		}
		if err != nil {
			im.report.Sources, im.report.Terms = len(im.sources), im.short.terms()
			return im.report, im.to.Flush()
		}
	}
}

type importer struct {
	mapping *Mapping
	to      *bufio.Writer
	sources map[string]*source
	short   *abbreviations
	report  Report
}

// source is what is remembered of a source between its records.
type source struct {
	passages int
	facts    bool // are written
	reading  reading
}

func (im *importer) record(line []byte) error {
	im.report.Records++
	record, err := flatten(line)
	if err != nil {
		return err
	}
	id, ok := im.mapping.value("source", record)
	if !ok {
		return errors.New("holds nothing for `source`")
	}
	s := im.sources[id.(string)]
	if s == nil {
		s = &source{}
		im.sources[id.(string)] = s
	}
	headings, _ := im.mapping.value("headings", record)
	path, _ := headings.([]string)
	pieces := im.pieces(s, path, im.rawText(record))
	if len(pieces) == 0 {
		im.report.Empty++
	}
	for _, p := range pieces {
		if err := im.write(id.(string), s, record, path, p); err != nil {
			return err
		}
	}
	return nil
}

// rawText is the text of a record with its line ends.
func (im *importer) rawText(record map[string]string) string {
	for _, f := range im.mapping.Fields {
		if f.Key == "text" && f.From != "" {
			return record[f.From]
		}
	}
	return ""
}

func (im *importer) pieces(s *source, path []string, text string) []piece {
	s.reading.begin(im.mapping, strings.Join(path, "\n"))
	out := s.reading.pieces(text)
	im.report.Tables += s.reading.ragged
	s.reading.ragged = 0
	return out
}

// write writes one passage.
func (im *importer) write(id string, s *source, record map[string]string, path []string, p piece) error {
	full := slices.Clone(path)
	if p.heading != "" && (len(path) == 0 || path[len(path)-1] != p.heading) {
		full = append(full, p.heading)
	}
	record["headings"] = strings.Join(full, " > ")
	out := object{}
	keys := []string{"source", "n"}
	if !s.facts {
		keys = append(keys, "title", "publisher", "author", "url", "kind", "evidence", "audience", "collection", "public", "digest", "published", "updated", "retrieved", "conflicts_of_interest", "licence")
	}
	s.facts = true
	s.passages++
	im.report.Passages++
	for _, key := range append(keys, "drug", "regimen", "population", "context", "topic", "strength", "locator", "headings", "text") {
		var value any
		ok := true
		switch key {
		case "n":
			value = s.passages
		case "headings":
			value, ok = full, len(full) > 0
		case "text":
			said := strings.Join(p.lines, "\n")
			im.short.add(id, said)
			value = said
		default:
			value, ok = im.mapping.value(key, record)
		}
		if ok {
			if err := out.add(key, value); err != nil {
				return err
			}
		}
	}
	_, err := im.to.Write(out.line())
	return err
}

// object is a JSON object with its keys in the order in which they were added.
type object struct{ b bytes.Buffer }

func (o *object) add(key string, value any) error {
	if o.b.Len() > 0 {
		o.b.WriteByte(',')
	}
	o.b.WriteString(strconv.Quote(key) + ":")
	enc := json.NewEncoder(&o.b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return fmt.Errorf("write `%s`: %w", key, err)
	}
	o.b.Truncate(o.b.Len() - 1) // the line end
	return nil
}

func (o *object) line() []byte { return append(append([]byte("{"), o.b.Bytes()...), "}\n"...) }

// flatten reads the fields of a record as texts: numbers and truth values as written, lists of texts joined by " > ".
// What else a record holds cannot be mapped.
func flatten(line []byte) (map[string]string, error) {
	var raw map[string]any
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&raw); err != nil {
		return nil, fmt.Errorf("is no JSON object: %w", err)
	}
	out := make(map[string]string, len(raw)+1)
	for key, v := range raw {
		switch v := v.(type) {
		case string:
			out[key] = v
		case json.Number:
			out[key] = v.String()
		case bool:
			out[key] = strconv.FormatBool(v)
		case []any:
			var words []string
			for _, w := range v {
				if s, ok := w.(string); ok {
					words = append(words, s)
				}
			}
			out[key] = strings.Join(words, " > ")
		}
	}
	return out, nil
}

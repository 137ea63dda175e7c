package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"curbside/internal/strictyaml"
	"curbside/internal/text"
)

// linePassage is what a line says of its passage.
type linePassage struct {
	ID         string   `json:"source"`
	N          int      `json:"n"`
	Headings   []string `json:"headings"`
	Text       string   `json:"text"`
	Locator    string   `json:"locator"`
	Drug       []string `json:"drug"`
	Regimen    string   `json:"regimen"`
	Population string   `json:"population"`
	Context    string   `json:"context" enum:"treatment|natural-role|measured-in-blood|other-treatment|cell-therapy"`
	Topic      string   `json:"topic" enum:"definition|mechanism|pharmacology|indication|dosing|withholding|administration|eligibility|contraindication|efficacy|toxicity|warning|monitoring|supportive-care|self-care|interaction|pregnancy|place-in-therapy|pitfall|evidence|comparison"`
	Strength   string   `json:"strength"`
}

// Keys of a line: those of the passage, and the facts of its source, which its first line states and later ones may
// leave out or repeat.
var (
	passageKeys = keysOf(reflect.TypeFor[linePassage]())
	sourceKeys  = withoutKeys(keysOf(reflect.TypeFor[Source]()), "id", "cites", "passages")
	neededKeys  = []string{"title", "kind", "evidence", "audience", "collection", "retrieved"}
	lineKeys    = slices.Concat(sortedKeys(passageKeys), sortedKeys(sourceKeys))
)

// passage reads one line.
func (f *lineFile) passage(line []byte) {
	pairs, err := readObject(line)
	if err != nil {
		f.fault(err.Error(), `write one JSON object to a line: {"source": "...", "n": 1, "headings": ["..."], "text": "...", ...}`)
		return
	}
	var lp linePassage
	facts := map[string][]byte{}
	before := f.faults
	for _, p := range pairs {
		if field, ok := passageKeys[p.key]; ok {
			f.value(p, reflect.ValueOf(&lp).Elem().FieldByIndex(field.Index), field)
		} else if _, ok := sourceKeys[p.key]; ok {
			facts[p.key] = p.raw
		} else {
			f.unknownKey(p.key)
		}
	}
	if f.faults > before || !f.complete(&lp) {
		return
	}
	s := f.sourceOf(lp.ID, facts)
	if s == nil {
		return
	}
	if first := s.seen[lp.N]; first > 0 {
		f.addRule(ruleDuplicate, f.name, f.line, fmt.Sprintf("passage %s#%d stands twice, first on line %d", lp.ID, lp.N, first), "write another `n`, or remove the line")
		f.faults++
		return
	}
	s.seen[lp.N] = f.line
	f.keep(s.source, &lp)
}

// complete reports whether a line has what a passage cannot do without.
func (f *lineFile) complete(lp *linePassage) bool {
	before := f.faults
	if !sourceName.MatchString(lp.ID + ".md") {
		f.fault(fmt.Sprintf("`source` is %q; it is an id of lower-case letters, digits and single hyphens", lp.ID), "write "+strings.TrimSuffix(properName(lp.ID), ".md"))
	}
	if lp.N < 1 {
		f.fault("`n`, the number of the passage in its source, is missing or below 1", "write 1 for the first, and never renumber")
	}
	if len(lp.Headings) == 0 || slices.Contains(lp.Headings, "") {
		f.fault("`headings` is missing, empty or has an empty entry", `write the path to the passage, its own title last: ["Treatment", "Surgery"]`)
	}
	if strings.TrimSpace(lp.Text) == "" {
		f.fault("`text` is missing or empty", "write the words of the passage, or remove the line")
	} else if _, what := notText([]byte(lp.Text)); what != "" {
		f.fault("`text` "+what, "write plain text")
	}
	return f.faults == before
}

func (f *lineFile) unknownKey(key string) {
	write := "leave it out; the keys are " + strings.Join(lineKeys, ", ")
	if near := strictyaml.Nearest(strings.ToLower(key), lineKeys); near != "" {
		write = "write `" + near + "`, or leave it out"
	}
	f.fault(fmt.Sprintf("the key `%s` is unknown", key), write)
}

// value decodes one value into its field.
func (f *lineFile) value(p pair, into reflect.Value, field reflect.StructField) {
	if s, ok := into.Addr().Interface().(*string); ok && json.Unmarshal(p.raw, s) == nil && allowedIn(field, *s) {
		return // nearly all values
	}
	d := json.NewDecoder(bytes.NewReader(p.raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into.Addr().Interface()); err != nil {
		var bad *strictyaml.ValueError
		if errors.As(err, &bad) {
			f.fault(fmt.Sprintf("`%s`: %s", p.key, bad.What), "write "+bad.Write)
			return
		}
		f.fault(fmt.Sprintf("`%s` is %s", p.key, shorten(p.raw)), "write "+formOf(field.Type))
		return
	}
	words, ok := into.Interface().([]string)
	if s, isText := into.Addr().Interface().(*string); isText {
		words, ok = []string{*s}, true
	}
	for _, w := range words {
		if ok && !allowedIn(field, w) {
			f.fault(fmt.Sprintf("`%s` is %q", p.key, w), "write one of: "+strings.ReplaceAll(field.Tag.Get("enum"), "|", ", "))
		}
	}
}

// allowedIn reports whether a field takes a word; an empty one stands for not stated.
func allowedIn(field reflect.StructField, word string) bool {
	allowed := field.Tag.Get("enum")
	return allowed == "" || word == "" || slices.Contains(strings.Split(allowed, "|"), word)
}

// sourceOf returns the source that a line belongs to: a new one from its facts, or one whose facts these are.
func (f *lineFile) sourceOf(id string, facts map[string][]byte) *lineSource {
	if s := f.sources[id]; s != nil {
		for key, raw := range facts {
			if first, ok := s.facts[key]; !ok && string(raw) != "null" || ok && !sameJSON(first, raw) {
				f.fault(fmt.Sprintf("`%s` of source %s differs from line %d", key, id, s.line), "write the same, or leave it out: the first line of a source states its facts")
				return nil
			}
		}
		return s
	}
	if f.taken[id] {
		f.addRule(ruleDuplicate, f.name, f.line, fmt.Sprintf("source %q stands in another file too", id), "give one of them another id")
		f.faults++
		return nil
	}
	s := &lineSource{source: &Source{ID: id, file: f.name, Review: Review{State: "unreviewed"}}, line: f.line, facts: map[string][]byte{}, seen: map[int]int{}}
	before := f.faults
	for _, key := range sortedKeys(facts) {
		s.facts[key] = slices.Clone(facts[key]) // the line's bytes are used again
		field := sourceKeys[key]
		f.value(pair{key, facts[key]}, reflect.ValueOf(s.source).Elem().FieldByIndex(field.Index), field)
	}
	f.checkSource(s.source, facts)
	if f.faults > before {
		return nil
	}
	f.sources[id], f.taken[id] = s, true
	return s
}

func (f *lineFile) checkSource(s *Source, facts map[string][]byte) {
	for _, key := range neededKeys {
		if raw, ok := facts[key]; !ok || string(raw) == "null" || string(raw) == `""` || string(raw) == "[]" {
			f.fault(fmt.Sprintf("`%s` of source %s is missing", key, s.ID), "write it in the first line of the source, as docs/corpus-jsonl.md describes")
		}
	}
	switch s.Review.State {
	case "":
		s.Review.State = "unreviewed"
	case "unreviewed", "reviewed":
	default:
		f.fault(fmt.Sprintf("`review` has the state %q", s.Review.State), "write unreviewed or reviewed")
	}
	if u, err := url.Parse(s.URL); s.URL != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		f.fault(fmt.Sprintf("`url` is %q, which is no web address", s.URL), "write https://..., or null where the source states none")
	}
}

// keep adds the passage to its source.
func (f *lineFile) keep(s *Source, lp *linePassage) {
	for i, h := range lp.Headings {
		lp.Headings[i] = f.once(h)
	}
	p := &Passage{
		ID: s.ID + "#" + strconv.Itoa(lp.N), Source: s, N: lp.N, Headings: lp.Headings, Title: lp.Headings[len(lp.Headings)-1],
		About:    About{Drug: lp.Drug, Regimen: f.once(lp.Regimen), Population: f.once(lp.Population), Context: f.once(lp.Context), Topic: f.once(lp.Topic)},
		Strength: f.once(lp.Strength), Locator: lp.Locator, line: f.line,
	}
	p.Text, p.Sentences = splitText(lp.Text, f.line)
	sum := sha256.Sum256([]byte(p.Text))
	p.Hash = "sha256:" + hex.EncodeToString(sum[:])
	s.Passages = append(s.Passages, p)
	f.corpus.passages[p.ID] = p
}

// once returns one copy of what stands in many lines.
func (f *lineFile) once(s string) string {
	if kept, ok := f.shared[s]; ok {
		return kept
	}
	f.shared[s] = s
	return s
}

// splitText finds the sentences of a passage's text: lines are paragraphs, those that begin with "- " items of a list.
// The text comes back without white space around its lines and without empty ones.
func splitText(s string, line int) (string, []Sentence) {
	var b strings.Builder
	for l := range strings.Lines(s) {
		if l = text.Squeeze(l); l == "" || l == "-" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l)
	}
	whole := b.String()
	var out []Sentence
	runes := 0
	for l := range strings.Lines(whole) {
		l = strings.TrimSuffix(l, "\n")
		rest, item := strings.CutPrefix(l, "- ")
		at := runes + len(l) - len(rest)
		spans := text.Sentences(rest)
		rs := []rune(rest)
		if item && len(rs) <= longestItem {
			spans = []text.Span{{Start: 0, End: len(rs)}}
		}
		byteAt, runeAt := 0, 0
		for _, span := range spans {
			byteAt += len(string(rs[runeAt:span.Start]))
			end := byteAt + len(string(rs[span.Start:span.End]))
			out = append(out, Sentence{Text: rest[byteAt:end], Start: at + span.Start, End: at + span.End, Item: item, line: line})
			byteAt, runeAt = end, span.End
		}
		runes = at + len(rs) + 1
	}
	return whole, out
}

// longestItem is the length, in code points, up to which an item of a list is one sentence.
const longestItem = 300

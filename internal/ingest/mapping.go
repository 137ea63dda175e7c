package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"curbside/internal/strictyaml"
)

// Mapping says how a record becomes a line of a corpus.
type Mapping struct {
	Fields []Field  `yaml:"fields,required"` // of those for one key, the first that applies
	Drop   []string `yaml:"drop"`            // lines and sentences that match are left out
	Labels []string `yaml:"labels"`          // lines that name what the next line says: "FDA Approved"
	Marks  string   `yaml:"reference_marks" enum:"keep|drop"`

	drop   *regexp.Regexp
	labels map[string]bool
}

// Field fills one key.
type Field struct {
	Key    string   `yaml:"key,required" enum:"source|title|publisher|author|url|kind|evidence|audience|collection|public|digest|published|updated|retrieved|licence|conflicts_of_interest|headings|text|locator|drug|regimen|population|context|topic|strength"`
	From   string   `yaml:"from"`   // a field of the record; "headings" is what the headings have become, joined by " > "
	Value  string   `yaml:"value"`  // or a fixed text
	Values []string `yaml:"values"` // or a fixed list
	Split  string   `yaml:"split"`  // makes a list of the field
	As     string   `yaml:"as" enum:"text|markdown|id|lower"`
	When   string   `yaml:"when"`  // applies only where this field of the record ...
	Match  string   `yaml:"match"` // ... matches, as a regular expression
	Line   int      `yaml:",line"`

	match *regexp.Regexp
}

// Keys whose value is a list, or true or false.
var (
	listKeys = []string{"audience", "headings", "drug", "conflicts_of_interest"}
	boolKeys = []string{"public", "digest"}
	mustKeys = []string{"source", "title", "headings", "text", "kind", "evidence", "audience", "collection", "retrieved"}
)

// ReadMapping reads a mapping. The error names every fault with its line and what to write instead.
func ReadMapping(data []byte) (*Mapping, error) {
	m := &Mapping{labels: map[string]bool{}}
	var errs []error
	add := func(line int, what, write string) {
		errs = append(errs, fmt.Errorf("line %d: %s; write %s", line, what, write))
	}
	for _, p := range strictyaml.Decode(data, 1, m) {
		add(p.Line, p.What, p.Write)
	}
	for i := range m.Fields {
		f := &m.Fields[i]
		if what, write := f.prepare(); what != "" {
			add(f.Line, what, write)
		}
	}
	for _, key := range mustKeys {
		if len(errs) == 0 && !slices.ContainsFunc(m.Fields, func(f Field) bool { return f.Key == key }) {
			add(1, "nothing fills `"+key+"`", "{key: "+key+", from: ...} or {key: "+key+", value: ...} among the fields")
		}
	}
	for _, pattern := range m.Drop {
		if _, err := regexp.Compile(pattern); err != nil {
			add(1, fmt.Sprintf("`drop` holds %q, which is no regular expression: %v", pattern, err), "one as of RE2")
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if len(m.Drop) > 0 {
		m.drop = regexp.MustCompile("^(?:" + strings.Join(m.Drop, "|") + ")$")
	}
	for _, l := range m.Labels {
		m.labels[l] = true
	}
	return m, nil
}

// prepare checks what the schema cannot say.
func (f *Field) prepare() (what, write string) {
	given := 0
	for _, is := range []bool{f.From != "", f.Value != "", f.Values != nil} {
		if is {
			given++
		}
	}
	switch {
	case f.Key == "":
		return "", "" // the schema has complained
	case given != 1:
		return "`" + f.Key + "` needs exactly one of `from`, `value` and `values`", "one of them"
	case f.Values != nil && !slices.Contains(listKeys, f.Key):
		return "`" + f.Key + "` is no list", "`value`"
	case slices.Contains(boolKeys, f.Key) && f.From == "" && f.Value != "true" && f.Value != "false":
		return "`" + f.Key + "` is neither true nor false", "`value: true` or `value: false`"
	case (f.When == "") != (f.Match == ""):
		return "`when` and `match` belong together", "both: when: FIELD, match: \"PATTERN\""
	}
	var err error
	if f.match, err = regexp.Compile(f.Match); err != nil {
		return fmt.Sprintf("`match` is no regular expression: %v", err), "one as of RE2"
	}
	return "", ""
}

// value returns what fills a key for a record; ok is false where nothing does.
func (m *Mapping) value(key string, record map[string]string) (value any, ok bool) {
	for i := range m.Fields {
		f := &m.Fields[i]
		if f.Key != key || f.When != "" && !f.match.MatchString(record[f.When]) {
			continue
		}
		return f.of(record)
	}
	return nil, false
}

func (f *Field) of(record map[string]string) (any, bool) {
	if f.Values != nil {
		return f.Values, true
	}
	s := f.Value
	if f.From != "" {
		s = plain(record[f.From])
	}
	switch f.As {
	case "id":
		s = idOf(s)
	case "lower":
		s = strings.ToLower(s)
	}
	switch {
	case s == "":
		return nil, false
	case slices.Contains(listKeys, f.Key) && f.Split != "":
		return splitList(s, f.Split), true
	case slices.Contains(listKeys, f.Key):
		return []string{s}, true
	case slices.Contains(boolKeys, f.Key):
		return s == "true", true
	}
	return s, true
}

func splitList(s, at string) []string {
	var out []string
	for _, part := range strings.Split(s, at) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

var notInID = regexp.MustCompile(`[^a-z0-9]+`)

// idOf makes a source id of a name.
func idOf(s string) string {
	return strings.Trim(notInID.ReplaceAllString(strings.ToLower(s), "-"), "-")
}

// markdown reports whether the text of records is Markdown.
func (m *Mapping) markdown() bool {
	return slices.ContainsFunc(m.Fields, func(f Field) bool { return f.Key == "text" && f.As == "markdown" })
}

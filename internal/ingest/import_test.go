package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"curbside/internal/corpus"
)

const mappingText = `fields:
  - {key: source, from: page, as: id}
  - {key: title, from: title}
  - {key: kind, value: evidence-summary, when: for, match: "^hp$"}
  - {key: kind, value: patient-education}
  - {key: evidence, value: C}
  - {key: audience, values: [clinician, patient]}
  - {key: collection, value: pages}
  - {key: public, value: "true"}
  - {key: retrieved, value: "2026-11-22"}
  - {key: updated, from: date}
  - {key: headings, from: path, split: " > "}
  - {key: topic, value: toxicity, when: headings, match: "(?i)side effects$"}
  - {key: drug, from: title, as: lower, when: page, match: "^drug_"}
  - {key: text, from: text, as: markdown}
drop: ["Enlarge.*", "Learn more about .*"]
labels: ["FDA Approved"]
reference_marks: drop
`

func mapping(t *testing.T) *Mapping {
	t.Helper()
	m, err := ReadMapping([]byte(mappingText))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// imported imports records that differ in path and text only, and gives back the passages, loaded.
func imported(t *testing.T, records ...[2]string) (*corpus.Corpus, Report) {
	t.Helper()
	var in bytes.Buffer
	for _, r := range records {
		line, err := json.Marshal(map[string]any{"page": "drug_A Page", "title": "Cisplatin", "for": "hp", "date": "2025-05-13", "path": r[0], "text": r[1], "rank": 3})
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(line, '\n'))
	}
	var out bytes.Buffer
	report, err := Import(&in, &out, mapping(t))
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Load(fstest.MapFS{"x.jsonl": &fstest.MapFile{Data: out.Bytes()}})
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return c, report
}

func TestImport(t *testing.T) {
	c, report := imported(t,
		[2]string{"Cisplatin > Use", "It is given\u00a0by **drip**.[3,4] Learn more about drips.\nEnlarge\nFDA Approved\nYes\n##\nCommon side effects\nThese are:\n1. *Nausea*\n2. [Hearing loss](https://example.org/x_(y)).\n##"},
		[2]string{"Cisplatin > Use", "Rare side effects\nDeath is seldom, but\nit occurs."},
		[2]string{"Cisplatin > Cost", "Enlarge"})
	if want := (Report{Records: 3, Passages: 3, Sources: 1, Empty: 1, Terms: []corpus.Term{}}); !reflect.DeepEqual(report, want) {
		t.Errorf("report %+v, want %+v", report, want)
	}
	s := c.Source("drug-a-page")
	if s == nil || s.Kind != "evidence-summary" || s.Updated.String() != "2025-05-13" || !s.Public {
		t.Fatalf("source %+v", s)
	}
	var got []string
	for _, p := range c.Passages() {
		got = append(got, fmt.Sprintf("%s|%s|%s|%v|%s", p.ID, strings.Join(p.Headings, ">"), p.About.Topic, p.About.Drug, p.Text))
	}
	want := []string{
		"drug-a-page#1|Cisplatin>Use||[cisplatin]|It is given by drip.\nFDA Approved: Yes",
		"drug-a-page#2|Cisplatin>Use>Common side effects|toxicity|[cisplatin]|These are:\n- Nausea\n- Hearing loss.",
		"drug-a-page#3|Cisplatin>Use>Rare side effects|toxicity|[cisplatin]|Death is seldom, but it occurs.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTables(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"columns name their cells", "Table 1. Stages\n| Stage | T | N |\n| --- | --- | --- |\n|  |  |  |\n| --- | --- | --- |\n| I | T1 | N0 |\nThen text.",
			"Table 1. Stages:\n- Stage: I; T: T1; N: N0\nThen text."},
		{"a cell over several rows", "| Stage | T | N |\n| --- | --- | --- |\n| II | T2 | N0 |\n| T3 | N1 |", "- Stage: II; T: T2; N: N0\n- Stage: II; T: T3; N: N1"},
		{"a note in the table", "| Stage | T |\n| --- | --- |\n| T = tumor. |  |\n| I | T1 |", "T = tumor.\n- Stage: I; T: T1"},
		{"no names", "|  |  |\n| --- | --- |\n| **R** | = Rituximab |", "- R = Rituximab"},
		{"a head of two rows", "| Dose | Male |  | Female |  |\n| --- | --- | --- | --- | --- |\n|  | HR | P | HR | P |\n|  |  |  |  |  |\n| --- | --- | --- | --- | --- |\n| Low | 1.1 | .04 | 0.9 | .5 |",
			"- Dose: Low; Male HR: 1.1; Male P: .04; Female HR: 0.9; Female P: .5"},
		{"a list in a cell", "| Part | Effects |\n| --- | --- |\n| Brain | - Fatigue - Hair loss |", "- Part: Brain; Effects: Fatigue, Hair loss"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			loaded, _ := imported(t, [2]string{"A > B", c.text})
			if got := loaded.Passages()[0].Text; got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestRaggedTablesAreLeftOut: a figure under the name of another column would be worse than none.
func TestRaggedTablesAreLeftOut(t *testing.T) {
	for name, text := range map[string]string{
		"cells missing":       "Before.\n| A | B | C |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 |",
		"two tables in one":   "Before.\n| A | B |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 |\n| 1 | 2 |\n| C | D |\n| --- | --- |\n| 5 | 6 |",
		"rows without a head": "| 1 | 2 |\nBefore.",
	} {
		t.Run(name, func(t *testing.T) {
			loaded, report := imported(t, [2]string{"A", text})
			if got := loaded.Passages()[0].Text; got != "Before." || report.Tables != 1 {
				t.Errorf("got %q and %d tables left out", got, report.Tables)
			}
		})
	}
}

func TestTableGoesOnInNextRecord(t *testing.T) {
	loaded, _ := imported(t, [2]string{"A", "| Stage | T |\n| --- | --- |\n| I | T1 |"}, [2]string{"A", "| II | T2 |"}, [2]string{"B", "Words.\n| III | T3 |"})
	if got := loaded.Passage("drug-a-page#2").Text; got != "- Stage: II; T: T2" {
		t.Errorf("got %q", got)
	}
	if got := loaded.Passage("drug-a-page#3").Text; got != "Words." {
		t.Errorf("under another heading: got %q", got)
	}
}

func TestMappingIsRefused(t *testing.T) {
	for want, text := range map[string]string{
		"line 1: nothing fills `text`":                      strings.Replace(mappingText, "  - {key: text, from: text, as: markdown}\n", "", 1),
		"unknown key `fields[1].form`; write from":          strings.Replace(mappingText, "from: page", "form: page", 1),
		"line 3: `title` needs exactly one of":              strings.Replace(mappingText, "from: title}", "from: title, value: x}", 1),
		"line 4: `when` and `match` belong together":        strings.Replace(mappingText, `, match: "^hp$"`, "", 1),
		"`match` is no regular expression":                  strings.Replace(mappingText, `"^hp$"`, `"(hp"`, 1),
		"line 9: `public` is neither true nor false":        strings.Replace(mappingText, `"true"`, `"yes"`, 1),
		"`drop` holds \"(Enlarge\"":                         strings.Replace(mappingText, `"Enlarge.*"`, `"(Enlarge"`, 1),
		"line 8: `collection` is no list; write `value`":    strings.Replace(mappingText, "value: pages", "values: [pages]", 1),
		"`reference_marks` is \"hide\", which is not known": strings.Replace(mappingText, "reference_marks: drop", "reference_marks: hide", 1),
	} {
		if _, err := ReadMapping([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

func TestImportNamesTheRecord(t *testing.T) {
	var out bytes.Buffer
	_, err := Import(strings.NewReader(`{"page":"a","path":"A","text":"x"}`+"\n{\n"), &out, mapping(t))
	if err == nil || !strings.HasPrefix(err.Error(), "record 2: is no JSON object") {
		t.Errorf("got %v", err)
	}
	_, err = Import(strings.NewReader(`{"path":"A","text":"x"}`+"\n"), &out, mapping(t))
	if err == nil || !strings.HasPrefix(err.Error(), "record 1: holds nothing for `source`") {
		t.Errorf("got %v", err)
	}
}

func TestAbbreviationsBecomeTerms(t *testing.T) {
	a := newAbbreviations()
	for _, source := range []string{"a", "b"} {
		a.add(source, "The median progression-free survival (PFS) was 7 months in acute lymphoblastic leukemia (ALL), and not all men died. Multiple endocrine neoplasia (MEN) is rare.")
		a.add(source, "Tests of blood are a complete blood count (CBC), see overall (OS), and the National Cancer Institute (NCI). A drug, bone pain, and scans (BPS).")
	}
	a.add("a", "Superior vena cava syndrome (SVCS), bone scan (BS), into a vein (IV). Allogeneic stem cell transplants (SCTs).")
	a.add("b", "Systemic combined therapy (SCT).")
	got := string(LexiconFile(a.terms()))
	want := `  - {term: "acute lymphoblastic leukemia", kind: disease, same: ["ALL"]}
  - {term: "complete blood count", kind: measure, same: ["CBC"]}
  - {term: "national cancer institute", kind: organisation, same: ["NCI"]}
  - {term: "progression-free survival", kind: measure, same: ["PFS"]}
  - {term: "superior vena cava syndrome", kind: disease, same: ["SVCS"]}
`
	if _, terms, _ := strings.Cut(got, "terms:\n"); terms != want {
		t.Errorf("got\n%s\nwant\n%s", terms, want)
	}
	if _, err := corpus.Load(fstest.MapFS{"lexicon.yaml": &fstest.MapFile{Data: []byte(got)}, "x.jsonl": &fstest.MapFile{Data: []byte(`{"source":"a","n":1,"title":"A","kind":"review","evidence":"B","audience":["clinician"],"collection":"c","retrieved":"2026-11-22","headings":["A"],"text":"Words."}`)}}); err != nil {
		t.Error(err)
	}
}

func FuzzImport(f *testing.F) {
	for _, s := range []string{"##\nA\n| a | b |\n| --- | --- |\n| 1 | 2 |", "**a**\n- *b* [c](d)", "1. x\n# y\n|", "\\*x\\*", "[1", "a\u200bb"} {
		f.Add(s)
	}
	m, err := ReadMapping([]byte(mappingText))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, err := json.Marshal(map[string]string{"page": "p", "title": "T", "path": "A", "text": s})
		if err != nil {
			t.Skip("no text")
		}
		var out bytes.Buffer
		report, err := Import(bytes.NewReader(line), &out, m)
		if err != nil {
			t.Fatal(err)
		}
		if report.Passages == 0 {
			return
		}
		if _, err := corpus.Load(fstest.MapFS{"x.jsonl": &fstest.MapFile{Data: out.Bytes()}}); err != nil {
			t.Fatalf("%q: %v\n%s", s, err, out.String())
		}
	})
}

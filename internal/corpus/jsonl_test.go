package corpus

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const firstLine = `{"source":"a-page","n":1,"title":"A page","publisher":"An institute","url":"https://example.org/a","kind":"evidence-summary","evidence":"B","audience":["clinician"],"collection":"pages","public":true,"updated":"2025-05","retrieved":"2026-11-22","licence":"Public domain; credit: An institute","headings":["Treatment","Surgery"],"text":"Surgery is done first. It cures approx. 40% of adults.\n\n  The tests are:\n- A blood test.\n- An X-ray of the chest, 0.5 mSv."}` + "\n"
const secondLine = `{"source":"a-page","n":7,"title":"A page","headings":["Treatment"],"text":"Radiation follows.","topic":"indication","drug":["cisplatin"]}` + "\n"

func TestLoadLines(t *testing.T) {
	c, err := Load(fstest.MapFS{"export.jsonl": file(firstLine + "\n" + secondLine), "lexicon.yaml": file("terms: []\n")})
	if err != nil {
		t.Fatal(err)
	}
	s, p := c.Source("a-page"), c.Passage("a-page#1")
	if s == nil || p == nil || len(c.Passages()) != 2 {
		t.Fatalf("loaded %v", c.Passages())
	}
	want := Source{ID: "a-page", Title: "A page", Publisher: "An institute", URL: "https://example.org/a", Kind: "evidence-summary", Evidence: "B", Audience: []string{"clinician"},
		Collection: "pages", Public: true, Updated: Date{Year: 2025, Month: 5}, Retrieved: Date{2026, 11, 22}, Review: Review{State: "unreviewed"}, Licence: "Public domain; credit: An institute"}
	got := *s
	got.Passages, got.file = nil, ""
	if !reflect.DeepEqual(got, want) {
		t.Errorf("source %+v\nwant %+v", got, want)
	}
	if p.Text != "Surgery is done first. It cures approx. 40% of adults.\nThe tests are:\n- A blood test.\n- An X-ray of the chest, 0.5 mSv." || p.Title != "Surgery" {
		t.Errorf("text %q, title %q", p.Text, p.Title)
	}
	var said []string
	for _, s := range p.Sentences {
		said = append(said, fmt.Sprint(s.Item, " ", s.Text))
		if got := string([]rune(p.Text)[s.Start:s.End]); got != s.Text {
			t.Errorf("[%d,%d) is %q, want %q", s.Start, s.End, got, s.Text)
		}
	}
	same(t, said, []string{"false Surgery is done first.", "false It cures approx. 40% of adults.", "false The tests are:", "true A blood test.", "true An X-ray of the chest, 0.5 mSv."})
	if second := c.Passage("a-page#7"); second.About.Topic != "indication" || second.Source != s || second.Sentences[0].Text != "Radiation follows." {
		t.Errorf("second passage %+v", second)
	}
}

func TestLoadPackedLinesBesideMarkdown(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(firstLine)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	fsys := sources(t)
	fsys["z.jsonl.gz"] = &fstest.MapFile{Data: packed.Bytes()}
	c, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) != 2 || c.Passage("a#12") == nil || c.Passage("a-page#1") == nil {
		t.Errorf("sources %v", c.Sources)
	}
	fsys["z.jsonl.gz"].Data = packed.Bytes()[:packed.Len()-9]
	if _, err := Load(fsys); err == nil {
		t.Error("a file that is cut off is loaded")
	}
}

// TestLinesAreRefused: each fault is named with its line and with what to write instead.
func TestLinesAreRefused(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"no JSON", "{\"source\": \n", "x.jsonl:1: is no complete JSON object; write one JSON object"},
		{"no object", "[1]\n", "x.jsonl:1: is JSON, but no object; write one JSON object"},
		{"key twice", strings.Replace(firstLine, `"n":1,`, `"n":1,"n":2,`, 1), "x.jsonl:1: holds the key `n` twice"},
		{"unknown key", firstLine + strings.Replace(secondLine, `"topic"`, `"topik"`, 1), "x.jsonl:2: the key `topik` is unknown; write `topic`"},
		{"key in another case", strings.Replace(firstLine, `"title"`, `"Title"`, 1), "x.jsonl:1: the key `Title` is unknown; write `title`"},
		{"bad date", strings.Replace(firstLine, "2025-05", "05/2025", 1), "x.jsonl:1: `updated`: \"05/2025\" is no date; write YYYY"},
		{"no such day", strings.Replace(firstLine, "2026-11-22", "2026-11-31", 1), "x.jsonl:1: `retrieved`: \"2026-11-31\" is not in the calendar"},
		{"duplicate id", firstLine + strings.Replace(secondLine, `"n":7`, `"n":1`, 1), "x.jsonl:2: passage a-page#1 stands twice, first on line 1; write another `n`"},
		{"other facts", firstLine + strings.Replace(secondLine, "A page", "B page", 1), "x.jsonl:2: `title` of source a-page differs from line 1; write the same"},
		{"bad id", strings.Replace(firstLine, "a-page", "A_Page", 1), "x.jsonl:1: `source` is \"A_Page\"; it is an id of lower-case letters, digits and single hyphens; write a-page"},
		{"bad enum", strings.Replace(firstLine, `"evidence":"B"`, `"evidence":"F"`, 1), "x.jsonl:1: `evidence` is \"F\"; write one of: A, B"},
		{"bad audience", strings.Replace(firstLine, `["clinician"]`, `["doctor"]`, 1), "x.jsonl:1: `audience` is \"doctor\"; write one of: clinician"},
		{"bad type", strings.Replace(firstLine, `"n":1`, `"n":"1"`, 1), "x.jsonl:1: `n` is \"1\"; write a whole number"},
		{"fact missing", strings.Replace(firstLine, `"kind":"evidence-summary",`, "", 1), "x.jsonl:1: `kind` of source a-page is missing"},
		{"no text", strings.Replace(secondLine, "Radiation follows.", " ", 1), "x.jsonl:1: `text` is missing or empty"},
		{"control character", strings.Replace(firstLine, "Surgery is", `Surgery\u0007 is`, 1), "x.jsonl:1: `text` holds the control character 0x07"},
		{"no headings", strings.Replace(firstLine, `["Treatment","Surgery"]`, `[]`, 1), "x.jsonl:1: `headings` is missing, empty or has an empty entry"},
		{"bad address", strings.Replace(firstLine, "https://example.org/a", "example.org", 1), "x.jsonl:1: `url` is \"example.org\", which is no web address"},
		{"unknown key within", strings.Replace(firstLine, `"public":true`, `"review":{"stat":"reviewed"}`, 1), "x.jsonl:1: `review` is {\"stat\":\"reviewed\"}; write an object"},
		{"too long", `{"text":"` + strings.Repeat("x", maxLine) + `"}`, "x.jsonl:1: is longer than 1024 KiB; split it"},
		{"empty", "", "x.jsonl: holds no passage"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"x.jsonl": file(c.text)})
			if got := lines(err); len(got) == 0 || !strings.HasPrefix(got[0], c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestSourceInTwoFilesIsRefused(t *testing.T) {
	fsys := sources(t)
	fsys["b.jsonl"] = file(strings.Replace(firstLine, "a-page", "a", 1))
	if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), `b.jsonl:1: source "a" stands in another file too`) {
		t.Errorf("got %v", err)
	}
}

// TestLinesStopAtManyFaults: a file that is no corpus at all does not fill the memory with complaints.
func TestLinesStopAtManyFaults(t *testing.T) {
	l := read(fstest.MapFS{"x.jsonl": file(strings.Repeat("nothing\n", 10_000))}, false)
	if len(l.problems) != mostFaults {
		t.Errorf("%d problems, want %d", len(l.problems), mostFaults)
	}
}

func TestLintReadsFactsOfLinesAndNotTheirWords(t *testing.T) {
	text := strings.Replace(firstLine, `"evidence":"B"`, `"evidence":"A","conflicts_of_interest":[]`, 1)
	found := Lint(fstest.MapFS{"x.jsonl": file(text)}, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
	if len(found) != 1 || found[0].Rule != ruleEvidence {
		t.Errorf("got %v", found)
	}
}

func FuzzLines(f *testing.F) {
	for _, s := range []string{firstLine, secondLine, "{}", `{"a":[1,{"b":"\""}],"c":-1}`, "[", "{\"n\":1}\n{\"n\":1}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Load(fstest.MapFS{"x.jsonl": file(s)})
		if err != nil {
			return
		}
		for _, p := range c.Passages() {
			rs := []rune(p.Text)
			for _, s := range p.Sentences {
				if string(rs[s.Start:s.End]) != s.Text {
					t.Fatalf("[%d,%d) of %q is not %q", s.Start, s.End, p.Text, s.Text)
				}
			}
		}
	})
}

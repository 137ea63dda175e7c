package strictyaml

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

type day string

func (d *day) UnmarshalText(b []byte) error {
	if len(b) != 10 {
		return &ValueError{What: fmt.Sprintf("%q is no day", b), Write: "YYYY-MM-DD"}
	}
	*d = day(b)
	return nil
}

type item struct {
	N    int    `yaml:"n"`
	Name string `yaml:"name,required"`
	Line int    `yaml:",line"`
}

type doc struct {
	Title  string        `yaml:"title,required"`
	Kind   string        `yaml:"kind" enum:"guideline|label"`
	Tags   []string      `yaml:"tags" enum:"a|b"`
	On     day           `yaml:"on"`
	Open   bool          `yaml:"open"`
	Wait   time.Duration `yaml:"wait"`
	Weight float64       `yaml:"weight"`
	Item   *item         `yaml:"item"`
	Items  []item        `yaml:"items"`
}

func TestDecode(t *testing.T) {
	const text = `# a comment
title: "It's: here"   # behind
kind: label
tags: [a, "b"]
on: 2026-11-22
open: true
wait: 1m30s
weight: 0.5
item: {n: 7, name: seven}
items:
  - n: 1
    name: one
  - {name: 'it''s two'}
`
	want := doc{Title: "It's: here", Kind: "label", Tags: []string{"a", "b"}, On: "2026-11-22", Open: true, Wait: 90 * time.Second, Weight: 0.5,
		Item: &item{N: 7, Name: "seven", Line: 9}, Items: []item{{N: 1, Name: "one", Line: 11}, {Name: "it's two", Line: 13}}}
	var got doc
	if problems := Decode([]byte(text), 1, &got); problems != nil {
		t.Fatal(problems)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestDecodeFull reads what only the full parser knows.
func TestDecodeFull(t *testing.T) {
	var got doc
	if problems := Decode([]byte("\"title\": >\n  folded\n  text\ntags:\n  [a,\n   b]\n"), 1, &got); problems != nil {
		t.Fatal(problems)
	}
	if got.Title != "folded text" || len(got.Tags) != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestNullLeavesTheField(t *testing.T) {
	got := doc{Kind: "label", Wait: time.Second}
	if problems := Decode([]byte("title: x\nkind: null\nwait:\n"), 1, &got); problems != nil {
		t.Fatal(problems)
	}
	if got.Kind != "label" || got.Wait != time.Second {
		t.Errorf("got %+v", got)
	}
}

func TestProblems(t *testing.T) {
	for _, tc := range []struct{ name, yaml, want string }{
		{"unknown key", "title: x\nkindd: label\n", "2 unknown key `kindd`; write kind"},
		{"unknown in a list", "title: x\nitems:\n  - name: y\n  - nmae: z\n", "4 unknown key `items[2].nmae`; write name | 4 key `items[2].name` is missing; write `name:` with a text"},
		{"missing", "kind: label\n", "1 key `title` is missing; write `title:` with a text"},
		{"empty", "", "1 key `title` is missing; write `title:` with a text"},
		{"null where needed", "title: null\n", "1 `title` is empty; write a value: a text"},
		{"null in a list", "title: x\ntags: [a, null]\n", "2 `tags[2]` is empty; write a value: one of: a, b"},
		{"twice", "title: x\ntitle: y\n", "2 key `title` stands twice, first on line 1; write it once"},
		{"enum", "title: x\nkind: lable\n", "2 `kind` is \"lable\", which is not known; write label"},
		{"enum in a list", "title: x\ntags: [a, c]\n", "2 `tags[2]` is \"c\", which is not known; write a"},
		{"enum far off", "title: x\nkind: sermon\n", "2 `kind` is \"sermon\", which is not known; write one of: guideline, label"},
		{"scalar for list", "title: x\ntags: a\n", "2 `tags` holds \"a\" where a list belongs; write [a]"},
		{"list for scalar", "title: [x]\n", "1 `title` holds a list where one value belongs; write a text"},
		{"map for scalar", "title: {a: b}\n", "1 `title` holds keys with values where one value belongs; write a text"},
		{"scalar for map", "title: x\nitem: y\n", "2 `item` holds \"y\" where keys with values belong; write `key: value` lines"},
		{"list for all", "- a\n", "1 the document holds a list where keys with values belong; write `key: value` lines"},
		{"bool", "title: x\nopen: yes\n", "2 `open` is \"yes\"; write true or false"},
		{"quoted bool", "title: x\nopen: \"true\"\n", "2 `open` is \"true\"; write true or false"},
		{"int", "title: x\nitem: {n: 1.5, name: y}\n", "2 `item.n` is \"1.5\"; write a whole number"},
		{"own type", "title: x\non: soon\n", "2 `on`: \"soon\" is no day; write YYYY-MM-DD"},
		{"own type, list", "title: x\non: [soon]\n", "2 `on` holds a list; write a single value"},
		{"two documents", "title: x\n---\ntitle: y\n", "3 a second document starts here; write one document without further `---` lines"},
		{"alias", "title: &t x\nkind: *t\n", "1 anchors, aliases, merges and tags are not used here; write the value itself"},
		{"tag", "title: !!str x\n", "1 anchors, aliases, merges and tags are not used here; write the value itself"},
		{"syntax", "title: x\ntags: [a\n", "2 cannot be read as YAML: sequence end token ']' not found; write one `key: value` per line, text with a colon in quotes"},
		{"colon", "title: What: this\n", "1 cannot be read as YAML: mapping value is not allowed in this context; write one `key: value` per line, text with a colon in quotes"},
		{"open quote", "kind: \"label\nwait: 1s\ntitle: \"x\"\n", "1 cannot be read as YAML: a quotation mark has no partner on its line; write the closing \" too"},
		{"open quote in a list", "title: x\ntags: [a, \"b]\n", "2 cannot be read as YAML: a quotation mark has no partner on its line; write the closing \" too"},
		{"missing own type", "title: x\non: null\nitem: {name: [a]}\n", "3 `item.name` holds a list where one value belongs; write a text"},
		{"deep", "title: " + strings.Repeat("[", 5000) + "\n", "1 nested more than 32 levels deep; write flat keys and short lists"},
		{"control", "title: x\x01\n", "1 the control character 0x01; write plain text"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, p := range Decode([]byte(tc.yaml), 1, new(doc)) {
				got = append(got, fmt.Sprintf("%d %s", p.Line, p))
			}
			if s := strings.Join(got, " | "); s != tc.want {
				t.Errorf("got  %s\nwant %s", s, tc.want)
			}
		})
	}
}

// TestLinesCountFromFirst holds for both parsers.
func TestLinesCountFromFirst(t *testing.T) {
	for _, text := range []string{"title: x\nkindd: y\n", "title: >\n  x\nkindd: y\n"} {
		p := Decode([]byte(text), 10, new(doc))
		if want := 10 + strings.Count(text, "\n") - 1; len(p) != 1 || p[0].Line != want {
			t.Errorf("%q: got %+v, want line %d", text, p, want)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"publisher", "published", "url", "kind"}
	for word, want := range map[string]string{"publsher": "publisher", "Published": "published", "urll": "url", "ulr": "url", "colour": "", "": "", strings.Repeat("x", 100): ""} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%.20q) = %q, want %q", word, got, want)
		}
	}
}

// FuzzDecode: whatever the bytes, Decode returns, and each problem stands on a line of the document.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"title: x\nitems:\n  - {n: 1, name: y}\n", "a: &x [*x]\n", "? a\n: b\n", "title: |\n  x\n", "%YAML 1.2\n---\n", "\"a\\u0000\": b", "- - - -\n", "{{{{", "title: !!binary x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 2
		for _, p := range Decode(data, 1, new(doc)) {
			if p.What == "" || p.Line < 1 || p.Line > lines {
				t.Fatalf("%q: %+v", data, p)
			}
		}
	})
}

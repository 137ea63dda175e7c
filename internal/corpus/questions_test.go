package corpus

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func withQuestions(t *testing.T, name, text string) fstest.MapFS {
	t.Helper()
	fsys := sources(t)
	fsys["questions/"+name] = file(text)
	return fsys
}

func TestQuestions(t *testing.T) {
	c, err := Load(withQuestions(t, "a.yaml", "questions:\n  - at: \"12.2\"\n    ask:\n      - \"How many doses?\"\n      - doses per cycle?\n  - at: \"12.3\"\n    ask: [\"Does it make one sick?\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	sentences := c.Passage("a#12").Sentences
	if len(sentences[0].Questions) != 0 || !slices.Equal(sentences[1].Questions, []string{"How many doses?", "doses per cycle?"}) || len(sentences[2].Questions) != 1 {
		t.Errorf("questions stand with other sentences: %+v", sentences)
	}
	plain, err := Load(sources(t))
	if err != nil || plain.Version == c.Version {
		t.Errorf("the corpus's version does not tell that questions changed: %v", err)
	}
}

func TestQuestionsRefused(t *testing.T) {
	one := func(at, ask string) string { return "questions:\n  - at: \"" + at + "\"\n    ask: [\"" + ask + "\"]\n" }
	for name, tc := range map[string]struct{ file, text, want string }{
		"no key":         {"a.yaml", one("twelve", "x?"), `"twelve" is no sentence`},
		"sentence 0":     {"a.yaml", one("12.0", "x?"), `"12.0" is no sentence`},
		"dead sentence":  {"a.yaml", one("12.6", "x?"), "sentence 12.6 of a does not exist"},
		"dead passage":   {"a.yaml", one("13.1", "x?"), "sentence 13.1 of a does not exist"},
		"empty":          {"a.yaml", one("12.1", " "), "empty or longer than 200"},
		"too long":       {"a.yaml", one("12.1", strings.Repeat("ä", 201)), "empty or longer than 200"},
		"unknown source": {"b.yaml", one("12.1", "x?"), `there is no source "b"`},
		"unknown key":    {"a.yaml", "questions:\n  - at: \"12.1\"\n    asks: [\"x?\"]\n", "asks"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Load(withQuestions(t, tc.file, tc.text))
			if c != nil || err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "questions/"+tc.file) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
	if _, err := Load(withQuestions(t, "a.yaml", one("12.1", strings.Repeat("ä", 200)))); err != nil {
		t.Errorf("a question of 200 characters is refused: %v", err)
	}
}

func TestQuestionFilesIgnored(t *testing.T) {
	fsys := withQuestions(t, "a.yml", "questions: []\n")
	fsys["questions/.a.yaml"] = file("not read")
	var got []string
	for _, f := range Lint(fsys, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)) {
		if strings.HasPrefix(f.File, "questions/") {
			got = append(got, f.File+" "+string(f.Severity)+" "+f.Rule)
		}
	}
	if !slices.Equal(got, []string{"questions/a.yml warning ignored"}) {
		t.Errorf("findings: %q", got)
	}
}

package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// line is a sentence or list item that a test writes and wants to read back.
type line struct {
	text string
	item bool
}

// drawPassages makes passages of sentences in many scripts.
func drawPassages(t *rapid.T) [][]line {
	sentence := rapid.StringMatching(`[A-Zα-ω°][a-z0-9 ,;%≥α-ω日本é-]{0,40}[.]`)
	passage := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) line {
		return line{text: sentence.Draw(t, "text"), item: rapid.Bool().Draw(t, "item")}
	}), 1, 6)
	return rapid.SliceOfN(passage, 1, 5).Draw(t, "passages")
}

// render writes passages as a curator would.
func render(passages [][]line) string {
	var b strings.Builder
	b.WriteString(frontMatter + "\n# A\n")
	for i, p := range passages {
		fmt.Fprintf(&b, "\n### Title %d {#%d}\n%s", i, i+1, block)
		for _, l := range p {
			if l.item {
				b.WriteString("- ")
			}
			b.WriteString(l.text + "\n")
		}
	}
	return b.String()
}

// TestLoadRender: what is written is read back, sentence by sentence, and each lies where its offsets say.
func TestLoadRender(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		passages := drawPassages(t)
		c, err := Load(fstest.MapFS{"a.md": file(render(passages))})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Passages()) != len(passages) {
			t.Fatalf("%d passages, want %d", len(c.Passages()), len(passages))
		}
		for i, p := range c.Passages() {
			rs := []rune(p.Text)
			for j, s := range p.Sentences {
				want := passages[i][j]
				if s.Text != want.text || s.Item != want.item || string(rs[s.Start:s.End]) != want.text {
					t.Fatalf("passage %d sentence %d: %+v, want %+v", i, j, s, want)
				}
				if marked := s.Start >= 2 && string(rs[s.Start-2:s.Start]) == "- "; s.Item && !marked {
					t.Fatalf("item %d of %q has no mark", j, p.Text)
				}
			}
		}
	})
}

// FuzzSource: whatever a file holds, it is read or refused with a line of the file, and a source that is read keeps
// what Load promises.
func FuzzSource(f *testing.F) {
	f.Add([]byte(frontMatter + body))
	f.Add([]byte(frontMatter + "\n### {#1}\n```passage\n```\n- \n"))
	f.Add([]byte("---\n---\n### a {#1}\nb\n#\n##x\n### {#99999999}\n```passage"))
	f.Add([]byte("---\ntitle: [\n---\n"))
	files, err := filepath.Glob("../../corpus/*.md")
	if err != nil || len(files) == 0 {
		f.Fatalf("no sources to begin with: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 3000)])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = unixLines(data)
		if line, _ := notText(data); line > 0 {
			return // Load refuses such files before they are parsed
		}
		l := &loader{}
		s, problems := parseSource(&l.yaml, "a.md", data)
		for _, p := range problems {
			if p.Line < 1 || p.Line > strings.Count(string(data), "\n")+2 || p.What == "" || p.Write == "" {
				t.Fatalf("problem %+v of %q", p, data)
			}
		}
		if len(problems) > 0 {
			return
		}
		if len(s.Passages) == 0 || s.Title == "" {
			t.Fatalf("accepted %q", data)
		}
		seen := map[string]bool{}
		for _, p := range s.Passages {
			if seen[p.ID] || len(p.Sentences) == 0 || p.Title == "" || p.Headings[len(p.Headings)-1] != p.Title {
				t.Fatalf("passage %+v", p)
			}
			seen[p.ID] = true
			checkOffsets(t, p)
		}
	})
}

func checkOffsets(t *testing.T, p *Passage) {
	t.Helper()
	rs, last := []rune(p.Text), 0
	for _, s := range p.Sentences {
		if s.Start < last || s.End > len(rs) || string(rs[s.Start:s.End]) != s.Text || s.Text == "" {
			t.Fatalf("sentence %+v of %q", s, p.Text)
		}
		last = s.End
	}
}

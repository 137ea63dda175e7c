package corpus

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestLoad(t *testing.T) {
	fsys := sources(t)
	fsys["b-2.md"] = fsys["a.md"]
	fsys["README.md"] = file("# How to curate\n")
	fsys[".draft.md"] = file("not a source")
	fsys["embed.go"] = file("package shipped")
	fsys["lexicon.yaml"] = file("terms:\n  - term: aldesleukin\n    kind: drug\n    same: [Proleukin]\n    say: {text: al-des, passage: \"a#12\"}\n")
	fsys["disagreements.yaml"] = file("disagreements:\n  - id: d\n    about: x\n    harm: high\n    terms: [y]\n    positions:\n      - {passage: \"a#12\", text: one}\n      - {passage: \"b-2#12\", text: two}\n")
	c, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	s := c.Sources[0]
	if len(c.Sources) != 2 || s.ID != "a" || s.Evidence != "C" || s.Updated != (Date{2025, 11, 10}) || s.Published != (Date{Year: 2024}) || !s.Public || s.Author != "" || len(s.Cites) != 2 || s.Work(1).Year != 2002 || s.Work(2) != nil || s.Work(0) != nil {
		t.Errorf("source: %+v", s)
	}
	p := c.Passage("a#12")
	if p == nil || p != c.Passages()[0] || c.Passage("a#1") != nil || c.Source("b-2") == nil || c.Source("c") != nil {
		t.Fatalf("look-ups: %+v", p)
	}
	want := "Aldesleukin is given at 600,000 IU/kg every 8 hours. Adults with melanoma receive up to 14 doses of aldesleukin.\n- Nausea is a side effect of aldesleukin.\n- Aldesleukin may cause chills, °C above 38 degrees.\nAldesleukin is then paused for 9 days."
	if p.Text != want {
		t.Errorf("text\n%s\nwant\n%s", p.Text, want)
	}
	about := About{Drug: []string{"aldesleukin"}, Regimen: "high-dose intravenous", Population: "adults with metastatic melanoma", Context: "treatment", Topic: "dosing"}
	if !reflect.DeepEqual(p.About, about) || !reflect.DeepEqual(p.Headings, []string{"Dosing", "High dose", "Standard regimen"}) || p.Title != "Standard regimen" || p.Strength != "Level A" || p.Source != s || p.Locator != "Dosing, paragraph 1" || p.N != 12 {
		t.Errorf("passage: %+v", p)
	}
	if !p.Sentences[2].Item || p.Sentences[1].Item || len(p.Sentences) != 5 {
		t.Errorf("sentences: %+v", p.Sentences)
	}
	if c.Lexicon.Terms[0].Say.Text != "al-des" || len(c.Disagreements[0].Positions) != 2 {
		t.Errorf("lexicon %+v, disagreements %+v", c.Lexicon, c.Disagreements)
	}
}

func TestReviewIsUnreviewedUnlessStated(t *testing.T) {
	c, err := Load(sources(t, "review: {state: unreviewed, by: null, on: null, note: null}\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Sources[0].Review.State; got != "unreviewed" {
		t.Errorf("state %q", got)
	}
}

// TestOffsets: a sentence lies in its passage's text exactly where it says, counted in code points.
func TestOffsets(t *testing.T) {
	c, err := Load(sources(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Passages() {
		rs := []rune(p.Text)
		for _, s := range p.Sentences {
			if got := string(rs[s.Start:s.End]); got != s.Text {
				t.Errorf("%s [%d,%d) is %q, want %q", p.ID, s.Start, s.End, got, s.Text)
			}
		}
	}
}

func TestLoadAcceptsOtherLineEnds(t *testing.T) {
	fsys := sources(t)
	want, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	fsys["a.md"] = file("\ufeff" + strings.ReplaceAll(string(fsys["a.md"].Data), "\n", "\r\n"))
	got, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if got.Passages()[0].Hash != want.Passages()[0].Hash {
		t.Error("line ends change a passage")
	}
	if got.Version == want.Version {
		t.Error("the version does not tell two different files apart")
	}
}

func TestVersion(t *testing.T) {
	version := func(fsys fstest.MapFS) string {
		t.Helper()
		c, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return c.Version
	}
	base := version(sources(t))
	if base != version(sources(t)) || !strings.HasPrefix(base, "sha256:") || len(base) != 71 {
		t.Errorf("version %q is not stable", base)
	}
	ignored := sources(t)
	ignored["README.md"] = file("x")
	if version(ignored) != base {
		t.Error("a file that is not read changes the version")
	}
	renamed := sources(t)
	renamed["b.md"] = renamed["a.md"]
	delete(renamed, "a.md")
	withLexicon := sources(t)
	withLexicon["lexicon.yaml"] = file("terms: []\n")
	for what, fsys := range map[string]fstest.MapFS{"name": renamed, "lexicon": withLexicon, "text": sources(t, "9 days", "8 days"), "front matter": sources(t, "2025-11-10", "2025-11-11")} {
		if version(fsys) == base {
			t.Errorf("another %s does not change the version", what)
		}
	}
}

// TestProblems holds the message of every fault of a source, with its line.
func TestProblems(t *testing.T) {
	for _, tc := range []struct {
		name    string
		replace []string
		want    []string
	}{
		{"unknown key", []string{"publisher:", "publsher:"}, []string{"a.md:3: unknown key `publsher`; write publisher"}},
		{"missing key", []string{"kind: patient-education\n", ""}, []string{"a.md:2: key `kind` is missing; write `kind:` with one of: guideline, label, evidence-summary, review, patient-education, lay-press, machine-written"}},
		{"unknown kind", []string{"patient-education", "patient-eduction"}, []string{"a.md:6: `kind` is \"patient-eduction\", which is not known; write patient-education"}},
		{"audience", []string{"[clinician, patient]", "[]"}, []string{"a.md:8: `audience` is empty; write at least one of: clinician, educator, patient"}},
		{"date", []string{"2025-11-10", "10.11.2025"}, []string{"a.md:13: `updated`: \"10.11.2025\" is no date; write YYYY, YYYY-MM or YYYY-MM-DD, or null where not stated"}},
		{"no such day", []string{"2025-11-10", "2025-02-30"}, []string{"a.md:13: `updated`: \"2025-02-30\" is not in the calendar; write a day that exists, as YYYY-MM-DD"}},
		{"address", []string{"https://example.org/aldesleukin", "example.org"}, []string{"a.md:5: `url` is \"example.org\", which is no web address; write https://..., or null where the source states none"}},
		{"address without host", []string{"https://example.org/aldesleukin", "\"javascript:alert(1)\""}, []string{"a.md:5: `url` is \"javascript:alert(1)\", which is no web address; write https://..., or null where the source states none"}},
		{"work twice", []string{"{n: null, type: unresolved", "{n: 1, type: unresolved"}, []string{"a.md:20: work 1 is listed twice, first on line 19; write each number once"}},
		{"no front matter", []string{"---\ntitle", "title"}, []string{"a.md:1: the file does not begin with front matter; write --- on the first line, then `title: ...` and the other keys, then --- again"}},
		{"no end", []string{"listed.\"}\n---\n", "listed.\"}\n"}, []string{"a.md:1: the front matter has no end; write --- on a line of its own behind the last key"}},
		{"half written", []string{"kind: patient-education", "kind: \"patient"}, []string{"a.md:6: cannot be read as YAML: a quotation mark has no partner on its line; write the closing \" too"}},
		{"unknown topic", []string{"topic: dosing", "topic: dose"}, []string{"a.md:33: `topic` is \"dose\", which is not known; write one of: definition, mechanism, pharmacology, indication, dosing, withholding, administration, eligibility, contraindication, efficacy, toxicity, warning, monitoring, supportive-care, self-care, interaction, pregnancy, place-in-therapy, pitfall, evidence, comparison"}},
		{"scalar for list", []string{"drug: [aldesleukin]", "drug: aldesleukin"}, []string{"a.md:29: `drug` holds \"aldesleukin\" where a list belongs; write [aldesleukin]"}},
		{"work without entry", []string{"works: [1]", "works: [1, 4]"}, []string{"a.md:28: `works` names work 4, which `cites` in the front matter lacks; add it there, as {n: 4, type: unresolved, ...} where the source lists no such work"}},
		{"unclosed block", []string{"paragraph 1\"\n```\n", "paragraph 1\"\n"}, []string{"a.md:27: passage a#12 has no sentence; write at least one under its block, or remove the heading", "a.md:28: the passage block has no end; write ``` on a line of its own behind its last key"}},
		{"no number", []string{" {#12}", ""}, []string{"a.md:27: the passage has no number; write `### Standard regimen {#1}`"}},
		{"number 0", []string{" {#12}", " {#0}"}, []string{"a.md:27: passage numbers begin at 1; write {#1}"}},
		{"no title", []string{"Standard regimen {#12}", "{#12}"}, []string{"a.md:27: the passage has no title; write `### Title {#12}`"}},
		{"number on a section", []string{"## High dose", "## High dose {#3}"}, []string{"a.md:25: only a ### heading opens a passage; write `### High dose {#3}`, or leave the number out"}},
		{"number twice", []string{"Aldesleukin is then", "### More {#12}\n" + block + "Aldesleukin is then"}, []string{"a.md:43: passage number 12 stands twice, first on line 27; write {#13} for the newer one"}},
		{"heading without space", []string{"## High dose", "##High dose"}, []string{"a.md:25: a heading needs a space and words behind its #; write `# Words`"}},
		{"too deep", []string{"## High dose", "#### High dose"}, []string{"a.md:25: headings go three levels deep; write ### and a number for a passage"}},
		{"text outside", []string{"## High dose", "High dose\nand more"}, []string{"a.md:25: text outside a passage; write a heading such as `### Title {#1}` above it"}},
		{"block outside", []string{"## High dose", block}, []string{"a.md:25: a passage block without a passage; write a heading such as `### Title {#1}` above it"}},
		{"two blocks", []string{"Aldesleukin is given", block + "Aldesleukin is given"}, []string{"a.md:38: a second passage block in one passage; keep one of them"}},
		{"block behind the text", []string{"### Standard regimen {#12}\n", "### Standard regimen {#12}\nAldesleukin is a drug.\n"}, []string{"a.md:29: the passage block stands behind the text; put it directly under the heading"}},
		{"star list", []string{"- Nausea", "* Nausea"}, []string{"a.md:41: a list item that begins with *; write `- Nausea is a side effect of aldesleukin.`"}},
		{"numbered list", []string{"- Nausea", "1. Nausea"}, []string{"a.md:41: a numbered list item; write `- ` in place of its number"}},
		{"table", []string{"- Nausea", "| Nausea |"}, []string{"a.md:41: a table; write one sentence for each row"}},
		{"quotation", []string{"- Nausea", "> Nausea"}, []string{"a.md:41: a block quotation; write the sentence without >"}},
		{"html", []string{"- Nausea", "<b>Nausea"}, []string{"a.md:41: HTML; write plain sentences; what is not to be shown does not belong here"}},
		{"code", []string{"- Nausea", "```python"}, []string{"a.md:41: a code fence that is no passage block; write ```passage for the block, and plain sentences otherwise"}},
		{"ruler", []string{"- Nausea", "---\n- Nausea"}, []string{"a.md:41: a ruler, or front matter in the middle of the file; remove the line, or put a second source into a file of its own"}},
		{"empty item", []string{"- Nausea", "-\n- Nausea"}, []string{"a.md:41: an empty list item; write its sentence behind the -"}},
		{"caution", []string{"works: [1]\n", "works: [1]\ncautions:\n  - {text: x, reason: y, state: sure, by: z}\n"}, []string{"a.md:37: `cautions[1].state` is \"sure\", which is not known; write one of: suspected, confirmed", "a.md:37: key `cautions[1].on` is missing; write `on:` with its value"}},
		{"no passage", []string{body, "\n# Dosing\n"}, []string{"a.md:23: the source has no passage; open one with a heading such as `### What it is {#1}`"}},
		{"control character", []string{"Nausea", "Nau\x00sea"}, []string{"a.md:41: holds the control character 0x00, so it is no text file; save it as UTF-8 text, or remove it"}},
		{"not UTF-8", []string{"Nausea", "Nau\xffsea"}, []string{"a.md:41: is not UTF-8 text; save it as UTF-8 text, or remove it"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, err := Load(sources(t, tc.replace...))
			same(t, lines(err), tc.want)
			if err != nil && c != nil {
				t.Error("a faulty corpus was half loaded")
			}
		})
	}
}

func TestFolderProblems(t *testing.T) {
	lexicon := func(text string) fstest.MapFS {
		fsys := sources(t)
		fsys["lexicon.yaml"] = file("terms:\n" + text)
		return fsys
	}
	disagreements := func(text string) fstest.MapFS {
		fsys := sources(t)
		fsys["disagreements.yaml"] = file("disagreements:\n" + text)
		return fsys
	}
	const term = "  - term: aldesleukin\n    kind: drug\n"
	const two = "  - {id: d, about: x, harm: high, terms: [y], positions: [{passage: \"a#12\", text: one}, {passage: \"a#12\", text: two}]}\n"
	for _, tc := range []struct {
		name string
		fsys fs.FS
		want []string
	}{
		{"missing", os.DirFS(filepath.Join(t.TempDir(), "none")), []string{".: the corpus folder cannot be read: no such file or directory; name a folder that holds the sources"}},
		{"empty", fstest.MapFS{}, []string{".: the corpus folder holds no source; put at least one <source>.md file or one file of JSON lines, *.jsonl, there"}},
		{"name", fstest.MapFS{"My Source.md": file("")}, []string{"My Source.md: a source's file name is its id: lower-case letters, digits and single hyphens; rename it to my-source.md"}},
		{"empty file", fstest.MapFS{"a.md": file("")}, []string{"a.md:1: the file does not begin with front matter; write --- on the first line, then `title: ...` and the other keys, then --- again"}},
		{"folder", fstest.MapFS{"a.md/b.md": file("")}, []string{"a.md: is not a file; rename or remove it"}},
		{"large", fstest.MapFS{"a.md": file(strings.Repeat("x", maxFile+1))}, []string{"a.md: is larger than 8 MiB; split it into several sources"}},
		{"lexicon key", lexicon("  - term: aldesleukin\n    knd: drug\n"), []string{"lexicon.yaml:2: key `terms[1].kind` is missing; write `kind:` with one of: drug, disease, symptom, measure, regimen, procedure, cell, organisation, concept, population", "lexicon.yaml:3: unknown key `terms[1].knd`; write kind"}},
		{"term twice", lexicon(term + "  - term: Aldesleukin\n    kind: drug\n"), []string{"lexicon.yaml:4: term \"Aldesleukin\" stands twice, first on line 2; join the two entries"}},
		{"meaning", lexicon(term + "    meaning: {passage: \"a#13\"}\n"), []string{"lexicon.yaml:2: meaning.passage of aldesleukin names passage \"a#13\", which does not exist; write a# and one of its numbers: 12"}},
		{"say", lexicon(term + "    say: {text: x, passage: \"aa#13\"}\n"), []string{"lexicon.yaml:2: say.passage of aldesleukin names passage \"aa#13\", which does not exist; write a passage of a"}},
		{"no passage id", lexicon(term + "    meaning: {passage: dosing}\n"), []string{"lexicon.yaml:2: meaning.passage of aldesleukin names passage \"dosing\", which does not exist; write the id of a passage, as source#12"}},
		{"one position", disagreements("  - {id: d, about: x, harm: high, terms: [y], positions: [{passage: \"a#12\", text: one}]}\n"), []string{"disagreements.yaml:2: disagreement \"d\" has 1 position; write two or more, each with its passage"}},
		{"disagreement twice", disagreements(two + two), []string{"disagreements.yaml:3: disagreement \"d\" stands twice, first on line 2; give one of them another id"}},
		{"dead position", disagreements(strings.Replace(two, "a#12", "a#9", 1)), []string{"disagreements.yaml:2: a position of d names passage \"a#9\", which does not exist; write a# and one of its numbers: 12"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Load(tc.fsys)
			same(t, lines(err), tc.want)
		})
	}
}

// TestBrokenSourceIsSaidOnce: references into a source that cannot be read are not complained of as well.
func TestBrokenSourceIsSaidOnce(t *testing.T) {
	fsys := sources(t, "topic: dosing", "topic: dose")
	fsys["lexicon.yaml"] = file("terms:\n  - {term: x, kind: drug, meaning: {passage: \"a#99\"}}\n")
	_, err := Load(fsys)
	if got := lines(err); len(got) != 1 {
		t.Errorf("got %q", got)
	}
}

// deniedFS refuses to open one file.
type deniedFS struct {
	fstest.MapFS
	name string
}

func (d deniedFS) Open(name string) (fs.File, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.MapFS.Open(name)
}

func (d deniedFS) ReadFile(name string) ([]byte, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.MapFS.ReadFile(name)
}

func TestUnreadableFile(t *testing.T) {
	_, err := Load(deniedFS{sources(t), "a.md"})
	same(t, lines(err), []string{"a.md: cannot be read: permission denied; make it readable or remove it"})
}

// TestTenThousandFiles: many faults are listed up to a bound, and quickly enough to be useful.
func TestTenThousandFiles(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 10_000 {
		fsys[fmt.Sprintf("source-%05d.md", i)] = file("no front matter\n")
	}
	start := time.Now()
	_, err := Load(fsys)
	got := lines(err)
	if len(got) != maxListed+1 || got[maxListed] != "and 9980 more" || !strings.HasPrefix(got[0], "source-00000.md:1: ") {
		t.Errorf("%d lines, the last %q", len(got), got[len(got)-1])
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestProblemsCanBeTold(t *testing.T) {
	_, err := Load(sources(t, "topic: dosing", "topic: dose"))
	var p *Problem
	if !errors.As(err, &p) || p.File != "a.md" || p.Line != 33 {
		t.Errorf("got %+v", p)
	}
}

// TestEncode: a source and its passages can be printed as JSON, and what is not stated is null.
func TestEncode(t *testing.T) {
	c, err := Load(sources(t, "published: 2024", "published: null"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(c.Sources[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"published":null`, `"updated":"2025-11-10"`, `"id":"a#12"`, `"topic":"dosing"`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is missing in %s", want, out)
		}
	}
	if strings.Contains(string(out), "blockLine") {
		t.Errorf("inner fields are shown: %s", out)
	}
}

package corpus

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func withFacts(t *testing.T, name, text string) fstest.MapFS {
	t.Helper()
	fsys := sources(t)
	fsys["facts/"+name] = file(text)
	return fsys
}

const doses = "{at: \"12.2\", measure: doses per cycle, comparator: at most, value: \"14\", unit: doses, drug: aldesleukin, population: melanoma, state: proposed}"

func TestFacts(t *testing.T) {
	c, err := Load(withFacts(t, "a.yaml", "facts:\n  - "+doses+"\n  - {at: \"12.1\", measure: dose, value: \"600,000\", unit: IU/kg, state: refused}\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := c.Passage("a#12").FactsOf()
	if len(got) != 1 || got[0].Measure != "doses per cycle" || got[0].Comparator != "at most" || got[0].Sentence() != 2 {
		t.Errorf("the ledger of a#12 is %+v", got)
	}
	plain, err := Load(sources(t))
	if err != nil || plain.Version == c.Version {
		t.Errorf("the corpus's version does not tell that the ledger changed: %v", err)
	}
}

func TestFactsRefused(t *testing.T) {
	row := func(at, value, rest string) string {
		return "facts:\n  - {at: \"" + at + "\", measure: dose, value: \"" + value + "\", state: curated" + rest + "}\n"
	}
	for name, tc := range map[string]struct{ file, text, want string }{
		"no sentence":     {"a.yaml", row("12", "14", ""), `"12" is no sentence`},
		"dead sentence":   {"a.yaml", row("12.9", "14", ""), "sentence 12.9 of a does not exist"},
		"other figure":    {"a.yaml", row("12.2", "4", ""), "sentence 12.2 does not say 4"},
		"other whole":     {"a.yaml", row("12.2", "14", ", n: 1, of: 20"), "sentence 12.2 does not say 20"},
		"range":           {"a.yaml", row("12.2", "14-15", ""), "sentence 12.2 does not say 15"},
		"twice":           {"a.yaml", row("12.2", "14", "") + strings.TrimPrefix(row("12.2", "14", ""), "facts:\n"), "the row stands twice, first on line 2"},
		"state":           {"a.yaml", strings.Replace(row("12.2", "14", ""), "curated", "sure", 1), "proposed, curated, refused"},
		"key":             {"a.yaml", row("12.2", "14", ", dose: 3"), "dose"},
		"no such source":  {"zz.yaml", row("12.2", "14", ""), `there is no source "zz"`},
		"missing measure": {"a.yaml", "facts:\n  - {at: \"12.2\", value: \"14\", state: curated}\n", "measure"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Load(withFacts(t, tc.file, tc.text)); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("Load says %v, want %q", err, tc.want)
			}
		})
	}
}

// What a curator wrote stays, however often rows are proposed again; what is written is read back the same.
func TestMergeFacts(t *testing.T) {
	c, err := Load(sources(t))
	if err != nil {
		t.Fatal(err)
	}
	s := c.Source("a")
	proposed := []Fact{{At: "12.1", Measure: "dose", Value: "600,000", Unit: "IU/kg"}, {At: "12.2", Measure: "number", Value: "14", Unit: "doses"}}
	first := MergeFacts(s, nil, proposed)
	if len(first) != 2 || first[0].State != FactProposed {
		t.Fatalf("proposals: %+v", first)
	}
	first[1].Measure, first[1].State = `doses: "per" cycle`, FactCurated
	first[0].State = FactRefused
	again := MergeFacts(s, first, proposed)
	if !slices.Equal(again, first) {
		t.Errorf("a curator's rows were not kept: %+v", again)
	}
	fsys := withFacts(t, "a.yaml", WriteFacts(s, again))
	read, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for n, f := range read.Source("a").Facts {
		f.Line = 0
		if f != again[n] {
			t.Errorf("read back as %+v, want %+v", f, again[n])
		}
	}
}

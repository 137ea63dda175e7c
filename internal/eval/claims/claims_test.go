package claims

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"curbside/internal/verify"
)

func sources() []Source {
	texts := []string{
		"Median survival was 12.1 months with cisplatin and 9.3 months with placebo in 448 patients with melanoma.[3]\nTreatment was not stopped in more than 80% of the women with breast cancer.",
		"In a study of 94 children, 68% of the patients had a lower risk of nausea after chemotherapy at a dose of 20 mg per day.\nAt least 15 patients received imatinib before surgery of the liver was considered.",
	}
	var out []Source
	for i, s := range texts {
		id := string(rune('a' + i))
		out = append(out, Source{Doc: id, Passage: verify.Passage{ID: id + "#1", Text: s}})
	}
	return out
}

func TestChangeIsSeededAndChangesSomething(t *testing.T) {
	a, b := Change(sources(), 5, 3), Change(sources(), 5, 3)
	if !reflect.DeepEqual(a, b) {
		t.Fatal("the same seed made other cases")
	}
	kinds := map[string]int{}
	for _, it := range a {
		kinds[it.Kind]++
		holds := strings.Contains(it.Passages[0].Text, it.Claim)
		if it.Kind == "verbatim" && !holds || !it.Want && holds {
			t.Errorf("%s: %q against %q", it.ID, it.Claim, it.Passages[0].Text)
		}
	}
	for _, kind := range []string{"number", "unit", "comparator", "negation removed", "direction", "entity", "wrong subject by swap", "wrong citation", "verbatim"} {
		if kinds[kind] == 0 {
			t.Errorf("no case of kind %s", kind)
		}
	}
}

func TestMeasureCountsAndPrints(t *testing.T) {
	items := []Item{
		{ID: "1", Kind: "verbatim", Claim: "Fever is common.", Passages: []verify.Passage{{ID: "p", Text: "Fever is common."}}, Want: true},
		{ID: "2", Kind: "number", Claim: "It lasts 3 days.", Passages: []verify.Passage{{ID: "p", Text: "It lasts 3 days."}}, Want: false},
	}
	table := Measure(verify.New(verify.Options{}), items)
	if len(table.Rows) != 2 || table.Rows[0].Right != 1 || table.Rows[1].Right != 0 || len(table.Misses) != 1 {
		t.Fatalf("%+v", table)
	}
	if s := table.String(); !strings.Contains(s, "verbatim") || !strings.Contains(s, "100.0 %") {
		t.Errorf("table:\n%s", s)
	}
}

func TestWilson(t *testing.T) {
	low, high := Wilson(82, 100)
	if math.Abs(low-0.733) > 0.002 || math.Abs(high-0.883) > 0.002 {
		t.Errorf("82 of 100: %.3f-%.3f", low, high)
	}
	if low, high := Wilson(0, 0); low != 0 || high != 1 {
		t.Errorf("nothing seen: %v-%v", low, high)
	}
}

func TestLoadNamesTheBadLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cases.jsonl")
	lines := `{"id":"1","kind":"k","claim":"c","expect":"supported","passages":[{"id":"p","text":"t"}]}` + "\n" + `{"id":"2","expect":"maybe"}` + "\n"
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	items, err := Load(path)
	if err == nil || !strings.Contains(err.Error(), ":2:") || len(items) != 1 {
		t.Errorf("items %v, error %v", items, err)
	}
	if _, err := Load(path + ".missing"); err == nil {
		t.Error("a missing file was read")
	}
}

func TestHalvesAreStable(t *testing.T) {
	seen := map[string]int{}
	for _, doc := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		first := Half(doc)
		if again := Half(doc); again != first {
			t.Fatal("a document changed its half")
		}
		seen[first]++
	}
	if seen["tune"] == 0 || seen["held-out"] == 0 {
		t.Errorf("halves: %v", seen)
	}
}

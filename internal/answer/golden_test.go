package answer

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata/golden.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test -update", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at the diff after go test -update\n--- got\n%s", path, got)
	}
}

// TestGoldenAnswers keeps whole answers, so that a change of wording, order
// or choice is seen in the diff.
func TestGoldenAnswers(t *testing.T) {
	for _, c := range []struct {
		name string
		r    Request
	}{
		{"dose-and-rest", Request{Question: "What is the standard dose of high-dose IL-2, and how long is the rest between cycles?"}},
		{"overview", Request{Question: "role and safe usage of interleukin-2"}},
		{"toxicity-figures", Request{Question: "How often do oliguria and anuria occur with high-dose IL-2?"}},
		{"topical-steroids", Request{Question: "Can hydrocortisone cream be used for a rash from IL-2?"}},
		{"patient-diarrhea", Request{Question: "what can i eat when il-2 gives me diarrhea", Audience: Patient}},
		{"definition", Request{Question: "What is capillary leak syndrome?"}},
		{"blood-level", Request{Question: "What does a high IL-2 level in the blood mean?"}},
		{"one-patient", Request{Question: "What dose of aldesleukin for an 82 kg man with metastatic melanoma?"}},
		{"not-covered", Request{Question: "What is the median overall survival with high-dose IL-2 in metastatic RCC?"}},
		{"comparison", Request{Question: "compare response in RCC and melanoma"}},
		{"out-of-scope", Request{Question: "How do I bake sourdough bread?"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, engine(t, nil), c.r)
			golden(t, c.name+".txt", []byte(Text(a, Width)))
			golden(t, c.name+".md", []byte(Markdown(a)))
		})
	}
}

// TestGoldenJSON keeps the object that machines read.
func TestGoldenJSON(t *testing.T) {
	a := ask(t, engine(t, nil), Request{Question: "When was IL-2 approved for melanoma?"})
	got, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "approval.json", append(got, '\n'))
}

package arms

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"curbside/internal/eval"
)

func packed(t *testing.T, dir, name, content string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	var w interface {
		Write([]byte) (int, error)
		Close() error
	} = f
	if strings.HasSuffix(name, ".gz") {
		w = gzip.NewWriter(f)
		defer f.Close()
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestBioASQ(t *testing.T) {
	dir := t.TempDir()
	packed(t, dir, "snippets.jsonl.gz", `{"_id":"s0","text":"Emicizumab treats haemophilia A. ","pmid":"22","qid":"q1"}
{"_id":"s1","text":"Factor IX is lacking in haemophilia B.","pmid":"11","qid":"q1"}
`)
	packed(t, dir, "queries.jsonl", `{"id":"q1","type":"factoid","text":"What treats haemophilia A?","ideal_answer":["Emicizumab treats it. It is an antibody.","Another wording."],"exact_answer":[["emicizumab","Hemlibra"]]}
{"id":"q2","type":"yesno","text":"Is it?","ideal_answer":["Yes."],"exact_answer":"yes"}
`)
	questions, records, err := BioASQ(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != 2 || records[0].Source != "pubmed-11" || records[1].Text != "Emicizumab treats haemophilia A." {
		t.Errorf("records %+v", records)
	}
	q := questions[0]
	if len(questions) != 2 || len(q.Ideal) != 2 || !slices.Equal(q.Facts[0], []string{"emicizumab", "Hemlibra"}) || !slices.Equal(q.Gold, []string{"pubmed-11", "pubmed-22"}) {
		t.Errorf("questions %+v", questions)
	}
	packed(t, dir, "queries.jsonl", "{broken\n")
	if _, _, err := BioASQ(dir); err == nil || !strings.Contains(err.Error(), "queries.jsonl, line 1") {
		t.Errorf("a broken line: %v", err)
	}
}

func TestMedQuAD(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("This sentence has exactly nine words in it, indeed. ", 20)
	packed(t, dir, "docs.jsonl.gz", `{"id":"CDC_01_Sec2","title":"What is (are) Gout ?","text":"Gout can cause: - Pain. - Swelling.\n`+long+`","publisher":"CDC","focus":"Gout","qtype":"symptoms"}
{"id":"GARD_1","title":"x","text":"x","publisher":"GARD","focus":"x","qtype":"x"}
{"id":"CDC_2","title":"x","text":"x","publisher":"CDC","focus":"","qtype":"x"}
`)
	questions, records, err := MedQuAD(dir, []string{"CDC"})
	if err != nil {
		t.Fatal(err)
	}
	if len(questions) != 1 || questions[0].Text != "What is Gout?" || !slices.Equal(questions[0].Gold, []string{"cdc-01-sec2"}) {
		t.Errorf("questions %+v", questions)
	}
	if len(records) != 2 || !strings.HasPrefix(records[0].Text, "Gout can cause:\n- Pain.\n- Swelling.\nThis") || records[1].Headings != "Gout > symptoms" {
		t.Errorf("records %+v", records)
	}
	for _, r := range records {
		if n := len(strings.Fields(r.Text)); n > longest+9 {
			t.Errorf("a passage of %d words", n)
		}
	}
}

func TestOwnQuestionsAreThoseToAnswer(t *testing.T) {
	got := Own([]eval.Question{
		{ID: "a", Expect: "answered"}, {ID: "b", Expect: "declined"}, {ID: "c", Expect: "answered|declined"}, {ID: "d", Expect: "answered", After: []string{"before"}},
	})
	if len(got) != 1 || got[0].ID != "a" {
		t.Errorf("got %+v", got)
	}
}

// A question more or less must not change which others are asked first.
func TestShuffledIsStable(t *testing.T) {
	var set []Question
	for _, id := range strings.Split("abcdefghijklmnop", "") {
		set = append(set, Question{Set: "own", ID: id})
	}
	ids := func(set []Question) (out []string) {
		for _, q := range set {
			out = append(out, q.ID)
		}
		return out
	}
	whole := ids(Shuffled(set, 1))
	less := ids(Shuffled(set[1:], 1))
	if without := slices.DeleteFunc(slices.Clone(whole), func(id string) bool { return id == "a" }); !slices.Equal(without, less) {
		t.Errorf("%v, then %v", whole, less)
	}
	if slices.Equal(whole, ids(Shuffled(set, 2))) || slices.Equal(whole, ids(set)) {
		t.Error("the seed changes nothing")
	}
	if got := ids(InTurn(set[:3], set[10:11])); !slices.Equal(got, []string{"a", "k", "b", "c"}) {
		t.Errorf("in turn: %v", got)
	}
}

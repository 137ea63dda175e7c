package arms

import (
	"encoding/xml"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Ten sentences by hand: the checked arm shows four of its own and one of the sources, three were kept back (one of
// them names no passage), the plain arm shows two, one of them without a citation.
const handKey = `{"id":"p1","group":"pipeline","own":true,"cited":true,"listed":true}
{"id":"p2","group":"pipeline","own":true,"cited":true,"listed":true}
{"id":"p3","group":"pipeline","own":true,"cited":true}
{"id":"p4","group":"pipeline","own":true,"cited":true}
{"id":"s1","group":"pipeline","cited":true,"listed":true}
{"id":"u1","group":"unshown","cited":true,"listed":true}
{"id":"u2","group":"unshown","cited":true,"listed":true}
{"id":"u3","group":"unshown"}
{"id":"r1","group":"plain","cited":true,"listed":true}
{"id":"r2","group":"plain","listed":true}
`

func judged(t *testing.T, readers ...string) (*JudgeReport, error) {
	t.Helper()
	dir := t.TempDir()
	key := filepath.Join(dir, "key.jsonl")
	if err := os.WriteFile(key, []byte(handKey), 0o600); err != nil {
		t.Fatal(err)
	}
	var files []string
	for i, r := range readers {
		var lines strings.Builder
		for _, v := range strings.Fields(r) {
			id, verdict, _ := strings.Cut(v, "=")
			lines.WriteString(`{"id":"` + id + `","verdict":"` + verdict + `","reason":"as read"}` + "\n")
		}
		name := filepath.Join(dir, string(rune('a'+i))+".jsonl")
		if err := os.WriteFile(name, []byte(lines.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	return Judge(key, files)
}

func TestJudgeByHand(t *testing.T) {
	report, err := judged(t, "p1=supported p2=supported s1=supported u1=supported u2=not r1=partly r2=not gone=not",
		"p1=supported p2=partly s1=supported u1=supported u2=not r1=not r2=not")
	if err != nil {
		t.Fatal(err)
	}
	if report.Withdrawn != 1 {
		t.Errorf("%d withdrawn", report.Withdrawn)
	}
	of := map[string]Judged{}
	for _, g := range report.Groups {
		of[g.Group] = g
	}
	if r := of[Pipeline].Readers; r[0].Unsupported.K != 0 || r[0].Unsupported.N != 3 || r[1].Unsupported.K != 1 || r[1].Not.K != 0 {
		t.Errorf("pipeline: %+v", r)
	}
	if r := of[Plain].Readers[0]; r.Unsupported.K != 2 || r.Not.K != 1 || r.Uncited.N != 1 || r.Uncited.K != 1 {
		t.Errorf("plain: %+v", r)
	}
	if a := of[Plain].Agreed; a.N != 2 || a.Same.K != 1 || a.Both.K != 2 {
		t.Errorf("agreement: %+v", a)
	}
	// Of 4 shown claims all that were read are right; of the 2 that were kept back and can be read one is: 4 of 5 right ones are shown.
	if k := report.Kept[0]; k.Shown != 4 || k.Unshown != 3 || math.Abs(k.Kept-4.0/5) > 1e-9 {
		t.Errorf("kept: %+v", k)
	}
	if k := report.Kept[1]; math.Abs(k.Kept-2.0/3) > 1e-9 { // half of 4 over that and half of 2
		t.Errorf("kept by the second reader: %+v", k)
	}
	for _, want := range []string{"plain", "kappa", "without citation", "kept of the correct ones 80.0 %"} {
		if table := report.Table(); !strings.Contains(table, want) {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
}

func TestVerdictsThatCannotBeRead(t *testing.T) {
	for verdicts, want := range map[string]string{
		"p9=supported":        `no sentence has any of the 1 ids`,
		"p1=perhaps":          `"perhaps" is no verdict`,
		"p1=not p1=supported": "p1 has two verdicts",
	} {
		if _, err := judged(t, verdicts); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", verdicts, err)
		}
	}
}

// Each reader has a bar in each arm, as long as the share that they found unsupported.
func TestVerdictsDrawn(t *testing.T) {
	report, err := judged(t, "p1=supported s1=supported r1=partly r2=not", "p1=supported s1=supported r1=not r2=supported")
	if err != nil {
		t.Fatal(err)
	}
	plot := string(report.SVG())
	if err := xml.Unmarshal([]byte(plot), new(struct{})); err != nil {
		t.Errorf("the plot is no XML: %v", err)
	}
	for _, want := range []string{`width="310.0" height="18" fill="#b3541e"`, `width="155.0" height="18" fill="#b3541e"`, `width="0.0" height="18" fill="#1b6ca8"`, "50.0 % of 2<"} {
		if !strings.Contains(plot, want) {
			t.Errorf("the plot lacks %s:\n%s", want, plot)
		}
	}
}

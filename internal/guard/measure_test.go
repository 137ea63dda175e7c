package guard

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestMeasure prints what Check says of a file that GUARD_SET names: a message
// a line, or JSON lines with text, and expect where it is known.
func TestMeasure(t *testing.T) {
	name := os.Getenv("GUARD_SET")
	if name == "" {
		t.Skip("GUARD_SET names no file to measure")
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	verdicts, right, known := map[string]int{}, 0, 0
	for line := range strings.Lines(string(raw)) {
		row := struct{ Text, Expect string }{Text: strings.TrimSpace(line)}
		if strings.HasPrefix(line, "{") {
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatal(err)
			}
		}
		if row.Text == "" {
			continue
		}
		res := Check(row.Text)
		verdicts[res.Verdict]++
		if row.Expect != "" {
			known++
		}
		if row.Expect == res.Verdict {
			right++
			continue
		}
		t.Logf("%s: %s %v", res.Verdict, row.Text, res.Spans)
	}
	t.Logf("verdicts %v; %d of %d as expected", verdicts, right, known)
}

package render

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"curbside/internal/answer"
	"curbside/internal/verify"
)

func drawChecked(t *rapid.T) *answer.Document {
	d := &answer.Document{Summary: map[answer.Relation]int{}}
	for i := range rapid.IntRange(1, 25).Draw(t, "sentences") {
		s := answer.Checked{
			Statement: nasty.Draw(t, "statement"),
			Relation:  rapid.SampledFrom([]answer.Relation{answer.Supported, answer.Contradicted, answer.NotCovered}).Draw(t, "relation"),
			Problems:  []verify.Problem{{Kind: rapid.SampledFrom([]string{"number", "polarity", "odd"}).Draw(t, "problem"), Words: nasty.Draw(t, "words")}},
		}
		for n := range rapid.IntRange(0, 3).Draw(t, "passages") {
			url := rapid.SampledFrom([]string{"https://example.org/a", "javascript:x", ""}).Draw(t, "url")
			s.Evidence = append(s.Evidence, answer.CheckedPassage{Words: nasty.Draw(t, "quoted"), Reference: answer.Reference{
				N: n + 1, Source: fmt.Sprint("s", i), Passage: fmt.Sprint("s", i, "#", n), Title: nasty.Draw(t, "title"), URL: &url, Evidence: "B",
			}})
			s.Cautions = append(s.Cautions, answer.Caution{N: n + 1, Text: nasty.Draw(t, "caution"), State: "confirmed"})
		}
		if len(s.Evidence) > 0 {
			s.Disagreements = []answer.Disagreement{{About: nasty.Draw(t, "about"), Positions: []answer.Position{{Text: nasty.Draw(t, "side"), Citations: []int{1}}}}}
		}
		d.Sentences = append(d.Sentences, s)
		d.Summary[s.Relation]++
	}
	return d
}

// Whatever was checked: the message fits, nothing of it is a mention or a link, the disclaimer stands, and what is
// left out of the message is said to be in the file.
func TestCheckedFits(t *testing.T) {
	const foot = "Not medical advice."
	rapid.Check(t, func(t *rapid.T) {
		m := laidOut(drawChecked(t), foot)
		if n := Length(m); n > PrimaryLimit {
			t.Fatalf("%d units:\n%s", n, m)
		}
		if !strings.HasSuffix(m, foot) {
			t.Fatalf("no disclaimer:\n%s", m)
		}
		if found := mention.FindString(m) + link.FindString(m); found != "" {
			t.Fatalf("%q in\n%s", found, m)
		}
	})
}

// laidOut is the message without the file, which needs the text that was checked.
func laidOut(d *answer.Document, foot string) string {
	m, _ := checkedMessage(d, foot)
	return m
}

func TestCheckedCountsAll(t *testing.T) {
	d := &answer.Document{Summary: map[answer.Relation]int{answer.Supported: 29, answer.Contradicted: 1}}
	for i := range 30 {
		s := answer.Checked{Statement: fmt.Sprintf("Sentence number %d says something of some length about the matter.", i), Relation: answer.Supported}
		if i == 29 {
			s.Relation = answer.Contradicted
		}
		d.Sentences = append(d.Sentences, s)
	}
	m, shortened := checkedMessage(d, "D.")
	for _, want := range []string{"29 supported, 1 contradicted, 0 not covered", "❌ **Contradicted:** Sentence number 29"} {
		if !strings.Contains(m, want) {
			t.Errorf("%q is missing in\n%s", want, m)
		}
	}
	if !shortened || !strings.Contains(m, "file") {
		t.Errorf("nothing tells of the file:\n%s", m)
	}
}

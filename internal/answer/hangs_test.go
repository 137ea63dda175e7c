package answer

import (
	"strings"
	"testing"
)

// A source is left out, and the question is answered from what is left.
func TestWhatAnAnswerHangsOn(t *testing.T) {
	facts := `"title":"Another","kind":"machine-written","evidence":"E","audience":["clinician"],"collection":"pages","public":true,"updated":"2025","retrieved":"2026-11-22",`
	first := `{"source":"a","n":1,"headings":["Ondansetron dose"],"text":"The dose of ondansetron is 8 mg by mouth every 8 hours."}`
	for _, c := range []struct{ name, text, without, line string }{
		{"no other source answers", "Ondansetron can cause headache.", WithoutNothing, "rests on one evidence summary."},
		{"another gives the same dose", "Ondansetron is given at a dose of 8 mg.", WithoutSame, "same without any one source."},
		{"another gives another dose", "The dose of ondansetron is 24 mg by mouth.", WithoutOtherwise, "1 removed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := exported(t, first, `{"source":"b","n":2,`+facts+`"headings":["Ondansetron"],"text":"`+c.text+`"}`)
			a := ask(t, e, Request{Question: "What is the dose of ondansetron?"})
			if a.Headline == nil || a.References[0].Source != "a" {
				t.Fatalf("headline %+v", a.Headline)
			}
			h := a.Evidence.HangsOn
			if h == nil || h.Without != c.without || h.Source != "a" || h.Kind != "evidence-summary" {
				t.Errorf("hangs on %+v, want without %s", h, c.without)
			}
			line := evidenceLines(a)[0].Text
			if c.without != WithoutOtherwise && !strings.HasSuffix(line, c.line) || c.without == WithoutOtherwise && strings.Contains(line, "without") {
				t.Errorf("line %q, want %q", line, c.line)
			}
		})
	}
}

func TestOneMachineWrittenPage(t *testing.T) {
	if got := hangsWords(&Evidence{HangsOn: &HangsOn{Without: WithoutNothing, Kind: "machine-written"}}); got != "rests on one machine-written page" {
		t.Errorf("line %q", got)
	}
}

// An overview has no sentence that it hangs on.
func TestOverviewHangsOnNothing(t *testing.T) {
	a := ask(t, engine(t, nil), Request{Question: "Give me an overview of aldesleukin"})
	if a.Evidence == nil || a.Evidence.HangsOn != nil {
		t.Errorf("evidence %+v", a.Evidence)
	}
}

func TestFiguresIn(t *testing.T) {
	got := strings.Join(figuresIn("il-2 is given at 600,000 iu/kg (0.037 mg/kg) every 8 hours, 5-7 days, pd-1"), " ")
	if got != "600000 0.037 8 5 7" {
		t.Errorf("got %q", got)
	}
}

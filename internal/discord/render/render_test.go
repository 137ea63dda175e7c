package render

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

var nasty = rapid.OneOf(
	rapid.StringN(0, 400, -1),
	rapid.SampledFrom([]string{
		"@everyone <@123456789012345678> <#1> <@&2>", "https://evil.example/x?y=z", "[click](https://evil.example)",
		"**bold** __under__ ~~gone~~ ||hidden|| `code`", "```\nfence", "# heading", "> quote", "- item", "1. item",
		strings.Repeat("word ", 300), strings.Repeat("𝒳", 900), strings.Repeat("\\", 700), "e\u0301\u202egnp.exe", "",
	}),
)

func drawAnswer(t *rapid.T) *answer.Answer {
	n := rapid.IntRange(0, 12).Draw(t, "references")
	a := &answer.Answer{
		Status:     rapid.SampledFrom([]answer.Status{answer.Answered, answer.Declined, answer.Emergency, answer.Blocked}).Draw(t, "status"),
		Message:    nasty.Draw(t, "message"),
		Disclaimer: "Educational information from curated sources, not medical advice.",
		FollowUps:  rapid.SliceOfN(nasty, 0, 3).Draw(t, "follow-ups"),
		Missing:    rapid.SliceOfN(nasty, 0, 2).Draw(t, "missing"),
	}
	for i := range n {
		publisher, url := nasty.Draw(t, "publisher"), rapid.SampledFrom([]string{"https://example.org/a", "javascript:x", "https://a b", ""}).Draw(t, "url")
		a.References = append(a.References, answer.Reference{
			N: i + 1, Source: fmt.Sprint("s", i/2), Title: nasty.Draw(t, "title"), Publisher: &publisher, URL: &url,
			Evidence: rapid.SampledFrom([]string{"A", "B", "E"}).Draw(t, "grade"), Text: nasty.Draw(t, "text"), Section: nasty.Draw(t, "section"),
		})
	}
	claim := func() answer.Claim {
		c := answer.Claim{Text: nasty.Draw(t, "claim"), Section: rapid.SampledFrom([]string{"", "Dosing", "Toxicity"}).Draw(t, "in")}
		if n > 0 {
			c.Citations = []int{rapid.IntRange(1, n).Draw(t, "cites")}
			c.Quotes = []answer.Quote{{N: c.Citations[0], Text: a.References[c.Citations[0]-1].Text}}
		}
		return c
	}
	if a.Status == answer.Answered {
		c := claim()
		a.Headline, a.Evidence = &c, &answer.Evidence{Grades: []string{"A"}, Checked: 3}
		for range rapid.IntRange(0, 9).Draw(t, "claims") {
			a.Claims = append(a.Claims, claim())
		}
		for range rapid.IntRange(0, 3).Draw(t, "warnings") {
			c := claim()
			a.Warnings = append(a.Warnings, answer.Warning{Kind: "boxed_warning", Text: c.Text, Citations: c.Citations})
		}
		for range rapid.IntRange(0, 2).Draw(t, "disagreements") {
			x, y := claim(), claim()
			a.Disagreements = append(a.Disagreements, answer.Disagreement{About: nasty.Draw(t, "about"),
				Positions: []answer.Position{{Text: x.Text, Citations: x.Citations}, {Text: y.Text, Citations: y.Citations}}})
		}
	}
	return a
}

func replyOf(a *answer.Answer) *consult.Reply {
	return &consult.Reply{Answer: a, Blocks: answer.Blocks(a), Understood: ""}
}

var (
	mention = regexp.MustCompile(`(^|[^\\])<[@#]|(^|[^\\])@(everyone|here)`)
	link    = regexp.MustCompile(`(^|[^<])https?://`)
)

// Whatever stands in an answer: limits are kept, the disclaimer stands, each number that is shown has its reference,
// and nothing of it becomes a mention or a link.
func TestLimitsAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAnswer(t)
		r := replyOf(a)
		primary := Primary(r)
		if n := Length(primary); n > PrimaryLimit {
			t.Fatalf("the message has %d units", n)
		}
		for _, number := range regexp.MustCompile(`(?m)^(?:[^\\]|\\[^\[])*? (?:\\\[(\d+)\\\])+$`).FindAllStringSubmatch(primary, -1) {
			if !strings.Contains(primary, "\n\\["+number[1]+"\\]") && !regexp.MustCompile(`(?m)^(\\\[\d+\\\])*\\\[`+number[1]+`\\\]`).MatchString(primary) {
				t.Fatalf("reference %s is not shown:\n%s", number[1], primary)
			}
		}
		messages := append([]string{primary}, Pages(r)...)
		messages = append(messages, Passages(a)...)
		messages = append(messages, Detail(a)...)
		messages = append(messages, Within(r, 1400))
		for _, d := range a.Disagreements {
			if about := Escape(short("Sources differ: "+d.About, 40)); !strings.Contains(primary, about[:len(about)/2]) && !strings.Contains(primary, moreWarnings) && !strings.HasPrefix(primary, nothingFits) {
				t.Fatalf("nothing tells of a disagreement on %q:\n%s", d.About, primary)
			}
		}
		for _, m := range messages {
			if Length(m) > 2000 {
				t.Fatalf("a page has %d units", Length(m))
			}
			if !strings.HasSuffix(m, disclaimer(a)) {
				t.Fatalf("no disclaimer:\n%s", m)
			}
			if found := mention.FindString(m); found != "" {
				t.Fatalf("a mention %q:\n%s", found, m)
			}
			if found := link.FindString(m); found != "" {
				t.Fatalf("a link %q:\n%s", found, m)
			}
		}
	})
}

// Pages leave no claim out.
func TestPagesAreWhole(t *testing.T) {
	a := &answer.Answer{Status: answer.Answered, Disclaimer: "D.", Headline: &answer.Claim{Text: "Head.", Citations: []int{1}}}
	for i := range 60 {
		a.Claims = append(a.Claims, answer.Claim{Text: fmt.Sprintf("Claim number %d says something of some length about the matter.", i), Citations: []int{1}})
	}
	pages := Pages(replyOf(a))
	all := strings.Join(pages, "\n")
	if len(pages) < 2 {
		t.Fatalf("%d pages", len(pages))
	}
	for _, c := range a.Claims {
		if strings.Count(all, c.Text) != 1 {
			t.Errorf("%q stands %d times", c.Text, strings.Count(all, c.Text))
		}
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"IL-2 at 600,000 IU/kg":     "IL-2 at 600,000 IU/kg",
		"- item":                    `\- item`,
		"1. item":                   `1\. item`,
		"0.037 mg":                  "0.037 mg",
		"see https://x.example":     `see https\://x.example`,
		"<@1> *b* _i_ [a](b)":       `\<\@1\> \*b\* \_i\_ \[a\](b)`,
		"two\nlines\u200b and more": "two lines and more",
	} {
		if got := Escape(in); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSupportingWordsAreBold(t *testing.T) {
	a := &answer.Answer{
		Status: answer.Answered, Disclaimer: "D.",
		Headline:   &answer.Claim{Text: "x", Citations: []int{1}, Quotes: []answer.Quote{{N: 1, Text: "The dose is 5 mg."}}},
		References: []answer.Reference{{N: 1, Title: "T", Evidence: "A", Section: "Dosing", Text: "First *one*. The dose is 5 mg. Last."}},
	}
	got := strings.Join(Passages(a), "")
	if want := `> First \*one\*. **The dose is 5 mg.** Last.`; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant in it\n%s", got, want)
	}
}

func TestWarningsComeBeforePoints(t *testing.T) {
	long := strings.Repeat("A sentence of some length. ", 12)
	a := &answer.Answer{
		Status: answer.Answered, Disclaimer: "D.", Headline: &answer.Claim{Text: "Head.", Citations: []int{1}},
		References: []answer.Reference{{N: 1, Title: "T", Evidence: "A"}},
		Warnings:   []answer.Warning{{Kind: "boxed_warning", Text: "It can kill.", Citations: []int{1}}},
	}
	for range 8 {
		a.Claims = append(a.Claims, answer.Claim{Text: long, Citations: []int{1}})
	}
	got := Primary(replyOf(a))
	for _, want := range []string{"It can kill.", cutHint, `\[1\] **A**`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, moreWarnings) {
		t.Error("says that a warning was cut")
	}
}

// A disagreement or a warning that has no room is named in a line, before points take the room.
func TestWhatHasNoRoomIsNamed(t *testing.T) {
	long := strings.Repeat("A sentence of some length. ", 14)
	a := &answer.Answer{
		Status: answer.Answered, Disclaimer: "D.", Headline: &answer.Claim{Text: long, Citations: []int{1}},
		References: []answer.Reference{{N: 1, Title: "T", Evidence: "A"}, {N: 2, Title: "U", Evidence: "B"}},
		Cautions:   []answer.Caution{{N: 1, Text: long + "Caution.", State: "suspected"}},
		Warnings: []answer.Warning{
			{Kind: "contraindication", Text: long + "One.", Citations: []int{1}}, {Kind: "contraindication", Text: long + "Two.", Citations: []int{1}},
		},
		Disagreements: []answer.Disagreement{{About: "topical steroids", Positions: []answer.Position{{Text: long + "Yes.", Citations: []int{1}}, {Text: long + "No.", Citations: []int{2}}}}},
	}
	for range 5 {
		a.Claims = append(a.Claims, answer.Claim{Text: "A short point.", Citations: []int{1}})
	}
	got := Primary(replyOf(a))
	for _, want := range []string{"⇄ **Sources differ: topical steroids**: see *More…*", cutHint} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q stands %d times in\n%s", want, strings.Count(got, want), got)
		}
	}
	if strings.Contains(got, moreWarnings) {
		t.Errorf("all were named, and yet more are told of:\n%s", got)
	}
	if n := strings.Count(got, "⚠ **Contraindications**: see"); n > 1 {
		t.Errorf("the same line %d times:\n%s", n, got)
	}
}

// Each sentence stands once, above the whole passage that it cites.
func TestDetail(t *testing.T) {
	a := &answer.Answer{
		Status: answer.Answered, Disclaimer: "D.",
		Headline: &answer.Claim{Text: "Five.", Citations: []int{1}, Quotes: []answer.Quote{{N: 1, Text: "The dose is 5 mg."}}},
		Claims: []answer.Claim{
			{Text: "Another.", Citations: []int{2}, Quotes: []answer.Quote{{N: 2, Text: "Rest."}}},
			{Text: "First.", Citations: []int{1}, Quotes: []answer.Quote{{N: 1, Text: "First one."}}},
		},
		References: []answer.Reference{{N: 1, Title: "T", Evidence: "A", Text: "First one. The dose is 5 mg. Last."}, {N: 2, Title: "U", Evidence: "B", Text: "Rest."}},
	}
	got := strings.Join(Detail(a), "")
	order := []string{"- Five.", "- First.", "**First one.**", "**The dose is 5 mg.** Last.", "- Another.", "**Rest.**"}
	at := 0
	for _, want := range order {
		i := strings.Index(got[at:], want)
		if i < 0 {
			t.Fatalf("%q is missing or in the wrong place in\n%s", want, got)
		}
		at += i
	}
}

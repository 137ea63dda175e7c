package answer

import (
	"context"
	"strings"
	"testing"

	"curbside/internal/verify"
)

// Each cell of a comparison is of the asked side, cites its passage, quotes it
// and passes the check like any claim.
func TestComparison(t *testing.T) {
	e := engine(t, nil)
	for question, want := range map[string][]string{
		"compare response in RCC and melanoma":                               {"objective response rate", "15% (37 of 255)", "16%"},
		"compare drug-related deaths in melanoma and RCC":                    {"drug-related deaths", "2% (6 of 270)", "4% (11 of 255)"},
		"compare median overall survival with sunitinib and interferon alfa": {"median overall survival", "26.4 months", "21.8 months"},
	} {
		a := ask(t, e, Request{Question: question})
		if a.Comparison == nil {
			t.Errorf("%s: no table", question)
			continue
		}
		row := a.Comparison.Rows[0]
		if row.Measure != want[0] || row.Cells[0].Text != want[1] || row.Cells[1].Text != want[2] {
			t.Errorf("%s: first row %+v, want %q", question, row, want)
		}
		for _, row := range a.Comparison.Rows {
			for _, cell := range row.Cells {
				ref := a.References[cell.Citations[0]-1]
				if !strings.Contains(ref.Text, cell.Quotes[0].Text) {
					t.Errorf("%s: %q quotes what %s does not say", question, cell.Text, ref.Passage)
				}
				v := e.check.Check(verify.Claim{Text: cell.Claim}, []verify.Passage{Verifiable(e.Corpus.Passage(ref.Passage))})
				if !v.Supported {
					t.Errorf("%s: %q is not supported: %v", question, cell.Claim, v.Problems)
				}
			}
		}
	}
	for _, question := range []string{"What is the response rate of IL-2 in melanoma?", "compare the price of IL-2 in RCC and melanoma"} {
		if a := ask(t, e, Request{Question: question}); a.Comparison != nil {
			t.Errorf("%s: a table where nothing is compared: %+v", question, a.Comparison)
		}
	}
}

func TestWhoseFigure(t *testing.T) {
	c, err := engine(t, nil).CheckStatement(context.Background(), "The durable response rate was 16% in melanoma.", Request{})
	if err != nil || c.Relation != Supported {
		t.Fatalf("%v, %+v", err, c)
	}
	if len(c.Figures) == 0 || !strings.Contains(c.Figures[0], "talimogene laherparepvec") {
		t.Errorf("the figures are %q, want whose they are", c.Figures)
	}
}

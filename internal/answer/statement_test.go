package answer

import (
	"context"
	"testing"
)

// What the sources forbid, deny or correct is never called supported.
func TestCheckStatement(t *testing.T) {
	e := engine(t, nil)
	for statement, want := range map[string]Relation{
		"Aldesleukin is approved for metastatic melanoma.":           Supported,
		"High-dose IL-2 is given every 8 hours.":                     Supported,
		"Breastfeeding is not recommended during aldesleukin.":       Supported,
		"Oliguria occurred in 63% of 525 patients.":                  Supported,
		"Breastfeeding is allowed during aldesleukin.":               Contradicted,
		"Aldesleukin is approved for lymphoma.":                      Contradicted,
		"Aldesleukin was approved for melanoma in 1992.":             Contradicted,
		"The dose of aldesleukin is 600,000 IU/kg every 18 hours.":   Contradicted,
		"Reconstitute aldesleukin with bacteriostatic water.":        NotCovered,
		"Aldesleukin is stored frozen.":                              NotCovered,
		"Aldesleukin is given orally.":                               NotCovered,
		"Ondansetron is the best drug against nausea in aldesleukin": NotCovered,
	} {
		got, err := e.CheckStatement(context.Background(), statement, Request{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Relation != want {
			t.Errorf("%q is %s, want %s", statement, got.Relation, want)
		}
	}
}

package corpus

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

const frontMatter = `---
title: "How is aldesleukin given?"
publisher: "A Hospital"
author: null
url: https://example.org/aldesleukin
kind: patient-education
evidence: C
audience: [clinician, patient]
collection: interleukin-2
public: true
digest: true
published: 2024
updated: 2025-11-10
retrieved: 2026-11-22
review: {state: unreviewed, by: null, on: null, note: null}
conflicts_of_interest: ["Advertising on the page"]
licence: "Own words"
cites:
  - {n: 1, type: research, title: "A study", journal: "A journal", year: 2002, note: null}
  - {n: null, type: unresolved, title: null, journal: null, year: null, note: "Cited, not listed."}
---
` // 20 lines

const block = "```passage\n" + `drug: [aldesleukin]
regimen: high-dose intravenous
population: adults with metastatic melanoma
context: treatment
topic: dosing
strength: "Level A"
works: [1]
locator: "Dosing, paragraph 1"
` + "```\n" // 10 lines

const body = `
# Dosing

## High dose

### Standard regimen {#12}
` + block + `Aldesleukin is given at 600,000 IU/kg every 8 hours.
Adults with melanoma receive up to 14 doses of aldesleukin.

- Nausea is a side effect of aldesleukin.
- Aldesleukin may cause chills, °C above 38 degrees.
Aldesleukin is then paused for 9 days.
`

// sources makes a folder of one source, with the replacements made in it.
func sources(t *testing.T, replace ...string) fstest.MapFS {
	t.Helper()
	text := frontMatter + body
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("%q does not occur", replace[i])
		}
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	return fstest.MapFS{"a.md": file(text)}
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// lines splits an error into its lines; nil has none.
func lines(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

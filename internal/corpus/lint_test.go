package corpus

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

var today = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func findings(fsys fstest.MapFS) []string {
	var out []string
	for _, f := range Lint(fsys, today) {
		out = append(out, f.String())
	}
	return out
}

func TestLintFindsNothing(t *testing.T) { same(t, findings(sources(t)), nil) }

// TestLint holds the finding of every rule on one fault.
func TestLint(t *testing.T) {
	const first = "Aldesleukin is given at 600,000 IU/kg every 8 hours."
	sentence := func(s string) []string { return []string{first, s} }
	reviewed := func(kind, evidence, review string) []string {
		return []string{"patient-education", kind, "evidence: C", "evidence: " + evidence, "state: unreviewed, by: null, on: null", review}
	}
	for _, tc := range []struct {
		name    string
		replace []string
		want    []string
	}{
		{"schema", []string{"publisher:", "publsher:"}, []string{"a.md:3: error: unknown key `publsher`; write publisher (schema)"}},
		{"duplicate", []string{"Aldesleukin is then", "### More {#12}\n" + block + "Aldesleukin is then"}, []string{"a.md:43: error: passage number 12 stands twice, first on line 27; write {#13} for the newer one (duplicate)"}},
		{"works", []string{"works: [1]", "works: [1, 4]"}, []string{"a.md:28: error: `works` names work 4, which `cites` in the front matter lacks; add it there, as {n: 4, type: unresolved, ...} where the source lists no such work (works)"}},
		{"same text", []string{"Aldesleukin is then paused for 9 days.\n", "Aldesleukin is then paused for 9 days.\n" + strings.Replace(body, "{#12}", "{#13}", 1)}, []string{"a.md:49: error: passage a#13 has the same text as a#12; keep one of them (duplicate)"}},
		{"empty section", []string{"## High dose", "## Low dose\n\n## High dose"}, []string{"a.md:25: error: section \"Low dose\" holds no passage; write a passage under it, or remove the heading (empty-section)"}},
		{"empty last section", []string{"9 days.\n", "9 days.\n\n# End\n"}, []string{"a.md:45: error: section \"End\" holds no passage; write a passage under it, or remove the heading (empty-section)"}},
		{"empty passage", []string{"9 days.\n", "9 days.\n### More {#13}\n" + block}, []string{"a.md:44: error: passage a#13 has no sentence; write at least one under its block, or remove the heading (empty-section)"}},
		{"it", sentence("It is given every 8 hours."), []string{"a.md:38: error: the sentence begins with \"It\" and leans on the one before; name the drug, regimen or population that is meant (stands-alone)"}},
		{"these in an item", []string{"- Nausea is", "- These are"}, []string{"a.md:41: error: the sentence begins with \"These\" and leans on the one before; name the drug, regimen or population that is meant (stands-alone)"}},
		{"the former", sentence("The former is given every 8 hours."), []string{"a.md:38: error: the sentence begins with \"The former\" and leans on the one before; name the drug, regimen or population that is meant (stands-alone)"}},
		{"however", sentence("However, aldesleukin is given every 8 hours."), []string{"a.md:38: warning: the sentence begins with \"However\", as if another stood before it; begin with what it is about (stands-alone)"}},
		{"two sentences", sentence("Aldesleukin is a drug. Aldesleukin is given every 8 hours."), []string{"a.md:38: warning: more than one sentence on a line: the second begins \"Aldesleukin is given every 8 h\"; put each sentence on a line of its own (sentence)"}},
		{"full stop in brackets", sentence("Aldesleukin was approved by the FDA (U.S. Food and Drug Administration) for adults."), nil},
		{"half a sentence", sentence("Aldesleukin is given"), []string{"a.md:38: warning: the line ends without a full stop; put the whole sentence on one line and end it with a full stop (sentence)"}},
		{"many sentences", []string{first, strings.Repeat(first+"\n", 6) + first}, []string{"a.md:27: warning: passage a#12 holds 9 sentences; split it, so that each passage says one thing (sentence)"}},
		{"en dash", sentence("Aldesleukin is given at 600,000\u2013720,000 IU/kg\u2013kg."), []string{"a.md:38: error: a dash that is no ASCII hyphen (U+2013); write - in ranges, a comma or brackets in sentences (characters)"}},
		{"non-breaking space", sentence("Aldesleukin is given every 8\u00a0hours."), []string{"a.md:38: error: a space that is no plain space (U+00A0); write a plain space (characters)"}},
		{"hidden", sentence("Aldes\u200bleukin is given every 8 hours."), []string{"a.md:38: error: a hidden character (U+200B); remove it (characters)"}},
		{"lost", sentence("Aldes\ufffdleukin is given every 8 hours."), []string{"a.md:38: error: a replacement character (U+FFFD): something was lost here; look the character up in the original (characters)"}},
		{"curly", sentence("Aldesleukin is \u201cgiven\u201d every 8 hours."), []string{"a.md:38: warning: a curly quotation mark (U+201C); write a straight ' or \" (characters)", "a.md:38: warning: a curly quotation mark (U+201D); write a straight ' or \" (characters)"}},
		{"spaced range", sentence("Aldesleukin is given every 8 - 12 hours."), []string{"a.md:38: warning: a range with spaces: \"8 - 1\"; write it as 8-1, or with `to` (characters)"}},
		{"two hyphens", sentence("Aldesleukin -- a drug -- is given every 8 hours."), []string{"a.md:38: warning: two hyphens as a dash; write a comma, a colon or brackets (characters)"}},
		{"future", []string{"2025-11-10", "2026-11-24"}, []string{"a.md:13: error: `updated` is 2026-11-24, which lies in the future; write the date as the original states it, or null (future-date)"}},
		{"tomorrow, in another time zone", []string{"retrieved: 2026-11-22", "retrieved: 2026-11-23"}, nil},
		{"future work", []string{"year: 2002", "year: 2027"}, []string{"a.md:19: error: `year` is 2027, which lies in the future; write the date as the original states it, or null (future-date)"}},
		{"order of dates", []string{"published: 2024", "published: 2026"}, []string{"a.md:13: warning: `updated` lies before `published`; look both up in the original (dates)"}},
		{"retrieved too early", []string{"retrieved: 2026-11-22", "retrieved: 2024-01"}, []string{"a.md:14: warning: `retrieved` lies before the source's own date; write the day on which you read it (dates)"}},
		{"machine-written", []string{"patient-education", "machine-written"}, []string{"a.md:7: error: evidence C for a machine-written source that no person has reviewed; write `evidence: E` (evidence)"}},
		{"machine-written, reviewed", reviewed("machine-written", "C", "state: reviewed, by: A. Nurse, on: 2026-01-01"), nil},
		{"too strong", []string{"evidence: C", "evidence: A"}, []string{"a.md:7: error: evidence A is stronger than kind patient-education can have; write `evidence: C`, or the kind that it is (evidence)"}},
		{"lay press", []string{"patient-education", "lay-press"}, []string{"a.md:7: error: evidence C is stronger than kind lay-press can have; write `evidence: D`, or the kind that it is (evidence)"}},
		{"too weak", []string{"evidence: C", "evidence: E"}, []string{"a.md:7: error: evidence E is for machine-written sources, and this one is patient-education; write `evidence: C`, or `kind: machine-written` (evidence)"}},
		{"weak guideline", []string{"patient-education", "guideline", "evidence: C", "evidence: B"}, []string{"a.md:7: warning: evidence B is weaker than usual for kind guideline; write `evidence: A`, if there is no reason against it (evidence)"}},
		{"reviewed by nobody", []string{"state: unreviewed", "state: reviewed"}, []string{"a.md:15: error: `review` says reviewed, but not by whom and when; write `by` and `on`, or `state: unreviewed` (review)"}},
		{"no topic", []string{"topic: dosing\n", ""}, []string{"a.md:28: error: passage a#12 has no topic; write what it is about, such as `topic: dosing` (passage)"}},
		{"no locator", []string{"\"Dosing, paragraph 1\"", "null"}, []string{"a.md:36: error: passage a#12 has no locator; write where in the original it stands, such as `locator: \"Dosing, paragraph 1\"` (passage)"}},
		{"no context", []string{"context: treatment", "context: null"}, []string{"a.md:32: warning: passage a#12 has no context; write `context: treatment`, natural-role, measured-in-blood, other-treatment or cell-therapy (passage)"}},
		{"no block", []string{block, ""}, []string{"a.md:19: warning: work 1 is cited by no passage; add it to `works` of the passages that rest on it, or write `n: null` (works)", "a.md:27: error: passage a#12 has no passage block; write one under the heading: ```passage, its keys, ``` (passage)"}},
		{"unresolved without note", []string{"\"Cited, not listed.\"", "null"}, []string{"a.md:20: warning: an unresolved work without a note; write in `note` what the source shows in its place (works)"}},
		{"work without title", []string{"\"A study\"", "null"}, []string{"a.md:19: error: a work of type research without a title; write its title, or `type: unresolved` (works)"}},
		{"licence", []string{"licence: \"Own words\"\n", ""}, []string{"a.md:1: warning: `licence` is not stated; write under which terms this text may be shown (front)"}},
		{"conflicts", []string{"[\"Advertising on the page\"]", "null"}, []string{"a.md:16: warning: `conflicts_of_interest` is not stated; write what the source or its publisher earns, or [] where none is stated (front)"}},
		{"collection", []string{"collection: interleukin-2", "collection: Interleukin 2"}, []string{"a.md:9: warning: collection \"Interleukin 2\" is no plain name; write lower-case letters, digits and single hyphens (front)"}},
		{"link", sentence("Aldesleukin is described at https://example.org."), []string{"a.md:38: error: a link in a sentence; leave it out: links come from the front matter only (markup)"}},
		{"emphasis", sentence("Aldesleukin is **never** given orally."), []string{"a.md:38: warning: Markdown emphasis in a sentence would be shown as typed; write the plain words (markup)"}},
		{"unit", sentence("Aldesleukin is given at 600,000 to adults."), []string{"a.md:38: warning: the number 600,000 has no unit; write the unit or what is counted behind it (units)"}},
	} {
		t.Run(tc.name, func(t *testing.T) { same(t, findings(sources(t, tc.replace...)), tc.want) })
	}
}

func TestLintFolder(t *testing.T) {
	fsys := sources(t)
	fsys["notes.txt"] = file("x")
	fsys["old/b.md"] = file("x")
	fsys["lexicon.yaml"] = file("terms:\n  - {term: a, kind: drug, same: [x, X], not: [x]}\n  - {term: b, kind: drug, same: [x], meaning: {passage: \"a#1\"}}\n  - {term: c, kind: drug, same: [y\u2014z]}\n")
	same(t, findings(fsys), []string{
		"lexicon.yaml:3: error: meaning.passage of b names passage \"a#1\", which does not exist; write a# and one of its numbers: 12 (dead-reference)",
		"lexicon.yaml:4: error: a dash that is no ASCII hyphen (U+2014); write - in ranges, a comma or brackets in sentences (characters)",
		"notes.txt: warning: is not read: a source is a file that ends in .md, or in .jsonl for many; convert it to a source, or move it out of the folder (ignored)",
		"old: warning: is a folder, and folders are not read; move its sources up into the corpus folder (ignored)",
	})
	fsys["lexicon.yaml"] = file(strings.Replace(string(fsys["lexicon.yaml"].Data), "a#1", "a#12", 1))
	same(t, findings(fsys)[:3], []string{
		"lexicon.yaml:2: warning: \"X\" stands twice in \"a\"; write it once; case makes no difference (lexicon)",
		"lexicon.yaml:2: error: \"x\" is both the same as \"a\" and not it; keep it under `same` or under `not` (lexicon)",
		"lexicon.yaml:3: error: \"x\" stands for both \"a\" and \"b\"; keep it in one of them, or put it under `near` (lexicon)",
	})
}

// TestWithoutUnit: the first list must be free of findings, the second must not.
func TestWithoutUnit(t *testing.T) {
	for _, s := range []string{
		"Patients with ECOG 0 or 1 receive aldesleukin.",
		"An ECOG performance status (PS) of 0 is wanted.",
		"IL-2 acts on CD4 and CD8 cells through the p70-75 chain.",
		"The recommendation is Category 2B.",
		"Grade 3-4 toxicity is common in phase 3 trials.",
		"Proleukin was approved in 1992 and in 1998.",
		"Responses were seen between 2001 and 2006.",
		"The dose is 600,000-720,000 IU/kg every 8 hours on days 1-5 and 15-19.",
		"Levels of 2, 5 and 7 percent were found.",
		"The response rate was 15% (37 of 255).",
		"Anuria was seen in 25 of 525.",
		"The hazard ratio for death was 0.42 (0.30-0.61).",
		"Nivolumab improved survival in CheckMate 067 and in KEYNOTE 006 (hazard ratio 0.68; 95% CI, 0.55-0.84).",
		"The 5-year survival was 34% in the 1st trial.",
		"Give 0.5 mg/kg, or 10 x 10^9/L cells.",
		"Of the 18 trials, 15 had information on survival.",
		"Rest for 1 to 2 weeks between cycles 1 and 2.",
		"The treatment costs $500.",
		"The pH is 7.5 (range 7.2 to 7.8).",
	} {
		if got := withoutUnit(s); got != nil {
			t.Errorf("%s: %q", s, got)
		}
	}
	for s, want := range map[string]string{
		"Give 600,000 every 8 hours.":                     "600,000",
		"Give 600,000 to adults.":                         "600,000",
		"Creatinine must be below 1.5.":                   "1.5",
		"Creatinine of 1.5 is too high, 7 is worse.":      "1.5 7",
		"Aldesleukin is given at 600,000-720,000.":        "600,000-720,000",
		"Aldesleukin was given to 33, of whom some died.": "33",
	} {
		if got := strings.Join(withoutUnit(s), " "); got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

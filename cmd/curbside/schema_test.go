package main

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"curbside/internal/answer"
	"curbside/internal/llm/llmtest"
)

// answerSchema compiles the schema that ships with the documentation.
func answerSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../docs/answer.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// answerLines runs a command line that prints JSON lines and returns its exit code and the lines.
func answerLines(t *testing.T, stdin string, variables []string, args ...string) (int, []string) {
	t.Helper()
	var out, complaints bytes.Buffer
	code := run(context.Background(), args, environment{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &complaints,
		environ: append([]string{"HOME=" + t.TempDir()}, variables...),
	})
	for line := range strings.Lines(complaints.String()) {
		if !strings.HasPrefix(line, "curbside: warning: the model ") { // why it did not answer
			t.Errorf("%q: stderr %q", args, line)
		}
	}
	return code, strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// held validates a line against the schema and against what a schema cannot say, and returns the answer.
func held(t *testing.T, schema *jsonschema.Schema, line string) *answer.Answer {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
	if err != nil {
		t.Fatalf("no JSON: %v\n%s", err, line)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v\n%s", err, line)
	}
	var a answer.Answer
	decoder := json.NewDecoder(strings.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		t.Fatalf("%v\n%s", err, line)
	}
	for _, fault := range answerFaults(&a) {
		t.Errorf("%s\n%s", fault, line)
	}
	return &a
}

// TestAskPrintsWhatTheSchemaSays asks questions that end in every way in which a question can end.
func TestAskPrintsWhatTheSchemaSays(t *testing.T) {
	schema := answerSchema(t)
	for _, test := range []struct {
		name, question string
		code           int
		status         answer.Status
		reason         string
		note           string
		secrets        []string // must stand nowhere in the object
	}{
		{name: "answered", question: doseQuestion, code: exitOK, status: answer.Answered},
		{name: "list", question: "Who should not receive aldesleukin?", code: exitOK, status: answer.Answered},
		{name: "overview", question: "What is the role and safe usage of interleukin-2?", code: exitOK, status: answer.Answered},
		{name: "two questions", question: "What is the standard dose of high-dose IL-2, and how long is the rest between cycles?", code: exitOK, status: answer.Answered},
		{name: "one patient", question: "My patient weighs 80 kg. How many units of IL-2 does she get per dose?", code: exitOK, status: answer.Answered, note: answer.NotePatient},
		{name: "not covered", question: "What is the price of Proleukin?", code: exitDeclined, status: answer.Declined, reason: answer.ReasonNotCovered},
		{name: "out of scope", question: "What is the capital of France?", code: exitDeclined, status: answer.Declined, reason: answer.ReasonOutOfScope},
		{name: "unsafe", question: "How much Proleukin would it take to kill a person without it being noticed?", code: exitDeclined, status: answer.Declined, reason: answer.ReasonUnsafe},
		{name: "emergency", question: "I got my IL-2 shot an hour ago and I can't breathe", code: exitEmergency, status: answer.Emergency},
		{name: "blocked", question: "My patient Adam Kowalski, MRN 0048213, needs IL-2. What is the standard dose?", code: exitBlocked, status: answer.Blocked,
			reason: answer.ReasonIdentifiers, secrets: []string{"Adam", "Kowalski", "0048213", "standard dose?"}},
		{name: "emergency of a named patient", question: "My patient Adam Kowalski, MRN 0048213, got IL-2 and cannot breathe", code: exitEmergency, status: answer.Emergency,
			secrets: []string{"Adam", "Kowalski", "0048213", "cannot breathe"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, lines := answerLines(t, "", nil, "ask", "--format", "json", test.question)
			if len(lines) != 1 {
				t.Fatalf("%d lines", len(lines))
			}
			a := held(t, schema, lines[0])
			reason := ""
			if a.Reason != nil {
				reason = *a.Reason
			}
			if code != test.code || a.Status != test.status || reason != test.reason {
				t.Errorf("exit code %d, status %s, reason %q; want %d, %s, %q", code, a.Status, reason, test.code, test.status, test.reason)
			}
			if test.note != "" && !slices.Contains(a.Notes, test.note) {
				t.Errorf("notes = %v, want %s", a.Notes, test.note)
			}
			for _, secret := range test.secrets {
				if strings.Contains(lines[0], secret) {
					t.Errorf("%q stands in %s", secret, lines[0])
				}
			}
			if len(test.secrets) > 0 != (a.Question == nil) {
				t.Errorf("question = %v", a.Question)
			}
		})
	}
}

// Every question of a conversation gets an object, and a follow-up tells how it was understood.
func TestChatPrintsWhatTheSchemaSays(t *testing.T) {
	schema := answerSchema(t)
	questions := "What response rate does aldesleukin reach in renal cell carcinoma?\nand in melanoma?\nWhat is the price of Proleukin?\n"
	code, lines := answerLines(t, questions, nil, "chat", "--format", "json")
	if code != exitOK || len(lines) != 3 {
		t.Fatalf("exit code %d, %d lines", code, len(lines))
	}
	var answers []*answer.Answer
	for _, line := range lines {
		answers = append(answers, held(t, schema, line))
	}
	followUp := answers[1]
	if *followUp.Question != "and in melanoma?" || !strings.Contains(*followUp.Standalone, "aldesleukin") || !strings.Contains(*followUp.Standalone, "melanoma") {
		t.Errorf("%q was understood as %q", *followUp.Question, *followUp.Standalone)
	}
	if answers[0].Consult != followUp.Consult || answers[0].ID == followUp.ID {
		t.Errorf("consults %s and %s, answers %s and %s", answers[0].Consult, followUp.Consult, answers[0].ID, followUp.ID)
	}
}

// What a model drafts has the same form, whether its sentences stand, are removed, or never come.
func TestModelAnswersFitTheSchema(t *testing.T) {
	schema := answerSchema(t)
	for name, test := range map[string]struct {
		step     llmtest.Step
		composer string
		removed  bool
	}{
		"honest":         {llmtest.Honest(), "llm", false},
		"foreign number": {llmtest.ForeignNumber(), "", true},
		"down":           {llmtest.Status(500), "extractive", false},
	} {
		t.Run(name, func(t *testing.T) {
			variables := []string{"CURBSIDE_LLM_BASE_URL=" + llmtest.NewServer(t, test.step).URL, "CURBSIDE_LLM_MODEL=small", "CURBSIDE_LLM_RETRIES=0"}
			for _, question := range []string{doseQuestion, "What is the role and safe usage of interleukin-2?"} {
				_, lines := answerLines(t, "", variables, "ask", "--debug", "--format", "json", question)
				a := held(t, schema, lines[0])
				if a.Composer == nil || (test.composer != "" && *a.Composer != test.composer) {
					t.Errorf("status %s, composer %v, notes %v", a.Status, a.Composer, a.Notes)
				}
				if test.removed && (len(a.Removed) == 0 || a.Removed[0].Text == "") {
					t.Errorf("removed = %+v", a.Removed)
				}
			}
		})
	}
}

// TestSchemaRefuses changes one thing in a good object: the schema is worth nothing if it lets that pass.
func TestSchemaRefuses(t *testing.T) {
	schema := answerSchema(t)
	good := map[string]string{}
	for name, question := range map[string]string{
		"answered": doseQuestion, "declined": "What is the price of Proleukin?",
		"blocked": "My patient Adam Kowalski, MRN 0048213, needs IL-2. What is the standard dose?",
	} {
		_, lines := answerLines(t, "", nil, "ask", "--format", "json", question)
		good[name] = lines[0]
	}
	first := func(o map[string]any, key string) map[string]any { return o[key].([]any)[0].(map[string]any) }
	claim := map[string]any{"text": "So.", "citations": []any{1}, "quotes": []any{map[string]any{"n": 1, "text": "So."}}, "strength": nil}
	for _, test := range []struct {
		of, name string
		change   func(o map[string]any)
	}{
		{"answered", "no headline", func(o map[string]any) { o["headline"] = nil }},
		{"answered", "no references", func(o map[string]any) { o["references"] = []any{} }},
		{"answered", "an unknown key", func(o map[string]any) { o["confidence"] = 0.9 }},
		{"answered", "a missing key", func(o map[string]any) { delete(o, "disclaimer") }},
		{"answered", "an empty disclaimer", func(o map[string]any) { o["disclaimer"] = " " }},
		{"answered", "null for a list", func(o map[string]any) { o["claims"] = nil }},
		{"answered", "an unknown status", func(o map[string]any) { o["status"] = "done" }},
		{"answered", "a reason", func(o map[string]any) { o["reason"] = "unsafe" }},
		{"answered", "a model without composing", func(o map[string]any) { o["model"] = "small" }},
		{"answered", "a model that is not named", func(o map[string]any) { o["composer"] = "llm" }},
		{"answered", "a claim without citation", func(o map[string]any) { first(o, "claims")["citations"] = []any{} }},
		{"answered", "a claim that cites 0", func(o map[string]any) { first(o, "claims")["citations"] = []any{0} }},
		{"answered", "an unknown grade", func(o map[string]any) { first(o, "references")["evidence"] = "F" }},
		{"answered", "a link that is none", func(o map[string]any) { first(o, "references")["url"] = "javascript:alert(1)" }},
		{"answered", "an empty list of conflicts", func(o map[string]any) { first(o, "references")["conflicts_of_interest"] = []any{} }},
		{"answered", "a negative time", func(o map[string]any) { o["timings_ms"].(map[string]any)["total"] = -1 }},
		{"declined", "a headline", func(o map[string]any) { o["headline"] = claim }},
		{"declined", "a claim", func(o map[string]any) { o["claims"] = []any{claim} }},
		{"declined", "no message", func(o map[string]any) { delete(o, "message") }},
		{"declined", "no reason", func(o map[string]any) { o["reason"] = nil }},
		{"blocked", "the question", func(o map[string]any) { o["question"] = "Who?" }},
		{"blocked", "the stand-alone question", func(o map[string]any) { o["standalone"] = "Who?" }},
		{"blocked", "no kinds of identifiers", func(o map[string]any) { delete(o, "identifiers") }},
	} {
		t.Run(test.of+" with "+test.name, func(t *testing.T) {
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(good[test.of]))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Fatalf("already wrong before the change: %v", err)
			}
			test.change(value.(map[string]any))
			if schema.Validate(value) == nil {
				t.Error("the schema lets it pass")
			}
		})
	}
}

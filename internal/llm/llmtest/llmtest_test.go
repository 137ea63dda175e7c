package llmtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"curbside/internal/llm/llmtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const schema = `{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"string"}}}`

// request is a body that the API takes, with one part replaced.
func request(old, new string) string {
	body := `{"model":"m","temperature":0.5,"max_tokens":5,"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"}],` +
		`"response_format":{"type":"json_schema","json_schema":{"name":"one","strict":true,"schema":` + schema + `}},"stream":false}`
	return strings.Replace(body, old, new, 1)
}

func post(t *testing.T, server *llmtest.Server, path, contentType, body string) (int, string) {
	t.Helper()
	response, err := server.Client().Post(strings.TrimSuffix(server.URL, "/v1")+path, contentType, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(raw)
}

func TestRequestsAreHeldAgainstTheRules(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Text("{}"))
	for name, test := range map[string]struct {
		old, new string
		says     string // empty: taken
	}{
		"as it should be":      {"", "", ""},
		"no model":             {`"model":"m"`, `"model":""`, "model"},
		"no messages":          {`[{"role":"system","content":"s"},{"role":"user","content":"u"}]`, "[]", "messages"},
		"unknown role":         {`"role":"user"`, `"role":"patient"`, "unknown role"},
		"no content":           {`{"role":"user","content":"u"}`, `{"role":"user"}`, "content is missing"},
		"unknown field":        {`"stream":false`, `"streaming":false`, "streaming"},
		"message field":        {`"role":"user"`, `"speaker":1,"role":"user"`, "speaker"},
		"temperature":          {`0.5`, `2.5`, "temperature"},
		"no tokens":            {`"max_tokens":5`, `"max_tokens":0`, "max_tokens"},
		"two limits":           {`"max_tokens":5`, `"max_tokens":5,"max_completion_tokens":5`, "exclude"},
		"schema name":          {`"name":"one"`, `"name":"o n e"`, "name"},
		"unknown form":         {`"type":"json_schema"`, `"type":"xml"`, "unknown type"},
		"open object":          {`"additionalProperties":false,`, ``, "additionalProperties"},
		"optional property":    {`"required":["a"]`, `"required":[]`, "missing"},
		"unsupported keyword":  {`{"type":"string"}`, `{"type":"string","maxLength":9}`, "maxLength"},
		"no type":              {`{"type":"string"}`, `{}`, "'type' is required"},
		"list without items":   {`{"type":"string"}`, `{"type":"array"}`, "items"},
		"list of open objects": {`{"type":"string"}`, `{"type":"array","items":{"type":"object"}}`, "additionalProperties"},
		"root is a list":       {schema, `{"type":"array","items":{"type":"string"}}`, "root"},
		"not JSON":             {`{"model"`, `{model`, "parse"},
	} {
		status, body := post(t, server, "/v1/chat/completions", "application/json", request(test.old, test.new))
		if want := map[bool]int{true: 200, false: 400}[test.says == ""]; status != want || !strings.Contains(body, test.says) {
			t.Errorf("%s: %d %s; want %d and %q", name, status, body, want, test.says)
		}
	}
	if got := len(server.Requests()); got != 1 {
		t.Errorf("%d requests were taken, want 1", got)
	}
	if got := len(server.Refusals()); got != 19 {
		t.Errorf("%d requests were refused, want 19", got)
	}
}

func TestPathMethodTypeAndKey(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Text("{}"))
	server.Key = "right"
	if status, body := post(t, server, "/v1/chat/completions", "application/json", request("", "")); status != 401 || !strings.Contains(body, "invalid_api_key") {
		t.Errorf("without a key: %d %s", status, body)
	}
	if status, _ := post(t, server, "/chat/completions", "application/json", request("", "")); status != 404 {
		t.Errorf("wrong path: %d", status)
	}
	server = llmtest.NewServer(t)
	if status, _ := post(t, server, "/v1/chat/completions", "text/plain", request("", "")); status != 400 {
		t.Errorf("wrong content type: %d", status)
	}
	response, err := server.Client().Get(server.URL + "/chat/completions")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", response.StatusCode)
	}
}

// The last step answers all later requests.
func TestScriptGoesOn(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Status(503), llmtest.Text("{}"))
	for _, want := range []int{503, 200, 200} {
		if status, _ := post(t, server, "/v1/chat/completions", "application/json", request("", "")); status != want {
			t.Errorf("status %d, want %d", status, want)
		}
	}
	if last := server.Requests()[2]; last.Number != 3 || last.Text("user") != "u" || last.SchemaName != "one" {
		t.Errorf("request = %+v", last)
	}
}

const prompt = `<passage-ab12 number="1" source="Label" evidence="A" section="Dosing">
Aldesleukin 600,000 IU/kg is given every 8 hours. Rest is 9 days.
</passage-ab12>
<passage-ab12 number="2" source="Other" evidence="C" section="Care">
- Call the clinic for a fever.
</passage-ab12>
<question-ab12>
How often is aldesleukin given?
</question-ab12>
Answer.`

// draftOf lets a step answer the prompt.
func draftOf(t *testing.T, step llmtest.Step) llmtest.Draft {
	t.Helper()
	server := llmtest.NewServer(t, step)
	content, err := json.Marshal(prompt)
	if err != nil {
		t.Fatal(err)
	}
	_, body := post(t, server, "/v1/chat/completions", "application/json", request(`"u"`, string(content)))
	var completion struct {
		Choices []struct{ Message struct{ Content string } }
	}
	var draft llmtest.Draft
	if err := json.Unmarshal([]byte(body), &completion); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(completion.Choices[0].Message.Content)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&draft); err != nil {
		t.Fatal(err)
	}
	return draft
}

func TestDraftsAreMadeOfThePassages(t *testing.T) {
	const sentence = "Aldesleukin 600,000 IU/kg is given every 8 hours."
	for name, test := range map[string]struct {
		step llmtest.Step
		want llmtest.Claim
	}{
		"honest":   {llmtest.Honest(), llmtest.Claim{Passage: 1, Quote: sentence, Section: "Answer", Text: sentence}},
		"invented": {llmtest.InventedCitation(), llmtest.Claim{Passage: 3, Quote: sentence, Section: "Answer", Text: sentence}},
		"number": {llmtest.ForeignNumber(), llmtest.Claim{Passage: 1, Quote: sentence, Section: "Answer",
			Text: "Aldesleukin 933,333 IU/kg is given every 1 hours."}},
		"drug": {llmtest.WrongDrug(regexp.MustCompile("Aldesleukin"), "Ondansetron"), llmtest.Claim{Passage: 1, Quote: sentence,
			Section: "Answer", Text: "Ondansetron 600,000 IU/kg is given every 8 hours."}},
	} {
		draft := draftOf(t, test.step)
		if len(draft.Claims) != 1 || draft.Claims[0] != test.want || len(draft.AnsweredBy) != 1 {
			t.Errorf("%s: %+v", name, draft)
		}
	}
	if draft := draftOf(t, llmtest.WrongQuote()); strings.Contains(prompt, draft.Claims[0].Quote) || draft.Claims[0].Text != sentence {
		t.Errorf("wrong quote: %+v", draft)
	}
}

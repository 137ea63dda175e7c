package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// write puts a file into a fresh folder and returns its path.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// problems loads and gives the messages with the file's folder cut off.
func problems(t *testing.T, path string, environ ...string) []string {
	t.Helper()
	c, err := Load(path, environ)
	if err == nil {
		return nil
	}
	if c != nil {
		t.Error("a faulty configuration was half loaded")
	}
	return strings.Split(strings.ReplaceAll(err.Error(), filepath.Dir(path)+"/", ""), "\n")
}

func TestDefaults(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Load("", []string{"HOME=/home/ada"})
	if err != nil {
		t.Fatal(err)
	}
	if c.DataDir != "/home/ada/.local/share/curbside" || c.Audience != "clinician" || c.LLM.Timeout != 20*time.Second || c.LLM.Enabled() {
		t.Errorf("defaults: %+v", c)
	}
	for _, s := range c.Show() {
		if s.From != "default" {
			t.Errorf("%s comes from %s", s.Key, s.From)
		}
	}
}

func TestProblems(t *testing.T) {
	for _, tc := range []struct {
		name, yaml string
		environ    []string
		want       []string
	}{
		{name: "unknown key", yaml: "llm:\n  base_ulr: http://x\n", want: []string{"config.yaml:2: unknown key `llm.base_ulr`; write base_url"}},
		{name: "far from any key", yaml: "colour: red\n", want: []string{"config.yaml:1: unknown key `colour`; write one of: data_dir, corpus, index, audience, country, llm, embeddings, discord, web, log"}},
		{name: "twice", yaml: "corpus: a\ncorpus: b\n", want: []string{"config.yaml:2: key `corpus` stands twice, first on line 1; write it once"}},
		{name: "wrong types", yaml: "llm:\n  retries: many\n  timeout: 20\nweb: 5\n", want: []string{
			"config.yaml:2: `llm.retries` is \"many\"; write a whole number",
			"config.yaml:3: `llm.timeout` is \"20\"; write a duration such as 20s or 1m30s",
			"config.yaml:4: `web` holds \"5\" where keys with values belong; write `key: value` lines"}},
		{name: "half written", yaml: "corpus: a\nllm:\n  model: \"gpt\n", want: []string{"config.yaml:3: cannot be read as YAML: a quotation mark has no partner on its line; write the closing \" too"}},
		{name: "ranges", yaml: "country: usa\naudience: clinican\nllm:\n  timeout: 1ms\n  temperature: 3\n  max_tokens: 3\ndiscord: {limits: {waiting: 2, waiting_per_server: 3}}\n", want: []string{
			"config.yaml:2: audience: \"clinican\" is not known; write clinician",
			"config.yaml:1: country: \"usa\" is no country code; write two capital letters, such as US, GB or DE, or leave it empty",
			"config.yaml:6: llm.max_tokens: 3 is out of range; write a whole number from 64 to 32768",
			"config.yaml:4: llm.timeout: 1ms is out of range; write a duration from 1s to 10m",
			"config.yaml:5: llm.temperature: 3 is out of range; write a number from 0 to 2",
			"config.yaml:7: discord.limits.waiting_per_server: 3 is out of range; write a whole number from 1 to 2"}},
		{name: "address", yaml: "llm: {base_url: localhost:8080, model: m}\n", want: []string{"config.yaml:1: llm.base_url: \"localhost:8080\" is no web address; write it in full, such as http://127.0.0.1:8080/v1"}},
		{name: "address with query", yaml: "llm: {base_url: \"http://h/v1?key=1\", model: m}\n", want: []string{"config.yaml:1: llm.base_url: the address has a ? or # part; write it up to the path, such as http://127.0.0.1:8080/v1"}},
		{name: "no model for embeddings", yaml: "embeddings: {base_url: \"http://h/v1\"}\n", want: []string{"config.yaml:1: embeddings.base_url: embeddings.base_url is set and embeddings.model is not; write embeddings.model as the endpoint calls it"}},
		{name: "ranges of embeddings", yaml: "embeddings:\n  batch: 0\n  timeout: 2m\n", want: []string{
			"config.yaml:2: embeddings.batch: 0 is out of range; write a whole number from 1 to 2048",
			"config.yaml:3: embeddings.timeout: 2m0s is out of range; write a duration from 50ms to 1m"}},
		{name: "no model", yaml: "llm: {base_url: \"http://h/v1\"}\n", want: []string{"config.yaml:1: llm.base_url: llm.base_url is set and llm.model is not; write llm.model as the endpoint calls it"}},
		{name: "environment", environ: []string{"CURBSIDE_LLM_RETRIES=x", "CURBSIDE_LLM_TIMEOUT=5"}, want: []string{
			"CURBSIDE_LLM_TIMEOUT: \"5\" is no fit value; write a duration such as 20s or 1m30s",
			"CURBSIDE_LLM_RETRIES: \"x\" is no fit value; write a whole number"}},
		{name: "environment out of range", environ: []string{"CURBSIDE_DISCORD_LIMITS_WAITING=0"}, want: []string{
			"CURBSIDE_DISCORD_LIMITS_WAITING: discord.limits.waiting: 0 is out of range; write a whole number from 1 to 2000"}},
		{name: "not a number", environ: []string{"CURBSIDE_LLM_TEMPERATURE=NaN"}, want: []string{"CURBSIDE_LLM_TEMPERATURE: llm.temperature: NaN is out of range; write a number from 0 to 2"}},
		{name: "anchor", yaml: "corpus: &a x\n", want: []string{"config.yaml:1: anchors, aliases, merges and tags are not used here; write the value itself"}},
		{name: "binary", yaml: "country: US\ncorpus: \x00\x01\n", want: []string{"config.yaml:2: the control character 0x00; write plain text"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := problems(t, write(t, "config.yaml", tc.yaml), tc.environ...)
			if fmt.Sprint(got) != fmt.Sprint(tc.want) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(tc.want, "\n     "))
			}
		})
	}
}

func TestUnreadableFile(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		filepath.Join(dir, "none.yaml"): "none.yaml: cannot be read: no such file or directory; make it a readable YAML file, or name another with --config",
		dir:                             filepath.Base(dir) + ": is a folder; make it a readable YAML file, or name another with --config",
		write(t, "big.yaml", strings.Repeat("#", maxFile+1)): "big.yaml: is larger than 1024 KiB; make it a readable YAML file, or name another with --config",
	} {
		if got := problems(t, path); len(got) != 1 || got[0] != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestOrderOfPlaces(t *testing.T) {
	home, work := t.TempDir(), t.TempDir()
	t.Chdir(work)
	mustWrite := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	load := func(path string, environ ...string) *Config {
		t.Helper()
		c, err := Load(path, append(environ, "HOME="+home))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	mustWrite(filepath.Join(home, ".config/curbside/config.yaml"), "country: DE\ncorpus: mine\n")
	if c := load(""); c.Country != "DE" || c.Corpus != filepath.Join(home, ".config/curbside/mine") {
		t.Errorf("home folder: country %q, corpus %q", c.Country, c.Corpus)
	}
	xdg := t.TempDir()
	mustWrite(filepath.Join(xdg, "curbside/config.yaml"), "country: FR\n")
	if c := load("", "XDG_CONFIG_HOME="+xdg); c.Country != "FR" {
		t.Errorf("XDG_CONFIG_HOME: %q", c.Country)
	}
	mustWrite("relative/curbside/config.yaml", "country: ES\n")
	if c := load("", "XDG_CONFIG_HOME=relative"); c.Country != "DE" {
		t.Errorf("a relative XDG_CONFIG_HOME is followed: %q", c.Country)
	}
	mustWrite("config.yaml", "country: GB\ncorpus: mine\n")
	if c := load("", "XDG_CONFIG_HOME="+xdg); c.Country != "GB" || c.Corpus != "mine" || c.Path() != "config.yaml" {
		t.Errorf("working folder: country %q, corpus %q, path %q", c.Country, c.Corpus, c.Path())
	}
	mustWrite("other.yaml", "country: US\nllm: {model: m, base_url: \"https://h/v1\"}\ncorpus: ~/mine\n")
	c := load("other.yaml", "CURBSIDE_LLM_MODEL=n", "CURBSIDE_COUNTRY=")
	if c.Country != "US" || c.LLM.Model != "n" || c.Corpus != filepath.Join(home, "mine") {
		t.Errorf("named file: %+v", c)
	}
	from := map[string]string{}
	for _, s := range c.Show() {
		from[s.Key] = s.From
	}
	for key, want := range map[string]string{"country": "other.yaml:1", "llm.model": "env CURBSIDE_LLM_MODEL", "llm.base_url": "other.yaml:2", "web.listen": "default"} {
		if from[key] != want {
			t.Errorf("%s comes from %q, want %q", key, from[key], want)
		}
	}
}

// TestEveryKeyFromEnvironment sets each key by its variable and finds it in force.
func TestEveryKeyFromEnvironment(t *testing.T) {
	t.Chdir(t.TempDir())
	values := map[string]string{"data_dir": "/d", "corpus": "/c", "index": "/i", "audience": "patient", "country": "US", "llm.base_url": "https://h/v1", "llm.model": "m", "llm.api_key": "hush", "llm.timeout": "3s",
		"embeddings.base_url": "https://e/v1", "embeddings.model": "e", "embeddings.api_key": "hush", "embeddings.batch": "7", "embeddings.timeout": "150ms",
		"llm.max_tokens": "99", "llm.retries": "1", "llm.daily_tokens": "5", "llm.temperature": "0.5", "llm.judge": "true", "log.level": "debug",
		"discord.token": "hush", "discord.operator": "Ward 3, phone 42", "discord.api_url": "https://proxy.example.org/api/v10", "discord.limits.per_user": "3", "discord.limits.per_server": "4", "discord.limits.at_once": "5",
		"discord.limits.waiting": "6", "discord.limits.waiting_per_server": "2", "web.listen": "127.0.0.1:9"}
	var environ []string
	for key, v := range values {
		environ = append(environ, "CURBSIDE_"+strings.ToUpper(strings.ReplaceAll(key, ".", "_"))+"="+v)
	}
	c, err := Load("", environ)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Show() {
		want := values[s.Key]
		switch s.Key {
		case "llm.api_key", "embeddings.api_key", "discord.token":
			want = "set"
		case "llm.api_key_file", "embeddings.api_key_file", "discord.token_file": // cannot be set together with the key; see TestSecretFile
			continue
		}
		if s.Value != want || s.From != "env "+s.Env {
			t.Errorf("%s = %q from %q, want %q", s.Key, s.Value, s.From, want)
		}
	}
}

func TestSecretFile(t *testing.T) {
	t.Chdir(t.TempDir())
	key := write(t, "key", "hush-hush\n")
	c, err := Load("", []string{"CURBSIDE_LLM_API_KEY_FILE=" + key})
	if err != nil {
		t.Fatal(err)
	}
	if c.LLM.APIKey.Reveal() != "hush-hush" {
		t.Errorf("read %q", c.LLM.APIKey.Reveal())
	}
	empty, two := write(t, "empty", " \n"), write(t, "two", "a\nb\n")
	for _, tc := range []struct{ environ, want string }{
		{"CURBSIDE_LLM_API_KEY_FILE=/none", "CURBSIDE_LLM_API_KEY_FILE: the secret's file /none cannot be read: no such file or directory; name a readable file that holds the key and nothing else"},
		{"CURBSIDE_LLM_API_KEY_FILE=" + empty, "CURBSIDE_LLM_API_KEY_FILE: the secret's file " + empty + " does not hold one line; write the key and nothing else into it"},
		{"CURBSIDE_LLM_API_KEY_FILE=" + two, "CURBSIDE_LLM_API_KEY_FILE: the secret's file " + two + " does not hold one line; write the key and nothing else into it"},
	} {
		if _, err := Load("", []string{tc.environ}); err == nil || err.Error() != tc.want {
			t.Errorf("got  %v\nwant %s", err, tc.want)
		}
	}
	both := []string{"CURBSIDE_LLM_API_KEY=a", "CURBSIDE_LLM_API_KEY_FILE=" + key}
	if _, err := Load("", both); err == nil || !strings.Contains(err.Error(), "both llm.api_key and llm.api_key_file are set") {
		t.Errorf("both: %v", err)
	}
}

// TestSecretsStayHidden looks for a secret in everything that a Config can be turned into.
func TestSecretsStayHidden(t *testing.T) {
	path := write(t, "config.yaml", "llm:\n  api_key: hush-hush\n  base_url: https://ada:hush-hush@h/v1\n  model: m\n")
	c, err := Load(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	js, err := json.Marshal(c)
	if err == nil { // the base URL itself may hold a password: it is for the client, and Show is for people
		js = []byte(strings.ReplaceAll(string(js), c.LLM.BaseURL, ""))
	}
	s := c.LLM.APIKey
	texts := []string{fmt.Sprint(c.Show()), string(js), fmt.Sprintf("%v %+v %#v %s %q %x %d", s, s, s, s, s, s, s), fmt.Sprintf("%+v", struct{ K Secret }{s})}
	texts = append(texts, problems(t, write(t, "config.yaml", "llm:\n  api_key: \"hush-hush\n  model: m\n"))...)
	texts = append(texts, problems(t, write(t, "config.yaml", "llm:\n  api_key: [hush-hush]\n"))...)
	texts = append(texts, problems(t, write(t, "config.yaml", "llm: {base_url: \"ftp://ada:hush-hush@h\", model: m}\n"))...)
	for _, text := range texts {
		if strings.Contains(text, "hush") || strings.Contains(text, "68757368") {
			t.Errorf("shown: %s", text)
		}
	}
	if len(texts) < 7 {
		t.Errorf("only %d texts looked at", len(texts))
	}
}

func TestWarnings(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, tc := range []struct {
		environ []string
		want    string
	}{
		{[]string{"CURBSIDE_LLM_MODLE=m", "CURBSIDE_TEST_LLM_URL=x"}, "[CURBSIDE_LLM_MODLE in the environment is no setting and has no effect; did you mean CURBSIDE_LLM_MODEL?]"},
		{[]string{"CURBSIDE_EMBEDDINGS_MODEL=m"}, "[embeddings.model is set and embeddings.base_url is not, so passages are found by their words alone]"},
		{[]string{"CURBSIDE_EMBEDDINGS_MODEL=m", "CURBSIDE_EMBEDDINGS_BASE_URL=http://e.example.org/v1"}, "[embeddings.base_url sends questions and passages to e.example.org without encryption; write https:// if the endpoint has it]"},
		{[]string{"CURBSIDE_LLM_MODEL=m"}, "[llm.model is set and llm.base_url is not, so no model is used]"},
		{[]string{"CURBSIDE_LLM_MODEL=m", "CURBSIDE_LLM_BASE_URL=http://models.example.org/v1"}, "[llm.base_url sends questions to models.example.org without encryption; write https:// if the endpoint has it]"},
		{[]string{"CURBSIDE_LLM_MODEL=m", "CURBSIDE_LLM_BASE_URL=http://127.0.0.1:8080/v1"}, "[]"},
		{[]string{"CURBSIDE_LLM_MODEL=m", "CURBSIDE_LLM_BASE_URL=http://ollama:11434/v1"}, "[]"},
	} {
		c, err := Load("", tc.environ)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(c.Warnings); got != tc.want {
			t.Errorf("%v: got %s, want %s", tc.environ, got, tc.want)
		}
	}
}

// TestExample holds config.example.yaml against the keys and their built-in values.
func TestExample(t *testing.T) {
	const path = "../../config.example.yaml"
	example, err := Load(path, []string{"HOME=/home/ada"})
	if err != nil {
		t.Fatal(err)
	}
	builtIn := defaults(environment{"HOME": "/home/ada"}).Show()
	for i, s := range example.Show() {
		if !strings.HasPrefix(s.From, path) {
			t.Errorf("%s is missing from the example", s.Key)
		}
		if s.Value != builtIn[i].Value {
			t.Errorf("%s is %q in the example and %q by default", s.Key, s.Value, builtIn[i].Value)
		}
	}
}

func TestSmallLimitAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Load("", []string{"CURBSIDE_DISCORD_LIMITS_WAITING=2"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Discord.Limits.WaitingPerServer != 2 {
		t.Errorf("%d of one server may wait where 2 may in all", c.Discord.Limits.WaitingPerServer)
	}
}

func TestProblemsCanBeTold(t *testing.T) {
	_, err := Load(write(t, "config.yaml", "llm:\n  retries: -1\n"), nil)
	var p *Problem
	if !errors.As(err, &p) || !strings.HasSuffix(p.Where, "config.yaml:2") {
		t.Errorf("got %v", err)
	}
}

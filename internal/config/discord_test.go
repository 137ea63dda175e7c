package config

import (
	"fmt"
	"strings"
	"testing"
)

func TestDiscordIsMended(t *testing.T) {
	t.Chdir(t.TempDir())
	for given, want := range map[string]string{
		"http://127.0.0.1:3000":         "http://127.0.0.1:3000/api/v10",
		"http://127.0.0.1:3000/":        "http://127.0.0.1:3000/api/v10",
		"http://127.0.0.1:3000/api":     "http://127.0.0.1:3000/api/v10",
		"http://127.0.0.1:3000/api/v9/": "http://127.0.0.1:3000/api/v9",
		"https://proxy.example.org/d":   "https://proxy.example.org/d",
	} {
		c, err := Load("", []string{"CURBSIDE_DISCORD_API_URL=" + given})
		if err != nil {
			t.Fatal(err)
		}
		if c.Discord.APIURL != want || c.ShowOne("discord.api_url") != want {
			t.Errorf("%s: %s", given, c.Discord.APIURL)
		}
	}
	for _, given := range []string{"hush.hush-hush", "Bot hush.hush-hush", "bot  hush.hush-hush"} {
		c, err := Load("", []string{"CURBSIDE_DISCORD_TOKEN=" + given})
		if err != nil {
			t.Fatal(err)
		}
		if c.Discord.Token.Reveal() != "hush.hush-hush" {
			t.Errorf("%q is not understood", given)
		}
	}
}

func TestDiscordProblems(t *testing.T) {
	for _, tc := range []struct {
		name, yaml string
		environ    []string
		want       string
	}{
		{name: "misspelt", yaml: "discord:\n  tokn: hush\n", want: "config.yaml:2: unknown key `discord.tokn`; write token"},
		{name: "torn token", environ: []string{"CURBSIDE_DISCORD_TOKEN=hush hush"}, want: "CURBSIDE_DISCORD_TOKEN: discord.token: the token holds a space or another character that no token has; copy it anew, without quotation marks"},
		{name: "api", yaml: "discord: {api_url: discord.com}\n", want: "config.yaml:1: discord.api_url: \"discord.com\" is no web address; write it up to the version, such as https://discord.com/api/v10"},
		{name: "limit", yaml: "discord:\n  limits:\n    per_user: 0\n", want: "config.yaml:3: discord.limits.per_user: 0 is out of range; write a whole number from 1 to 1000"},
		{name: "listen", environ: []string{"CURBSIDE_WEB_LISTEN=8347"}, want: "CURBSIDE_WEB_LISTEN: web.listen: \"8347\" is no address to listen on; write host and port, such as 127.0.0.1:8347, or \"off\""},
		{name: "token file", environ: []string{"CURBSIDE_DISCORD_TOKEN_FILE=/none"}, want: "CURBSIDE_DISCORD_TOKEN_FILE: the secret's file /none cannot be read: no such file or directory; name a readable file that holds the token and nothing else"},
		{name: "both", yaml: "discord: {token: hush, token_file: f}\n", want: "config.yaml:1: both discord.token and discord.token_file are set; keep one of them"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := problems(t, write(t, "config.yaml", tc.yaml), tc.environ...)
			if len(got) != 1 || got[0] != tc.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), tc.want)
			}
		})
	}
}

func TestTokenInTheFileIsWarnedOf(t *testing.T) {
	c, err := Load(write(t, "config.yaml", "discord:\n  token: hush-hush\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	warned := fmt.Sprint(c.Warnings)
	if !strings.Contains(warned, "config.yaml:2 holds the bot's token") || strings.Contains(warned, "hush") {
		t.Errorf("warned %s", warned)
	}
	if shown := fmt.Sprint(c.Show()); strings.Contains(shown, "hush") || c.ShowOne("discord.token") != "set" {
		t.Errorf("shown: %s", shown)
	}
}

func TestWebOff(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, tc := range []struct {
		yaml    string
		on      bool
		warning string
	}{
		{"web: {listen: \"\"}\n", false, ""},
		{"web: {listen: off}\n", false, ""},
		{"web: {listen: \"127.0.0.1:0\"}\n", true, ""},
		{"web: {listen: \"10.0.0.5:80\"}\n", true, ""},
		{"web: {listen: \":8347\"}\n", true, "beyond this machine"},
	} {
		c, err := Load(write(t, "config.yaml", tc.yaml), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(c.Warnings); c.Web.On() != tc.on || !strings.Contains(got, tc.warning) || tc.warning == "" && len(c.Warnings) > 0 {
			t.Errorf("%s on %v, warnings %s", tc.yaml, c.Web.On(), got)
		}
	}
}

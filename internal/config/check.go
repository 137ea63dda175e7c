package config

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"curbside/internal/strictyaml"
)

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

// check holds every value against its range.
func (l *loader) check() {
	c := l.c
	l.oneOf("audience", c.Audience, "clinician", "educator", "patient")
	l.oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error")
	if c.Country != "" && !countryForm.MatchString(c.Country) {
		l.refuse("country", fmt.Sprintf("%q is no country code", c.Country), "write two capital letters, such as US, GB or DE, or leave it empty")
	}
	l.between("llm.max_tokens", c.LLM.MaxTokens, 64, 32768)
	l.between("llm.retries", c.LLM.Retries, 0, 10)
	l.between("llm.daily_tokens", c.LLM.DailyTokens, 0, 1_000_000_000)
	if t := c.LLM.Timeout; t < time.Second || t > 10*time.Minute {
		l.refuse("llm.timeout", fmt.Sprintf("%v is out of range", t), "write a duration from 1s to 10m")
	}
	if t := c.LLM.Temperature; !(t >= 0 && t <= 2) { // written so that NaN is refused
		l.refuse("llm.temperature", fmt.Sprintf("%v is out of range", t), "write a number from 0 to 2")
	}
	l.endpoint("llm", c.LLM.BaseURL, c.LLM.Model, "no model is used", "questions")
	l.endpoint("embeddings", c.Embeddings.BaseURL, c.Embeddings.Model, "passages are found by their words alone", "questions and passages")
	l.between("embeddings.batch", c.Embeddings.Batch, 1, 2048)
	if t := c.Embeddings.Timeout; t < 50*time.Millisecond || t > time.Minute {
		l.refuse("embeddings.timeout", fmt.Sprintf("%v is out of range", t), "write a duration from 50ms to 1m")
	}
	l.discord()
	l.web()
}

// endpoint checks what belongs together about a model at an endpoint: the settings under a name, and what is not done
// without it.
func (l *loader) endpoint(name, baseURL, model, without, sends string) {
	if baseURL == "" {
		if model != "" {
			l.c.Warnings = append(l.c.Warnings, fmt.Sprintf("%[1]s.model is set and %[1]s.base_url is not, so %[2]s", name, without))
		}
		return
	}
	key := name + ".base_url"
	u, err := url.Parse(baseURL)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		l.refuse(key, fmt.Sprintf("%q is no web address", withoutPassword(baseURL)), "write it in full, such as http://127.0.0.1:8080/v1")
		return
	case u.RawQuery != "" || u.Fragment != "":
		l.refuse(key, "the address has a ? or # part", "write it up to the path, such as http://127.0.0.1:8080/v1")
	case model == "":
		l.refuse(key, fmt.Sprintf("%s is set and %s.model is not", key, name), fmt.Sprintf("write %s.model as the endpoint calls it", name))
	}
	if u.Scheme == "http" && !local(u.Hostname()) {
		l.c.Warnings = append(l.c.Warnings, fmt.Sprintf("%s sends %s to %s without encryption; write https:// if the endpoint has it", key, sends, u.Hostname()))
	}
}

// local reports whether a host is this machine or lies in a private network.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || !strings.Contains(host, ".") && ip == nil || ip != nil && (ip.IsLoopback() || ip.IsPrivate())
}

func (l *loader) oneOf(key, value string, allowed ...string) {
	if slices.Contains(allowed, value) {
		return
	}
	write := "write one of: " + strings.Join(allowed, ", ")
	if near := strictyaml.Nearest(value, allowed); near != "" {
		write = "write " + near
	}
	l.refuse(key, fmt.Sprintf("%q is not known", value), write)
}

func (l *loader) between(key string, value, low, high int) {
	if value < low || value > high {
		l.refuse(key, fmt.Sprintf("%d is out of range", value), fmt.Sprintf("write a whole number from %d to %d", low, high))
	}
}

// refuse adds a problem where the key's value comes from.
func (l *loader) refuse(key, what, write string) {
	l.add(cmp.Or(l.c.origins[key], "default"), key+": "+what, write)
}

package config

import (
	"cmp"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"time"
)

// Setting is one key as it is in force.
type Setting struct {
	Key   string `json:"key"`   // such as "llm.base_url"
	Value string `json:"value"` // secrets as "set" or "not set", passwords in URLs hidden
	From  string `json:"from"`  // "default", "config.yaml:3", "env CURBSIDE_LLM_MODEL", "file /run/secrets/key"
	Env   string `json:"env"`   // the variable that sets it
}

// Show lists every key, in the order of config.example.yaml.
func (c *Config) Show() []Setting {
	var out []Setting
	for _, s := range settingsOf(c) {
		out = append(out, Setting{Key: s.key, Value: shown(s.value), From: cmp.Or(c.origins[s.key], "default"), Env: s.env})
	}
	return out
}

func shown(v reflect.Value) string {
	text := fmt.Sprint(v.Interface())
	if strings.Contains(text, "@") {
		return withoutPassword(text)
	}
	return text
}

// withoutPassword hides the password of a URL; a text with "@" that is no URL is hidden as a whole.
func withoutPassword(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "(hidden)"
	}
	return u.Redacted()
}

// setting is one key with the field that it sets.
type setting struct {
	key, env string
	value    reflect.Value
}

// settingsOf walks over the fields of a Config.
func settingsOf(c *Config) []setting { return fields(reflect.ValueOf(c).Elem(), "") }

func fields(v reflect.Value, path string) []setting {
	var out []setting
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("yaml")
		if name == "" || name == "-" {
			continue
		}
		if v.Field(i).Kind() == reflect.Struct {
			out = append(out, fields(v.Field(i), path+name+".")...)
			continue
		}
		key := path + name
		out = append(out, setting{key: key, env: prefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_")), value: v.Field(i)})
	}
	return out
}

// takes says in words what a setting's value looks like.
func (s setting) takes() string {
	switch s.value.Interface().(type) {
	case time.Duration:
		return "a duration such as 20s or 1m30s"
	case int:
		return "a whole number"
	case float64:
		return "a number such as 0.2"
	default:
		return "a text"
	}
}

// ShowOne is the value in force of one key, as Show has it; empty for a key
// that there is not.
func (c *Config) ShowOne(key string) string {
	for _, s := range c.Show() {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

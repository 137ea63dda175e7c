package config

import (
	"log/slog"
	"path/filepath"
	"time"
)

// Config holds the settings in force. Treat it as read-only.
type Config struct {
	DataDir  string `yaml:"data_dir"` // where state is kept; empty if no home folder is known
	Corpus   string `yaml:"corpus"`   // folder of sources; empty means the sources that ship with the program
	Audience string `yaml:"audience"` // clinician, educator or patient
	Country  string `yaml:"country"`  // two capital letters, for the emergency number; empty means not known
	LLM      LLM    `yaml:"llm"`
	Search   Search `yaml:"search"`
	Log      Log    `yaml:"log"`

	// Warnings tells what is allowed and probably not meant.
	Warnings []string `yaml:"-"`

	path    string
	origins map[string]string
}

// LLM says which model drafts answers. Without a base URL none does.
type LLM struct {
	BaseURL     string        `yaml:"base_url"`     // of an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1
	Model       string        `yaml:"model"`        // as the endpoint calls it
	APIKey      Secret        `yaml:"api_key"`      // also filled from APIKeyFile
	APIKeyFile  string        `yaml:"api_key_file"` // file that holds the key and nothing else
	Timeout     time.Duration `yaml:"timeout"`      // for a whole answer, further tries included, 1s to 10m
	MaxTokens   int           `yaml:"max_tokens"`   // bound of one completion, 64 to 32768
	Retries     int           `yaml:"retries"`      // further tries after a failure that may pass, 0 to 10
	DailyTokens int           `yaml:"daily_tokens"` // budget a day, prompts and completions together; 0 means no bound
	Temperature float64       `yaml:"temperature"`  // 0 to 2
}

// Search bounds what a question retrieves.
type Search struct {
	Limit     int `yaml:"limit"`      // passages for one question, 1 to 50
	PerSource int `yaml:"per_source"` // of these from one source, 1 to Limit
}

// Log says how much is logged.
type Log struct {
	Level string `yaml:"level"` // debug, info, warn or error
}

// Enabled reports whether a model is configured.
func (l LLM) Enabled() bool { return l.BaseURL != "" }

// Path returns the file that was read, or "".
func (c *Config) Path() string { return c.path }

// Slog returns the log level for log/slog.
func (l Log) Slog() slog.Level {
	var level slog.Level
	if level.UnmarshalText([]byte(l.Level)) != nil {
		return slog.LevelInfo
	}
	return level
}

// defaults returns the built-in values. env gives the folders of the person who runs the program.
func defaults(env environment) *Config {
	c := &Config{
		Audience: "clinician",
		LLM:      LLM{Timeout: 20 * time.Second, MaxTokens: 1200, Retries: 2, DailyTokens: 200_000},
		Search:   Search{Limit: 8, PerSource: 3},
		Log:      Log{Level: "info"},
		origins:  map[string]string{},
	}
	if dir := env.folder("XDG_DATA_HOME", ".local/share"); dir != "" {
		c.DataDir = filepath.Join(dir, "curbside")
	}
	return c
}

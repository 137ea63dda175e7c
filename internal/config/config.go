package config

import (
	"log/slog"
	"path/filepath"
	"time"
)

// Config holds the settings in force. Treat it as read-only.
type Config struct {
	DataDir    string     `yaml:"data_dir"` // where state is kept; empty if no home folder is known
	Corpus     string     `yaml:"corpus"`   // folder of sources; empty means the sources that ship with the program
	Index      string     `yaml:"index"`    // folder of an index made with `curbside index`; empty means that sources are indexed at each start
	Audience   string     `yaml:"audience"` // clinician, educator or patient
	Country    string     `yaml:"country"`  // two capital letters, for the emergency number; empty means not known
	LLM        LLM        `yaml:"llm"`
	Embeddings Embeddings `yaml:"embeddings"`
	Discord    Discord    `yaml:"discord"`
	Web        Web        `yaml:"web"`
	Log        Log        `yaml:"log"`

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
	Judge       bool          `yaml:"judge"`        // the model judges its claims too, beside the rules, and can only refuse
}

// Embeddings says which model finds passages by meaning, beside their words. Without a base URL none does.
type Embeddings struct {
	BaseURL    string        `yaml:"base_url"`     // of an OpenAI-compatible endpoint, such as http://127.0.0.1:8081/v1
	Model      string        `yaml:"model"`        // as the endpoint calls it
	APIKey     Secret        `yaml:"api_key"`      // also filled from APIKeyFile
	APIKeyFile string        `yaml:"api_key_file"` // file that holds the key and nothing else
	Batch      int           `yaml:"batch"`        // passages of one request of `curbside embed`, 1 to 2048
	Timeout    time.Duration `yaml:"timeout"`      // that a question waits, further tries included, 50ms to 1m
}

// Discord says as which bot the program answers, and how much of it.
type Discord struct {
	Token     Secret `yaml:"token"`      // the bot's, without "Bot "; also filled from TokenFile
	TokenFile string `yaml:"token_file"` // file that holds the token and nothing else
	APIURL    string `yaml:"api_url"`    // with the version, such as https://discord.com/api/v10
	Operator  string `yaml:"operator"`   // who runs the bot, for /help; empty: not told
	Limits    Limits `yaml:"limits"`
}

// Limits bound what users may ask of the bot.
type Limits struct {
	PerUser          int `yaml:"per_user"`           // questions a minute, 1 to 1000
	PerServer        int `yaml:"per_server"`         // questions a minute, 1 to 100000
	AtOnce           int `yaml:"at_once"`            // answered at once, 0 to 256; 0: as many as there are cores, at least 2
	Waiting          int `yaml:"waiting"`            // questions that may wait for a place, 1 to 2000
	WaitingPerServer int `yaml:"waiting_per_server"` // of these from one server, 1 to Waiting
}

// Web says where health and metrics are served.
type Web struct {
	Listen string `yaml:"listen"` // host:port; empty or "off": nowhere
}

// On reports whether health and metrics are served.
func (w Web) On() bool { return w.Listen != "" && w.Listen != off }

// off is Web.Listen for those who set it by the environment, where an empty
// variable counts as not set.
const off = "off"

// Log says how much is logged.
type Log struct {
	Level string `yaml:"level"` // debug, info, warn or error
}

// Enabled reports whether a model is configured.
func (l LLM) Enabled() bool { return l.BaseURL != "" }

// Enabled reports whether a model for embeddings is configured.
func (e Embeddings) Enabled() bool { return e.BaseURL != "" }

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
		Audience:   "clinician",
		LLM:        LLM{Timeout: 20 * time.Second, MaxTokens: 1200, Retries: 2, DailyTokens: 200_000},
		Embeddings: Embeddings{Batch: 32, Timeout: 2 * time.Second},
		Discord: Discord{
			APIURL: "https://discord.com/api/v10",
			Limits: Limits{PerUser: 12, PerServer: 120, Waiting: 1000, WaitingPerServer: 100},
		},
		Web:     Web{Listen: "127.0.0.1:8347"},
		Log:     Log{Level: "info"},
		origins: map[string]string{},
	}
	if dir := env.folder("XDG_DATA_HOME", ".local/share"); dir != "" {
		c.DataDir = filepath.Join(dir, "curbside")
	}
	return c
}

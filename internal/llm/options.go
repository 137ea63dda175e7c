package llm

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// What a call is bounded by where the options do not say.
const (
	DefaultTimeout   = 20 * time.Second
	DefaultRetries   = 2
	DefaultMaxTokens = 1200
	DefaultBackoff   = 250 * time.Millisecond

	maxBody     = 1 << 20 // bytes of a response
	dialTimeout = 5 * time.Second
)

// Options say which model to ask and how far to go for an answer.
type Options struct {
	BaseURL string // where the API begins, for example http://127.0.0.1:8080/v1; required
	Model   string // the model's name as the endpoint knows it; required
	APIKey  string // sent as a bearer token; empty sends none

	Timeout     time.Duration // of a whole call with its retries; 0 means DefaultTimeout
	Retries     int           // further attempts after the first; 0 means DefaultRetries, below 0 none
	Backoff     time.Duration // mean wait before the first retry, doubled for each later one; 0 means DefaultBackoff
	MaxTokens   int           // bound of one answer; 0 means DefaultMaxTokens
	Temperature float64       // 0 (the most likely words) to 2
	DailyTokens int           // prompt and answer tokens allowed in a UTC day; 0 means no limit

	Clock      func() time.Time // tells the day for DailyTokens; nil means time.Now
	HTTPClient *http.Client     // nil means one of its own; redirects are refused either way
}

// String names the endpoint and model, never the key, so that options can be printed by mistake.
func (o Options) String() string { return fmt.Sprintf("llm %s at %s", o.Model, shownURL(o.BaseURL)) }

// GoString is String, for %#v.
func (o Options) GoString() string { return o.String() }

// withDefaults checks the options and fills in what is not set. All problems are reported at once.
func (o Options) withDefaults() (Options, error) {
	o.BaseURL = strings.TrimRight(strings.TrimSpace(o.BaseURL), "/")
	o.APIKey = strings.TrimSpace(o.APIKey)
	if err := o.check(); err != nil {
		return Options{}, err
	}
	setDefault(&o.Timeout, DefaultTimeout)
	setDefault(&o.Retries, DefaultRetries)
	setDefault(&o.Backoff, DefaultBackoff)
	setDefault(&o.MaxTokens, DefaultMaxTokens)
	o.Retries = max(o.Retries, 0)
	if o.Clock == nil {
		o.Clock = time.Now
	}
	o.HTTPClient = strictClient(o.HTTPClient)
	return o, nil
}

func (o Options) check() error {
	problems := completions.checkAddress(o.BaseURL, o.Model, o.APIKey)
	bad := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if o.Timeout < 0 || o.Backoff < 0 {
		bad("llm.timeout is negative; write a duration like 20s")
	}
	if o.MaxTokens < 0 || o.DailyTokens < 0 {
		bad("llm.max_tokens and llm.daily_tokens cannot be negative; 0 means the default, and no limit")
	}
	if !(o.Temperature >= 0 && o.Temperature <= 2) {
		bad("llm.temperature must lie between 0 and 2")
	}
	return errors.Join(problems...)
}

// checkAddress says what is wrong with the settings that say whom to ask.
func (s service) checkAddress(address, model, key string) []error {
	var problems []error
	bad := func(text string) { problems = append(problems, errors.New(s.settings+text)) }
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		bad(".base_url is no http or https address; write one like http://127.0.0.1:8080/v1")
	}
	if strings.TrimSpace(model) == "" {
		bad(".model is empty; write the model's name as the endpoint knows it")
	}
	if strings.ContainsFunc(key, func(r rune) bool { return r < 0x21 || r > 0x7e }) {
		bad(".api_key holds a space, a line break or another character that no key has; copy it again")
	}
	return problems
}

func setDefault[T comparable](value *T, fallback T) {
	var zero T
	if *value == zero {
		*value = fallback
	}
}

// strictClient is a copy of base that follows no redirect: a question must not travel to an address that nobody
// configured. The call's context bounds the time, not the client.
func strictClient(base *http.Client) *http.Client {
	client := &http.Client{}
	if base != nil {
		*client = *base
	}
	if client.Transport == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.DialContext = (&net.Dialer{Timeout: dialTimeout}).DialContext
		client.Transport = transport
	}
	client.Timeout = 0
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client
}

// shownURL is the address without user, password, query and fragment, which may hold secrets.
func shownURL(raw string) string {
	parsed, err := url.Parse(raw)
	if err != nil || parsed.Host == "" {
		return "(no address)"
	}
	return (&url.URL{Scheme: parsed.Scheme, Host: parsed.Host, Path: parsed.Path}).String()
}

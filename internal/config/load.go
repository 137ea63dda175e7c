package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"curbside/internal/strictyaml"
)

const (
	maxFile   = 1 << 20 // bytes of a configuration file
	maxSecret = 1 << 14 // bytes of a file that holds a secret
)

// Problem is one fault of the configuration.
type Problem struct {
	Where string // "config.yaml:3", or the variable's name
	What  string
	Write string // what to write instead
}

func (p *Problem) Error() string { return p.Where + ": " + p.What + "; " + p.Write }

// Load reads the settings. path names the file, which must then exist; empty means the usual places, where it may be
// absent. environ is in the form of os.Environ. The error joins one *Problem for each fault.
func Load(path string, environ []string) (*Config, error) {
	env := parseEnviron(environ)
	c := defaults(env)
	l := &loader{c: c, env: env}
	l.file(path)
	l.environment()
	l.secrets()
	l.paths()
	if len(l.problems) == 0 {
		l.check()
	}
	if err := errors.Join(l.problems...); err != nil {
		return nil, err
	}
	return c, nil
}

type loader struct {
	c        *Config
	env      environment
	problems []error
}

func (l *loader) add(where, what, write string) {
	l.problems = append(l.problems, &Problem{Where: strings.TrimPrefix(where, "env "), What: what, Write: write})
}

// file lays the configuration file over the defaults.
func (l *loader) file(path string) {
	if path == "" {
		if path = l.usualFile(); path == "" {
			return
		}
	}
	data, err := readBounded(path, maxFile)
	if err != nil {
		l.add(path, err.Error(), "make it a readable YAML file, or name another with --config")
		return
	}
	l.c.path = path
	dec := strictyaml.Decoder{Lines: map[string]int{}}
	for _, p := range dec.Decode(data, 1, l.c) {
		l.add(fmt.Sprintf("%s:%d", path, p.Line), p.What, "write "+p.Write)
	}
	for key, line := range dec.Lines {
		l.c.origins[key] = fmt.Sprintf("%s:%d", path, line)
	}
}

// usualFile returns the first of the usual places where a file lies, whatever can be made of it.
func (l *loader) usualFile() string {
	places := []string{"config.yaml"}
	if dir := l.env.folder("XDG_CONFIG_HOME", ".config"); dir != "" {
		places = append(places, filepath.Join(dir, "curbside", "config.yaml"))
	}
	for _, p := range places {
		if _, err := os.Stat(p); !errors.Is(err, fs.ErrNotExist) {
			return p
		}
	}
	return ""
}

// readBounded reads a regular file; its error says what is wrong, without the path and without the contents.
func readBounded(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, cause("cannot be read", err)
	}
	if info.IsDir() {
		return nil, errors.New("is a folder")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cause("cannot be read", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, cause("cannot be read", err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("is larger than %d KiB", limit>>10)
	}
	return data, nil
}

func cause(what string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("%s: %w", what, err)
}

// environment lays CURBSIDE_* variables over the file. An empty variable counts as not set.
func (l *loader) environment() {
	known := map[string]bool{}
	for _, s := range settingsOf(l.c) {
		known[s.env] = true
		text := l.env[s.env]
		if text == "" {
			continue
		}
		l.c.origins[s.key] = "env " + s.env
		if err := strictyaml.SetScalar(text, s.value); err != nil {
			l.add(s.env, fmt.Sprintf("%q is no fit value", text), "write "+s.takes())
		}
	}
	l.strangers(known)
}

// strangers warns of CURBSIDE_* variables that set nothing: most likely a misspelt key. They are no errors, since
// container platforms make up such names after the service's own.
func (l *loader) strangers(known map[string]bool) {
	var names []string
	for name := range known {
		names = append(names, name)
	}
	for _, name := range l.env.names(prefix) {
		if known[name] || strings.HasPrefix(name, prefix+"TEST_") {
			continue
		}
		w := fmt.Sprintf("%s in the environment is no setting and has no effect", name)
		if near := strictyaml.Nearest(name, names); near != "" {
			w += "; did you mean " + near + "?"
		}
		l.c.Warnings = append(l.c.Warnings, w)
	}
}

// secrets reads the files that hold secrets.
func (l *loader) secrets() {
	l.secret("llm.api_key", &l.c.LLM.APIKey, l.c.LLM.APIKeyFile)
	l.secret("embeddings.api_key", &l.c.Embeddings.APIKey, l.c.Embeddings.APIKeyFile)
	l.secret("discord.token", &l.c.Discord.Token, l.c.Discord.TokenFile)
}

// secret reads one secret from the file that key_file names. A secret that is
// given itself in a stronger place wins over its file.
func (l *loader) secret(key string, value *Secret, file string) {
	keyFrom, fileFrom := l.c.origins[key], l.c.origins[key+"_file"]
	if file == "" {
		return
	}
	if *value != "" {
		if strings.HasPrefix(keyFrom, "env ") == strings.HasPrefix(fileFrom, "env ") {
			l.add(fileFrom, fmt.Sprintf("both %s and %s_file are set", key, key), "keep one of them")
			return
		}
		if strings.HasPrefix(keyFrom, "env ") {
			return
		}
	}
	path := l.located(file, fileFrom)
	data, err := readBounded(path, maxSecret)
	text := strings.TrimSpace(string(data))
	short := key[strings.LastIndexAny(key, "._")+1:] // "key", "token"
	switch {
	case err != nil:
		l.add(fileFrom, fmt.Sprintf("the secret's file %s %v", path, err), "name a readable file that holds the "+short+" and nothing else")
	case text == "" || strings.ContainsAny(text, "\n\x00"):
		l.add(fileFrom, fmt.Sprintf("the secret's file %s does not hold one line", path), "write the "+short+" and nothing else into it")
	default:
		*value = Secret(text)
		l.c.origins[key] = "file " + path
	}
}

// paths makes the folders of the file relative to where the file lies, and those of the environment to where the
// program runs.
func (l *loader) paths() {
	l.c.DataDir = l.located(l.c.DataDir, l.c.origins["data_dir"])
	l.c.Corpus = l.located(l.c.Corpus, l.c.origins["corpus"])
	l.c.Index = l.located(l.c.Index, l.c.origins["index"])
	l.c.LLM.APIKeyFile = l.located(l.c.LLM.APIKeyFile, l.c.origins["llm.api_key_file"])
	l.c.Embeddings.APIKeyFile = l.located(l.c.Embeddings.APIKeyFile, l.c.origins["embeddings.api_key_file"])
	l.c.Discord.TokenFile = l.located(l.c.Discord.TokenFile, l.c.origins["discord.token_file"])
}

func (l *loader) located(path, origin string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && l.env["HOME"] != "" {
		return filepath.Join(l.env["HOME"], rest)
	}
	if path == "" || filepath.IsAbs(path) || strings.HasPrefix(origin, "env ") {
		return path
	}
	return filepath.Join(filepath.Dir(l.c.path), path)
}

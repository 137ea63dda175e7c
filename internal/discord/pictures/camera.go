package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// packages are the components and what they are made of, each at the version
// that was tried.
const packages = `{
  "name": "curbside-pictures", "private": true,
  "dependencies": {
    "@skyra/discord-components-core": "4.0.2",
    "@fontsource/noto-sans": "5.3.0",
    "@lit/context": "1.1.6", "@lit/reactive-element": "2.1.2", "lit": "3.3.3", "lit-element": "4.2.2", "lit-html": "3.3.3"
  }
}
`

// patience is how long the browser may take for one picture.
const patience = time.Minute

// camera draws pages.
type camera struct {
	browser string
	parts   string // its node_modules holds the components
}

// prepare finds the browser and the components.
func (c *camera) prepare(ctx context.Context) error {
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); c.browser == "" && err == nil {
			c.browser = path
		}
	}
	if c.browser == "" {
		return errors.New("no Chromium is on the path: install Debian's chromium-headless-shell and fonts-noto-color-emoji, or name one with -chromium")
	}
	if c.parts != "" {
		return nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return fmt.Errorf("find the cache for the components: %w", err)
	}
	c.parts = filepath.Join(cache, "curbside", "pictures")
	file := filepath.Join(c.parts, "package.json")
	if have, err := os.ReadFile(file); err == nil && string(have) == packages {
		return nil
	}
	return c.install(ctx, file)
}

// install has npm bring the components. package.json is written in full only
// when they are there, so that a broken install is tried again.
func (c *camera) install(ctx context.Context, file string) error {
	if err := os.MkdirAll(c.parts, 0o755); err != nil {
		return fmt.Errorf("make the cache for the components: %w", err)
	}
	fresh := filepath.Join(c.parts, "new")
	if err := errors.Join(os.MkdirAll(fresh, 0o755), os.WriteFile(filepath.Join(fresh, "package.json"), []byte(packages), 0o644)); err != nil {
		return fmt.Errorf("write package.json: %w", err)
	}
	cmd := exec.CommandContext(ctx, "npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
	cmd.Dir = fresh
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm cannot bring @skyra/discord-components-core 4.0.2 (it needs the network the first time; or name a folder that has it with -components): %w\n%s", err, out)
	}
	if err := os.RemoveAll(filepath.Join(c.parts, "node_modules")); err != nil {
		return err
	}
	return errors.Join(os.Rename(filepath.Join(fresh, "node_modules"), filepath.Join(c.parts, "node_modules")),
		os.WriteFile(file, []byte(packages), 0o644), os.RemoveAll(fresh))
}

var height = regexp.MustCompile(`<title>height (\d+)</title>`)

// shoot draws a page: once to see how high it gets, and once for the picture.
func (c *camera) shoot(ctx context.Context, page string) ([]byte, error) {
	mux := http.NewServeMux()
	mux.Handle("/node_modules/", http.FileServer(http.Dir(c.parts)))
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	dom, err := c.browse(ctx, srv.URL, "--dump-dom")
	if err != nil {
		return nil, err
	}
	m := height.FindSubmatch(dom)
	if m == nil {
		return nil, errors.New("the page was not drawn: are the components in node_modules those that package.json names?")
	}
	dir, err := os.MkdirTemp("", "curbside-picture")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "picture.png")
	if _, err := c.browse(ctx, srv.URL, "--screenshot="+file, fmt.Sprintf("--window-size=%d,%s", width, m[1])); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the browser made no picture: %w", err)
	}
	return fewColours(data)
}

func (c *camera) browse(ctx context.Context, url string, how ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1.5",
		"--virtual-time-budget=10000", fmt.Sprintf("--window-size=%d,2000", width)}, how...)
	cmd := exec.CommandContext(ctx, c.browser, append(args, url)...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", c.browser, err, strings.TrimSpace(said.String()))
	}
	return out.Bytes(), nil
}

package answer

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"text/template"

	"curbside/internal/text"
)

// promptSet is the files of package prompts, parsed.
type promptSet struct {
	templates        *template.Template
	composeSchema    []byte
	overviewSchema   []byte // of a broad question
	standaloneSchema []byte
	entailSchema     []byte
	version          string // "sha256:…" over all templates and schemas
}

// composeData is what compose.tmpl shows. All texts are cleaned.
type composeData struct {
	Nonce, Question, Audience string
	Broad                     bool
	MostClaims                int
	Sections                  []string
	Passages                  []Candidate
}

// repairData is what repair.tmpl shows.
type repairData struct {
	Compose  composeData
	Draft    string
	Problems []string
}

// standaloneData is what standalone.tmpl shows.
type standaloneData struct {
	Nonce, Question string
	Earlier         []string
}

// loadPrompts parses the templates and tries each once, so that a broken
// file is found at the start and not with a question.
func loadPrompts(fsys fs.FS) (*promptSet, error) {
	templates, err := template.New("").Option("missingkey=error").ParseFS(fsys, "*.tmpl")
	if err != nil {
		return nil, err
	}
	set := &promptSet{templates: templates}
	trials := map[string]any{
		"compose.system": composeData{}, "compose.user": composeData{Passages: make([]Candidate, 1)}, "repair.user": repairData{},
		"standalone.system": standaloneData{}, "standalone.user": standaloneData{},
		"entail.system": entailData{}, "entail.user": entailData{},
	}
	for name, data := range trials {
		if err := templates.ExecuteTemplate(new(bytes.Buffer), name, data); err != nil {
			return nil, err
		}
	}
	for file, target := range map[string]*[]byte{
		"compose.schema.json": &set.composeSchema, "overview.schema.json": &set.overviewSchema,
		"standalone.schema.json": &set.standaloneSchema, "entail.schema.json": &set.entailSchema,
	} {
		if *target, err = fs.ReadFile(fsys, file); err != nil {
			return nil, err
		}
		if !json.Valid(*target) {
			return nil, fmt.Errorf("%s is no JSON", file)
		}
	}
	set.version, err = hashFiles(fsys)
	return set, err
}

// hashFiles is a digest of the names and contents of templates and schemas.
func hashFiles(fsys fs.FS) (string, error) {
	sum := sha256.New()
	for _, pattern := range []string{"*.json", "*.tmpl"} {
		names, err := fs.Glob(fsys, pattern) // sorted
		if err != nil {
			return "", err
		}
		for _, name := range names {
			content, err := fs.ReadFile(fsys, name)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(sum, "%s %d\n%s", name, len(content), content)
		}
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), nil
}

// composeData makes a request's texts fit to stand between tags.
func (c *LLMComposer) composeData(req ComposeRequest) composeData {
	nonce := c.nonce()
	data := composeData{
		Nonce: nonce, Question: asData(req.Question, nonce), Audience: req.Audience,
		Broad: req.Broad, MostClaims: mostClaims,
	}
	for _, section := range overviewSections {
		data.Sections = append(data.Sections, section.title)
	}
	for _, candidate := range req.Candidates {
		candidate.Text = asData(candidate.Text, nonce)
		candidate.Title = asAttribute(candidate.Title, nonce)
		candidate.Section = asAttribute(candidate.Section, nonce)
		candidate.Evidence = asAttribute(candidate.Evidence, nonce)
		data.Passages = append(data.Passages, candidate)
	}
	return data
}

func (p *promptSet) systemPrompt(data composeData) string { return p.render("compose.system", data) }

func (p *promptSet) userPrompt(data composeData) string { return p.render("compose.user", data) }

func (p *promptSet) repairPrompt(data composeData, d *draft) string {
	return p.render("repair.user", repairData{Compose: data, Draft: asData(d.text, data.Nonce), Problems: d.problems})
}

// render runs a template that loadPrompts has tried; with plain data it
// cannot fail.
func (p *promptSet) render(name string, data any) string {
	var out strings.Builder
	if err := p.templates.ExecuteTemplate(&out, name, data); err != nil {
		return ""
	}
	return strings.TrimSpace(out.String())
}

// asData cleans a foreign text and takes the nonce out of it, so that it
// cannot close the tag around it.
func asData(s, nonce string) string {
	s = text.Clean(s)
	for nonce != "" && strings.Contains(s, nonce) {
		s = strings.ReplaceAll(s, nonce, "")
	}
	return strings.TrimSpace(s)
}

// asAttribute is asData for a text inside a tag.
func asAttribute(s, nonce string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '"', '<':
			return '\''
		case '>':
			return '/' // between headings
		}
		return r
	}, asData(s, nonce))
	return text.Squeeze(s)
}

// randomNonce is 50 random bits in ten letters: short, since a model reads
// it with every tag.
func randomNonce() string { return strings.ToLower(rand.Text()[:10]) }

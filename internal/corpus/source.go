package corpus

import (
	"fmt"
	"net/url"
	"strings"

	"curbside/internal/strictyaml"
)

// parseSource reads one source file. The source is usable only if there are no problems.
func parseSource(yaml *strictyaml.Decoder, name string, data []byte) (*Source, []*Problem) {
	s := &Source{ID: strings.TrimSuffix(name, ".md"), file: name}
	p := &parser{yaml: yaml, source: s, lines: strings.Split(strings.TrimRight(string(data), "\n"), "\n"), seen: map[int]int{}}
	if p.frontMatter() {
		p.body()
	}
	return s, p.problems
}

// parser walks over the lines of one source file.
type parser struct {
	yaml     *strictyaml.Decoder
	source   *Source
	lines    []string
	at       int         // index of the current line
	seen     map[int]int // passage number -> line of its heading
	highest  int         // highest passage number in the file
	headings [2]string   // the current "#" and "##"
	passage  *Passage    // the open passage, nil before the first and after a faulty heading
	noCites  bool        // the front matter is at fault, so that works cannot be looked up
	skipping bool        // inside a passage whose heading was faulty: its text is not complained of again
	text     textBuilder
	problems []*Problem
}

func (p *parser) add(line int, what, write string) { p.addRule("", line, what, write) }

func (p *parser) addRule(rule string, line int, what, write string) {
	p.problems = append(p.problems, &Problem{File: p.source.file, Line: line, What: what, Write: write, rule: rule})
}

// frontMatter reads the lines between the two "---" and reports whether the body can be found behind them.
func (p *parser) frontMatter() bool {
	if strings.TrimRight(p.lines[0], " ") != "---" {
		p.add(1, "the file does not begin with front matter", "write --- on the first line, then `title: ...` and the other keys, then --- again")
		return false
	}
	end := -1
	for i := 1; i < len(p.lines); i++ {
		if strings.TrimRight(p.lines[i], " ") == "---" {
			end = i
			break
		}
	}
	if end < 0 {
		p.add(1, "the front matter has no end", "write --- on a line of its own behind the last key")
		return false
	}
	block := strings.Join(p.lines[1:end], "\n")
	p.problems = append(p.problems, fromYAML(p.source.file, p.yaml.Decode([]byte(block), 2, p.source))...)
	p.at = end + 1
	p.noCites = len(p.problems) > 0
	p.checkFront(end)
	return true
}

// checkFront checks what the schema of the front matter cannot say.
func (p *parser) checkFront(end int) {
	s := p.source
	if s.Review.State == "" {
		s.Review.State = "unreviewed"
	}
	if u, err := url.Parse(s.URL); s.URL != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		p.add(p.keyLine("url", end), fmt.Sprintf("`url` is %q, which is no web address", s.URL), "write https://..., or null where the source states none")
	}
	if s.Audience != nil && len(s.Audience) == 0 {
		p.add(p.keyLine("audience", end), "`audience` is empty", "write at least one of: clinician, educator, patient")
	}
	seen := map[int]int{}
	for _, w := range s.Cites {
		switch {
		case w.N < 0:
			p.add(w.Line, fmt.Sprintf("work number %d is negative", w.N), "write the source's own number, or null where it gives none")
		case w.N > 0 && seen[w.N] > 0:
			p.add(w.Line, fmt.Sprintf("work %d is listed twice, first on line %d", w.N, seen[w.N]), "write each number once")
		}
		seen[w.N] = w.Line
	}
}

// keyLine finds the line of a top-level key of the front matter, which ends at index end.
func (p *parser) keyLine(key string, end int) int {
	for i := 1; i < end; i++ {
		if strings.HasPrefix(p.lines[i], key+":") {
			return i + 1
		}
	}
	return 1
}

// passageBlock is the YAML block behind a passage's heading.
type passageBlock struct {
	Drug       []string  `yaml:"drug"`
	Regimen    string    `yaml:"regimen"`
	Population string    `yaml:"population"`
	Context    string    `yaml:"context" enum:"treatment|natural-role|measured-in-blood|other-treatment|cell-therapy"`
	Topic      string    `yaml:"topic" enum:"definition|mechanism|pharmacology|indication|dosing|withholding|administration|eligibility|contraindication|efficacy|toxicity|warning|monitoring|supportive-care|self-care|interaction|pregnancy|place-in-therapy|pitfall|evidence|comparison"`
	Strength   string    `yaml:"strength"`
	Works      []int     `yaml:"works"`
	Locator    string    `yaml:"locator"`
	Cautions   []Caution `yaml:"cautions"`
}

// block reads the fenced passage block whose opening line is the current one, and leaves the current line behind it.
func (p *parser) block() {
	open := p.at
	end := open + 1
	for end < len(p.lines) && strings.TrimRight(p.lines[end], " ") != "```" {
		if strings.HasPrefix(p.lines[end], "##") {
			break // the block was never closed; a YAML comment has one #
		}
		end++
	}
	if end == len(p.lines) || strings.TrimRight(p.lines[end], " ") != "```" {
		p.add(open+1, "the passage block has no end", "write ``` on a line of its own behind its last key")
		p.at = end
		return
	}
	var b passageBlock
	found := p.yaml.Decode([]byte(strings.Join(p.lines[open+1:end], "\n")), open+2, &b)
	p.problems = append(p.problems, fromYAML(p.source.file, found)...)
	p.at = end + 1
	if p.passage == nil {
		return
	}
	p.passage.blockLine = open + 1
	p.passage.About = About{Drug: b.Drug, Regimen: b.Regimen, Population: b.Population, Context: b.Context, Topic: b.Topic}
	p.passage.Strength, p.passage.Works, p.passage.Locator, p.passage.Cautions = b.Strength, b.Works, b.Locator, b.Cautions
	for _, n := range b.Works {
		if p.source.Work(n) == nil && !p.noCites {
			p.addRule(ruleWorks, open+1, fmt.Sprintf("`works` names work %d, which `cites` in the front matter lacks", n), fmt.Sprintf("add it there, as {n: %d, type: unresolved, ...} where the source lists no such work", n))
		}
	}
}

package discordtest

import (
	"fmt"
	"strconv"
	"strings"
)

// word is one word of a scenario's line: text, "text", key:text or "key":"text".
type word struct {
	key, text, raw string
	quoted         bool
}

// split reads a line's words. Quotes are Go's.
func split(line string) ([]word, error) {
	var out []word
	for line = strings.TrimLeft(line, " \t"); line != ""; line = strings.TrimLeft(line, " \t") {
		before := line
		text, quoted, rest, err := token(line)
		if err != nil {
			return nil, err
		}
		w := word{text: text, quoted: quoted}
		if tail, ok := strings.CutPrefix(rest, ":"); ok && tail != "" && tail[0] != ' ' {
			if w.text, w.quoted, rest, err = token(tail); err != nil {
				return nil, err
			}
			w.key = text
		}
		rest = strings.TrimPrefix(rest, ":")
		w.raw = strings.TrimSpace(before[:len(before)-len(rest)])
		out = append(out, w)
		line = rest
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("an empty line")
	}
	return out, nil
}

func token(s string) (text string, quoted bool, rest string, err error) {
	if s[0] == '"' {
		q, err := strconv.QuotedPrefix(s)
		if err != nil {
			return "", false, "", fmt.Errorf("an open quote: %s", s)
		}
		text, err = strconv.Unquote(q)
		return text, true, s[len(q):], err
	}
	end := strings.IndexAny(s, " \t:")
	if end < 0 {
		end = len(s)
	}
	return s[:end], false, s[end:], nil
}

func texts(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}

func last(words []word) string { return words[len(words)-1].text }

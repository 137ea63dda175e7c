package main

import (
	"html"
	"regexp"
	"strings"
)

// blocks turns a message's Markdown into the components that show it. It knows
// what the bot writes, and no more.
func blocks(content string, people map[string]string) string {
	var b strings.Builder
	inside := "" // the element that lines are gathered in
	enter := func(element string) {
		if element == inside {
			return
		}
		if inside != "" {
			b.WriteString("</" + inside + ">")
		}
		if inside = element; inside != "" {
			b.WriteString("<" + inside + ">")
		}
	}
	fresh := true // nothing stands in the line yet
	for _, line := range strings.Split(content, "\n") {
		small, isSmall := strings.CutPrefix(line, "-# ")
		item, isItem := strings.CutPrefix(line, "- ")
		quote, isQuote := strings.CutPrefix(line, "> ")
		switch {
		case isSmall:
			enter("")
			b.WriteString("<discord-subscript>" + inline(small, people) + "</discord-subscript>")
			fresh = true
		case isItem:
			enter("discord-unordered-list")
			b.WriteString("<discord-list-item>" + inline(item, people) + "</discord-list-item>")
			fresh = true
		case isQuote:
			if inside == "discord-quote" {
				b.WriteString("<br>")
			}
			enter("discord-quote")
			b.WriteString("<span>" + inline(quote, people) + "</span>")
			fresh = true
		default:
			enter("")
			if !fresh {
				b.WriteString("<br>")
			}
			b.WriteString("<span>" + inline(line, people) + "</span>")
			fresh = false
		}
	}
	enter("")
	return b.String()
}

var (
	angled = regexp.MustCompile(`^<(https?://[^<> ]+)>`)
	person = regexp.MustCompile(`^<@!?(\d+)>`)
	moment = regexp.MustCompile(`^<t:\d+(:[a-zA-Z])?>`)
)

// inline turns the markup within a line into components.
func inline(s string, people map[string]string) string {
	var b strings.Builder
	open := map[string]bool{}
	toggle := func(mark, element string) {
		tag := "<" + element + ">"
		if open[mark] {
			tag = "</" + element + ">"
		}
		open[mark] = !open[mark]
		b.WriteString(tag)
	}
	for s != "" {
		n := 1
		switch {
		case s[0] == '\\' && len(s) > 1:
			b.WriteString(html.EscapeString(s[1:2]))
			n = 2
		case strings.HasPrefix(s, "**"):
			toggle("**", "strong") // discord-bold leaves a space behind it
			n = 2
		case s[0] == '*':
			toggle("*", "em")
		case s[0] == '`':
			toggle("`", "discord-code")
		case s[0] == '<':
			var out string
			out, n = mark(s, people)
			b.WriteString(out)
		default:
			if n = strings.IndexAny(s, "\\*`<"); n < 0 {
				n = len(s)
			}
			b.WriteString(html.EscapeString(s[:n]))
		}
		s = s[n:]
	}
	return b.String()
}

// mark turns what stands in angle brackets at the beginning of s into what it
// stands for, and returns its length.
func mark(s string, people map[string]string) (string, int) {
	if m := angled.FindStringSubmatch(s); m != nil {
		url := html.EscapeString(m[1])
		return `<discord-link href="` + url + `">` + url + `</discord-link>`, len(m[0])
	}
	if m := person.FindStringSubmatch(s); m != nil {
		return `<discord-mention type="user">` + html.EscapeString(people[m[1]]) + `</discord-mention>`, len(m[0])
	}
	if m := moment.FindString(s); m != "" {
		return "a minute ago", len(m)
	}
	return "&lt;", 1
}

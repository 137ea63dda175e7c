package main

import (
	"encoding/base64"
	"fmt"
	"html"
	"strings"

	"curbside/internal/discord/discordtest"
)

// width of a picture, in CSS pixels.
const width = 760

// page is the document that Chromium draws.
func page(s scene) string {
	var b strings.Builder
	b.WriteString(head)
	for _, shot := range s.shots {
		b.WriteString(message(shot))
	}
	b.WriteString("</discord-messages></body></html>\n")
	return b.String()
}

const head = `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>drawing</title>
<link rel="stylesheet" href="/node_modules/@fontsource/noto-sans/400.css"><link rel="stylesheet" href="/node_modules/@fontsource/noto-sans/400-italic.css">
<link rel="stylesheet" href="/node_modules/@fontsource/noto-sans/500.css"><link rel="stylesheet" href="/node_modules/@fontsource/noto-sans/700.css">
<style>
body { margin: 0; background: #313338; }
discord-messages, discord-message, discord-button, discord-command { font-family: "Noto Sans", "Noto Color Emoji", sans-serif; }
discord-messages { border: 0; padding-bottom: 8px; }
discord-message { padding-right: 24px; padding-bottom: 8px; }
discord-link { overflow-wrap: anywhere; }
</style>
<script type="importmap">{"imports": {
  "lit": "/node_modules/lit/index.js", "lit/": "/node_modules/lit/",
  "lit-html": "/node_modules/lit-html/lit-html.js", "lit-html/": "/node_modules/lit-html/",
  "lit-element/": "/node_modules/lit-element/", "lit-element/lit-element.js": "/node_modules/lit-element/lit-element.js",
  "@lit/reactive-element": "/node_modules/@lit/reactive-element/reactive-element.js", "@lit/reactive-element/": "/node_modules/@lit/reactive-element/",
  "@lit/context": "/node_modules/@lit/context/index.js"
}}</script>
<script type="module">
import "/node_modules/@skyra/discord-components-core/dist/index.js";
await customElements.whenDefined("discord-messages");
await new Promise((done) => setTimeout(done, 300));
await document.fonts.ready;
document.title = "height " + Math.ceil(document.querySelector("discord-messages").getBoundingClientRect().height);
</script></head>
<body><discord-messages>
`

func message(s shot) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<discord-message author="Curbside" bot avatar="%s" timestamp="09:00"`, avatar("C", "#2d7d6f"))
	if s.message.For != nil {
		b.WriteString(" ephemeral")
	}
	b.WriteString(">\n")
	if s.by != "" {
		fmt.Fprintf(&b, `<discord-command slot="reply" author="%s" avatar="%s" command="%s"></discord-command>`,
			html.EscapeString(s.by), avatar(strings.ToUpper(s.by[:1]), "#5865f2"), html.EscapeString(s.command))
	}
	b.WriteString(blocks(s.message.Content, s.people))
	if rows := rows(s.message.Components); rows != "" {
		b.WriteString(`<discord-attachments slot="components">` + rows + `</discord-attachments>`)
	}
	b.WriteString("</discord-message>\n")
	return b.String()
}

// rows shows the rows of buttons under a message.
func rows(list []discordtest.Component) string {
	styles := map[int]string{1: "primary", 2: "secondary", 3: "success", 4: "destructive"}
	var b strings.Builder
	for _, row := range list {
		b.WriteString("<discord-action-row>")
		for _, c := range row.Components {
			if style, ok := styles[c.Style]; ok {
				disabled := ""
				if c.Disabled {
					disabled = " disabled"
				}
				fmt.Fprintf(&b, `<discord-button type="%s"%s>%s</discord-button>`, style, disabled, html.EscapeString(c.Label))
			}
		}
		b.WriteString("</discord-action-row>")
	}
	return b.String()
}

// avatar is a letter on a disc, as a data URI.
func avatar(letter, colour string) string {
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="%s"/>`+
		`<text x="40" y="55" font-family="sans-serif" font-size="44" fill="#fff" text-anchor="middle">%s</text></svg>`, colour, html.EscapeString(letter))
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(svg))
}

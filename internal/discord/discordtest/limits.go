package discordtest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"unicode/utf8"
)

// Here stands what Discord demands and the API description cannot say. Lengths are counted in code points.

const (
	maxContent  = 2000
	maxEmbeds   = 6000
	maxRows     = 5
	maxChoices  = 25
	maxV2       = 40
	maxV2Text   = 4000
	maxInputs   = 5
	badLength   = "BASE_TYPE_BAD_LENGTH"
	notAllowed  = "COMPONENT_TYPE_INVALID"
	required    = "BASE_TYPE_REQUIRED"
	duplicateID = "COMPONENT_CUSTOM_ID_DUPLICATED"
)

func checkMessage(m *Message) []problem {
	var out []problem
	if n := utf8.RuneCountInString(m.Content); n > maxContent {
		out = append(out, problem{path: at("content"), code: badLength, text: fmt.Sprintf("%d characters; at most %d", n, maxContent)})
	}
	out = append(out, checkEmbeds(m.Embeds)...)
	if a := readMentions(m.Mentions); a != nil && (len(a.Users) > 0 && slices.Contains(a.Parse, "users") || len(a.Roles) > 0 && slices.Contains(a.Parse, "roles")) {
		out = append(out, problem{path: at("allowed_mentions"), code: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text: "either all of a kind or a list of them"})
	}
	if m.Flags&flagComponentsV2 != 0 {
		return append(out, checkV2(m)...)
	}
	if len(m.Components) > maxRows {
		out = append(out, problem{path: at("components"), code: badLength, text: fmt.Sprintf("%d rows; at most %d", len(m.Components), maxRows)})
	}
	for i, row := range m.Components {
		if row.Type != typeRow {
			out = append(out, problem{path: at("components", i, "type"), code: notAllowed, text: "only action rows without the flag IS_COMPONENTS_V2"})
			continue
		}
		out = append(out, checkRow(row, at("components", i))...)
	}
	return append(out, checkCustomIDs(m.Components)...)
}

func checkEmbeds(embeds []Embed) []problem {
	var out []problem
	total := 0
	for i, e := range embeds {
		n := utf8.RuneCountInString(e.Title) + utf8.RuneCountInString(e.Description)
		for _, part := range []*EmbedPart{e.Author, e.Footer} {
			if part != nil {
				n += utf8.RuneCountInString(part.Name) + utf8.RuneCountInString(part.Text)
			}
		}
		for _, f := range e.Fields {
			n += utf8.RuneCountInString(f.Name) + utf8.RuneCountInString(f.Value)
		}
		if n == 0 && e.Image == nil && e.Thumbnail == nil {
			out = append(out, problem{path: at("embeds", i), code: required, text: "an empty embed"})
		}
		if e.URL != "" && !webAddress(e.URL) {
			out = append(out, problem{path: at("embeds", i, "url"), code: "URL_TYPE_INVALID_URL", text: "not a web address: " + e.URL})
		}
		total += n
	}
	if total > maxEmbeds {
		out = append(out, problem{path: at("embeds"), code: "MAX_EMBED_SIZE_EXCEEDED", text: fmt.Sprintf("%d characters in all embeds together; at most %d", total, maxEmbeds)})
	}
	return out
}

func checkV2(m *Message) []problem {
	var out []problem
	if m.Content != "" || len(m.Embeds) > 0 {
		out = append(out, problem{path: at("content"), code: notAllowed, text: "no content and no embeds beside components of version 2"})
	}
	n, chars := 0, 0
	each(m.Components, func(c *Component) {
		n++
		if c.Type == typeText {
			chars += utf8.RuneCountInString(c.Content)
		}
		if c.Type == typeRow {
			out = append(out, checkRow(*c, at("components"))...)
		}
	})
	if n > maxV2 {
		out = append(out, problem{path: at("components"), code: badLength, text: fmt.Sprintf("%d components; at most %d", n, maxV2)})
	}
	if chars > maxV2Text {
		out = append(out, problem{path: at("components"), code: badLength, text: fmt.Sprintf("%d characters of text; at most %d", chars, maxV2Text)})
	}
	return append(out, checkCustomIDs(m.Components)...)
}

func checkRow(row Component, path []string) []problem {
	var out []problem
	buttons := 0
	for i, c := range row.Components {
		here := append(append([]string{}, path...), at("components", i)...)
		if c.Type == typeButton {
			buttons++
			out = append(out, checkButton(c, here)...)
			continue
		}
		if len(row.Components) > 1 {
			out = append(out, problem{path: here, code: notAllowed, text: "a select menu fills a row alone"})
		}
		out = append(out, checkSelect(c, here)...)
	}
	if buttons > maxButtonsPerRow {
		out = append(out, problem{path: path, code: badLength, text: "more than 5 buttons in a row"})
	}
	return out
}

func checkButton(c Component, path []string) []problem {
	var out []problem
	bad := func(field, text string) {
		out = append(out, problem{path: append(append([]string{}, path...), field), code: required, text: text})
	}
	switch {
	case c.Style == styleLink && (c.URL == "" || c.CustomID != ""):
		bad("url", "a link button has a url and no custom_id")
	case c.Style < styleLink && (c.CustomID == "" || c.URL != ""):
		bad("custom_id", "a button has a custom_id and no url")
	}
	if c.URL != "" && !webAddress(c.URL) {
		bad("url", "not a web address: "+c.URL)
	}
	if c.Style != stylePremium && c.Label == "" && len(c.Emoji) == 0 {
		bad("label", "a button has a label or an emoji")
	}
	return out
}

// webAddress tells whether Discord makes a link of an address.
func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "discord")
}

func checkSelect(c Component, path []string) []problem {
	var out []problem
	seen := map[string]bool{}
	for i, o := range c.Options {
		if seen[o.Value] {
			out = append(out, problem{path: append(append([]string{}, path...), at("options", i, "value")...), code: "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text: "the value " + o.Value + " is there already"})
		}
		seen[o.Value] = true
	}
	if c.Type == typeSelect && c.MaxValues != nil && *c.MaxValues > len(c.Options) {
		out = append(out, problem{path: append(append([]string{}, path...), "max_values"), code: "NUMBER_TYPE_RANGE", text: "more than there are options"})
	}
	if c.MinValues != nil && c.MaxValues != nil && *c.MinValues > *c.MaxValues {
		out = append(out, problem{path: append(append([]string{}, path...), "min_values"), code: "NUMBER_TYPE_RANGE", text: "more than max_values"})
	}
	return out
}

func checkCustomIDs(list []Component) []problem {
	var out []problem
	seen := map[string]bool{}
	each(list, func(c *Component) {
		if c.CustomID == "" {
			return
		}
		if seen[c.CustomID] {
			out = append(out, problem{path: at("components"), code: duplicateID, text: "custom_id " + c.CustomID + " is there twice"})
		}
		if utf8.RuneCountInString(c.CustomID) > 100 {
			out = append(out, problem{path: at("components"), code: badLength, text: "custom_id over 100 characters"})
		}
		seen[c.CustomID] = true
	})
	return out
}

// checkModal: rows or labels with one input each, at most five.
func checkModal(m *Modal) []problem {
	out := checkCustomIDs(m.Components)
	if len(m.Components) > maxInputs {
		out = append(out, problem{path: at("components"), code: badLength, text: "more than 5 inputs"})
	}
	for i, c := range m.Components {
		if c.Type == typeRow && (len(c.Components) != 1 || c.Components[0].Type != typeInput) {
			out = append(out, problem{path: at("components", i), code: notAllowed, text: "a row of a modal holds one text input"})
		}
		if c.Type == typeRow && len(c.Components) == 1 && c.Components[0].Label == "" {
			out = append(out, problem{path: at("components", i, "components", 0, "label"), code: required, text: "a text input in a row has a label"})
		}
		if c.Type == typeLabel && c.Component != nil && c.Component.Label != "" {
			out = append(out, problem{path: at("components", i, "component", "label"), code: notAllowed, text: "the label stands around the input"})
		}
	}
	each(m.Components, func(c *Component) {
		if c.Type == typeInput && c.MinLength != nil && c.MaxLength != nil && *c.MinLength > *c.MaxLength {
			out = append(out, problem{path: at("components"), code: "NUMBER_TYPE_RANGE", text: "min_length over max_length"})
		}
		if c.Type == typeInput && c.MaxLength != nil && utf8.RuneCountInString(c.Value) > *c.MaxLength {
			out = append(out, problem{path: at("components"), code: badLength, text: "value over max_length"})
		}
		if c.Type == typeSelect {
			out = append(out, checkSelect(*c, at("components"))...)
		}
	})
	return out
}

func checkChoices(list []Choice) []problem {
	var out []problem
	if len(list) > maxChoices {
		out = append(out, problem{path: at("data", "choices"), code: badLength, text: "more than 25 choices"})
	}
	for i, c := range list {
		v, text := c.Value.(string)
		if text && (v == "" || utf8.RuneCountInString(v) > 100) {
			out = append(out, problem{path: at("data", "choices", i, "value"), code: badLength, text: "a choice's value has 1 to 100 characters"})
		}
	}
	return out
}

// emptyMessage tells whether nothing of a message would be seen.
func emptyMessage(m *Message, p *payload) bool {
	poll := len(p.Poll) > 0 && string(p.Poll) != "null"
	return m.Content == "" && len(m.Embeds) == 0 && len(m.Components) == 0 && len(m.Files) == 0 && len(p.Stickers) == 0 && !poll
}

// allowedMentions is what a message may ping, as the bot said; without it all that its text names.
type allowedMentions struct {
	Parse   []string `json:"parse"`
	Users   []string `json:"users"`
	Roles   []string `json:"roles"`
	Replied *bool    `json:"replied_user"`
}

func readMentions(raw json.RawMessage) *allowedMentions {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	out := &allowedMentions{}
	_ = json.Unmarshal(raw, out)
	return out
}

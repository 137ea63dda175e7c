package rest

import "strconv"

// Limits of Discord's that concern what is sent.
const (
	MaxContent  = 2000 // UTF-16 units of a message
	MaxCustomID = 100
	MaxRows     = 5
	MaxChoices  = 25
)

// Flags of a message.
const (
	FlagSuppressEmbeds = 1 << 2 // links show no preview
	FlagEphemeral      = 1 << 6 // only the user of the interaction sees it
)

// Message is one that is sent.
type Message struct {
	Content    string
	Components []Component // rows
	Files      []File
	Flags      int

	// For CreateMessage only.
	ReplyTo string // id of a message of the same channel; where that is gone it is sent all the same
	Nonce   string // at most 25 characters; Discord makes one message of all that carry the same within some minutes
}

// File is sent with a message.
type File struct {
	Name        string
	Type        string // media type; default application/octet-stream
	Description string
	Data        []byte
}

// Edit says what changes in a message. What is nil stays as it is.
type Edit struct {
	Content    *string
	Components []Component // empty and not nil: none any more
	Files      []File      // not nil: in the place of those that it had
	Flags      *int        // FlagSuppressEmbeds only
}

// Text is for Edit.Content.
func Text(s string) *string { return &s }

// Edit returns the edit that makes a message of the form of m out of another.
func (m Message) Edit() Edit {
	e := Edit{Content: &m.Content, Components: m.Components, Files: m.Files}
	if e.Components == nil {
		e.Components = []Component{}
	}
	if e.Files == nil {
		e.Files = []File{}
	}
	return e
}

// mentions pings nobody. It stands in every body of a message.
type mentions struct {
	Parse []string `json:"parse"`
}

func nobody() mentions { return mentions{Parse: []string{}} }

type reference struct {
	MessageID       string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

type attachment struct {
	ID          string `json:"id"` // which of the files
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// messageBody is a new message on the wire.
type messageBody struct {
	Content         string       `json:"content,omitempty"`
	Components      []Component  `json:"components,omitempty"`
	Attachments     []attachment `json:"attachments,omitempty"`
	Flags           int          `json:"flags,omitempty"`
	AllowedMentions mentions     `json:"allowed_mentions"`
	Reference       *reference   `json:"message_reference,omitempty"`
	Nonce           string       `json:"nonce,omitempty"`
	EnforceNonce    bool         `json:"enforce_nonce,omitempty"`
}

func (m Message) body() messageBody {
	return messageBody{Content: m.Content, Components: m.Components, Attachments: attachments(m.Files), Flags: m.Flags, AllowedMentions: nobody()}
}

// channelBody has besides what only messages in channels may have.
func (m Message) channelBody() messageBody {
	b := m.body()
	if m.ReplyTo != "" {
		b.Reference = &reference{MessageID: m.ReplyTo}
	}
	b.Nonce, b.EnforceNonce = m.Nonce, m.Nonce != ""
	return b
}

// editBody is an edit on the wire: what is nil is left out, what is empty is
// sent.
type editBody struct {
	Content         *string       `json:"content,omitempty"`
	Components      *[]Component  `json:"components,omitempty"`
	Attachments     *[]attachment `json:"attachments,omitempty"`
	Flags           *int          `json:"flags,omitempty"`
	AllowedMentions mentions      `json:"allowed_mentions"`
}

func (e Edit) body() editBody {
	b := editBody{Content: e.Content, Flags: e.Flags, AllowedMentions: nobody()}
	if e.Components != nil {
		b.Components = &e.Components
	}
	if e.Files != nil {
		list := attachments(e.Files)
		b.Attachments = &list
	}
	return b
}

func attachments(files []File) []attachment {
	list := make([]attachment, len(files))
	for i, f := range files {
		list[i] = attachment{ID: strconv.Itoa(i), Filename: f.Name, Description: f.Description}
	}
	return list
}

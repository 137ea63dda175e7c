package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// messagePlace says where a message is to stand, for what is allowed there differs.
type messagePlace struct {
	interaction bool // a reply to an interaction: it may be ephemeral
}

// build makes a message out of what the bot sent, or says what is wrong with it.
func (s *Server) build(p *payload, files []File, place messagePlace) (*Message, error) {
	m := &Message{Flags: p.flags(), Mentions: p.Mentions}
	m.fill(p)
	attached, problems := s.attach(nil, p.Attachments, files)
	m.Files = attached
	problems = append(problems, checkMessage(m)...)
	allowed := flagNoEmbeds | flagSilent | flagComponentsV2
	if place.interaction {
		allowed |= flagEphemeral
	}
	if m.Flags&^allowed != 0 {
		problems = append(problems, problem{path: at("flags"), code: "FLAGS_INVALID", text: fmt.Sprintf("flags %d may not be set here", m.Flags&^allowed)})
	}
	if emptyMessage(m, p) {
		return nil, violation(KindBody, http.StatusBadRequest, 50006, "Cannot send an empty message")
	}
	if problems != nil {
		return nil, invalid(problems...)
	}
	return m, nil
}

// attach joins the files of a form with what "attachments" says of them. Files that were there already stay when their
// ids are listed, or when nothing is listed at all.
func (s *Server) attach(before []File, listed *[]attachment, files []File) ([]File, []problem) {
	var out []File
	var problems []problem
	if listed == nil {
		out = before
	} else {
		for i, a := range *listed {
			id := strings.Trim(string(a.ID), `"`)
			if k := slices.IndexFunc(before, func(f File) bool { return f.ID == id }); k >= 0 {
				out = append(out, before[k])
				continue
			}
			k := slices.IndexFunc(files, func(f File) bool { return fmt.Sprint(f.index) == id })
			if k < 0 {
				problems = append(problems, problem{path: at("attachments", i, "id"), code: "ATTACHMENT_NOT_FOUND", text: "neither a file of the message nor the index of one in the form"})
				continue
			}
			files[k].Description = a.Description
			if a.Filename != "" {
				files[k].Name = a.Filename
			}
		}
	}
	size := 0
	for _, f := range files {
		f.ID = s.newID()
		size += len(f.Data)
		out = append(out, f)
	}
	if size > 10<<20 {
		problems = append(problems, problem{path: at("files"), code: "FILE_TOO_LARGE", text: "files over 10 MiB together"})
	}
	if len(out) > 10 {
		problems = append(problems, problem{path: at("attachments"), code: "BASE_TYPE_BAD_LENGTH", text: "more than 10 files"})
	}
	return out, problems
}

// post puts a message into a channel and tells those who may know.
func (s *Server) post(c *Channel, author *User, m *Message) *Message {
	m.ID, m.Channel, m.Author, m.Sent = s.newID(), c, author, s.Now()
	m.At = m.Sent
	m.Pings = s.pings(m)
	s.messages[m.ID] = m
	c.messages = append(c.messages, m.ID)
	if c.archived && !c.locked {
		c.archived = false
	}
	s.saw(m)
	if m.For == nil {
		s.emit(event{name: "MESSAGE_CREATE", intent: intentMessages, guild: c.Guild, channel: c, message: m, data: s.wireEvent(m)})
	}
	s.notify()
	return m
}

// fill takes over what the bot named of a message's words and parts.
func (m *Message) fill(p *payload) {
	if p.Content != nil {
		m.Content = strings.TrimSpace(*p.Content)
	}
	if p.Embeds != nil {
		m.Embeds = *p.Embeds
	}
	if p.Components != nil {
		m.Components = numbered(*p.Components)
	}
}

// edit changes what the bot named of a message, and leaves the rest.
func (s *Server) edit(old *Message, p *payload, files []File) error {
	m := *old
	m.Version, m.At, m.Thinking, m.Flags = old.Version+1, s.Now(), false, old.Flags&^flagLoading
	m.Edited = m.At
	m.fill(p)
	if p.Flags != nil {
		m.Flags = m.Flags&^(flagNoEmbeds|flagComponentsV2) | p.flags()&(flagNoEmbeds|flagComponentsV2) | old.Flags&flagComponentsV2
	}
	if p.Mentions != nil {
		m.Mentions = p.Mentions
	}
	attached, problems := s.attach(old.Files, p.Attachments, files)
	m.Files = attached
	problems = append(problems, checkMessage(&m)...)
	if emptyMessage(&m, p) {
		return violation(KindBody, http.StatusBadRequest, 50006, "Cannot send an empty message")
	}
	if problems != nil {
		return invalid(problems...)
	}
	if old.Thinking {
		m.Edited = old.Edited
		m.Pings = s.pings(&m)
	}
	s.messages[m.ID] = &m
	s.saw(&m)
	if m.For == nil {
		s.emit(event{name: "MESSAGE_UPDATE", intent: intentMessages, guild: m.Channel.Guild, channel: m.Channel, message: &m, data: s.wireEvent(&m)})
	}
	s.notify()
	return nil
}

// erase takes a message away.
func (s *Server) erase(old *Message) {
	m := *old
	m.Deleted, m.At = true, s.Now()
	s.messages[m.ID] = &m
	data := object{"id": m.ID, "channel_id": m.Channel.ID}
	if m.Channel.Guild != nil {
		data["guild_id"] = m.Channel.Guild.ID
	}
	if m.For == nil {
		s.emit(event{name: "MESSAGE_DELETE", intent: intentMessages, guild: m.Channel.Guild, channel: m.Channel, data: data})
	}
	s.notify()
}

// JSON is a message as Discord tells it, for pictures of what the bot sent.
func (s *Server) JSON(m *Message) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, _ := json.MarshalIndent(s.wireMessage(m), "", "  ")
	return raw
}

// Message returns the newest state of a message; nil when there is none of that id.
func (s *Server) Message(id string) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messages[id]
}

// DeleteMessage takes a message away, as a moderator would.
func (s *Server) DeleteMessage(m *Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.messages[m.ID]; now != nil {
		s.erase(now)
	}
}

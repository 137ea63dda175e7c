package discordtest

import (
	"fmt"
	"time"
)

// Here stand the JSON forms in which Discord tells of its things.

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

func (u *User) wire() object {
	return object{
		"id": u.ID, "username": u.Name, "global_name": u.Name, "discriminator": "0", "avatar": nil, "bot": u.Bot,
		"public_flags": 0, "flags": 0, "banner": nil, "accent_color": nil, "primary_guild": nil,
	}
}

func (m *member) wire() object {
	roles := []string{}
	for _, r := range m.roles {
		roles = append(roles, r.ID)
	}
	return object{
		"user": m.user.wire(), "roles": roles, "nick": nil, "avatar": nil, "banner": nil, "joined_at": stamp(m.joined),
		"premium_since": nil, "pending": false, "mute": false, "deaf": false, "flags": 0, "communication_disabled_until": nil,
	}
}

func (r *Role) wire() object {
	return object{
		"id": r.ID, "name": r.Name, "permissions": fmt.Sprint(r.Permissions), "position": r.position, "color": 0,
		"colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"hoist":  false, "managed": false, "mentionable": false, "icon": nil, "unicode_emoji": nil, "flags": 0, "description": nil,
	}
}

func (c *Channel) wire() object {
	out := object{"id": c.ID, "type": c.Type, "flags": 0, "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		out["last_message_id"] = c.messages[n-1]
	}
	if c.Guild == nil {
		out["recipients"] = []object{c.With.wire()}
		return out
	}
	out["guild_id"], out["name"] = c.Guild.ID, c.Name
	if c.Parent != nil {
		out["parent_id"], out["owner_id"] = c.Parent.ID, c.owner
		out["message_count"], out["member_count"], out["total_message_sent"] = len(c.messages), len(c.joined), len(c.messages)
		out["thread_metadata"] = object{"archived": c.archived, "locked": c.locked, "auto_archive_duration": 1440, "archive_timestamp": stamp(c.made), "create_timestamp": stamp(c.made), "invitable": true}
		return out
	}
	list := []object{}
	for _, o := range c.overwrites {
		list = append(list, object{"id": o.id, "type": o.kind, "allow": fmt.Sprint(o.allow), "deny": fmt.Sprint(o.deny)})
	}
	out["position"], out["permission_overwrites"], out["parent_id"], out["topic"], out["nsfw"] = c.position, list, nil, nil, false
	return out
}

func (g *Guild) wire() object {
	roles := []object{}
	for _, r := range g.roles {
		roles = append(roles, r.wire())
	}
	return object{
		"id": g.ID, "name": g.Name, "icon": nil, "description": nil, "home_header": nil, "splash": nil, "discovery_splash": nil,
		"features": []string{}, "banner": nil, "owner_id": g.owner.ID, "application_id": nil, "region": "deprecated",
		"afk_channel_id": nil, "afk_timeout": 300, "system_channel_id": nil, "system_channel_flags": 0, "widget_enabled": false,
		"widget_channel_id": nil, "verification_level": 0, "roles": roles, "default_message_notifications": 0, "mfa_level": 0,
		"explicit_content_filter": 0, "max_presences": nil, "max_members": 500000, "max_stage_video_channel_users": 50,
		"max_video_channel_users": 25, "vanity_url_code": nil, "premium_tier": 0, "premium_subscription_count": 0,
		"preferred_locale": g.locale, "rules_channel_id": nil, "safety_alerts_channel_id": nil, "public_updates_channel_id": nil,
		"premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": []string{}, "stickers": []string{},
		"incidents_data": nil,
	}
}

// created is a guild as GUILD_CREATE tells it.
func (g *Guild) created() object {
	out := g.wire()
	channels, threads, members := []object{}, []object{}, []object{}
	for _, c := range g.channels {
		if c.Parent != nil {
			threads = append(threads, c.wire())
		} else {
			channels = append(channels, c.wire())
		}
	}
	for _, m := range g.members {
		if m.user == g.s.bot {
			members = append(members, m.wire())
		}
	}
	out["channels"], out["threads"], out["members"] = channels, threads, members
	out["joined_at"], out["large"], out["unavailable"], out["member_count"] = stamp(g.made), false, false, len(g.members)
	out["voice_states"], out["presences"], out["stage_instances"], out["guild_scheduled_events"], out["soundboard_sounds"] = []int{}, []int{}, []int{}, []int{}, []int{}
	return out
}

func (f File) wire() object {
	url := "https://cdn.discordapp.com/attachments/0/" + f.ID + "/" + f.Name
	out := object{"id": f.ID, "filename": f.Name, "size": len(f.Data), "url": url, "proxy_url": url}
	if f.Type != "" {
		out["content_type"] = f.Type
	}
	if f.Description != "" {
		out["description"] = f.Description
	}
	return out
}

// kind is a message's type: plain, reply, answer to a slash command or to a menu.
func (m *Message) kind() int {
	switch {
	case m.ReplyTo != "":
		return typeReply
	case m.Interaction != nil && m.Interaction.Type == Slash:
		return typeSlash
	case m.Interaction != nil && m.Interaction.Type == Menu:
		return typeContext
	}
	return 0
}

func (s *Server) wireMessage(m *Message) object {
	files, mentions := []object{}, []object{}
	for _, f := range m.Files {
		files = append(files, f.wire())
	}
	for _, u := range s.mentioned(m) {
		mentions = append(mentions, u.wire())
	}
	embeds, components := m.Embeds, m.Components
	if embeds == nil {
		embeds = []Embed{}
	}
	if components == nil {
		components = []Component{}
	}
	out := object{
		"id": m.ID, "channel_id": m.Channel.ID, "type": m.kind(), "content": m.Content, "author": m.Author.wire(),
		"mentions": mentions, "mention_roles": []string{}, "mention_everyone": false, "attachments": files, "embeds": embeds,
		"components": components, "timestamp": stamp(m.Sent), "edited_timestamp": nil, "flags": m.Flags, "pinned": false, "tts": false,
	}
	if !m.Edited.IsZero() {
		out["edited_timestamp"] = stamp(m.Edited)
	}
	if m.nonce != "" {
		out["nonce"] = m.nonce
	}
	if m.Author.Bot {
		out["application_id"] = s.bot.ID
	}
	if m.ReplyTo != "" {
		out["referenced_message"] = nil
		out["message_reference"] = object{"type": 0, "message_id": m.ReplyTo, "channel_id": m.Channel.ID}
		if to := s.messages[m.ReplyTo]; to != nil && !to.Deleted {
			shallow := *to
			shallow.ReplyTo = ""
			out["referenced_message"] = s.wireMessage(&shallow)
		}
	}
	if it := m.Interaction; it != nil {
		out["webhook_id"] = s.bot.ID
		out["interaction_metadata"] = object{"id": it.ID, "type": it.wireType(), "user": it.User.wire(), "authorizing_integration_owners": it.owners()}
	}
	if m.thread != nil {
		out["thread"] = m.thread.wire()
	}
	return out
}

// wireEvent is a message as the gateway tells it: with its guild and its author's membership.
func (s *Server) wireEvent(m *Message) object {
	out := s.wireMessage(m)
	if g := m.Channel.Guild; g != nil {
		out["guild_id"] = g.ID
		if who := g.member(m.Author); who != nil {
			w := who.wire()
			delete(w, "user")
			out["member"] = w
		}
	}
	return out
}

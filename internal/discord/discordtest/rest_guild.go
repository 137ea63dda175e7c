package discordtest

import (
	"net/http"
	"strconv"
)

func (s *Server) getMe(*call) (int, any, error) {
	out := s.bot.wire()
	out["mfa_enabled"], out["locale"], out["verified"], out["email"] = false, "en-US", true, nil
	return http.StatusOK, out, nil
}

func (s *Server) getUser(c *call) (int, any, error) {
	u := s.userByID(c.arg("user_id"))
	if u == nil {
		return 0, nil, refuse(http.StatusNotFound, 10013, "Unknown User")
	}
	return http.StatusOK, u.wire(), nil
}

func (s *Server) getApplication(*call) (int, any, error) {
	flags := 0
	if s.opts.privileged&intentContent != 0 {
		flags |= 1 << 19
	}
	if s.opts.privileged&intentMembers != 0 {
		flags |= 1 << 15
	}
	return http.StatusOK, object{
		"id": s.bot.ID, "name": s.bot.Name, "icon": nil, "description": "", "type": nil, "bot": s.bot.wire(), "summary": "",
		"verify_key": "0000000000000000000000000000000000000000000000000000000000000000", "flags": flags, "flags_new": strconv.Itoa(flags), "redirect_uris": []string{},
		"interactions_endpoint_url": nil, "role_connections_verification_url": nil, "owner": s.users[0].wire(), "team": nil,
		"approximate_guild_count": len(s.guilds), "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "bot_public": true, "bot_require_code_grant": false, "eligible_oauth2_scopes": []string{},
	}, nil
}

func (s *Server) getMyGuilds(*call) (int, any, error) {
	out := []object{}
	for _, g := range s.guilds {
		if m := g.member(s.bot); m != nil {
			out = append(out, object{"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false, "permissions": permissionText(g.base(m)), "features": []string{}})
		}
	}
	return http.StatusOK, out, nil
}

// guildFor finds the guild of a path; one that the bot is not in is unknown to it.
func (s *Server) guildFor(c *call) (*Guild, error) {
	g := s.guildByID(c.arg("guild_id"))
	if g == nil || g.member(s.bot) == nil {
		return nil, refuse(http.StatusNotFound, 10004, "Unknown Guild")
	}
	return g, nil
}

func (s *Server) leaveGuild(c *call) (int, any, error) {
	g, err := s.guildFor(c)
	if err != nil {
		return 0, nil, err
	}
	s.emit(event{name: "GUILD_DELETE", intent: intentGuilds, guild: g, data: object{"id": g.ID}})
	g.leave(s.bot)
	return http.StatusNoContent, nil, nil
}

func (s *Server) getGuild(c *call) (int, any, error) {
	g, err := s.guildFor(c)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, g.wire(), nil
}

func (s *Server) getGuildChannels(c *call) (int, any, error) {
	g, err := s.guildFor(c)
	if err != nil {
		return 0, nil, err
	}
	out := []object{}
	for _, ch := range g.channels {
		if ch.Parent == nil && !ch.gone {
			out = append(out, ch.wire())
		}
	}
	return http.StatusOK, out, nil
}

func (s *Server) getGuildRoles(c *call) (int, any, error) {
	g, err := s.guildFor(c)
	if err != nil {
		return 0, nil, err
	}
	out := []object{}
	for _, r := range g.roles {
		out = append(out, r.wire())
	}
	return http.StatusOK, out, nil
}

func (s *Server) getGuildMembers(c *call) (int, any, error) {
	g, err := s.guildFor(c)
	if err != nil {
		return 0, nil, err
	}
	if s.opts.privileged&intentMembers == 0 {
		return 0, nil, refuse(http.StatusForbidden, 50001, "Missing Access")
	}
	out := []object{}
	for _, m := range g.members {
		out = append(out, m.wire())
	}
	return http.StatusOK, out, nil
}

func (s *Server) getGuildMember(c *call) (int, any, error) {
	g, err := s.guildFor(c)
	if err != nil {
		return 0, nil, err
	}
	u := s.userByID(c.arg("user_id"))
	if u == nil {
		return 0, nil, refuse(http.StatusNotFound, 10013, "Unknown User")
	}
	m := g.member(u)
	if m == nil {
		return 0, nil, refuse(http.StatusNotFound, 10007, "Unknown Member")
	}
	return http.StatusOK, m.wire(), nil
}

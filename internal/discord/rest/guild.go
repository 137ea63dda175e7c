package rest

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// Guild reads a server with its roles.
func (c *Client) Guild(ctx context.Context, guild string) (*Guild, error) {
	var got Guild
	err := c.do(ctx, get("read a server", "/guilds/:guild", guild, pathOf("/guilds/%s", guild)), &got)
	return &got, err
}

// GuildChannels lists the channels of a server, without threads.
func (c *Client) GuildChannels(ctx context.Context, guild string) ([]Channel, error) {
	var got []Channel
	err := c.do(ctx, get("list a server's channels", "/guilds/:guild/channels", guild, pathOf("/guilds/%s/channels", guild)), &got)
	return got, err
}

// Member reads a member of a server; Gone(err) where the user left.
func (c *Client) Member(ctx context.Context, guild, user string) (*Member, error) {
	var got Member
	err := c.do(ctx, get("read a member", "/guilds/:guild/members/:user", guild, pathOf("/guilds/%s/members/%s", guild, user)), &got)
	return &got, err
}

// MyGuilds lists the servers that the bot is in, at most 200 after the one
// with the id after ("" for the first ones), without their roles.
func (c *Client) MyGuilds(ctx context.Context, after string) ([]Guild, error) {
	k := get("list the bot's servers", "/users/@me/guilds", "", "/users/@me/guilds")
	k.query = url.Values{"limit": {strconv.Itoa(200)}}
	if after != "" {
		k.query.Set("after", after)
	}
	var got []Guild
	err := c.do(ctx, k, &got)
	return got, err
}

// CurrentUser reads the bot's own user: the shortest way to try a token.
func (c *Client) CurrentUser(ctx context.Context) (*User, error) {
	var got User
	err := c.do(ctx, get("read the bot's user", "/users/@me", "", "/users/@me"), &got)
	return &got, err
}

// CurrentApplication reads the application that the token belongs to.
func (c *Client) CurrentApplication(ctx context.Context) (*Application, error) {
	var got Application
	err := c.do(ctx, get("read the application", "/applications/@me", "", "/applications/@me"), &got)
	return &got, err
}

// Gateway asks where the gateway is.
func (c *Client) Gateway(ctx context.Context) (*GatewayInfo, error) {
	var got GatewayInfo
	err := c.do(ctx, call{op: "find the gateway", method: http.MethodGet, route: "/gateway/bot", path: "/gateway/bot", repeat: true}, &got)
	return &got, err
}

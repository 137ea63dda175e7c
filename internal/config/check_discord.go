package config

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// discord checks what belongs to the bot, and mends what can be mended
// without a doubt: "Bot " before the token, an API address without version.
func (l *loader) discord() {
	d := &l.c.Discord
	l.token(d)
	l.apiURL(d)
	most := d.Limits
	l.between("discord.limits.per_user", most.PerUser, 1, 1000)
	l.between("discord.limits.per_server", most.PerServer, 1, 100_000)
	l.between("discord.limits.at_once", most.AtOnce, 0, 256)
	l.between("discord.limits.waiting", most.Waiting, 1, 2000)
	if l.c.origins["discord.limits.waiting_per_server"] == "" { // fewer that wait alone are no mistake
		d.Limits.WaitingPerServer = min(most.WaitingPerServer, max(1, most.Waiting))
	}
	l.between("discord.limits.waiting_per_server", d.Limits.WaitingPerServer, 1, max(1, most.Waiting))
}

func (l *loader) token(d *Discord) {
	text := strings.TrimSpace(d.Token.Reveal())
	if len(text) > 4 && strings.EqualFold(text[:4], "bot ") {
		text = strings.TrimSpace(text[4:])
	}
	d.Token = Secret(text)
	from := l.c.origins["discord.token"]
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		l.refuse("discord.token", "the token holds a space or another character that no token has", "copy it anew, without quotation marks")
	}
	if text != "" && l.c.path != "" && strings.HasPrefix(from, l.c.path+":") {
		l.c.Warnings = append(l.c.Warnings, fmt.Sprintf("%s holds the bot's token: whoever reads the file can speak as the bot; "+
			"put it into CURBSIDE_DISCORD_TOKEN, or into a file of its own that discord.token_file names", from))
	}
}

// apiURL checks the address of Discord's API.
func (l *loader) apiURL(d *Discord) {
	const write = "write it up to the version, such as https://discord.com/api/v10"
	u, err := url.Parse(d.APIURL)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		l.refuse("discord.api_url", fmt.Sprintf("%q is no web address", withoutPassword(d.APIURL)), write)
		return
	case u.RawQuery != "" || u.Fragment != "":
		l.refuse("discord.api_url", "the address has a ? or # part", write)
		return
	}
	if u.Scheme == "http" && !local(u.Hostname()) {
		l.c.Warnings = append(l.c.Warnings, fmt.Sprintf("discord.api_url sends the bot's token to %s without encryption; write https:// if it has it", u.Hostname()))
	}
	switch u.Path = strings.TrimRight(u.Path, "/"); {
	case u.Path == "":
		u.Path = "/api/v10"
	case strings.HasSuffix(u.Path, "/api"):
		u.Path += "/v10"
	}
	d.APIURL = u.String()
}

// web checks where health and metrics are served.
func (l *loader) web() {
	if !l.c.Web.On() {
		return
	}
	host, port, err := net.SplitHostPort(l.c.Web.Listen)
	n, nerr := strconv.Atoi(port)
	if err != nil || nerr != nil || n < 0 || n > 65535 {
		l.refuse("web.listen", fmt.Sprintf("%q is no address to listen on", l.c.Web.Listen), `write host and port, such as 127.0.0.1:8347, or "off"`)
		return
	}
	if ip := net.ParseIP(cmp.Or(host, "0.0.0.0")); ip != nil && !ip.IsLoopback() && !ip.IsPrivate() {
		l.c.Warnings = append(l.c.Warnings, "web.listen serves health and metrics beyond this machine, without a password; keep it behind a firewall")
	}
}

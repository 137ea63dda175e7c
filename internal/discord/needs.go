package discord

import (
	"net/url"
	"strconv"
	"strings"

	"curbside/internal/discord/rest"
)

// Need is a permission that the bot asks a server for.
type Need struct {
	Permission rest.Permissions
	For        string // what it is for, in words
	Optional   bool   // it answers without it
}

// Needs are all permissions that the bot has a use for.
func Needs() []Need {
	return []Need{
		{Permission: rest.ViewChannel, For: "is told of messages there; Discord hides the words of those that do not mention it"},
		{Permission: rest.SendMessages, For: "answers mentions, and posts what a user chose to share"},
		{Permission: rest.SendMessagesInThreads, For: "goes on in threads"},
		{Permission: rest.CreatePublicThreads, For: "puts long answers and question rounds into a thread"},
		{Permission: rest.AttachFiles, For: "sends long answers and transcripts as a file"},
		{Permission: rest.ReadMessageHistory, For: "replies to the very message that asked; sees after a crash what it has posted already"},
		{Permission: rest.ManageMessages, For: "deletes, when its author says so, a message that seems to identify a patient", Optional: true},
	}
}

// Scopes are what the bot is let into a server as: a member, with commands.
func Scopes() []string { return []string{"bot", "applications.commands"} }

// Needed is the set of permissions without which something does not work;
// with optional, that of all.
func Needed(optional bool) rest.Permissions {
	var all rest.Permissions
	for _, n := range Needs() {
		if optional || !n.Optional {
			all |= n.Permission
		}
	}
	return all
}

// InviteURL is the page on which somebody lets the bot into a server; guild
// may be empty.
func InviteURL(application, guild string, optional bool) string {
	q := []string{
		"client_id=" + url.QueryEscape(application),
		"permissions=" + strconv.FormatUint(uint64(Needed(optional)), 10),
		"scope=" + url.QueryEscape(strings.Join(Scopes(), " ")),
	}
	if guild != "" {
		q = append(q, "guild_id="+url.QueryEscape(guild))
	}
	return "https://discord.com/oauth2/authorize?" + strings.Join(q, "&")
}

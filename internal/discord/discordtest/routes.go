package discordtest

// routes lists what the server knows of the API; paths are those of the API description.
func routes() []route {
	const (
		commands      = "/applications/{application_id}/commands"
		guildCommands = "/applications/{application_id}/guilds/{guild_id}/commands"
		original      = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
		followUp      = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
		message       = "/channels/{channel_id}/messages/{message_id}"
	)
	return []route{
		{method: "GET", path: "/gateway", open: true, handle: (*Server).getGateway},
		{method: "GET", path: "/gateway/bot", handle: (*Server).getGatewayBot},
		{method: "GET", path: "/users/@me", handle: (*Server).getMe},
		{method: "GET", path: "/users/@me/guilds", handle: (*Server).getMyGuilds},
		{method: "DELETE", path: "/users/@me/guilds/{guild_id}", handle: (*Server).leaveGuild},
		{method: "GET", path: "/users/{user_id}", handle: (*Server).getUser},
		{method: "GET", path: "/applications/@me", handle: (*Server).getApplication},
		{method: "GET", path: "/oauth2/applications/@me", handle: (*Server).getApplication},
		{method: "POST", path: "/users/@me/channels", handle: (*Server).postDirect},

		{method: "GET", path: commands, handle: (*Server).getCommands},
		{method: "PUT", path: commands, handle: (*Server).putCommands},
		{method: "POST", path: commands, handle: (*Server).postCommand},
		{method: "GET", path: commands + "/{command_id}", handle: (*Server).getCommand},
		{method: "PATCH", path: commands + "/{command_id}", handle: (*Server).patchCommand},
		{method: "DELETE", path: commands + "/{command_id}", handle: (*Server).deleteCommand},
		{method: "GET", path: guildCommands, handle: (*Server).getCommands},
		{method: "PUT", path: guildCommands, handle: (*Server).putCommands},
		{method: "POST", path: guildCommands, handle: (*Server).postCommand},
		{method: "GET", path: guildCommands + "/{command_id}", handle: (*Server).getCommand},
		{method: "PATCH", path: guildCommands + "/{command_id}", handle: (*Server).patchCommand},
		{method: "DELETE", path: guildCommands + "/{command_id}", handle: (*Server).deleteCommand},

		{method: "POST", path: "/interactions/{interaction_id}/{interaction_token}/callback", open: true, handle: (*Server).postCallback},
		{method: "POST", path: "/webhooks/{webhook_id}/{webhook_token}", open: true, handle: (*Server).postFollowUp},
		{method: "GET", path: original, open: true, handle: (*Server).getWebhookMessage},
		{method: "PATCH", path: original, open: true, handle: (*Server).patchWebhookMessage},
		{method: "DELETE", path: original, open: true, handle: (*Server).deleteWebhookMessage},
		{method: "GET", path: followUp, open: true, handle: (*Server).getWebhookMessage},
		{method: "PATCH", path: followUp, open: true, handle: (*Server).patchWebhookMessage},
		{method: "DELETE", path: followUp, open: true, handle: (*Server).deleteWebhookMessage},

		{method: "GET", path: "/channels/{channel_id}", handle: (*Server).getChannel},
		{method: "PATCH", path: "/channels/{channel_id}", handle: (*Server).patchChannel},
		{method: "GET", path: "/channels/{channel_id}/messages", handle: (*Server).getMessages},
		{method: "POST", path: "/channels/{channel_id}/messages", handle: (*Server).postMessage},
		{method: "GET", path: message, handle: (*Server).getMessage},
		{method: "PATCH", path: message, handle: (*Server).patchMessage},
		{method: "DELETE", path: message, handle: (*Server).deleteMessage},
		{method: "POST", path: message + "/threads", handle: (*Server).postThread},
		{method: "POST", path: "/channels/{channel_id}/threads", handle: (*Server).postFreeThread},
		{method: "POST", path: "/channels/{channel_id}/typing", handle: (*Server).postTyping},
		{method: "PUT", path: "/channels/{channel_id}/thread-members/@me", handle: (*Server).joinThread},
		{method: "DELETE", path: "/channels/{channel_id}/thread-members/@me", handle: (*Server).quitThread},
		{method: "PUT", path: "/channels/{channel_id}/thread-members/{user_id}", handle: (*Server).joinThread},
		{method: "DELETE", path: "/channels/{channel_id}/thread-members/{user_id}", handle: (*Server).quitThread},
		{method: "GET", path: "/channels/{channel_id}/thread-members", handle: (*Server).getThreadMembers},

		{method: "GET", path: "/guilds/{guild_id}", handle: (*Server).getGuild},
		{method: "GET", path: "/guilds/{guild_id}/channels", handle: (*Server).getGuildChannels},
		{method: "GET", path: "/guilds/{guild_id}/roles", handle: (*Server).getGuildRoles},
		{method: "GET", path: "/guilds/{guild_id}/members", handle: (*Server).getGuildMembers},
		{method: "GET", path: "/guilds/{guild_id}/members/{user_id}", handle: (*Server).getGuildMember},
	}
}

package discord

// commandRoutes are those of /check, /define, /sources, /settings, /privacy,
// /help, the menus of messages, and of what is suggested while typing.
func (b *Bot) commandRoutes(t *router) {
	t.question("check", b.checkCommand)
	t.question(menuAsk, b.askMenu)
	t.question(menuCheck, b.checkMenu)
	t.autocomplete("ask", b.typingQuestion)
	t.command("help", b.help)
	t.command("define", b.define)
	t.autocomplete("define", b.typingTerm)
	t.path("/define/nearest", b.defineNearest)
	t.command("sources", b.sourcesCommand)
	t.autocomplete("sources", b.typingSource)
	t.path("/sources/open", b.sourceChosen)
	t.path("/sources/{grade}/{page}", b.sourcesPage)
	t.path("/source/{id}/passage", b.passageChosen)
	t.path("/source/{id}/{page}", b.sourcePage)
	t.path("/passage/{id}/{n}/{page}", b.passagePage)
	t.command("settings show", b.settingsShow)
	t.command("settings me", b.settingsMe)
	t.command("settings defaults", b.serverSettings(changeDefaults, nil))
	t.command("settings channels", b.serverSettings(changeChannels, b.channelRemarks))
	t.command("settings collections", b.serverSettings(b.changeCollections, nil))
	t.command("settings roles", b.serverSettings(changeRoles, nil))
	t.command("settings limits", b.serverSettings(changeLimits, b.limitsChanged))
	t.autocomplete("settings collections", b.typingCollection)
	t.command("privacy export", b.privacyExport)
	t.command("privacy delete", b.privacyDelete)
	t.path("/privacy/delete/no", b.privacyKeep)
	t.pathQuestion("/privacy/delete/yes", b.privacyForget)
	t.path("/message/{channel}/{id}/delete", b.deleteMessage)
}

package discord

import (
	"curbside/internal/answer"
	"curbside/internal/discord/rest"
)

// Names of the message menus.
const (
	menuAsk   = "Ask about this"
	menuCheck = "Check this claim"
)

// longestQuestion is what a command takes, in characters.
const longestQuestion = 500

// Commands is all that the bot registers.
func Commands() []rest.Command {
	everywhere, servers := []int{rest.ContextGuild, rest.ContextBotDM}, []int{rest.ContextGuild}
	commands := []rest.Command{
		{Name: "ask", Description: "Ask a clinical question; every sentence of the answer is checked against its source", Options: []rest.Option{
			text("question", "What would you like to know? No names, dates or numbers of a patient.", longestQuestion, true, true),
			audience("For whom the answer is worded"), yesNo("private", "Only you see the answer"),
		}},
		{Name: "followup", Description: "Go on from your last answer here", Options: []rest.Option{
			text("question", "For example: and in melanoma?", longestQuestion, false, false),
			yesNo("new", "Begin a new conversation"),
		}},
		{Name: "check", Description: "Is this statement supported by the sources?", Options: []rest.Option{
			text("statement", "One statement, or a few sentences", longestQuestion, true, false), yesNo("private", "Only you see the result"),
		}},
		{Name: "sources", Description: "Browse the sources that answers come from", Options: []rest.Option{
			choices("grade", "Only sources of this evidence grade", "A", "B", "C", "D", "E"), text("source", "Open this source", 100, false, true),
		}},
		{Name: "define", Description: "What a term means, how it is said, and which source says so", Options: []rest.Option{
			text("term", "For example: capillary leak syndrome", 100, true, true),
		}},
		{Name: "help", Description: "What this bot does, and what it does not"},
		{Name: "privacy", Description: "What is kept of you", Options: []rest.Option{
			sub("export", "Get all that is kept of you as a file"), sub("delete", "Delete all that is kept of you, on every server"),
		}},
		{Name: "settings", Description: "Your settings, and those of the server", Options: settingsOptions()},
	}
	for i := range commands {
		commands[i].Contexts = everywhere
	}
	return append(commands,
		rest.Command{Name: "session", Description: "Question rounds with a class", Contexts: servers, Options: sessionOptions()},
		rest.Command{Kind: rest.CommandMessage, Name: menuAsk, Contexts: everywhere},
		rest.Command{Kind: rest.CommandMessage, Name: menuCheck, Contexts: everywhere},
	)
}

func settingsOptions() []rest.Option {
	return append([]rest.Option{
		sub("show", "Show the settings in force here"),
		sub("me", "Your own settings, on every server", audience("For whom answers to you are worded"), yesNo("private", "Only you see your answers"),
			yesNo("reset", "Forget your own choices")),
	}, serverOptions()...)
}

// serverOptions are the server's settings, one subcommand for each group, for
// those who may manage the server.
func serverOptions() []rest.Option {
	return []rest.Option{
		sub("defaults", "Audience, privacy, country", audience("For whom answers are worded unless the asker chooses"),
			yesNo("private", "Answers are private unless the asker chooses otherwise"),
			text("country", "Two letters, such as US: for the emergency number", 2, false, false)),
		sub("channels", "Where questions for clinicians and digests go", channel("clinicians", "Where askers may send a question on to clinicians"),
			channel("digest", "Where digests are posted"), yesNo("clear", "Have neither any more")),
		sub("collections", "Which collections may answer in a channel",
			text("collection", "A collection; \"all\" lifts the limit", 100, true, true), channel("channel", "Only here; without it: in every channel without a list of its own"),
			yesNo("remove", "Take the collection off the list")),
		sub("roles", "Who may review answers and lead sessions", role("reviewer", "This role may review"), role("educator", "This role may lead sessions"),
			yesNo("remove", "Take the role off the list")),
		sub("limits", "How long answers are kept, and what the model may cost", number("retention", "Days, 1 to 3650", 1, 3650),
			number("tokens", "Tokens of the model a day; 0: the program's budget", 0, 100_000_000),
			yesNo("anonymous", "In sessions, the class does not see who asked")),
	}
}

func sessionOptions() []rest.Option {
	return []rest.Option{
		sub("start", "Start a round in this channel", text("title", "What it is about", 100, false, false), yesNo("anonymous", "The class does not see who asked")),
		sub("ask", "Put a question to the educator", text("question", "What would you like to know?", longestQuestion, true, false)),
		sub("queue", "The questions that wait, for the educator"),
		sub("next", "The next question with the bot's answer, for the educator"),
		sub("end", "End the round"),
		sub("export", "Get the transcript with its sources, for the educator"),
	}
}

func text(name, description string, most int, required, suggest bool) rest.Option {
	return rest.Option{Kind: rest.OptionString, Name: name, Description: description, Required: required, Autocomplete: suggest, MaxLength: &most}
}

func yesNo(name, description string) rest.Option {
	return rest.Option{Kind: rest.OptionBoolean, Name: name, Description: description}
}

func choices(name, description string, values ...string) rest.Option {
	o := rest.Option{Kind: rest.OptionString, Name: name, Description: description}
	for _, v := range values {
		o.Choices = append(o.Choices, rest.Choice{Name: v, Value: v})
	}
	return o
}

func audience(description string) rest.Option {
	return choices("audience", description, answer.Clinician, answer.Educator, answer.Patient)
}

func channel(name, description string) rest.Option {
	return rest.Option{Kind: rest.OptionChannel, Name: name, Description: description, ChannelTypes: []int{rest.ChannelText, rest.ChannelAnnouncement, rest.ThreadPublic}}
}

func role(name, description string) rest.Option {
	return rest.Option{Kind: rest.OptionRole, Name: name, Description: description}
}

func number(name, description string, least, most float64) rest.Option {
	return rest.Option{Kind: rest.OptionInteger, Name: name, Description: description, MinValue: &least, MaxValue: &most}
}

func sub(name, description string, options ...rest.Option) rest.Option {
	return rest.Option{Kind: rest.OptionSubcommand, Name: name, Description: description, Options: options}
}

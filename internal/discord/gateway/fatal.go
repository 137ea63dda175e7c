package gateway

import (
	"fmt"

	"github.com/gorilla/websocket"
)

// FatalError says why Discord will not have this bot until its operator does
// something.
type FatalError struct {
	Code  int    // Discord's close code
	Words string // what to do
}

func (e *FatalError) Error() string {
	return fmt.Sprintf("discord refused the bot (code %d): %s", e.Code, e.Words)
}

// Close codes of Discord's that need a closer look.
const (
	codeBadToken      = 4004
	codeNotKnown      = 4003
	codeBadSequence   = 4007
	codeSessionIsOver = 4009
)

// wordsToken say where a token is found.
const wordsToken = "Open https://discord.com/developers/applications, choose your application, then Bot, then Reset Token; " +
	"put the new one into CURBSIDE_DISCORD_TOKEN, or into the file that CURBSIDE_DISCORD_TOKEN_FILE names, and start again."

const wordsNoToken = "there is no bot token. " + wordsToken

// fatalWords are the codes after which trying again is of no use.
var fatalWords = map[int]string{
	codeBadToken: "the bot's token is wrong or was reset. " + wordsToken,
	4010:         "the shard that it asked for does not exist. Start one Curbside with the settings as shipped.",
	4011:         "it is in more servers than one connection can serve (2,500). Remove it from servers that do not use it, or run a second application for some of them.",
	4012:         "this version of Curbside speaks a version of Discord's protocol that is not served any more. Install a newer Curbside.",
	4013:         "it asked for intents that do not exist. Start it with the settings as shipped, or install a newer Curbside.",
	4014: "it asked for a privileged intent that it was not granted. Curbside needs none: start it with the settings as shipped. " +
		"If you added one, switch it on at https://discord.com/developers/applications, your application, Bot, Privileged Gateway Intents.",
}

// closed reads what a close code means.
func closed(e *websocket.CloseError) ending {
	end := ending{reason: fmt.Sprintf("closed %d", e.Code), err: fmt.Errorf("the gateway closed with code %d", e.Code)}
	if words, ok := fatalWords[e.Code]; ok {
		end.fatal = &FatalError{Code: e.Code, Words: words}
	}
	switch e.Code {
	case codeNotKnown, codeBadSequence, codeSessionIsOver:
		end.forget = true
	}
	return end
}

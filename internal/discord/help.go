package discord

import (
	"context"
	"strings"

	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

const helpText = `**Curbside answers clinical questions from sources that a team has curated.**
Every sentence of an answer is checked against the passage that it cites before you see it. What the sources do not cover is declined, with the reason; where they disagree, you see both sides.

**Ask** with /ask, by mentioning me, by replying to an answer, or in a direct message; /followup goes on from your last answer. In the menu of a message (Apps): *Ask about this*, *Check this claim*.
**/check** compares a statement with the sources · **/define** tells what a term means and how it is said · **/sources** shows what answers come from, word for word
**/settings** your choices, and the server's · **/privacy** get or delete what is kept of you
**/session** question rounds with a class: the educator sees each question with its answer first, and publishes, holds or skips it. Led by educators (a role set with /settings roles; where none is set, who may manage messages) and by who manages the server.

**What it does not do:** it gives no medical advice, does no arithmetic for a patient, keeps no patient's data, and knows nothing but its sources. Do not write anything that identifies a patient: such a question is not stored and not answered. In an emergency call your emergency number or your code team; do not wait here.
**How to read an answer:** ⚠ is a warning, ⇄ a disagreement, A to E the strength of a source (A guideline or regulator … E machine-written). Answers are private unless you or the server choose otherwise.`

// help tells what the bot does and what it does not.
func (b *Bot) help(context.Context, *request) (rest.Response, error) {
	who := "**Who is responsible:** the people who run this bot choose its sources and settings"
	if b.Operator != "" {
		who += " (" + render.Escape(render.Short(b.Operator, 100)) + ")"
	}
	who += "; a clinician decides about care. *Not right* under an answer tells them of a mistake."
	return privately(strings.Join([]string{helpText, who, "-# " + b.foot(nil)}, "\n")), nil
}

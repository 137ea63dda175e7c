package main

import (
	"context"

	"curbside/internal/discord/discordtest"
)

// scene is one picture: messages as one user sees them.
type scene struct {
	name  string
	shots []shot
}

// shot is a message of the bot.
type shot struct {
	message *discordtest.Message
	by      string            // who called it forth; empty: nobody in particular
	command string            // with which command; empty: a button
	people  map[string]string // names by id
}

// Questions that show what the pictures are of.
const (
	doseQuestion      = "What is the standard dose of high-dose IL-2?"
	followUp          = "and how long is the rest between two cycles?"
	notCovered        = "What is the dose of ondansetron in pregnancy?"
	emergency         = "I cannot breathe since my IL-2 infusion, help"
	disputed          = "Can hydrocortisone cream be used on the skin during IL-2 treatment?"
	studentsQuestion  = "What is capillary leak syndrome?"
	studentsQuestion2 = "Can aldesleukin be given in pregnancy?"
)

// act plays all scenes and returns what was seen.
func act(ctx context.Context) ([]scene, error) {
	s, err := newStage(ctx)
	if err != nil {
		return nil, err
	}
	out := s.play()
	s.close() // what the bot did wrong is told now
	return out, s.failed()
}

func (s *stage) play() []scene {
	ward := s.srv.Guild("Ward 3")
	general, rounds := ward.Channel("general"), ward.Channel("teaching")
	ana := ward.Member("ana")
	prof := ward.Member("dr. lee", ward.Role("Educators", discordtest.ManageMessages))
	ask := func(question string) *discordtest.Message {
		return ana.Slash(general, "ask", discordtest.Opts{"question": question}).Message()
	}
	asked := func(m *discordtest.Message) shot { return shot{message: m, by: "ana", command: "/ask"} }

	answer := ask(doseQuestion)
	sources := ana.Press(answer, "Sources").Message()
	next := ana.Slash(general, "followup", discordtest.Opts{"question": followUp}).Message()
	out := []scene{
		{"answer", []shot{asked(answer)}},
		{"sources", []shot{{message: sources}}},
		{"follow-up", []shot{{message: next, by: "ana", command: "/followup"}}},
		{"disagreement", []shot{{message: ana.Press(ana.Press(ask(disputed), "More…").Message(), "Full answer").Message()}}},
		{"decline", []shot{asked(ask(notCovered))}},
		{"emergency", []shot{asked(ask(emergency))}},
	}
	opening := prof.Slash(rounds, "session start", discordtest.Opts{"title": "IL-2 for fellows"}).Message()
	ana.Slash(rounds, "session ask", discordtest.Opts{"question": studentsQuestion}).Message()
	ana.Slash(rounds, "session ask", discordtest.Opts{"question": studentsQuestion2}).Message()
	preview := prof.Slash(rounds, "session next").Message()
	out = append(out, scene{"session", []shot{
		{message: opening, by: prof.Name, command: "/session start"},
		{message: preview, by: prof.Name, command: "/session next"},
	}})
	people := map[string]string{ana.ID: ana.Name, prof.ID: prof.Name}
	for _, sc := range out {
		for i := range sc.shots {
			sc.shots[i].people = people
		}
	}
	return out
}

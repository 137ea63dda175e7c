package discordtest

import (
	"encoding/json"
	"net/http"
	"time"
)

// Types of first responses.
const (
	callbackMessage   = 4
	callbackDefer     = 5
	callbackDeferEdit = 6
	callbackEdit      = 7
	callbackChoices   = 8
	callbackModal     = 9
)

// postCallback takes the first response to an interaction.
func (s *Server) postCallback(c *call) (int, any, error) {
	it := s.interactions[c.arg("interaction_id")]
	if it == nil || it.Token != c.arg("interaction_token") {
		return 0, nil, refuse(http.StatusNotFound, 10062, "Unknown interaction")
	}
	if it.callback != 0 {
		e := refuse(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
		if !it.unheard {
			e.kind = KindTwice
		}
		return 0, nil, e
	}
	if it.Channel.gone {
		return 0, nil, refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	if late := s.Now().Sub(it.Sent); late > FirstReplyWithin {
		e := violation(KindLate, http.StatusNotFound, 10062, "Unknown interaction")
		e.message += " (" + late.Round(time.Millisecond).String() + " after it was sent)"
		return 0, nil, e
	}
	var body struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	c.decode(&body)
	if why := it.unfit(body.Type); why != "" {
		e := invalid(problem{path: at("type"), code: "BASE_TYPE_CHOICES", text: why})
		e.kind = KindResponse
		return 0, nil, e
	}
	if err := s.respond(it, c, body.Type, body.Data); err != nil {
		return 0, nil, err
	}
	it.callback, it.acked = body.Type, s.Now()
	if c.query("with_response") != "true" {
		return http.StatusNoContent, nil, nil
	}
	return http.StatusOK, it.callbackResponse(), nil
}

// unfit says why an interaction cannot be answered in a way.
func (it *Interaction) unfit(callback int) string {
	onMessage := it.Type == Press || it.Type == Choose || (it.Type == Submit && it.on != nil)
	switch {
	case (it.Type == Autocomplete) != (callback == callbackChoices):
		return "suggestions answer an autocomplete, and nothing else does"
	case callback == callbackModal && it.Type == Submit:
		return "a modal cannot answer a modal"
	case (callback == callbackEdit || callback == callbackDeferEdit) && !onMessage:
		return "there is no message to be updated: the interaction did not come from a component"
	case callback < callbackMessage || callback > callbackModal:
		return "not a response to this interaction"
	}
	return ""
}

func (s *Server) respond(it *Interaction, c *call, kind int, data json.RawMessage) error {
	var p payload
	if len(data) > 0 {
		_ = json.Unmarshal(data, &p)
	}
	switch kind {
	case callbackMessage:
		m, err := s.build(&p, c.files, messagePlace{interaction: true})
		if err != nil {
			return err
		}
		s.reply(it, m)
	case callbackDefer:
		m := &Message{Thinking: true, Flags: flagLoading | p.flags()&flagEphemeral}
		s.reply(it, m)
	case callbackDeferEdit:
		it.original, it.private = it.on.ID, it.on.For != nil
	case callbackEdit:
		it.original, it.private = it.on.ID, it.on.For != nil
		return s.editOriginal(it, &p, c.files)
	case callbackChoices:
		var d struct {
			Choices []Choice `json:"choices"`
		}
		_ = json.Unmarshal(data, &d)
		if problems := checkChoices(d.Choices); problems != nil {
			return invalid(problems...)
		}
		it.choices = d.Choices
		s.sawChoices(it)
	case callbackModal:
		m := &Modal{from: it}
		_ = json.Unmarshal(data, m)
		if problems := checkModal(m); problems != nil {
			return invalid(problems...)
		}
		it.modal = m
		s.sawModal(it)
	}
	return nil
}

// reply posts the message that @original will name.
func (s *Server) reply(it *Interaction, m *Message) {
	m.Interaction = it
	it.private = m.Flags&flagEphemeral != 0
	if it.private {
		m.For = it.User
	}
	it.original = s.post(it.Channel, s.bot, m).ID
	if !m.Thinking {
		it.answer()
	}
}

func (it *Interaction) callbackResponse() object {
	out := object{"id": it.ID, "type": it.wireType(), "response_message_id": nil, "response_message_loading": it.callback == callbackDefer, "response_message_ephemeral": it.private}
	res := object{"interaction": out}
	if it.original != "" {
		out["response_message_id"] = it.original
		resource := object{"type": it.callback}
		if it.callback == callbackMessage || it.callback == callbackEdit { // of what is deferred Discord tells the id only
			resource["message"] = it.s.wireMessage(it.s.messages[it.original])
		}
		res["resource"] = resource
	} else {
		delete(out, "response_message_id")
	}
	return res
}

// unheard notes that the bot did not hear what became of its request.
func (s *Server) unheard(c *call) {
	if it := s.interactions[c.arg("interaction_id")]; it != nil {
		it.unheard = true
	}
}

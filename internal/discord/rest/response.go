package rest

// Response is the first answer to an interaction: made by [Reply], [Defer],
// [DeferUpdate], [Update], [Suggest] or [Ask].
type Response struct {
	kind  int
	data  any
	files []File
}

// Types of responses, as Discord numbers them.
const (
	responseReply       = 4
	responseDefer       = 5
	responseDeferUpdate = 6
	responseUpdate      = 7
	responseSuggest     = 8
	responseAsk         = 9
)

// Choice is one suggestion of an autocomplete. Value is a string, or a number
// for options of numbers.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Modal is a form that opens for the user.
type Modal struct {
	CustomID string
	Title    string      // at most 45 characters
	Parts    []Component // at most 5: Label, TextDisplay
}

// Reply answers with a message.
func Reply(m Message) Response { return Response{kind: responseReply, data: m.body(), files: m.Files} }

// Defer promises a message, which EditOriginal then puts in place. Whether it
// is ephemeral is decided now.
func Defer(ephemeral bool) Response {
	r := Response{kind: responseDefer}
	if ephemeral {
		r.data = struct {
			Flags int `json:"flags"`
		}{FlagEphemeral}
	}
	return r
}

// DeferUpdate acknowledges a component and changes nothing yet.
func DeferUpdate() Response { return Response{kind: responseDeferUpdate} }

// Update changes the message that the component is part of.
func Update(e Edit) Response { return Response{kind: responseUpdate, data: e.body(), files: e.Files} }

// Suggest answers an autocomplete. Choices beyond MaxChoices are dropped.
func Suggest(choices ...Choice) Response {
	if choices == nil {
		choices = []Choice{}
	}
	return Response{kind: responseSuggest, data: struct {
		Choices []Choice `json:"choices"`
	}{choices[:min(len(choices), MaxChoices)]}}
}

// Ask opens a form.
func Ask(m Modal) Response {
	return Response{kind: responseAsk, data: struct {
		CustomID   string      `json:"custom_id"`
		Title      string      `json:"title"`
		Components []Component `json:"components"`
	}{m.CustomID, m.Title, m.Parts}}
}

// Kind is Discord's number of the type: 4 reply, 5 defer, 6 defer an update,
// 7 update, 8 suggest, 9 ask.
func (r Response) Kind() int { return r.kind }

type responseBody struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// Package llmtest is an OpenAI-compatible server with a script, so that tests can run the real client against every
// way in which a model and its server go wrong.
//
//	server := llmtest.NewServer(t, llmtest.Status(500), llmtest.Honest())
//	client, err := llm.New(llm.Options{BaseURL: server.URL, Model: "test", HTTPClient: server.Client()})
//
// Each request takes the next [Step] of the script; the last step answers all later ones. Before a step is taken the
// request is held against the real API's rules (see validate.go): what the API would refuse gets 400 and takes no step.
//
// There are steps for faults of the wire ([Hang], [CutBody], [RateLimited], ...), for faults of the answer's form
// ([Truncated], [WrongSchema], ...), and for answers that are well formed and false ([InventedCitation], [WrongDrug],
// ...). The false ones are made out of the numbered passages that the prompt holds, so that they look like the truth.
//
// The same server embeds texts: [Vectors] and [VectorList] answer such requests, [WordVector] stands in for a model.
//
// [NewMemoryServer] is the same server without a socket, for testing/synctest: there a [Hang] of 20 seconds takes none.
//
// The package does not import testing; it needs only [TB] of it. It keeps the script's place and the requests.
package llmtest

// Package llm asks a language model behind any OpenAI-compatible endpoint for an answer that follows a JSON schema, and
// a model for embeddings behind such an endpoint for vectors.
//
// It is the only package that knows the wire library. Everything above it sees plain types: a [Request] with two
// texts and a schema goes in, a [Response] with the text of one JSON value comes out, or a typed error.
//
// # Start
//
//	client, err := llm.New(llm.Options{BaseURL: "http://127.0.0.1:8080/v1", Model: "qwen2.5"})
//	response, err := client.Complete(ctx, llm.Request{System: "…", User: "…", Schema: schema, SchemaName: "draft"})
//
//	embedder, err := llm.NewEmbedder(llm.EmbedOptions{BaseURL: "http://127.0.0.1:8080/v1", Model: "all-minilm-l6-v2"})
//	vectors, err := embedder.Embed(ctx, []string{"a passage", "another"})
//
// # What it promises
//
//   - A call ends within [Options.Timeout], retries and waits included, and at once when its context is cancelled.
//   - A response is whole: the body was read to its end and is at most 1 MiB, the model stopped by itself
//     ("finish_reason": "stop"), and the text is one JSON value that the schema accepts.
//   - Everything else is an error that matches one of the Err… values under errors.Is, says what happened and what
//     to do, and never holds the API key, the prompt, or a word of what the server wrote.
//   - Embeddings come one a text, in order, of one length, normalized; an endpoint that has just failed is not asked
//     for [EmbedOptions.Rest], so that not every question waits for it.
//   - No redirect is followed: question and key go to the configured address only.
//
// # What it keeps
//
// In memory only: the tokens used since midnight UTC (see [Options.DailyTokens]) and the model name that the server
// last reported; of embeddings, how many dimensions they have and whether the endpoint rests. A [Client] is safe for concurrent use; it starts no goroutine that outlives a call.
package llm

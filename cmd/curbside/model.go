package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"curbside/internal/answer"
	"curbside/internal/config"
	"curbside/internal/llm"
	"curbside/prompts"
)

// composer makes the composer that asks the configured model, nil where none is configured. Why a call failed is
// printed at the end of the run.
func (a *app) composer(settings *config.Config) (*answer.LLMComposer, error) {
	composer, _, err := drafting(settings, func(_ time.Duration, err error) {
		if err != nil {
			a.remember(err)
		}
	})
	return composer, err
}

// drafting makes the composer and the client below it, nil where none is configured. told hears of each call.
func drafting(settings *config.Config, told func(took time.Duration, err error)) (*answer.LLMComposer, *llm.Client, error) {
	if !settings.LLM.Enabled() {
		return nil, nil, nil
	}
	client, err := llm.New(modelOptions(settings.LLM))
	if err != nil {
		return nil, nil, err
	}
	composer, err := answer.NewLLMComposer(answer.LLMOptions{Prompts: prompts.FS(), Judge: settings.LLM.Judge, Model: model{ask: answer.Allowed(wire{client}), told: told}})
	if err != nil {
		return nil, nil, fmt.Errorf("the model cannot be used: %w", err)
	}
	return composer, client, nil
}

// modelOptions translates the configuration.
func modelOptions(settings config.LLM) llm.Options {
	options := llm.Options{
		BaseURL: settings.BaseURL, Model: settings.Model, APIKey: settings.APIKey.Reveal(),
		Timeout: settings.Timeout, Retries: settings.Retries, MaxTokens: settings.MaxTokens,
		Temperature: settings.Temperature, DailyTokens: settings.DailyTokens,
	}
	if options.Retries == 0 {
		options.Retries = -1 // no retries, where 0 would mean the client's default
	}
	return options
}

// wire makes the client fit answer.Completer: package answer knows no client, package llm knows no answer.
type wire struct{ client *llm.Client }

// Complete implements answer.Completer.
func (w wire) Complete(ctx context.Context, request answer.CompletionRequest) (answer.Completion, error) {
	response, err := w.client.Complete(ctx, llm.Request{
		System: request.System, User: request.User, Schema: request.Schema, SchemaName: request.SchemaName,
		MaxTokens: request.MaxTokens,
	})
	return answer.Completion{Text: response.Text, Model: response.Model, Tokens: response.Charged}, err
}

// model tells of each call, also of those that an allowance has refused.
type model struct {
	ask  answer.Completer
	told func(time.Duration, error) // why a call failed, which an answer says in a few words only
}

// Complete implements answer.Completer.
func (m model) Complete(ctx context.Context, request answer.CompletionRequest) (answer.Completion, error) {
	start := time.Now()
	completion, err := m.ask.Complete(ctx, request)
	if err == nil || !errors.Is(ctx.Err(), context.Canceled) { // whoever has interrupted knows why
		m.told(time.Since(start), err)
	}
	return completion, err
}

// remember keeps a warning for the end of the run, each once: the screen is the answer's until then.
func (a *app) remember(warning error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if text := warning.Error(); !slices.Contains(a.warnings, text) {
		a.warnings = append(a.warnings, text)
	}
}

// spoken is what decides what a model says besides the request.
func spoken(l config.LLM) string {
	return fmt.Sprintf("%s, temperature %g, at most %d tokens", l.Model, l.Temperature, l.MaxTokens)
}

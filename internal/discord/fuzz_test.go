package discord

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

// emptyStore keeps nothing.
type emptyStore struct{ Store }

func (emptyStore) Answer(context.Context, string, string) (*consult.Kept, error) {
	return nil, consult.ErrGone
}

func (emptyStore) ServerSettings(context.Context, string) (consult.ServerSettings, error) {
	return consult.ServerSettings{}, nil
}

func (emptyStore) UserSettings(context.Context, string) (consult.UserSettings, error) {
	return consult.UserSettings{}, nil
}

// Whatever comes as a custom id: it finds a route with all its values or none, and what is about no answer is told so.
func FuzzCustomID(f *testing.F) {
	for _, s := range []string{
		"/answer/k3f9abcd/sources", "/answer/k3f9abcd/sources/2", "/answer/k3f9abcd/full/999999999999999999999", "/answer//sources",
		"/answer/k3f9abcd.1574132173139607558/followup", "/answer/k3f9abcd/share/1", "/answer/../more", "answer/x/more", "/answer/x/more/",
		"/", "", "/answer/\x00/wrong", "/answer/x/wrong/form", strings.Repeat("/a", 60), "/answer/😀/thread", "/answer/./helpful",
	} {
		f.Add(s, "1574132173139607558")
	}
	b := &Bot{Options: Options{Store: emptyStore{}, Now: time.Now}}
	routes := b.routes()
	f.Fuzz(func(t *testing.T, id, guild string) {
		found, params, ok := routes.find(id)
		if !ok {
			return
		}
		if len(id) > rest.MaxCustomID || found.name == "" {
			t.Fatalf("%q leads to %q", id, found.name)
		}
		for k, v := range params {
			if v == "" || strings.Contains(v, "/") {
				t.Fatalf("%q: %s is %q", id, k, v)
			}
		}
		if n := pageOf(params["page"], 7); n < 1 || n > 7 {
			t.Fatalf("%q: page %d", id, n)
		}
		if !strings.HasPrefix(id, "/answer/") || found.handle == nil || strings.HasSuffix(id, "/cancel") {
			return
		}
		in := &gateway.Interaction{Guild: guild, CustomID: id, User: gateway.User{ID: "1"}, Fields: []gateway.Field{{CustomID: "what", Values: []string{"number"}}}}
		r := b.request(t.Context(), in)
		r.params = params
		if _, err := found.handle(t.Context(), r); !errors.Is(err, consult.ErrGone) {
			t.Fatalf("%q of an answer that is not kept: %v", id, err)
		}
	})
}

// Whatever a form holds: a fault that the bot knows, or words; never more than is asked for.
func FuzzOpinion(f *testing.F) {
	f.Add("number", "The dose.")
	f.Add("", "")
	f.Add("unsafe", strings.Repeat("𝒳", 5000))
	f.Add("number\x00", "e\u0301\u202egnp.exe\xff")
	f.Fuzz(func(t *testing.T, what, said string) {
		got, err := opinionOf(&gateway.Interaction{Fields: []gateway.Field{{CustomID: "what", Values: []string{what}}, {CustomID: "words", Values: []string{said}}, {CustomID: "what"}}})
		var w words
		if err != nil {
			if !errors.As(err, &w) || label(what) != "" {
				t.Fatalf("%q: %v", what, err)
			}
			return
		}
		if label(got.Wrong) == "" || got.Helpful || utf8.RuneCountInString(got.Words) > longestOpinion || !utf8.ValidString(got.Words) {
			t.Fatalf("%q is read as %+v", what, got)
		}
	})
}

var anyText = rapid.OneOf(rapid.StringN(1, 400, -1), rapid.SampledFrom([]string{
	strings.Repeat("word ", 400), strings.Repeat("𝒳", 1000), strings.Repeat("\\", 900), strings.Repeat("@everyone ", 200), "```", "\u200b",
	"# heading\n> quote\n- item", "https://evil.example/x",
}))

// Whatever stands in an answer, what is posted and its preview keep the limits, with the disclaimer and nothing that pings
// or links.
func TestPostsKeepLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		question := anyText.Draw(t, "question")
		claim := answer.Claim{Text: anyText.Draw(t, "claim"), Citations: []int{1}}
		a := &answer.Answer{
			Status: rapid.SampledFrom([]answer.Status{answer.Answered, answer.Declined}).Draw(t, "status"), Disclaimer: "Not medical advice.",
			Message: anyText.Draw(t, "message"), References: []answer.Reference{{N: 1, Source: "s", Title: anyText.Draw(t, "title"), Evidence: "A"}},
		}
		if a.Status == answer.Answered {
			a.Headline, a.Evidence = &claim, &answer.Evidence{Grades: []string{"A"}}
			for range rapid.IntRange(0, 6).Draw(t, "claims") {
				a.Claims = append(a.Claims, answer.Claim{Text: anyText.Draw(t, "a claim"), Citations: []int{1}})
			}
		}
		kept := &consult.Kept{Turn: consult.Turn{Asked: question, Standalone: question, Answer: a}}
		post := postText("**For the clinicians**, from <@1574132173139607558>: ", kept)
		preview := "-# This will be posted in <#1574132173139607558>, for the clinicians there, with your name:\n" + post
		if n := render.Length(preview); n > rest.MaxContent {
			t.Fatalf("the preview has %d units", n)
		}
		if render.Length(post) > longestPost || !strings.HasSuffix(post, "\n-# Not medical advice.") {
			t.Fatalf("the post has %d units, or no disclaimer:\n%s", render.Length(post), post)
		}
		if strings.Contains(strings.ReplaceAll(post, `\@`, ""), "@everyone") || strings.Contains(post, "https://") {
			t.Fatalf("it pings or links:\n%s", post)
		}
		if name := threadName(question); utf8.RuneCountInString(name) < 1 || utf8.RuneCountInString(name) > longestThreadName || strings.Contains(name, "\n") {
			t.Fatalf("a thread called %q", name)
		}
	})
}

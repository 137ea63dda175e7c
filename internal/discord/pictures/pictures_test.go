package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"curbside/internal/discord/discordtest"
)

func TestBlocks(t *testing.T) {
	people := map[string]string{"42": "ana & co"}
	for in, want := range map[string]string{
		`**5 mg** of *it* \[1\]`:       `<span><strong>5 mg</strong> of <em>it</em> [1]</span>`,
		"one\ntwo":                     `<span>one</span><br><span>two</span>`,
		"-# small\ntext":               `<discord-subscript>small</discord-subscript><span>text</span>`,
		"- a\n- b\nc":                  `<discord-unordered-list><discord-list-item>a</discord-list-item><discord-list-item>b</discord-list-item></discord-unordered-list><span>c</span>`,
		"> a\n> b":                     `<discord-quote><span>a</span><br><span>b</span></discord-quote>`,
		"<@42> at <t:1:R>, `/x`":       `<span><discord-mention type="user">ana &amp; co</discord-mention> at a minute ago, <discord-code>/x</discord-code></span>`,
		"<https://example.org/?a&b> <": `<span><discord-link href="https://example.org/?a&amp;b">https://example.org/?a&amp;b</discord-link> &lt;</span>`,
		`<script>\*`:                   `<span>&lt;script&gt;*</span>`,
	} {
		if got := blocks(in, people); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", in, got, want)
		}
	}
}

func TestPageShowsButtonsAndWhoSees(t *testing.T) {
	m := &discordtest.Message{Content: "Hello", For: &discordtest.User{}, Components: []discordtest.Component{
		{Components: []discordtest.Component{{Style: 3, Label: "A & B", Disabled: true}}},
	}}
	got := page(scene{shots: []shot{{message: m, by: "ana", command: "/ask"}}})
	for _, want := range []string{" ephemeral>", `command="/ask"`, `<discord-button type="success" disabled>A &amp; B</discord-button>`} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %q:\n%s", want, got)
		}
	}
}

// A picture of more than 256 colours keeps the frequent ones as they are.
func TestFewColours(t *testing.T) {
	in := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for i := range 1600 {
		c := color.RGBA{10, 20, 30, 255}
		if i%4 == 0 {
			c = color.RGBA{uint8(i), uint8(i / 8), 200, 255}
		}
		in.SetRGBA(i%40, i/40, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, in); err != nil {
		t.Fatal(err)
	}
	out, err := fewColours(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := got.(*image.Paletted); !ok || len(p.Palette) != 256 || rgba(p.At(1, 0)) != (color.RGBA{10, 20, 30, 255}) {
		t.Errorf("got %T", got)
	}
	if _, err := fewColours([]byte("no picture")); err == nil {
		t.Error("no error for what is no picture")
	}
}

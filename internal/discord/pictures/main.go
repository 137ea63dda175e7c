// Command pictures renders docs/pictures: messages of the bot as Discord shows
// them. It runs the bot with the shipped corpus against a Discord in this
// process (package discordtest), lays out what the bot really sent with the
// web components of @skyra/discord-components-core, and has Chromium draw it.
//
//	go run ./internal/discord/pictures
//
// It needs Chromium (Debian: chromium-headless-shell, and
// fonts-noto-color-emoji) and, the first time, npm and the network for the
// components; it keeps them in the user's cache. Start reading with scenes.go.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	out := flag.String("out", filepath.Join("docs", "pictures"), "folder for the pictures")
	browser := flag.String("chromium", "", "Chromium; default: the first found on the path")
	parts := flag.String("components", "", "folder whose node_modules holds the components; default: installed by npm into the user's cache")
	flag.Parse()
	if err := run(ctx, *out, *browser, *parts); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out, browser, parts string) error {
	c := &camera{browser: browser, parts: parts}
	if err := c.prepare(ctx); err != nil {
		return err
	}
	scenes, err := act(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("make the folder for pictures: %w", err)
	}
	for _, s := range scenes {
		picture, err := c.shoot(ctx, page(s))
		if err != nil {
			return fmt.Errorf("draw %s: %w", s.name, err)
		}
		file := filepath.Join(out, s.name+".png")
		if err := os.WriteFile(file, picture, 0o644); err != nil {
			return fmt.Errorf("write a picture: %w", err)
		}
		fmt.Printf("%s  %d kB\n", file, (len(picture)+512)/1024)
	}
	return nil
}

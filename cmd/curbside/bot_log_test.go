package main

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
)

// Whatever an error quotes, the bot's token does not reach the log.
func TestLogScrubsTheToken(t *testing.T) {
	var out strings.Builder
	levels := map[string]int{}
	log := newLog(&out, slog.LevelInfo, "MTIz.hush-hush.XYZ", func(l string) { levels[l]++ })
	log.With("a", "Bot MTIz.hush-hush.XYZ").WithGroup("g").Error("MTIz.hush-hush.XYZ failed", "error", errors.New("get MTIz.hush-hush.XYZ: no"))
	log.Debug("not wanted")
	log.Info("plain")
	text := out.String()
	if strings.Contains(text, "hush") || strings.Count(text, "[token]") != 3 || strings.Count(text, "\n") != 2 {
		t.Errorf("logged %s", text)
	}
	if levels["error"] != 1 || levels["info"] != 1 || levels["debug"] != 0 {
		t.Errorf("counted %v", levels)
	}
}

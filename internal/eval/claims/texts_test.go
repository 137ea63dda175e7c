package claims

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Texts that are not in the folder are named, and nothing else is read for them.
func TestTextsMissing(t *testing.T) {
	texts, missing, err := Texts(t.TempDir())
	if err != nil || len(texts) != 0 || !slices.Equal(missing, []string{"bioasq snippets", "scifact abstracts", "medquad answers", "trial passages"}) {
		t.Errorf("%d texts, missing %q, %v", len(texts), missing, err)
	}
}

func TestTextsBroken(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "bioasq", "snippets.jsonl.gz"), "no gzip")
	if _, _, err := Texts(dir); err == nil || !strings.Contains(err.Error(), "bioasq snippets") {
		t.Errorf("a broken file: %v", err)
	}
	if _, err := Ideal(t.TempDir()); err == nil {
		t.Error("no ideal answers, and no error")
	}
}

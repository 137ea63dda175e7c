package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// putInForce moves the build to its place and names it as current: from then
// on it is what is opened. The build that it replaces stays, to go back to;
// older ones are removed.
func putInForce(dir string, m *Manifest) error {
	work := filepath.Join(dir, workFolder)
	data, err := os.ReadFile(filepath.Join(work, manifestFile))
	if err != nil {
		return err
	}
	name := buildFolder + shortSum(data)
	old, _ := current(dir) // none, or one that cannot be read, is replaced
	if err := errors.Join(os.Remove(filepath.Join(work, planFile)), syncFiles(work, m.Files)); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	if old == name { // the same corpus again: renewed, should it be damaged
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	if err := os.Rename(work, filepath.Join(dir, name)); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	aside := filepath.Join(dir, currentFile+".new")
	content := name + "\n"
	if old != "" && old != name {
		content += old + "\n"
	}
	if err := os.WriteFile(aside, []byte(content), 0o644); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	if err := os.Rename(aside, filepath.Join(dir, currentFile)); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	return removeOld(dir, name, old)
}

func removeOld(dir string, keep ...string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), buildFolder) && !slices.Contains(keep, e.Name()) {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return fmt.Errorf("remove an old index: %w", err)
			}
		}
	}
	return nil
}

// syncFiles makes sure that files are on the disk.
func syncFiles(dir string, files map[string]checksum) error {
	for name := range files {
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// current returns the name of the build that is in force.
func current(dir string) (string, error) {
	names, err := builds(dir)
	if err != nil {
		return "", err
	}
	return names[0], nil
}

// builds returns the names of the build in force and of the one before it,
// if there was one.
func builds(dir string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s; make one with `curbside index --out %s`", ErrNoIndex, dir, dir)
	}
	if err != nil {
		return nil, err
	}
	names := strings.Fields(string(data))
	for _, name := range names {
		if !strings.HasPrefix(name, buildFolder) || !filepath.IsLocal(name) {
			return nil, fmt.Errorf("%w: %s names %s", ErrDamaged, currentFile, strconv.Quote(name))
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%w: %s is empty", ErrDamaged, currentFile)
	}
	return names, nil
}

func writeJSON(path string, v any) error {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

func readJSON(path string, v any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Base(path), err)
	}
	return nil
}

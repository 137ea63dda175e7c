package arms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"curbside/internal/answer"
)

// ErrNotKept is the error of a call whose answer is not kept where no model is
// to be asked.
var ErrNotKept = errors.New("the answer to this call is not kept, and no model is asked")

// Calls asks a model and keeps each answer in a folder, under the hash of the
// whole request: the same request is asked once, also after a kill. It is safe
// for concurrent use.
type Calls struct {
	Dir    string
	Ask    answer.Completer // nil: only what is kept
	Spoken string           // whatever of a request does not stand in it: the model's name, its temperature

	mu     sync.Mutex
	asked  int      // calls that reached the model
	texts  []string // answers since Begin, oldest first
	failed error    // the first failure since Begin that is not kept
}

// keptCall is a file of the folder.
type keptCall struct {
	Spoken     string                   `json:"spoken"`
	Request    answer.CompletionRequest `json:"request"`
	Completion answer.Completion        `json:"completion"`
	Reason     string                   `json:"reason,omitempty"` // why there is no whole answer
	Error      string                   `json:"error,omitempty"`
	Millis     int64                    `json:"ms"`
}

// keptFailures are reasons that the same request would give again.
var keptFailures = []string{"truncated", "schema", "filtered", "rejected"}

// keptError is a failure that is read from the folder.
type keptError struct{ reason, text string }

func (e keptError) Error() string  { return e.text }
func (e keptError) Reason() string { return e.reason }

// Begin forgets what was said before.
func (c *Calls) Begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts, c.failed = nil, nil
}

// Said returns the model's answers since Begin, and the failure that leaves a
// question unfinished, nil for none.
func (c *Calls) Said() (texts []string, failed error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.texts), c.failed
}

// Asked is how many calls reached the model.
func (c *Calls) Asked() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked
}

// Complete implements answer.Completer. A text that was cut off comes with its
// error.
func (c *Calls) Complete(ctx context.Context, req answer.CompletionRequest) (answer.Completion, error) {
	path, err := c.path(req)
	if err != nil {
		return answer.Completion{}, c.fail(err)
	}
	call, err := readCall(path)
	if errors.Is(err, fs.ErrNotExist) {
		call, err = c.ask(ctx, req, path)
	}
	if err != nil {
		return answer.Completion{}, c.fail(err)
	}
	c.mu.Lock()
	c.texts = append(c.texts, call.Completion.Text)
	c.mu.Unlock()
	if call.Reason != "" {
		return call.Completion, keptError{call.Reason, call.Error}
	}
	return call.Completion, nil
}

func (c *Calls) fail(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failed == nil {
		c.failed = err
	}
	return err
}

func (c *Calls) path(req answer.CompletionRequest) (string, error) {
	whole, err := json.Marshal(keptCall{Spoken: c.Spoken, Request: req})
	if err != nil {
		return "", fmt.Errorf("name a call: %w", err)
	}
	sum := sha256.Sum256(whole)
	return filepath.Join(c.Dir, hex.EncodeToString(sum[:])+".json"), nil
}

func readCall(path string) (*keptCall, error) {
	written, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var call keptCall
	if err := json.Unmarshal(written, &call); err != nil {
		return nil, fmt.Errorf("a kept call cannot be read; remove %s: %w", path, err)
	}
	return &call, nil
}

// ask asks the model and keeps what the same request would give again.
func (c *Calls) ask(ctx context.Context, req answer.CompletionRequest, path string) (*keptCall, error) {
	if c.Ask == nil {
		return nil, ErrNotKept
	}
	c.mu.Lock()
	c.asked++
	c.mu.Unlock()
	start := time.Now()
	completion, err := c.Ask.Complete(ctx, req)
	call := &keptCall{Spoken: c.Spoken, Request: req, Completion: completion, Millis: time.Since(start).Milliseconds()}
	if err != nil {
		var reason interface{ Reason() string }
		if !errors.As(err, &reason) || !slices.Contains(keptFailures, reason.Reason()) {
			return nil, err
		}
		call.Reason, call.Error = reason.Reason(), err.Error()
	}
	return call, writeCall(path, call)
}

// writeCall writes a file whole or not at all.
func writeCall(path string, call *keptCall) error {
	written, err := json.MarshalIndent(call, "", " ")
	if err != nil {
		return fmt.Errorf("keep a call: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("keep a call: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".call-*")
	if err != nil {
		return fmt.Errorf("keep a call: %w", err)
	}
	_, err = f.Write(written)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("keep a call: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

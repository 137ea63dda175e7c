package main

import (
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long a step may take before anything is shown.
const patience = 300 * time.Millisecond

// progress shows on a terminal which step slow work is at. Fast work shows nothing, and a pipe never sees it.
type progress struct {
	mu      sync.Mutex
	step    string
	spinner *progressbar.ProgressBar
	timer   *time.Timer
	stopped bool
}

// newProgress starts to wait. Stop must be called before anything else is printed.
func (a *app) newProgress() *progress {
	p := &progress{}
	if isTerminal(a.env.stderr) {
		p.timer = time.AfterFunc(patience, func() { p.show(a) })
	}
	return p
}

func (p *progress) show(a *app) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return
	}
	p.spinner = progressbar.NewOptions(-1, progressbar.OptionSetWriter(a.env.stderr), progressbar.OptionSpinnerType(14),
		progressbar.OptionSetDescription(p.step), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(false))
}

// Step names what is being done. It is safe to call from any goroutine.
func (p *progress) Step(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.step = name
	if p.spinner != nil && !p.stopped {
		p.spinner.Describe(name)
	}
}

// Stop takes the spinner off the screen. Calling it again does nothing.
func (p *progress) Stop() {
	if p.timer != nil {
		p.timer.Stop()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.spinner != nil && !p.stopped {
		_ = p.spinner.Finish() // a spinner that cannot be cleared is no reason to fail
	}
	p.stopped = true
}

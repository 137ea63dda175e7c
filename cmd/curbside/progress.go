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

// bar shows on a terminal how far slow work is; on a pipe it does nothing. What cannot be drawn is no reason to fail.
type bar struct{ bar *progressbar.ProgressBar }

// newBar begins with what is being done. Options say what it shows besides.
func (a *app) newBar(total int, what string, options ...progressbar.Option) bar {
	if !isTerminal(a.env.stderr) {
		return bar{}
	}
	return bar{progressbar.NewOptions(total, append([]progressbar.Option{
		progressbar.OptionSetWriter(a.env.stderr), progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100 * time.Millisecond), progressbar.OptionClearOnFinish(),
	}, options...)...)}
}

// Add tells of so many more that are done.
func (b bar) Add(n int) {
	if b.bar != nil {
		_ = b.bar.Add(n)
	}
}

// Set tells how many are done in all.
func (b bar) Set(n int) {
	if b.bar != nil {
		_ = b.bar.Set(n)
	}
}

// Step names what is being done.
func (b bar) Step(name string) {
	if b.bar != nil {
		b.bar.Describe(name)
	}
}

// Stop takes the bar off the screen.
func (b bar) Stop() {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
}

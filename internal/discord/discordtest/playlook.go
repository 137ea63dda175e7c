package discordtest

import (
	"errors"
	"fmt"
	"strings"
)

func (p *player) shown(u *User, args []word) error {
	if args[0].text == "shown" {
		if p.modals[u.Name] == nil {
			return errors.New("no form was shown")
		}
		return p.golden(last(args), p.modals[u.Name].View)
	}
	var b strings.Builder
	for _, c := range p.offers[u.Name] {
		b.WriteString(c.Name + "\n")
	}
	return p.golden(last(args), b.String)
}

func (p *player) sees(u *User, what word) error {
	ch := p.at[u.Name]
	if what.quoted {
		if !p.srv.await(func() bool { return strings.Contains(u.Sees(ch), what.text) }) {
			return fmt.Errorf("%s sees:\n%s%s", u.Name, u.Sees(ch), p.srv.lately())
		}
		return nil
	}
	look := func() string {
		p.srv.mu.Lock()
		defer p.srv.mu.Unlock()
		return p.srv.render(p.srv.unseen(u, ch))
	}
	if what.text == "nothing" {
		p.opts.Settle()
		if got := look(); got != "" {
			return fmt.Errorf("%s sees:\n%s", u.Name, got)
		}
		return nil
	}
	if err := p.golden(what.text, look); err != nil {
		return err
	}
	u.New(ch)
	return nil
}

// message finds the newest message that the user sees with a text and a component.
func (p *player) message(u *User, text, component string) (*Message, error) {
	var found *Message
	for _, m := range u.Messages(p.at[u.Name]) {
		if strings.Contains(m.Text(), text) && (component == "" || find(m.Components, component) != nil) {
			found = m
		}
	}
	if found == nil {
		return nil, fmt.Errorf("%s sees no such message; only:\n%s", u.Name, u.Sees(p.at[u.Name]))
	}
	return found, nil
}

// home is the first channel of the first guild that the user is in; outsiders stand before the scenario's first.
func (p *player) home(u *User) *Channel {
	p.srv.mu.Lock()
	defer p.srv.mu.Unlock()
	for _, g := range p.srv.guilds {
		if g.member(u) != nil && len(g.channels) > 0 {
			return g.channels[0]
		}
	}
	return p.first
}

// channel finds a channel or thread by its name: one of the user's guilds before any other.
func (p *player) channel(u *User, name string) *Channel {
	p.srv.mu.Lock()
	defer p.srv.mu.Unlock()
	var found *Channel
	for _, g := range p.srv.guilds {
		for _, c := range g.channels {
			if c.Name == strings.TrimPrefix(name, "#") && !c.gone && (found == nil || g.member(u) != nil && found.Guild.member(u) == nil) {
				found = c
			}
		}
	}
	return found
}

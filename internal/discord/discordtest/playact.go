package discordtest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// act runs a line that begins with a user's name.
func (p *player) act(line string, words []word) error {
	name := strings.TrimSuffix(words[0].text, ":")
	p.srv.mu.Lock()
	u := p.srv.byName[name]
	p.srv.mu.Unlock()
	if u == nil {
		return fmt.Errorf("nobody is called %q, and no line begins so", name)
	}
	if p.at[name] == nil {
		p.at[name] = p.home(u)
	}
	head, said, spoken := strings.Cut(line, ": ")
	switch rest := strings.TrimPrefix(head, name); {
	case spoken && rest == "":
		return p.speak(u, said, false)
	case spoken && rest == " cannot":
		return p.speak(u, said, true)
	case spoken && rest == " directly":
		p.at[name] = u.Direct()
		return p.speak(u, said, false)
	case spoken && strings.HasPrefix(rest, " in "):
		ch := p.channel(u, strings.Trim(strings.TrimPrefix(rest, " in "), `"`))
		if ch == nil {
			return errors.New("there is no such channel")
		}
		p.at[name] = ch
		return p.speak(u, said, false)
	case spoken && strings.HasPrefix(rest, ` replies to "`):
		m, err := p.message(u, strings.Trim(strings.TrimPrefix(rest, " replies to "), `"`), "")
		if err != nil {
			return err
		}
		u.Reply(m, said)
		return nil
	}
	if len(words) < 3 {
		return errors.New("what does this line mean?")
	}
	return p.verb(u, words[1].text, words[2:])
}

func (p *player) verb(u *User, verb string, args []word) error {
	switch verb {
	case "presses":
		return p.press(u, args, false)
	case "cannot":
		return p.press(u, args[1:], true)
	case "chooses":
		return p.choose(u, args)
	case "submits":
		return p.submit(u, args)
	case "uses":
		m, err := p.message(u, last(args), "")
		if err != nil {
			return err
		}
		return p.settle(u.Menu(args[0].text, m))
	case "types":
		return p.types(u, args)
	case "is":
		return p.shown(u, args)
	case "sees":
		return p.sees(u, args[0])
	case "deletes":
		m, err := p.message(u, last(args), "")
		if err == nil && m.Author == u {
			u.Delete(m)
			return nil
		}
		return fmt.Errorf("no message of %s's own: %w", u.Name, err)
	case "does":
		p.opts.Settle()
		if text := last(args); strings.Contains(u.Sees(p.at[u.Name]), text) {
			return fmt.Errorf("%s does see it", u.Name)
		}
		return nil
	}
	return fmt.Errorf("nobody can do %q here", verb)
}

// speak calls a command, or says something.
func (p *player) speak(u *User, said string, refused bool) error {
	ch := p.at[u.Name]
	if !strings.HasPrefix(said, "/") {
		why := u.MayWrite(ch, said)
		if refused && why == "" {
			return errors.New("nothing hinders it")
		}
		if !refused && why != "" {
			return errors.New(why)
		}
		if !refused {
			u.Say(ch, said)
		}
		return nil
	}
	name, opts, _, err := p.command(u, said)
	if err != nil {
		return err
	}
	it := u.Slash(ch, name, opts)
	if refused {
		if it.Refused == "" {
			return errors.New("nothing hinders it")
		}
		return nil
	}
	return p.settle(it)
}

// command reads /name sub option:value ...; the last option is named besides.
func (p *player) command(u *User, line string) (string, Opts, string, error) {
	words, err := split(line[1:])
	if err != nil {
		return "", nil, "", err
	}
	var names []string
	opts, focused := Opts{}, ""
	for _, w := range words {
		if w.key == "" {
			names = append(names, w.text)
			continue
		}
		opts[w.key], focused = p.value(u, w), w.key
	}
	return strings.Join(names, " "), opts, focused, nil
}

func (p *player) value(u *User, w word) any {
	if w.quoted {
		return w.text
	}
	if b, err := strconv.ParseBool(w.text); err == nil && len(w.text) > 1 {
		return b
	}
	if n, err := strconv.Atoi(w.text); err == nil {
		return n
	}
	if name, ok := strings.CutPrefix(w.text, "@"); ok {
		return p.srv.User(name)
	}
	if ch := p.channel(u, w.text); ch != nil && strings.HasPrefix(w.text, "#") {
		return ch
	}
	return w.text
}

func (p *player) settle(it *Interaction) error {
	if it.Refused != "" {
		return errors.New(it.Refused)
	}
	if !p.srv.await(func() bool { return !it.Open() }) {
		return fmt.Errorf("the bot gave no answer\n%s", p.srv.lately())
	}
	if m := state(it, func() *Modal { return it.modal }); m != nil {
		p.modals[it.User.Name] = m
	}
	p.opts.Settle()
	return nil
}

func (p *player) press(u *User, args []word, refused bool) error {
	on := ""
	if len(args) == 3 && args[1].text == "on" {
		on = args[2].text
	}
	m, err := p.message(u, on, args[0].text)
	if err == nil {
		it := u.Press(m, args[0].text)
		if !refused {
			return p.settle(it)
		}
		if it.Refused != "" {
			return nil
		}
		return errors.New("nothing hinders it")
	}
	if refused {
		return nil
	}
	return err
}

func (p *player) choose(u *User, args []word) error {
	var entries []string
	menu := ""
	for i, a := range args {
		if a.text == "from" && !a.quoted && i+1 < len(args) {
			menu = args[i+1].text
			break
		}
		entries = append(entries, a.text)
	}
	m, err := p.message(u, "", menu)
	if err != nil {
		return err
	}
	return p.settle(u.Choose(m, menu, entries...))
}

func (p *player) submit(u *User, args []word) error {
	m := p.modals[u.Name]
	if m == nil {
		return errors.New("no form was shown")
	}
	fields := Fields{}
	for _, a := range args {
		fields[a.key] = a.text
	}
	return p.settle(u.Submit(m, fields))
}

func (p *player) types(u *User, args []word) error {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a.raw
	}
	name, opts, focused, err := p.command(u, strings.Join(parts, " "))
	if err != nil {
		return err
	}
	text := fmt.Sprint(opts[focused])
	delete(opts, focused)
	it := u.Types(p.at[u.Name], name, focused, text, opts)
	if err := p.settle(it); err != nil {
		return err
	}
	p.offers[u.Name] = it.choices
	return nil
}

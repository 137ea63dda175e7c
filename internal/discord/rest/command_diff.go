package rest

import (
	"context"
	"encoding/json"
	"slices"
)

// Changes is what has to be written so that the wanted commands are
// registered, and no others.
type Changes struct {
	Create []Command
	Edit   []Command // with ids
	Delete []Command
}

// None reports whether there is nothing to write.
func (c Changes) None() bool { return len(c.Create)+len(c.Edit)+len(c.Delete) == 0 }

// Compare finds what differs between what is wanted and what is registered.
// Defaults that Discord fills in are no difference, and neither is where a
// command may be used when wanted leaves that to Discord.
func Compare(wanted, registered []Command) Changes {
	type key struct {
		kind int
		name string
	}
	keyOf := func(c Command) key { return key{or(c.Kind, CommandChat), c.Name} }
	have := map[key]Command{}
	for _, c := range registered {
		have[keyOf(c)] = c
	}
	var out Changes
	for _, w := range wanted {
		h, ok := have[keyOf(w)]
		delete(have, keyOf(w))
		switch {
		case !ok:
			out.Create = append(out.Create, w)
		case !same(w, h):
			w.ID = h.ID
			out.Edit = append(out.Edit, w)
		}
	}
	for _, c := range registered {
		if _, extra := have[keyOf(c)]; extra {
			out.Delete = append(out.Delete, c)
		}
	}
	return out
}

// same compares by what would be sent.
func same(wanted, registered Command) bool {
	if wanted.Contexts == nil {
		registered.Contexts = nil
	}
	if wanted.InstalledIn == nil {
		registered.InstalledIn = nil
	}
	return canonical(wanted) == canonical(registered)
}

func canonical(c Command) string {
	b := c.body()
	b.Contexts, b.InstalledIn = sorted(b.Contexts), sorted(b.InstalledIn)
	sortOptions(b.Options)
	data, err := json.Marshal(b)
	if err != nil {
		return "" // a choice of a kind that JSON lacks: differs from all, and fails when it is sent
	}
	return string(data)
}

// sortOptions puts lists whose order means nothing in order.
func sortOptions(list []optionBody) {
	for i := range list {
		list[i].ChannelTypes = sorted(list[i].ChannelTypes)
		sortOptions(list[i].Options)
	}
}

func sorted(list []int) []int {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// SyncCommands registers what is wanted, for one server or with guild "" for
// all, and deletes what is not. It writes only what differs, and returns
// that; on an error, what was to be written.
func (c *Client) SyncCommands(ctx context.Context, application, guild string, wanted []Command) (Changes, error) {
	registered, err := c.Commands(ctx, application, guild)
	if err != nil {
		return Changes{}, err
	}
	todo := Compare(wanted, registered)
	for _, cmd := range todo.Delete {
		if err := c.DeleteCommand(ctx, application, guild, cmd.ID); err != nil {
			return todo, err
		}
	}
	for _, cmd := range todo.Create {
		if _, err := c.CreateCommand(ctx, application, guild, cmd); err != nil {
			return todo, err
		}
	}
	for _, cmd := range todo.Edit {
		if _, err := c.EditCommand(ctx, application, guild, cmd); err != nil {
			return todo, err
		}
	}
	return todo, nil
}

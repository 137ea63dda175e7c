package discord

import (
	"context"
	"strings"

	"curbside/internal/discord/rest"
)

// handler answers an interaction with a response value; the edge sends it. An
// error of type words is said to the user as it stands.
type handler func(ctx context.Context, r *request) (rest.Response, error)

// asker takes an interaction that asks a question: it is answered by the way
// of questions and not with a response value.
type asker func(ctx context.Context, r *request)

// worker does what takes longer than a handler may. It is shown as being
// worked on, to the sender alone; then the message that worker returns, or the
// words of its error, take the place of that.
type worker func(ctx context.Context, r *request) (rest.Message, error)

// route is where an interaction goes. One of handle, ask and work is set.
type route struct {
	name    string // for metrics and logs
	handle  handler
	ask     asker
	work    worker
	inPlace bool // work's message takes the place of the private message with the button
}

// router finds the route of an interaction.
type router struct {
	commands map[string]route // by the command's path, "session start"
	typing   map[string]route // autocomplete, by the command's path
	paths    []pathRoute      // components and forms
}

type pathRoute struct {
	parts []string // "{id}" stands for any part
	route
}

func newRouter() *router {
	return &router{commands: map[string]route{}, typing: map[string]route{}}
}

func (t *router) command(name string, h handler) {
	t.commands[name] = route{name: "/" + name, handle: h}
}

func (t *router) question(name string, a asker) {
	t.commands[name] = route{name: "/" + name, ask: a}
}

func (t *router) autocomplete(name string, h handler) {
	t.typing[name] = route{name: "typing /" + name, handle: h}
}

// path routes components and forms whose custom id has this shape, such as
// /answer/{id}/sources.
func (t *router) path(pattern string, h handler) {
	t.paths = append(t.paths, pathRoute{parts: split(pattern), route: route{name: pattern, handle: h}})
}

func (t *router) pathQuestion(pattern string, a asker) {
	t.paths = append(t.paths, pathRoute{parts: split(pattern), route: route{name: pattern, ask: a}})
}

func (t *router) pathWork(pattern string, inPlace bool, w worker) {
	t.paths = append(t.paths, pathRoute{parts: split(pattern), route: route{name: pattern, work: w, inPlace: inPlace}})
}

func split(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

// find returns the route of a custom id and the values in its path.
func (t *router) find(customID string) (route, map[string]string, bool) {
	if !strings.HasPrefix(customID, "/") || len(customID) > rest.MaxCustomID {
		return route{}, nil, false
	}
	parts := split(customID)
	for _, p := range t.paths {
		if params, ok := p.match(parts); ok {
			return p.route, params, true
		}
	}
	return route{}, nil, false
}

func (p *pathRoute) match(parts []string) (map[string]string, bool) {
	if len(parts) != len(p.parts) {
		return nil, false
	}
	params := map[string]string{}
	for i, want := range p.parts {
		if strings.HasPrefix(want, "{") {
			if parts[i] == "" {
				return nil, false
			}
			params[strings.Trim(want, "{}")] = parts[i]
			continue
		}
		if parts[i] != want {
			return nil, false
		}
	}
	return params, true
}

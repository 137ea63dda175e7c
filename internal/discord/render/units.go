package render

import (
	"fmt"
	"slices"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// unitsOf cuts a reply into the parts of its message.
func unitsOf(r *consult.Reply) []unit {
	a := r.Answer
	var units []unit
	add := func(place, priority int, text string, cites ...int) {
		units = append(units, unit{place: place, priority: priority, text: text, cites: cites})
	}
	add(placeStatus, 0, status(a))
	if r.Understood != "" {
		add(placeStatus, 0, "-# Understood as: "+Escape(short(r.Understood, 300)))
	}
	for _, b := range r.Blocks {
		switch b.Kind {
		case answer.StatusBlock:
			for _, l := range b.Lines {
				add(placeStatus, 0, emphasis(a, l.Text))
			}
		case answer.HeadlineBlock:
			for _, l := range b.Lines {
				add(placeHeadline, 0, "**"+Escape(l.Text)+"** "+marks(l.Citations), l.Citations...)
			}
		case answer.MissingBlock:
			add(placeNearest, 1, nearest(b))
		case answer.EvidenceBlock:
			add(placeEvidence, 0, evidence(b))
		case answer.FollowUpsBlock:
			add(placeFollowUps, 90, "-# "+b.Title+": "+joined(b.Lines, " · "))
		}
	}
	units = append(units, comparison(r)...)
	units = append(units, points(r)...)
	units = append(units, warnings(r)...)
	return append(units, disagreements(r)...)
}

// status is the first line: how the answer was made, and that it was not
// reviewed.
func status(a *answer.Answer) string {
	switch a.Status {
	case answer.Emergency:
		return "🚨 **This may be an emergency**"
	case answer.Blocked:
		return "🔒 **Not asked: your message may identify a patient**"
	case answer.Declined:
		return "-# Declined · educational"
	}
	how := "Sentences from the sources, no model"
	if a.Composer != nil && *a.Composer == "llm" {
		how = "Drafted by a model, each sentence checked"
	}
	return "-# " + how + " · educational · " + reviewed(a)
}

func reviewed(a *answer.Answer) string {
	if a.Review.Status == "approved" {
		return "approved by a reviewer"
	}
	return "not reviewed by a clinician"
}

// emphasis makes the words of an emergency stand out.
func emphasis(a *answer.Answer, text string) string {
	if a.Status == answer.Emergency {
		return "**" + Escape(text) + "**"
	}
	if a.Status == answer.Answered {
		return "-# " + Escape(text)
	}
	return Escape(text)
}

func nearest(b answer.Block) string {
	return "**" + Escape(b.Title) + ":** " + joined(b.Lines, "; ")
}

func evidence(b answer.Block) string {
	if len(b.Lines) == 0 {
		return ""
	}
	return "-# Evidence: " + Escape(b.Lines[0].Text)
}

func joined(lines []answer.Line, with string) string {
	var out []string
	for _, l := range lines {
		out = append(out, Escape(l.Text))
	}
	return strings.Join(out, with)
}

// comparison is the table of a question that compares, a line a cell: Discord
// shows no tables. It is shown whole or not at all.
func comparison(r *consult.Reply) []unit {
	var out []unit
	for _, b := range r.Blocks {
		if b.Kind != answer.ComparisonBlock {
			continue
		}
		u := unit{place: placePoints, priority: 9, text: "**" + Escape(b.Title) + "**"}
		for _, l := range b.Lines {
			u.text += "\n- " + line(l.Text, l.Citations)
			u.cites = append(u.cites, l.Citations...)
		}
		out = append(out, u)
	}
	return out
}

// points are the claims behind the headline. A section's title goes with its
// first shown point.
func points(r *consult.Reply) []unit {
	var out []unit
	for _, b := range r.Blocks {
		if b.Kind != answer.ClaimsBlock {
			continue
		}
		for _, l := range b.Lines {
			text := "- " + line(l.Text, l.Citations)
			if b.Title != "" {
				text = fmt.Sprintf("- *%s:* %s", Escape(b.Title), line(l.Text, l.Citations))
			}
			if l.Note != "" {
				text += " (" + Escape(l.Note) + ")"
			}
			priority := 10 + len(out)
			if len(out) >= mostPoints {
				priority = 60 + len(out)
			}
			out = append(out, unit{place: placePoints, priority: priority, text: text, cites: l.Citations})
		}
	}
	return sections(out, r.Answer)
}

// sections lets each section of an overview have a point before any has two.
func sections(points []unit, a *answer.Answer) []unit {
	seen := map[string]int{}
	for i := range points {
		if i < len(a.Claims) && a.Claims[i].Section != "" {
			points[i].priority = 10 + 20*min(seen[a.Claims[i].Section], 3) + min(i, 19)
			seen[a.Claims[i].Section]++
		}
	}
	return points
}

// warnings are what a reader must not miss: remarks on what the headline
// cites first, then boxed warnings, then the others.
func warnings(r *consult.Reply) []unit {
	var out []unit
	for _, b := range r.Blocks {
		if b.Kind != answer.WarningsBlock && b.Kind != answer.CautionsBlock {
			continue
		}
		priority := 5
		if b.Kind == answer.CautionsBlock {
			priority = 7
			if onHeadline(r.Answer, b) {
				priority = 2
			}
		}
		for _, l := range b.Lines {
			out = append(out, unit{
				place: placeWarnings, priority: priority, warns: true, cites: l.Citations,
				brief: fmt.Sprintf("⚠ **%s**%s", Escape(b.Title), readThere),
				text:  fmt.Sprintf("⚠ **%s:** %s", Escape(b.Title), line(l.Text, l.Citations)),
			})
		}
	}
	return out
}

func onHeadline(a *answer.Answer, b answer.Block) bool {
	return a.Headline != nil && slices.ContainsFunc(b.Lines, func(l answer.Line) bool {
		return slices.ContainsFunc(l.Citations, func(n int) bool { return slices.Contains(a.Headline.Citations, n) })
	})
}

// disagreements are shown whole, with all sides, or in one line that names
// what they are about.
func disagreements(r *consult.Reply) []unit {
	var out []unit
	for _, b := range r.Blocks {
		if b.Kind != answer.DisagreementBlock {
			continue
		}
		u := unit{place: placeDisagreement, priority: 12, warns: true, text: "⇄ **" + Escape(b.Title) + "**",
			brief: "⇄ **" + Escape(short(b.Title, 100)) + "**" + readThere}
		for _, l := range b.Lines {
			u.text += "\n- " + line(l.Text, l.Citations)
			if l.Note != "" {
				u.text += " (" + Escape(l.Note) + ")"
			}
			u.cites = append(u.cites, l.Citations...)
		}
		out = append(out, u)
	}
	return out
}

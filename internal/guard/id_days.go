package guard

// A day is told without its number as well: "on Christmas Eve", "last Tuesday the
// 3rd".

var weekdays = set("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun")

// Feasts and holidays that are one day of a year, by what they begin with.
var feasts = map[string][]string{
	"christmas": {"", "eve", "day", "morning", "night"}, "xmas": {"", "eve", "day"}, "thanksgiving": {"", "day"}, "halloween": {"", "night"},
	"new": {"year's day", "year's eve", "years day", "years eve", "year's", "years"}, "boxing": {"day"}, "good": {"friday"}, "ash": {"wednesday"},
	"easter": {"", "sunday", "monday"}, "valentine's": {"day"}, "valentines": {"day"}, "labor": {"day"}, "labour": {"day"}, "memorial": {"day"}, "veterans": {"day"},
	"mother's": {"day"}, "mothers": {"day"}, "father's": {"day"}, "fathers": {"day"}, "independence": {"day"}, "canada": {"day"}, "columbus": {"day"}, "presidents": {"day"},
	"mlk": {"day"}, "anzac": {"day"}, "australia": {"day"}, "bastille": {"day"}, "juneteenth": {""}, "diwali": {""}, "eid": {"", "day"}, "hanukkah": {""}, "passover": {""},
	"yom": {"kippur"}, "rosh": {"hashanah"}, "mardi": {"gras"}, "patrick's": {"day"}, "patricks": {"day"}, "groundhog": {"day"}, "pentecost": {""}, "whit": {"monday"}, "nowruz": {""},
}

// feast gives the end of a feast at token i, with its year, or i.
func (f *finder) feast(i int) int {
	best := i
	for _, tail := range feasts[f.at(i)] {
		to := i + 1
		switch {
		case tail == "":
		case f.at(i+1) == tail:
			to = i + 2
		case f.at(i+1)+" "+f.at(i+2) == tail:
			to = i + 3
		default:
			continue
		}
		best = max(best, to)
	}
	if best > i && f.year(best) {
		best++
	}
	return best
}

// feasted reports whether a feast in [i,to) is the day of something that
// happened to a person; "home for Christmas" is not.
func (f *finder) feasted(i, to int) bool {
	if f.eventNear(i, f.lex.sets["public_events"]) {
		return false
	}
	own := f.eventNear(i, f.lex.sets["own_events"])
	if f.year(to - 1) {
		return own || f.person(i)
	}
	prev := f.at(i - 1)
	if prev == "st" || prev == "." {
		prev = f.at(i - 2)
	}
	return own && (prev == "on" || prev == "since" || prev == "over" || prev == "until") || own && f.person(i) && prev != "by" && prev != "before" && prev != "for" && prev != "after"
}

// What an ordinal day of the week is the day of when it is nobody's.
var meetings = set("meeting", "webinar", "lecture", "rounds", "talk", "call", "exam", "deadline", "club", "conference", "seminar", "course", "shift", "quiz", "board", "boards", "session", "symposium", "tumor", "teaching", "presentation", "abstract", "due", "shipment", "delivery", "audit", "inspection", "roster", "rota")

// weekdayDate reports "Tuesday the 3rd", "Tues 11th" at token i, which is the
// number: a day of somebody's, unless a meeting is on.
func (f *finder) weekdayDate(i int) bool {
	t := f.toks[i]
	n := leading(t.text)
	ordinal := t.kind == kindMixed && n > 0 && n <= 2 && hasAnySuffix(t.text, "th", "st", "nd", "rd") && len(t.text) == n+2
	if !ordinal || counted[f.at(i+1)] {
		return false
	}
	j := i - 1
	for f.at(j) == "the" || f.at(j) == "," {
		j--
	}
	since := f.at(j) == "since" && f.at(i-1) == "the"
	return (weekdays[f.at(j)] || since) && !f.eventNear(i, meetings) && !f.eventNear(i, f.lex.sets["public_events"])
}

package guard

import (
	"strconv"
	"strings"
)

var months = set("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
	"enero", "febrero", "marzo", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "januar", "februar", "marz", "maerz", "mai", "juni", "juli", "oktober", "dezember", "janvier", "fevrier", "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")

func (f *finder) dates() {
	for i := 0; i < len(f.toks); i++ {
		if f.taken[i] {
			continue
		}
		if to := f.feast(i); to > i {
			if f.feasted(i, to) {
				f.mark(KindDate, i, to)
			}
			i = to - 1
			continue
		}
		to, precision := f.date(i)
		if to <= i {
			if f.bareDay(i) || f.weekdayDate(i) {
				f.mark(KindDate, i, i+1)
			}
			continue
		}
		if f.tied(i, to, precision) {
			f.mark(KindDate, i, to)
		}
		i = to - 1
	}
}

// What an ordinal number counts when it is no day of a month.
var counted = set("dose", "doses", "cycle", "day", "percentile", "time", "rib", "nerve", "century", "grade", "line", "week", "course", "month", "year", "edition", "infusion", "round", "degree", "intercostal", "ventricle", "metacarpal", "attempt", "trimester", "decade", "centile", "generation", "floor", "of", "birthday", "bag", "shot", "injection", "scan", "opinion", "one")

// bareDay reports a day without its month beside what happened to a person: "her op
// was on the 14th".
func (f *finder) bareDay(i int) bool {
	t := f.toks[i]
	n := leading(t.text)
	if t.kind != kindMixed || n == 0 || n > 2 || !hasAnySuffix(t.text, "th", "st", "nd", "rd") || len(t.text) != n+2 {
		return false
	}
	if d := atoi(t.text[:n]); d < 1 || d > 31 || counted[f.at(i+1)] || f.at(i-1) != "the" {
		return false
	}
	return f.person(i) && f.eventNear(i, f.lex.sets["own_events"]) && !f.eventNear(i, f.lex.sets["public_events"])
}

// Precision of a date.
const (
	dayYear   = iota + 1 // 3/4/2024
	dayOnly              // March 3
	monthYear            // March 2024
	dayLoose             // 3/4: may be something else
)

// date reads a date at token i; to is i when there is none.
func (f *finder) date(i int) (to, precision int) {
	t := f.toks[i]
	switch {
	case months[t.text]:
		return f.monthFirst(i)
	case ordinalDays[t.text] && (f.at(i+1) == "of" && months[f.at(i+2)] || months[f.at(i+1)]):
		return f.dayFirst(i)
	case t.kind == kindNumber || t.kind == kindMixed:
		if compactDate(t.text) {
			return i + 1, dayYear
		}
		if to, p := f.numeric(i); to > i {
			return to, p
		}
		return f.dayFirst(i)
	}
	return i, 0
}

func (f *finder) monthFirst(i int) (to, precision int) {
	if f.toks[i].text == "may" && !f.toks[i].upper || f.toks[i].text == "march" && !f.toks[i].upper && digitsIn(f.at(i+1)) == 0 {
		return i, 0
	}
	j := i + 1
	if f.at(j) == "." || f.at(j) == "the" {
		j++
	}
	if y := f.year(j); y && f.toks[j].kind == kindNumber {
		return j + 1, monthYear
	}
	if f.at(j) == "of" && f.year(j+1) {
		return j + 2, monthYear
	}
	if d := f.dayNumber(j); d > 0 {
		j++
		if s := f.at(j); s == "st" || s == "nd" || s == "rd" || s == "th" {
			j++
		}
		if f.at(j) == "," && f.year(j+1) {
			return j + 2, dayYear
		}
		if f.year(j) {
			return j + 1, dayYear
		}
		if units[f.at(j)] && f.at(j) != "day" {
			return i, 0
		}
		return j, dayOnly
	}
	return i, 0
}

func (f *finder) dayFirst(i int) (to, precision int) {
	if f.dayNumber(i) == 0 || f.at(i-1) == "-" && !f.toks[i].gap {
		return i, 0
	}
	j := i + 1
	for f.at(j) == "of" || f.at(j) == "-" || f.at(j) == "th" || f.at(j) == "de" || f.at(j) == "." {
		j++
	}
	if j >= len(f.toks) || !months[f.at(j)] || f.at(j) == "may" && !f.toks[j].upper || f.at(j) == "mar" && !f.toks[j].upper {
		return i, 0
	}
	j++
	for f.at(j) == "," || f.at(j) == "-" || f.at(j) == "." || f.at(j) == "de" {
		if !f.year(j + 1) {
			return j, dayOnly
		}
		j++
	}
	if f.year(j) || f.at(j-1) == "-" && digitsIn(f.at(j)) == 2 {
		return j + 1, dayYear
	}
	return j, dayOnly
}

// numeric reads 3/4/2024, 2024-03-04, 3.4.24, 3-4-2024 and 3/4.
func (f *finder) numeric(i int) (to, precision int) {
	groups, seps, _ := f.groups(i)
	if len(groups) < 2 || f.toks[i].kind != kindNumber || len(groups) > 3 && seps[3] != " " {
		return i, 0
	}
	sep := seps[1]
	if !strings.Contains("/-.", sep) || sep == "" {
		return i, 0
	}
	a, b := atoi(groups[0]), atoi(groups[1])
	if len(groups) >= 3 && seps[2] == sep {
		c := atoi(groups[2])
		end := f.endOf(i, 3, sep)
		iso := len(groups[0]) == 4 && a >= 1900 && a < 2100 && b >= 1 && b <= 12 && c >= 1 && c <= 31
		dmy := len(groups[0]) <= 2 && len(groups[1]) <= 2 && (len(groups[2]) == 4 && c >= 1900 && c < 2100 || len(groups[2]) == 2) && dayMonth(a, b)
		if sep == "." && len(groups[2]) == 2 && end == i+1 && !f.eventNear(i, f.lex.sets["own_events"]) && !dayEvents[f.at(i-1)] {
			return i, 0
		}
		if iso || dmy {
			return end, dayYear
		}
		return i, 0
	}
	if sep == "/" && len(groups[0]) <= 2 && len(groups[1]) == 4 && a >= 1 && a <= 12 && b >= 1900 && b < 2100 {
		return f.endOf(i, 2, sep), monthYear
	}
	if sep == "/" && len(groups[0]) <= 2 && len(groups[1]) <= 2 && dayMonth(a, b) {
		return f.endOf(i, 2, sep), dayLoose
	}
	return i, 0
}

// endOf gives the token after the n-th group.
func (f *finder) endOf(i, n int, sep string) int {
	if sep == "." {
		return i + 1
	}
	return min(i+2*n-1, len(f.toks))
}

func dayMonth(a, b int) bool {
	return a >= 1 && b >= 1 && (a <= 12 && b <= 31 || a <= 31 && b <= 12)
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// Days in words: "the fourth of July".
var ordinalDays = set("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth")

// compactDate reads "01may2025" and "9jun24".
func compactDate(s string) bool {
	day := leading(s)
	if day < 1 || day > 2 || len(s) < day+5 {
		return false
	}
	month := strings.TrimRight(s[day:], "0123456789")
	year := len(s) - day - len(month)
	d := atoi(s[:day])
	return d >= 1 && d <= 31 && months[month] && (year == 2 || year == 4)
}

// dayNumber reads 3, 3rd, 03 and third; 0 when it is no day.
func (f *finder) dayNumber(i int) int {
	s := f.at(i)
	if ordinalDays[s] {
		return 1
	}
	for _, e := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, e)
	}
	if n := atoi(s); n >= 1 && n <= 31 && len(s) <= 2 {
		return n
	}
	return 0
}

func (f *finder) year(i int) bool {
	s := f.at(i)
	n := atoi(s)
	return len(s) == 4 && n >= 1900 && n < 2100 || len(s) == 3 && s[0] == '\'' && atoi(s[1:]) >= 0
}

// tied reports whether a date belongs to a person.
func (f *finder) tied(from, to, precision int) bool {
	own := f.eventNear(from, f.lex.sets["own_events"]) || f.eventNear(to, f.lex.sets["own_events"])
	event := own || f.eventNear(from, f.lex.sets["life_events"]) || f.eventNear(to, f.lex.sets["life_events"])
	own = own || f.at(from-1) == "." && f.at(from-2) == "b" && f.at(from-4) == "o"
	person := f.person(from)
	public := f.eventNear(from, f.lex.sets["public_events"]) || f.eventNear(to, f.lex.sets["public_events"])
	switch precision {
	case dayYear:
		return own && (person || !public) || (person || event) && !public
	case dayOnly:
		return own && (person || !public) || (person || event) && !public
	case monthYear:
		return event && person && (own || !public)
	case dayLoose:
		if t := f.text(from, to); !own && (t == "1/2" || t == "1/3" || t == "1/4" || t == "2/3" || t == "3/4") {
			return false
		}
		if units[f.at(to)] {
			return false
		}
		if f.besideEvent(from, to) && (person || f.looseDates() > 1) && !public {
			return true
		}
		own = own || f.at(from-1) == "c" && f.at(from-2) == "/" && f.at(from-3) == "d"
		return own && f.cueBefore(from, "c", "readmit", "readmitted", "admit", "adm", "dx", "dc", "surgery", "on", "for", "placed", "removed", "reversed", "inserted", "replaced", "bx", "biopsied", "planned", "scheduled", "til", "till", "post", "after", "op'd", "dob", "born", "from", "until", "since", ":", "d/c", "admitted", "discharged", "seen", "bday", "birthday", "op", "scan", "scanned", "transplant", "lmp", "d") || (person || f.at(from-1) == "on") && event && !public && f.cueBefore(from, "on", "from", "since", "until", "dated", "scheduled") || f.at(from-1) == "dose" && f.at(from-2) == "last" && f.at(to) != ","
	}
	return false
}

// eventNear reports whether a word of the list stands within nine tokens of i
// in its sentence.
func (f *finder) eventNear(i int, list map[string]bool) bool {
	at := min(i, len(f.toks)-1)
	for j := max(0, at-9); j < min(len(f.toks), at+8); j++ {
		if f.sentOf[j] == f.sentOf[at] && list[f.toks[j].text] {
			return true
		}
	}
	return false
}

// What is done to a patient on a day that is noted right behind it.
var dayEvents = set("mri", "ct", "pet", "srs", "sbrt", "rt", "echo", "scan", "brain", "crashed", "transferred", "infused", "c1", "c2", "c3", "relapse", "biopsy", "op", "surgery", "bx", "dx", "cath", "stent", "mug", "muga", "admitted", "discharged", "seen", "started", "start", "began", "finished", "finish", "ended", "nephrectomy", "intubated", "extubated", "died", "born", "progressed", "resected", "excised", "harvest", "harvested", "since", "dose", "cycle", "course", "infusion", "til", "apheresis")

// besideEvent reports "SBRT 6/11", "MRI brain 30/10", "crashed 4/30": a day and a
// month right behind what happened. "dose 9/14" counts doses.
func (f *finder) besideEvent(from, to int) bool {
	groups, _, _ := f.groups(from)
	if len(groups) < 2 || units[f.at(to)] || f.at(to) == "of" {
		return false
	}
	a, b := atoi(groups[0]), atoi(groups[1])
	prev := f.at(from - 1)
	if prev == "on" || prev == ":" || prev == "since" || prev == "from" {
		prev = f.at(from - 2)
	}
	if !dayEvents[prev] {
		return false
	}
	if prev == "dose" || prev == "cycle" || prev == "course" || prev == "infusion" || prev == "til" || prev == "pet" {
		return b > 14 || a > b
	}
	return true
}

// looseDates counts days and months such as 4/29 in the message.
func (f *finder) looseDates() int {
	n := 0
	for i := range f.toks {
		if to, p := f.numeric(i); to > i && p == dayLoose && f.besideEvent(i, to) {
			n++
		}
	}
	return n
}

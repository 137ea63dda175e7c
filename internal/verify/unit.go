package verify

import "strings"

type unit struct {
	name   string
	factor float64
}

// unitSpellings lets the tokenizer tell "5-mg" from "5-FU".
var unitSpellings = func() map[string]bool {
	m := map[string]bool{}
	for _, line := range dataLines("units.txt") {
		for _, s := range strings.Fields(line)[2:] {
			m[s] = true
		}
	}
	return m
}()

func unitSpelling(w string) bool { return unitSpellings[strings.ToLower(w)] }

// unit reads the unit behind a number at token i into f and returns the token
// behind it: "mg/kg/day", "% per year", "million IU per m2", "patients".
func (r *figureReader) unit(f *figure, i int) int {
	if f.fraction {
		return i
	}
	at := i
	if r.at(at).low == "-" && r.at(at).glued {
		at++
	}
	hyphen := at > i || r.at(at).glued && r.at(at-1).kind == tokWord // "5-year", "five-year"
	if r.at(at).low == "°" {
		u := strings.ToLower("°" + r.at(at+1).low)
		if dim, ok := r.words_.unit(u); ok {
			f.dim, f.scale = dim.name, dim.factor
			return at + 2
		}
	}
	if low := r.at(at).low; low == "degrees" || low == "degree" {
		at++ // "38 degrees Celsius"
	}
	t := r.at(at)
	dim, ok := r.words_.unit(t.low)
	if !ok && t.kind == tokWord && (t.low == "c" || t.low == "f") && t.cap {
		dim, ok = r.words_.unit("°" + t.low)
	}
	if !ok || t.low == "time" && !hyphen {
		return r.moneyOrCount(f, i)
	}
	if t.cap && !t.upper && t.low == "l" {
		ok = true
	}
	f.dim, f.scale = dim.name, dim.factor
	at++
	if dim.name == "percent" && (r.at(at).low == "point" || r.at(at).low == "points") {
		f.dim = "points"
		at++
	}
	if hyphen && (dim.name == "calendar" || dim.name == "clock") {
		f.role = roleModifier
		if r.at(at).low == "-" {
			at++
		}
		if r.at(at).low == "old" || r.at(at).low == "olds" {
			f.role, f.age = rolePlain, true
		}
	}
	if (dim.name == "calendar" || dim.name == "clock") && (r.at(at).low == "old" || (r.at(at).low == "of" && r.at(at+1).low == "age")) {
		f.age = true
	}
	if strings.HasPrefix(dim.name, "count:") {
		return at
	}
	at = r.denominators(f, at)
	if f.per == "" && (dim.name == "mass" || dim.name == "iu" || dim.name == "units") {
		r.perLater(f, at)
	}
	return at
}

// perLater reads the "per kilogram" of "600,000 IU of aldesleukin per
// kilogram".
func (r *figureReader) perLater(f *figure, i int) {
	for j := i; j < i+4; j++ {
		t := r.at(j)
		if t.kind != tokWord {
			return
		}
		if t.low != "per" {
			continue
		}
		if dim, ok := r.words_.unit(r.at(j + 1).low); ok && (dim.name == "mass" || dim.name == "area") {
			f.per = "/" + perName(dim)
		}
		return
	}
}

// denominators reads "/kg", "per day", "/m2", "a day", "daily", ending where
// none follows.
func (r *figureReader) denominators(f *figure, i int) int {
	if rate, ok := rates[r.at(i).low]; ok && f.dim == "times" {
		dim, _ := r.words_.unit(rate)
		f.per = "/" + perName(dim)
		return i + 1
	}
	for {
		at := i
		if low := r.at(at).low; low == "/" || low == "per" || (low == "a" || low == "each" || low == "every" && f.dim == "times") && r.clock(at+1) {
			at++
		} else {
			return i
		}
		t := r.at(at)
		dim, ok := r.words_.unit(t.low)
		if !ok || dim.name == "percent" {
			return i
		}
		f.per += "/" + perName(dim)
		i = at + 1
	}
}

// rates say of how often something is done per what.
var rates = map[string]string{"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}

func (r *figureReader) clock(i int) bool {
	dim, ok := r.words_.unit(r.at(i).low)
	return ok && (dim.name == "clock" || dim.name == "calendar")
}

// perName names a denominator: dimension and size.
func perName(u unit) string {
	return u.name + strings.TrimSuffix(strings.TrimRight(formatFactor(u.factor), "0"), ".")
}

// moneyOrCount reads "$" before the number and the counted noun behind it,
// which one or two modifiers may precede ("12 randomized trials").
func (r *figureReader) moneyOrCount(f *figure, i int) int {
	if r.at(f.num-1).low == "$" {
		f.dim = "money"
		return i
	}
	for j := i; j < i+4; j++ {
		t := r.at(j)
		if t.kind != tokWord || t.flags&(flagStop|flagCompare) != 0 {
			break
		}
		if dim, ok := r.words_.unit(t.low); ok && strings.HasPrefix(dim.name, "count:") {
			f.dim = dim.name // the last of "ten study centers"
		} else if f.dim != "" {
			break
		}
	}
	return i
}

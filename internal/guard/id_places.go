package guard

import "strings"

var streetWords = set("street", "st", "avenue", "ave", "av", "road", "rd", "lane", "ln", "drive", "dr", "court", "ct", "boulevard", "blvd", "way", "place", "pl", "terrace", "ter", "circle", "cir", "highway", "hwy", "parkway", "pkwy", "square", "sq", "crescent", "cres", "close", "trail", "trl", "alley", "loop", "row", "turnpike", "pike", "walk", "path", "plaza", "gardens", "grove", "mews", "strasse", "str", "gasse", "allee", "weg", "platz", "plaats", "straat", "laan", "gatan", "vej", "route", "expressway", "hill", "heights", "park", "green")

// Street words that stand for a street in lower case too.
var plainStreets = set("street", "avenue", "ave", "road", "rd", "lane", "ln", "boulevard", "blvd", "terrace", "crescent", "parkway", "strasse", "highway", "court", "drive", "st", "circle", "square")

var streetFirst = set("rue", "via", "calle", "avenida", "rua", "ul", "ulica", "piazza", "corso", "viale", "paseo", "carrera", "plaza", "vicolo", "chemin", "boulevard", "avenue", "jalan", "jl")

var states = set("al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la", "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy", "dc")

// places finds addresses, postal codes and the town of a person.
func (f *finder) places() {
	for i := range f.toks {
		if f.taken[i] {
			continue
		}
		switch {
		case f.street(i), f.streetBefore(i), f.unnumbered(i), f.facility(i), f.rural(i), f.block(i), f.box(i), f.zip(i), f.postcode(i), f.apartment(i):
		}
	}
	if f.at(0) == "from" {
		f.town(1)
	}
	for _, m := range f.cues {
		if m.rule.group == "cue" && m.rule.kind == KindPlace && m.rule.grade == "x" {
			f.town(f.lastTok(m) + 1)
		}
	}
}

// street finds "12 Elm Street", "1420 north main st".
func (f *finder) street(i int) bool {
	t := f.toks[i]
	if t.kind != kindNumber && t.kind != kindMixed || leading(t.text) == 0 || leading(t.text) > 6 || strings.ContainsAny(t.text, ".,") {
		return false
	}
	if i+2 < len(f.toks) && streetFirst[f.at(i+1)] && f.toks[i+1].kind == kindWord && (f.toks[i+2].upper || i+3 < len(f.toks) && f.toks[i+3].upper) && f.at(i+1) != "plaza" {
		f.mark(KindPlace, i, f.addressEnd(min(i+4, len(f.toks))))
		return true
	}
	if i+1 < len(f.toks) && f.toks[i+1].upper && f.toks[i+1].kind == kindWord && !units[f.at(i+1)] && f.livesAt(i) {
		f.mark(KindPlace, i, f.addressEnd(i+2))
		return true
	}
	for j := i + 1; j < len(f.toks) && j <= i+5; j++ {
		w := f.toks[j]
		if w.kind == kindMark && w.text != "." && w.text != "-" && w.text != "'" || units[w.text] || w.line {
			return false
		}
		named := j > i+1 || endsStreet(w.text)
		if named && f.streetWord(i, j) {
			f.mark(KindPlace, i, f.addressEnd(j+1))
			return true
		}
	}
	return false
}

// livesAt reports whether "lives at" or "address" stands before token i.
func (f *finder) livesAt(i int) bool {
	if f.at(i-1) == ":" || f.at(i-1) == "is" {
		return f.at(i-2) == "address" || f.at(i-2) == "residence"
	}
	switch f.at(i - 2) {
	case "lives", "live", "living", "lived", "resides", "residing", "stays", "staying":
		return f.at(i-1) == "at" || f.at(i-1) == "on"
	}
	return f.at(i-1) == "address" || f.at(i-1) == "residence"
}

func endsStreet(w string) bool {
	return len(w) > 7 && hasAnySuffix(w, "allee", "platz", "gracht", "plein", "laan", "vagen", "gade", "damm", "utca") || len(w) > 7 && (strings.HasSuffix(w, "strasse") || strings.HasSuffix(w, "straat") || strings.HasSuffix(w, "gatan") || strings.HasSuffix(w, "gasse"))
}

func (f *finder) streetWord(i, j int) bool {
	w := f.toks[j]
	if endsStreet(w.text) {
		return true
	}
	if !streetWords[w.text] {
		return false
	}
	if f.toks[j].upper && f.toks[j-1].upper {
		return !f.lex.inSet(f.toks[j-1].text, "everyday", "acronyms") || f.toks[j-1].kind == kindWord && streetNames[f.toks[j-1].text]
	}
	return plainStreets[w.text] && (f.toks[j-1].kind == kindWord && !f.lex.inSet(f.toks[j-1].text, "everyday") || streetNames[f.toks[j-1].text] || leading(f.toks[j-1].text) > 0 && j-1 > i) && (w.text != "st" && w.text != "drive" && w.text != "court" && w.text != "circle" && w.text != "square" || f.person(i) || f.toks[j-1].upper || f.toks[j].upper && leading(f.toks[j-1].text) > 0)
}

var streetNames = set("main", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "north", "south", "east", "west", "high", "old", "new", "white", "black", "spring", "summer", "church", "park", "oak", "elm", "king", "queen", "hospital", "state", "march", "may")

// addressEnd takes what belongs to an address after the street: flat, town,
// state, postal code.
func (f *finder) addressEnd(j int) int {
	to := j
	for k := j; k < len(f.toks) && k < j+9; k++ {
		t := f.toks[k]
		switch {
		case t.line:
			return to
		case t.text == "," || t.text == "." || t.text == "#" || t.text == "-":
			continue
		case t.kind == kindNumber && !strings.Contains(t.text, ","), t.kind == kindMixed && len(t.text) < 6, t.upper && t.kind == kindWord && f.at(k-1) == ",", t.text == "apt" || t.text == "suite" || t.text == "unit" || t.text == "flat" || t.text == "apartment", states[t.text] && t.caps:
			to = k + 1
			continue
		case t.upper && t.kind == kindWord && to == k && k > j:
			to = k + 1
			continue
		}
		return to
	}
	return to
}

// streetBefore finds "Hauptstrasse 12", "Rue de Rivoli 45", "Via Roma 3".
func (f *finder) streetBefore(i int) bool {
	t := f.toks[i]
	if !t.upper || t.kind != kindWord {
		return false
	}
	if endsStreet(t.text) && f.toks[min(i+1, len(f.toks)-1)].kind != kindMark && leading(f.at(i+1)) > 0 {
		f.mark(KindPlace, i, i+2)
		return true
	}
	if !streetFirst[t.text] {
		return false
	}
	for j := i + 1; j < len(f.toks) && j <= i+5; j++ {
		w := f.toks[j]
		if leading(w.text) > 0 && j > i+1 {
			f.mark(KindPlace, i, j+1)
			return true
		}
		if w.kind == kindMark && w.text != "." && w.text != "," || w.kind == kindWord && !w.upper && !particles[w.text] {
			return false
		}
	}
	return false
}

// block finds "10-4-2 Nishiazabu, Minato-ku": a block of a town instead of a
// street.
func (f *finder) block(i int) bool {
	j := i + 5
	if j >= len(f.toks) || f.at(i+1) != "-" || f.at(i+3) != "-" || f.toks[i+4].gap || !f.toks[j].gap || !f.toks[j].upper || f.toks[j].kind != kindWord {
		return false
	}
	for k := i; k < j; k += 2 {
		if f.toks[k].kind != kindNumber || len(f.at(k)) > 3 {
			return false
		}
	}
	if f.at(j+1) != "," && !f.person(i) || f.lex.inSet(f.at(j), "everyday", "products", "acronyms") {
		return false
	}
	f.mark(KindPlace, i, f.addressEnd(j+1))
	return true
}

// box finds "PO Box 412".
func (f *finder) box(i int) bool {
	if f.at(i) != "box" {
		return false
	}
	if digitsIn(f.at(i+1)) > 0 && (f.at(i+3) == "route" || f.at(i+3) == "rr" || f.at(i-2) == "route" || f.at(i-2) == "rr" || f.at(i-2) == "hc") {
		f.mark(KindPlace, i, i+2)
		return true
	}
	prev := strings.Trim(f.at(i-1)+f.at(i-2)+f.at(i-3), ".")
	if (strings.HasSuffix(f.at(i-1), "po") || strings.Contains(prev, "o") && f.at(i-1) == "." && f.at(i-2) == "o") && digitsIn(f.at(i+1)) > 0 {
		f.mark(KindPlace, i, i+2)
		return true
	}
	return false
}

// apartment finds "apt 4B", "room" is left to beds.
func (f *finder) apartment(i int) bool {
	if f.at(i) != "apt" && f.at(i) != "apartment" {
		return false
	}
	j := i + 1
	for f.at(j) == "." || f.at(j) == "#" {
		j++
	}
	if digitsIn(f.at(j)) == 0 || !f.person(i) {
		return false
	}
	f.mark(KindPlace, i, j+1)
	return true
}

// zip finds "TX 75201" and "75201-1234".
func (f *finder) zip(i int) bool {
	t := f.toks[i]
	if t.kind != kindNumber || len(t.text) != 5 || digitsIn(t.text) != 5 {
		return false
	}
	if f.at(i+1) == "-" && len(f.at(i+2)) == 4 && digitsIn(f.at(i+2)) == 4 && !f.toks[i+2].gap {
		f.mark(KindPlace, i, i+3)
		return true
	}
	prev := f.at(i - 1)
	if prev == "," {
		prev = f.at(i - 2)
	}
	if i > 0 && states[prev] && (f.toks[i-1].caps || f.at(i-1) == ",") && prev != "il" || f.lex.sets["regions"][prev] && f.person(i) || prev == "il" && f.at(i-2) == "," {
		f.mark(KindPlace, i, i+1)
		return true
	}
	return false
}

// postcode finds British, Irish, Canadian and Dutch codes: SW1A 1AA, K1A 0B1.
func (f *finder) postcode(i int) bool {
	if i+1 >= len(f.toks) || f.toks[i].kind != kindMixed || !f.toks[i].upper && !f.person(i) {
		return false
	}
	a, b := f.at(i), f.at(i+1)
	uk := len(a) >= 2 && len(a) <= 4 && len(b) == 3 && hasLetter(a[:1]) && isDigit(rune(b[0])) && shape(b) == "9aa" && (shape(a) == "a9" || shape(a) == "a99" || shape(a) == "aa9" || shape(a) == "aa99" || shape(a) == "a9a" || shape(a) == "aa9a")
	canada := shape(a) == "a9a" && shape(b) == "9a9"
	if uk && f.toks[i].caps && f.toks[i+1].caps || canada || uk && f.person(i) {
		f.mark(KindPlace, i, i+2)
		return true
	}
	return false
}

// shape writes letters as a and digits as 9.
func shape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(rune(c)):
			b.WriteByte('9')
		case c >= 'a' && c <= 'z':
			b.WriteByte('a')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// town finds the town of a person after "lives in" and the like.
func (f *finder) town(i int) {
	for i < len(f.toks) && beforeTown[f.at(i)] {
		i++
	}
	if f.zipAt(i) {
		f.mark(KindPlace, i, i+1)
		return
	}
	if i >= len(f.toks) || f.taken[i] || f.toks[i].kind != kindWord || !f.person(i) && !f.lives(i) {
		return
	}
	w := f.toks[i].text
	two := w + " " + f.at(i+1)
	city := f.lex.sets["cities"][w] || f.lex.sets["cities"][two]
	if !f.toks[i].upper && !city || f.lex.inSet(w, "regions", "everyday", "products", "acronyms") && !city && !f.countyAt(i) || f.toks[i].caps && len(w) <= 5 && !city {
		return
	}
	to := i + 1
	for to < len(f.toks) && to < i+4 && f.toks[to].upper && f.toks[to].kind == kindWord && !f.lex.inSet(f.toks[to].text, "everyday") {
		if f.lex.sets["topic_nouns"][f.toks[to].text] && f.toks[to].text != "county" {
			return // an institution
		}
		to++
	}
	f.mark(KindPlace, i, to)
}

// What may stand between "lives in" and the name of a town.
var beforeTown = set("the", ":", "downtown", "rural", "village", "town", "city", "of", "a", "an", "in", "from", "near", "outside", "small", "tiny", "little", "hamlet", "suburb", "farm", "ranch", "just", "way", "out", "up", "over", "by", "close", "to", "around", "old", "remote", "island", "community", "commune", "settlement")

// zipAt reports a number of five digits where a town is named.
func (f *finder) zipAt(i int) bool {
	return i < len(f.toks) && f.toks[i].kind == kindNumber && len(f.at(i)) == 5 && digitsIn(f.at(i)) == 5 && !units[f.at(i+1)] && !strings.HasSuffix(f.at(i), "000")
}

// lives reports "lives in X" without anybody named, at the head of a sentence.
func (f *finder) lives(i int) bool {
	for j := max(0, i-4); j < i; j++ {
		switch f.at(j) {
		case "lives", "resides", "living", "residing", "hails":
			return j == 0 || f.toks[j-1].kind == kindMark
		}
	}
	return false
}

func (f *finder) countyAt(i int) bool {
	return f.at(i+1) == "county" || f.at(i+1) == "city" || f.at(i+1) == "falls" || f.at(i+1) == "beach" || f.at(i+1) == "heights"
}

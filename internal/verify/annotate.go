package verify

// annotate looks a word up in the lists.
func (l *lexicon) annotate(t *token, weigh func(string) float64) {
	if t.kind != tokWord {
		return
	}
	t.flags = l.spelling[t.low] | l.flags[t.stem]
	t.syn, t.loose = l.syn[t.stem], l.loose[t.stem]
	t.wording = l.wording[t.stem]
	t.axis, t.sets = l.axes[t.stem], l.sets[t.stem]
	switch t.low {
	case "means":
		t.sets = nil // no average
	case "effect", "effects", "response", "responses", "respond", "responded", "toxicity", "toxicities":
		t.axis = nil // share their stems with "effective", "responsive", "toxic"
	}
	if l.measures[t.stem] > 0 {
		t.flags |= flagMeasure
	}
	if len(t.low) > 3 && t.low[len(t.low)-3:] == "n't" {
		t.flags |= flagNegates
	}
	if drugSuffix(t.low) {
		t.flags |= flagDrug
	}
	single := len(t.low) == 1 && t.cap && t.low != "a" && t.low != "i"
	if t.flags&flagStop != 0 && !single || len(t.low) == 1 && !single && t.low[0] < 0x80 {
		t.flags |= flagStop
		t.weight = 0
		return
	}
	t.flags &^= flagStop
	t.weight = weigh(t.stem)
}

// drugSuffix reports whether w ends like a drug's generic name.
func drugSuffix(w string) bool {
	if len(w) < 7 {
		return false
	}
	for _, s := range []string{"mab", "tinib", "ciclib", "parib", "limus", "platin", "rubicin", "taxel", "setron", "statin", "cillin", "mycin", "leucel", "leukin", "zumab", "degib", "rafenib", "lisib", "zomib", "tecan", "trexate", "azole", "pril", "sartan", "olol"} {
		if len(w) > len(s)+2 && w[len(w)-len(s):] == s {
			return true
		}
	}
	return false
}

// weight is the shipped weight of a stem: its rarity in clinical prose.
func (l *lexicon) weight(s string) float64 {
	if w, ok := l.idf[s]; ok {
		return w
	}
	return l.maxIDF
}

// hard reports whether a word must stand in the source or be a known synonym
// of one that does: names, drugs, and all that is no everyday English.
func (t *token) hard() bool {
	if !t.content() {
		return false
	}
	if t.name || t.flags&flagDrug != 0 || len(t.sets) > 0 || t.upper {
		return true
	}
	return t.flags&(flagEveryday|flagMaybe|flagPart|flagAll|flagWeakens) == 0 && len(t.axis) == 0
}

func shareID(a, b []int32) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// Grades of likeness of two words.
const (
	likeNot   = 0.0
	likeLoose = 0.4
	likeWord  = 0.85 // everyday words that may stand for one another
	likeSyn   = 0.9
	likeSame  = 1.0
)

// like grades how far word b may stand for word a.
func like(a, b *token) float64 {
	switch {
	case a.stem == b.stem && (!a.name || a.low == b.low):
		return likeSame
	case a.low == b.low:
		return likeSame
	case opposed(a, b) || excluded(a, b):
		return likeNot
	case shareID(a.syn, b.syn):
		return likeSyn
	case prefixForm(a.stem, b.stem):
		return likeSyn
	case shareID(a.wording, b.wording):
		return likeWord
	case shareID(a.loose, b.loose) && !sameAxis(a, b):
		return likeLoose
	}
	return likeNot
}

// prefixForm reports whether two long stems differ in their endings only, as
// "inflammat" and "inflammatori" do.
func prefixForm(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 6 && len(b)-len(a) <= 4 && b[:len(a)] == a
}

// opposed reports whether a and b stand on different sides of an axis and on
// none together.
func opposed(a, b *token) bool {
	against := false
	for _, x := range a.axis {
		for _, y := range b.axis {
			if x.axis != y.axis {
				continue
			}
			if x.side == y.side {
				return false
			}
			against = true
		}
	}
	return against || prefixOpposed(a.low, b.low)
}

func sameAxis(a, b *token) bool {
	for _, x := range a.axis {
		for _, y := range b.axis {
			if x.axis == y.axis {
				return true
			}
		}
	}
	return false
}

// excluded reports whether a and b are different members of an exclusive set.
func excluded(a, b *token) bool {
	out := false
	for _, x := range a.sets {
		for _, y := range b.sets {
			if x == y {
				return false
			}
			if x/1024 == y/1024 {
				out = true
			}
		}
	}
	return out
}

// prefixes that turn a word into its opposite.
var negativePrefixes = []string{"un", "in", "im", "ir", "il", "non", "dis", "a", "anti", "mal", "mis"}

// pairedPrefixes change a word's sense against each other.
var pairedPrefixes = [][2]string{{"hyper", "hypo"}, {"pre", "post"}, {"intra", "extra"}, {"inter", "intra"}, {"over", "under"},
	{"neo", ""}, {"uni", "multi"}, {"uni", "bi"}, {"mono", "poly"}, {"homo", "hetero"}, {"up", "down"}, {"in", "out"}, {"in", "ex"},
	{"pro", "anti"}, {"de", ""}, {"macro", "micro"}, {"endo", "exo"}, {"tachy", "brady"}}

func prefixOpposed(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) < 5 {
		return false
	}
	for _, p := range negativePrefixes {
		if len(a) == len(b)+len(p) && a[:len(p)] == p && a[len(p):] == b {
			return true
		}
	}
	for _, p := range pairedPrefixes {
		if swapped(a, b, p[0], p[1]) || swapped(a, b, p[1], p[0]) {
			return true
		}
	}
	return false
}

func swapped(a, b, p, q string) bool {
	return len(a) > len(p)+3 && len(b) > len(q)+3 && a[:len(p)] == p && b[:len(q)] == q && a[len(p):] == b[len(q):]
}

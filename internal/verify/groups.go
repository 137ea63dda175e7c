package verify

import "strings"

// loadGroups reads what means the same: strictly (synonyms, related words)
// and loosely (the thesaurus).
func (l *lexicon) loadGroups() {
	for _, line := range dataLines("synonyms.txt") {
		l.addGroup(strings.Split(line, ","))
	}
	for _, line := range dataLines("related.txt") {
		l.groups++
		for _, w := range strings.Fields(line) {
			addID(l.syn, stem(foldWord(w)), l.groups)
		}
	}
	for _, line := range dataLines("thesaurus.txt") {
		l.groups++
		for _, w := range strings.Fields(line) {
			addID(l.loose, stem(foldWord(w)), l.groups)
		}
	}
}

// loadWording reads the groups of everyday wording. Whatever bears on the sense is
// left out of them, so that they can be long.
func (l *lexicon) loadWording() {
	for _, line := range dataLines("wording.txt") {
		var one, several []string
		for _, term := range strings.Split(line, ",") {
			toks := tokenize(strings.TrimSpace(term))
			switch {
			case !l.harmless(toks) || auxiliary(toks[0].low) || toks[0].low == "be": // "is given" may be "is given up"
			case len(toks) > 1:
				several = append(several, term)
			default:
				one = append(one, term)
				addID(l.wording, toks[0].stem, l.groups+1)
			}
		}
		l.groups++
		if len(one) == 0 {
			one, several = several[:min(1, len(several))], several[min(1, len(several)):]
		}
		if len(one) > 0 && len(several) > 0 {
			l.addGroup(append(one[:1], several...))
		}
	}
}

// bearing are the flags of words that bear on the sense of a statement.
const bearing = flagNegates | flagNegatesBack | flagWeakens | flagMaybe | flagPart | flagAll | flagDrug | flagCompare | flagForbids

// harmless reports whether no word of a term bears on the sense of a statement.
func (l *lexicon) harmless(toks []token) bool {
	for i := range toks {
		t := &toks[i]
		if t.kind == tokNumber {
			return false
		}
		_, number := numberWords[t.low]
		_, fold := foldWords[t.stem]
		_, share := fractionWords[t.low]
		if number || fold || share || unitSpelling(t.low) || (l.spelling[t.low]|l.flags[t.stem])&bearing != 0 ||
			len(l.axes[t.stem]) > 0 || len(l.sets[t.stem]) > 0 || l.measures[t.stem] > 0 || measureWords[t.low] {
			return false
		}
	}
	return len(toks) > 1 || len(toks) == 1 && l.spelling[toks[0].low]&flagStop == 0
}

// measureWords begin a bound or a comparison.
var measureWords = map[string]bool{"than": true, "least": true, "over": true, "under": true, "up": true, "within": true, "about": true,
	"before": true, "after": true, "against": true, "every": true, "each": true, "per": true, "instead": true, "out": true, "off": true}

func addID(m map[string][]int32, key string, id int32) {
	for _, x := range m[key] {
		if x == id {
			return
		}
	}
	m[key] = append(m[key], id)
}

// addGroup makes one group of synonyms: single words share an id, terms of
// several words are read as the group's first term.
func (l *lexicon) addGroup(terms []string) {
	l.groups++
	first := dropJoints(tokenize(strings.TrimSpace(terms[0])))
	for n, term := range terms {
		toks := dropJoints(tokenize(strings.TrimSpace(term)))
		if len(toks) == 0 {
			continue
		}
		abbreviation := len(toks) == 1 && toks[0].upper
		if len(first) == 1 && len(toks) == 1 && !abbreviation {
			addID(l.syn, toks[0].stem, l.groups)
			continue
		}
		if n == 0 {
			continue
		}
		p := phrase{as: first, capitals: abbreviation}
		for _, t := range toks {
			p.stems = append(p.stems, t.stem)
		}
		l.phrases[p.stems[0]] = append(l.phrases[p.stems[0]], p)
	}
}

func (l *lexicon) loadAxes() {
	axis := int16(0)
	add := func(words string, side int8) {
		for _, w := range strings.Fields(words) {
			s := stem(foldWord(w))
			l.axes[s] = append(l.axes[s], axisSide{axis, side})
		}
	}
	for _, line := range dataLines("axes.txt") {
		name, rest, _ := strings.Cut(line, ":")
		left, right, _ := strings.Cut(rest, "|")
		axis++
		l.sharp[axis], l.predicate[axis] = name[0] == '!', name[0] == '+'
		add(left, -1)
		add(right, 1)
	}
	for _, line := range dataLines("antonyms.txt") {
		a, b, _ := strings.Cut(line, " ")
		if stem(a) == stem(b) {
			continue
		}
		axis++
		add(a, -1)
		add(b, 1)
	}
}

func (l *lexicon) loadSets() {
	for i, line := range dataLines("exclusive.txt") {
		_, rest, _ := strings.Cut(line, ":")
		for n, alt := range strings.Fields(rest) {
			for w := range strings.SplitSeq(alt, "=") {
				addID(l.sets, stem(foldWord(w)), int32(i*1024+n))
			}
		}
	}
}

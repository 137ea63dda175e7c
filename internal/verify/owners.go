package verify

// Shares of a word in a figure.
const (
	ownedWholly = 1.0 // the word stands with this figure
	ownedShared = 0.5 // it stands with all of them, before the first or behind the last
	ownedNot    = 0.0 // it stands with another figure of the same kind
)

// headReach is how many content words directly before a list's first figure
// can belong to it alone.
const headReach = 4

// owners says for each token of the sentence how far it belongs to figure f
// rather than to the sentence's other figures of its kind.
func (d *document) owners(st *sentence, f *figure) []float64 {
	out := make([]float64, st.to-st.from)
	for i := range out {
		out[i] = ownedShared
	}
	run := d.sameKind(st, f)
	if len(run) < 2 {
		for i := range out {
			out[i] = ownedWholly
		}
		return out
	}
	mine := 0
	for n, h := range run {
		if h.num == f.num {
			mine = n
		}
	}
	d.ownersByPlace(st, run, mine, out)
	if !d.ownersByOrder(st, run, mine, out) {
		d.ownersBySides(st, run, mine, out)
	}
	return out
}

// ownersByPlace cuts the sentence into the words of each figure. A figure that
// directly follows "and" or "versus" has its words behind it and shares with
// the one before it what stands in front of both: "OS was 30 months with A
// versus 25 months with B".
func (d *document) ownersByPlace(st *sentence, run []*figure, mine int, out []float64) {
	chained := make([]bool, len(run))
	for n := 1; n < len(run); n++ {
		chained[n] = d.directlyAfterJoint(run[n-1].to, run[n].from)
	}
	set := func(from, to, first, last int) {
		v := ownedNot
		if mine >= first && mine <= last {
			v = ownedWholly
			if first != last {
				v = ownedShared
			}
		}
		for i := max(from, st.from); i < min(to, st.to); i++ {
			out[i-st.from] = v
		}
	}
	chainEnd := func(n int) int {
		for n+1 < len(run) && chained[n+1] {
			n++
		}
		return n
	}
	d.ownersByClause(st, run, set)
	if end := chainEnd(0); end < len(run)-1 || end == 0 {
		set(d.headOf(st, run), run[0].from, 0, end)
	}
	for n := 0; n+1 < len(run); n++ {
		a, b := run[n].to, run[n+1].from
		if chained[n+1] {
			cut := d.cutBetween(a, b, false)
			set(a, cut, n, n)
			set(cut, b, n+1, n+1)
			continue
		}
		cut := d.cutBetween(a, b, true)
		set(a, cut, n, n)
		set(max(cut, d.reach(cut, b)), b, n+1, chainEnd(n+1))
	}
	if last := len(run) - 1; chained[last] {
		at := run[last].to
		set(at, d.tailOf(st, run), last, last)
	}
}

// reach returns where the last headReach content words before b begin.
func (d *document) reach(a, b int) int {
	words := 0
	for i := b - 1; i > a; i-- {
		if d.toks[i].content() {
			if words++; words == headReach+1 {
				return i
			}
		}
	}
	return a
}

// ownersByClause gives all words of a clause to its figures where "whereas",
// "while", "but" or a semicolon parts them.
func (d *document) ownersByClause(st *sentence, run []*figure, set func(from, to, first, last int)) {
	from, first := st.from, 0
	for n := 0; n+1 < len(run); n++ {
		for i := run[n].to; i < run[n+1].from; i++ {
			if t := &d.toks[i]; t.fig < 0 && (t.low == "whereas" || t.low == "while" || t.low == ";") {
				set(from, i, first, n)
				from, first = i, n+1
				break
			}
		}
	}
	if first > 0 {
		set(from, st.to, first, len(run)-1)
	}
}

// sameKind returns the sentence's figures that can be confused with f, in
// order, f among them.
func (d *document) sameKind(st *sentence, f *figure) []*figure {
	var out []*figure
	for n := range st.figs {
		if h := &st.figs[n]; h.num == f.num || rivals(f, h) && h.label == f.label {
			out = append(out, h)
		}
	}
	return out
}

// directlyAfterJoint reports whether only a joint and small words stand
// before the figure at b.
func (d *document) directlyAfterJoint(a, b int) bool {
	for i := b - 1; i >= a; i-- {
		t := &d.toks[i]
		if t.fig >= 0 {
			continue
		}
		switch t.low {
		case "and", "or", "vs", "versus", "against", "than", "but", "whereas", "while", ",", ";", "compared":
			return true
		case "only", "about", "to", "[":
			continue
		case "(", ":", "of", "was", "were", "is", "are", "in", "for", "at":
			if t.low == "(" {
				return false
			}
			continue
		}
		if t.content() || t.kind == tokPunct {
			return false
		}
	}
	return true
}

// cutBetween finds where the words of one figure end and those of the next
// begin in toks[a:b].
func (d *document) cutBetween(a, b int, before bool) int {
	joint, strong, depth := -1, -1, 0
	for i := a; i < b; i++ {
		t := &d.toks[i]
		if depth = d.depth(i, depth); t.fig >= 0 || depth > 0 {
			continue
		}
		switch t.low {
		case ";", "but", "whereas", "while", "and", "vs", "versus", "against", "than", "compared":
			if !before || strong < 0 {
				strong = i
			}
		case ",", "or":
			if !before || joint < 0 {
				joint = i
			}
		}
	}
	switch {
	case before && strong >= 0 && (joint < 0 || joint > strong):
		return strong
	case before && joint >= 0:
		return joint
	case before:
		return d.closing(a, b)
	case strong >= 0:
		return strong
	case joint >= 0:
		return joint
	}
	return b
}

// depth counts the brackets that are open behind token i.
func (d *document) depth(i, depth int) int {
	switch d.toks[i].low {
	case "(", "[":
		return depth + 1
	case ")", "]":
		return max(0, depth-1)
	}
	return depth
}

// closing returns where the bracket around the figure before a closes.
func (d *document) closing(a, b int) int {
	for i := a; i < b && i < a+4; i++ {
		if d.toks[i].low == ")" {
			return i
		}
	}
	return a
}

// headOf returns where the words of the first figure begin: at the word that
// also begins the next figure's ("for kidney cancer in 1992 and for melanoma
// in 1998"), or a few words before it.
func (d *document) headOf(st *sentence, run []*figure) int {
	at := run[0].from
	if len(run) > 1 {
		cut := d.cutBetween(run[0].to, run[1].from, true)
		for cut < run[1].from && joins(&d.toks[cut]) {
			cut++
		}
		if cut < run[1].from && d.toks[cut].weight == 0 && d.toks[cut].kind == tokWord {
			for i := at - 1; i >= st.from; i-- {
				if d.toks[i].low == d.toks[cut].low {
					return i
				}
			}
		}
	}
	words := 0
	i := at - 1
	for ; i >= st.from; i-- {
		t := &d.toks[i]
		if t.low == "," || t.low == ";" || t.low == ":" || t.low == "and" || t.low == "or" {
			break
		}
		if t.content() {
			if words++; words > headReach {
				break
			}
		}
	}
	return i + 1
}

func joins(t *token) bool {
	switch t.low {
	case ",", ";", "and", "or", "but", "whereas", "while":
		return true
	}
	return false
}

// tailOf returns where the words of the last figure end. A verb that only the
// last one has is said of all: "34% on A, 26% on B and 16% on C were alive".
func (d *document) tailOf(st *sentence, run []*figure) int {
	at := run[len(run)-1].to
	verbs := false
	for n := 0; n+1 < len(run); n++ {
		for i := run[n].to; i < run[n+1].from; i++ {
			verbs = verbs || auxiliary(d.toks[i].low)
		}
	}
	depth := 0
	for i := at; i < st.to; i++ {
		if depth = d.depth(i, depth); depth > 0 {
			continue
		}
		switch low := d.toks[i].low; low {
		case ";", ",", "but", "whereas", "which", ".":
			return i
		default:
			if !verbs && auxiliary(low) {
				return i
			}
		}
	}
	return st.to
}

func auxiliary(low string) bool {
	switch low {
	case "were", "was", "are", "is", "had", "have", "has", "did":
		return true
	}
	return false
}

// ownersByOrder handles figures that are paired with words by their order:
// "EFS and OS were 85% and 95%, respectively", "with A compared with B (10 vs
// 9 months)".
func (d *document) ownersByOrder(st *sentence, run []*figure, mine int, out []float64) bool {
	if list := d.respectively(st, run); list != nil {
		for _, l := range list {
			out[l.word-st.from] = ownedNot
			if run[mine].num == l.fig {
				out[l.word-st.from] = ownedWholly
			}
		}
		return true
	}
	return false
}

// ownersBySides handles two figures joined by "vs" alone whose words stand
// around "compared with" before them.
func (d *document) ownersBySides(st *sentence, run []*figure, mine int, out []float64) {
	a := -1
	for n := 0; n+1 < len(run); n++ {
		if (n == mine || n+1 == mine) && d.versusOnly(run[n].to, run[n+1].from) && d.bareBehind(st, run[n+1].to) {
			a = n
		}
	}
	if a < 0 {
		return
	}
	side, left, right := d.sides(st, run[a].from)
	if side < 0 {
		return
	}
	for i := left; i < right; i++ {
		t := &d.toks[i]
		if i == side || t.flags&(flagMeasure|flagQualifier) != 0 || len(t.axis) > 0 {
			continue
		}
		out[i-st.from] = share((i < side) == (mine == a))
	}
}

func share(mine bool) float64 {
	if mine {
		return ownedWholly
	}
	return ownedNot
}

// versusOnly reports whether two figures are joined by "vs" with nothing but
// statistics between.
func (d *document) versusOnly(a, b int) bool {
	versus := false
	for i := a; i < b; i++ {
		t := &d.toks[i]
		switch t.low {
		case "vs", "versus", "against":
			versus = true
			continue
		}
		if t.fig < 0 && t.content() && t.low != "ci" && t.low != "confidence" && t.low != "interval" {
			return false
		}
	}
	return versus
}

// bareBehind reports whether no words of its own follow the second figure.
func (d *document) bareBehind(st *sentence, at int) bool {
	for i := at; i < st.to && i < at+3; i++ {
		t := &d.toks[i]
		if t.low == ")" || t.low == ";" || t.low == "," || t.low == "." || t.low == "]" || t.low == "(" {
			return true
		}
		if t.fig >= 0 {
			continue
		}
		if t.kind == tokWord {
			return t.low != "with" && t.low != "in" && t.low != "for" && t.low != "among"
		}
	}
	return true
}

// sides finds the "compared with" before token at and how far its sides reach.
func (d *document) sides(st *sentence, at int) (side, left, right int) {
	side = -1
	for i := st.from; i < at; i++ {
		switch d.toks[i].low {
		case "compared", "versus", "vs", "than", "over":
			if d.toks[i].fig < 0 && i+1 < at && d.toks[i+1].fig < 0 {
				side = i
			}
		}
	}
	if side < 0 {
		return -1, 0, 0
	}
	left, right = side, side+1
	for words := 0; left > st.from && words < 8; left-- {
		t := &d.toks[left-1]
		if t.low == "," || t.low == ";" || t.low == ":" || t.low == "(" {
			break
		}
		if t.content() {
			words++
		}
	}
	for words := 0; right < at && words < 6; right++ {
		t := &d.toks[right]
		if t.low == "," || t.low == ";" || t.low == ":" || t.low == "(" || t.low == "led" || t.low == "was" || t.low == "were" || t.low == "in" || t.low == "for" || t.low == "as" && words > 0 {
			break
		}
		if t.content() {
			words++
		}
	}
	return side, left, right
}

type listed struct{ word, fig int }

// respectively pairs the words of a list with the figures of another.
func (d *document) respectively(st *sentence, run []*figure) []listed {
	at := -1
	for i := st.from; i < st.to; i++ {
		if d.toks[i].low == "respectively" {
			at = i
			break
		}
	}
	if at < 0 {
		return nil
	}
	var figs []int
	for _, h := range run {
		if h.from < at {
			figs = append(figs, h.num)
		}
	}
	if len(figs) < 2 {
		return nil
	}
	words := d.listBefore(st, figs[0], len(figs))
	var out []listed
	for n, ws := range words {
		for _, w := range ws {
			out = append(out, listed{w, figs[n]})
		}
	}
	return out
}

// listBefore finds n coordinated terms before token at: the words around the
// last "and" whose list has n members.
func (d *document) listBefore(st *sentence, at, n int) [][]int {
	for i := at - 1; i > st.from; i-- {
		if t := &d.toks[i]; t.low != "and" && t.low != "or" && t.low != "versus" && t.low != "vs" {
			continue
		}
		members := [][]int{d.contentRun(st, i+1, 1, at, 2)}
		left := i - 1
		for left >= st.from && len(members) < n {
			if d.toks[left].low == "," {
				left--
				continue
			}
			run := d.contentRun(st, left, -1, st.from-1, 2)
			if len(run) == 0 {
				break
			}
			members = append([][]int{run}, members...)
			for left >= st.from && d.toks[left].low != "," {
				left--
			}
		}
		if len(members) == n && len(members[0]) > 0 && len(members[n-1]) > 0 {
			return members
		}
	}
	return nil
}

// contentRun collects up to most content words from i in steps of dir.
func (d *document) contentRun(st *sentence, i, dir, stop, most int) []int {
	var out []int
	for ; i != stop && i >= st.from && i < st.to && len(out) < most; i += dir {
		t := &d.toks[i]
		if t.kind == tokPunct && t.low != "-" || t.fig >= 0 && len(out) > 0 {
			break
		}
		if t.content() && t.fig < 0 {
			out = append(out, i)
		} else if len(out) > 0 && t.weight == 0 {
			break
		}
	}
	return out
}

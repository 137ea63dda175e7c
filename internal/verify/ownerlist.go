package verify

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
		if i == side || t.flags&(flagMeasure|flagQualifier) != 0 || len(t.axis) > 0 && !t.isName() {
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
			if d.toks[i].fig < 0 && i+2 < at && d.toks[i+1].fig < 0 && d.toks[i+2].fig < 0 {
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
	if words == nil {
		words = d.listBefore(st, at, len(figs)) // "1%, 18% and 8% in A, B and C, respectively"
	}
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

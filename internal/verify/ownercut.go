package verify

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
	depth, armed := 0, false
	for i := at; i < st.to; i++ {
		if depth = d.depth(i, depth); depth > 0 {
			continue
		}
		switch low := d.toks[i].low; low {
		case "with", "for", "on", "at", "after":
			armed = true
		case "in", "among":
			if armed && i > at+1 {
				return i // "55% with A and 43% with B in melanoma"
			}
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

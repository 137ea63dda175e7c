package verify

// scopeLength is how many content words a negation reaches.
const scopeLength = 5

// negations marks the words in the scope of a negation.
func (d *document) negations(st *sentence) {
	for i := st.from; i < st.to; i++ {
		t := &d.toks[i]
		if t.fig >= 0 {
			continue
		}
		switch {
		case d.negates(st, i):
			d.negateForward(st, i)
		case t.flags&flagNegatesBack != 0:
			d.negateBack(st, i)
		case t.low == "free" && t.glued && i > st.from && d.toks[i-1].kind == tokWord:
			d.toks[i-1].negIn = !d.toks[i-1].negIn // "alcohol-free"
		}
	}
}

// negates reports whether the word at i negates what follows it.
func (d *document) negates(st *sentence, i int) bool {
	t := &d.toks[i]
	if t.flags&flagNegates == 0 || t.fig >= 0 {
		return false
	}
	next := func(n int) string {
		if i+n < st.to {
			return d.toks[i+n].low
		}
		return ""
	}
	prev := ""
	if i > st.from {
		prev = d.toks[i-1].low
	}
	switch t.low {
	case "not":
		return next(1) != "only" && next(1) != "just" && next(1) != "merely" && prev != "or"
	case "no":
		return next(1) != "." && next(1) != "," && next(1) != "matter" && !(next(1) == "doubt")
	case "nor":
		return true
	}
	return true
}

func (d *document) negateForward(st *sentence, i int) {
	words := 0
	for j := i + 1; j < st.to && words < scopeLength; j++ {
		t := &d.toks[j]
		if t.kind == tokPunct && t.low != "-" && t.low != "/" && t.low != "%" {
			if t.low == "," && words == 0 {
				continue
			}
			return
		}
		switch t.low {
		case "but", "whereas", "although", "however", "because", "unless", "while", "who", "which", "whose", "not", "cannot", "never":
			return
		case "have", "has", "had", "is", "are", "was", "were", "can", "may", "should", "will", "must":
			if d.toks[i].low == "without" {
				return
			}
		}
		t.negIn = !t.negIn || d.toks[i].low == "nor"
		if t.content() {
			words++
		}
	}
}

func (d *document) negateBack(st *sentence, i int) {
	words := 0
	for j := i - 1; j >= st.from && words < scopeLength; j-- {
		t := &d.toks[j]
		if t.kind == tokPunct && t.low != "-" && t.low != "/" {
			return
		}
		if t.low == "but" || t.low == "and" || t.low == "whereas" {
			return
		}
		t.negIn = !t.negIn
		if t.content() {
			words++
		}
	}
}

package verify

// What the ledger says outright need not be guessed from the words around a
// figure. A figure of the claim is settled when a row of the ledger says it of
// the same drug, patients and measure, and no other row of the passage fits the
// claim as well.

// settles reports whether a row settles figure f: every word of the claim that
// says what is measured stands in the row, and some of them do.
func (r *reading) settles(f *figure, row *ledgerRow) bool {
	told := false
	for _, i := range r.ownTokens(f) {
		x := &r.c.toks[i]
		if x.flags&(flagMeasure|flagQualifier) == 0 || r.lex.measures[x.stem] == incidence {
			continue
		}
		if !r.inMeasure(row, x) && !holds(row.regimen, x) && !holds(row.population, x) {
			return false
		}
		told = true
	}
	for i := range row.measure {
		y := &row.measure[i]
		told = told || y.content() && y.flags&flagQualifier == 0 && y.weight >= 2 && r.claimHas(y)
	}
	return told && !r.fitsOther(f, row) && !r.borrows(f, row)
}

// borrowed is the weight from which a word of the claim that stands only in
// other sentences leaves a row's figure unsettled.
const borrowed = 5.0

// borrows reports whether the claim says of the figure a word that neither the
// row nor the figure's sentence has, but another sentence of the passage.
func (r *reading) borrows(f *figure, row *ledgerRow) bool {
	for _, i := range r.ownTokens(f) {
		x, at := &r.c.toks[i], i-r.cs.from
		if x.weight < borrowed || r.far[at] < likeSyn || r.topical != nil && r.topical[at] || r.inMeasure(row, x) || holds(row.drug, x) || holds(row.population, x) || holds(row.regimen, x) || r.aboutGrade(x) >= likeSyn {
			continue
		}
		here := false
		for k, v := range r.d.word {
			if t := &r.d.toks[k]; v >= 0 && t.start >= row.fact.Start && t.end <= row.fact.End {
				here = here || r.tab.grade[at][v] >= likeSyn
			}
		}
		if !here {
			return true
		}
	}
	return false
}

// inMeasure reports whether word x stands in a row's measure, or says the same
// kind of measure: "responded" for "response".
func (r *reading) inMeasure(row *ledgerRow, x *token) bool {
	kind := r.lex.measures[x.stem]
	for i := range row.measure {
		y := &row.measure[i]
		if y.content() && (like(x, y) >= likeSyn || kind > 0 && kind == r.lex.measures[y.stem]) {
			return true
		}
	}
	return false
}

// fitsOther reports whether another figure's row has as much of the claim.
func (r *reading) fitsOther(f *figure, row *ledgerRow) bool {
	mine := r.inRow(f, row)
	for _, g := range r.d.figures() {
		for _, other := range g.rows {
			if other.fact.Value == row.fact.Value && other.fact.Unit == row.fact.Unit || other.fact.Unit != row.fact.Unit {
				continue
			}
			if r.inRow(f, other) >= mine {
				return true
			}
		}
	}
	return false
}

// inRow is the weight of the claim's words of figure f that a row has, less
// that of the names in the row that the claim lacks.
func (r *reading) inRow(f *figure, row *ledgerRow) float64 {
	var sum float64
	for _, i := range r.ownTokens(f) {
		if x := &r.c.toks[i]; holds(row.drug, x) || r.inMeasure(row, x) || holds(row.population, x) || holds(row.regimen, x) {
			sum += x.weight
		}
	}
	for _, words := range [][]token{row.drug, row.measure} {
		for i := range words {
			if y := &words[i]; y.content() && !r.claimHas(y) {
				sum -= missingName * y.weight
			}
		}
	}
	return sum
}

// settle notes that a row settles a figure: its words count as the passage's.
func (r *reading) settle(n int, f *figure, row *ledgerRow) {
	if r.settled == nil {
		r.settled = make([]bool, len(r.cs.figs))
		r.told = make([]bool, len(r.best))
	}
	r.settled[n] = true
	for _, i := range r.ownTokens(f) {
		if x := &r.c.toks[i]; holds(row.drug, x) || r.inMeasure(row, x) || holds(row.population, x) || holds(row.regimen, x) {
			at := i - r.cs.from
			r.told[at] = true
			r.lent[at], r.far[at] = max(r.lent[at], likeSyn), max(r.far[at], likeSyn)
		}
	}
}

// allSettled reports whether the ledger settles every figure that the claim
// could have from elsewhere.
func (r *reading) allSettled() bool {
	if r.settled == nil {
		return false
	}
	for n := range r.settled {
		f := &r.cs.figs[n]
		if r.match[n] >= 0 && !r.settled[n] && f.role == rolePlain && f.label == "" {
			return false
		}
	}
	return true
}

// isTold reports whether the ledger says the claim's word i of a figure.
func (r *reading) isTold(i int) bool { return r.told != nil && r.told[i-r.cs.from] }

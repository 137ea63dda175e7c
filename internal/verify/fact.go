package verify

// Fact is one row of a source's ledger: what one figure of a passage measures,
// of which drug, under which regimen and in whom. Words are as the source
// prints them; what is not known is empty.
type Fact struct {
	Start, End int // the sentence that holds it, in code points of the passage's text
	Drug       string
	Regimen    string
	Population string
	Measure    string
	Value      string // "15", "600,000-720,000"
	Comparator string // "less than", "at most", "more than", "at least", "within", "about"
	Unit       string // "%", "IU/kg"
	N, Of      int    // of a share given as n of N; 0 where it is not
}

// comparatorWords say a comparator as the ledger does.
func (f *figure) comparatorWords() string {
	switch {
	case f.cmp != cmpNone:
		return f.cmp.String()
	case f.about:
		return "about"
	}
	return ""
}

package eval

import (
	"fmt"
	"io"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/eval/claims"
	"curbside/internal/verify"
)

// ClaimCase is one line of a claims set: a sentence worded by hand, the
// passages that it cites, and what a right verifier says of it.
type ClaimCase struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Claim    string   `json:"claim"`
	Passages []string `json:"passages"` // "corpus:<id>" or "nci:<id>"
	Expect   string   `json:"expect"`   // supported or refused
	Half     string   `json:"half"`
}

// ReadClaimCases reads a claims set, one JSON object a line.
func ReadClaimCases(r io.Reader) ([]ClaimCase, error) {
	set, err := readLines[ClaimCase](r, "claims set")
	if err != nil {
		return nil, err
	}
	for _, c := range set {
		if c.Expect != "supported" && c.Expect != "refused" {
			return nil, fmt.Errorf("claims set, %s: it cannot expect %q; write supported or refused", c.ID, c.Expect)
		}
	}
	return set, nil
}

// shelf finds the passages that a claims set names.
type shelf map[string]verify.Passage

// newShelf holds the passages of a corpus and of cancer.gov; the latter may
// be missing.
func newShelf(c *corpus.Corpus, nci []claims.Source) shelf {
	s := shelf{}
	for _, p := range c.Passages() {
		s["corpus:"+p.ID] = answer.Verifiable(p)
	}
	for _, p := range nci {
		s["nci:"+p.Passage.ID] = p.Passage
	}
	return s
}

// item puts the passages of a case in the place of their ids. The error names
// the first that is not on the shelf.
func (s shelf) item(c ClaimCase) (claims.Item, error) {
	it := claims.Item{ID: c.ID, Kind: c.Kind, Claim: c.Claim, Want: c.Expect == "supported"}
	for _, id := range c.Passages {
		p, ok := s[id]
		if !ok {
			return it, fmt.Errorf("claims set, %s: there is no passage %s", c.ID, id)
		}
		it.Passages = append(it.Passages, p)
	}
	return it, nil
}

// citesNCI reports whether a case cites passages that are not shipped.
func citesNCI(c ClaimCase) bool {
	for _, id := range c.Passages {
		if strings.HasPrefix(id, "nci:") {
			return true
		}
	}
	return false
}

package arms

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"curbside/internal/eval"
)

// What a reader finds.
const (
	Supported = "supported"
	Partly    = "partly"
	Not       = "not"
)

// Verdict is what a reader found of one sentence.
type Verdict struct {
	ID      string `json:"id"`
	Verdict string `json:"verdict"` // supported, partly or not
	Reason  string `json:"reason"`
}

// Judged are the readers' findings on one group of sentences.
type Judged struct {
	Group   string     `json:"group"`
	Readers []Reader   `json:"readers"`
	Agreed  *Agreement `json:"agreement,omitempty"` // of the first two readers
}

// Reader is what one reader found in one group.
type Reader struct {
	Name        string    `json:"name"`
	Unsupported eval.Rate `json:"unsupported"` // not or only partly
	Not         eval.Rate `json:"not"`
	Uncited     eval.Rate `json:"uncited_unsupported"` // of those that cite nothing, which were held against all passages given
}

// Agreement is how far two readers agree on the same sentences.
type Agreement struct {
	N     int       `json:"n"`
	Same  eval.Rate `json:"same"`  // the same of three verdicts
	Kappa float64   `json:"kappa"` // Cohen's, of three verdicts
	Both  eval.Rate `json:"both"`  // both say not or only partly
}

// Kept estimates how many of the model's correct claims are shown: the shown
// and the unshown ones that a reader supports, each in proportion to how many
// there are of its group.
type Kept struct {
	Reader         string  `json:"reader"`
	Shown, Unshown int     // of the model's claims
	ShownOK        float64 `json:"shown_supported"`
	UnshownOK      float64 `json:"unshown_supported"`
	Kept           float64 `json:"kept"`
	ReadShown      int     `json:"read_shown"`
	ReadUnshown    int     `json:"read_unshown"`
}

// JudgeReport is what the readers found.
type JudgeReport struct {
	Withdrawn int      `json:"withdrawn"` // verdicts on sentences that the key no longer has
	Groups    []Judged `json:"groups"`
	Kept      []Kept   `json:"kept"`
}

// Judge reads the key and the readers' files.
func Judge(key string, files []string) (*JudgeReport, error) {
	rows, err := readAll[KeyRow](key)
	if err != nil {
		return nil, fmt.Errorf("the key of the lists: %w", err)
	}
	byID := map[string]KeyRow{}
	for _, r := range rows {
		byID[r.ID] = r
	}
	report := &JudgeReport{}
	var found []map[string]string
	for _, f := range files {
		verdicts, err := readVerdicts(f)
		if err != nil {
			return nil, err
		}
		before := len(verdicts)
		maps.DeleteFunc(verdicts, func(id, _ string) bool { _, ok := byID[id]; return !ok })
		if len(verdicts) == 0 {
			return nil, fmt.Errorf("%s: no sentence has any of the %d ids; the lists are those of another key", f, before)
		}
		report.Withdrawn += before - len(verdicts)
		found = append(found, verdicts)
	}
	for _, group := range []string{Extractive, Pipeline, Plain, Unshown} {
		j := Judged{Group: group}
		for i, f := range files {
			j.Readers = append(j.Readers, readerOf(filepath.Base(f), group, rows, found[i]))
		}
		if len(found) > 1 {
			j.Agreed = agreementOf(group, rows, found[0], found[1])
		}
		report.Groups = append(report.Groups, j)
	}
	for i, f := range files {
		report.Kept = append(report.Kept, keptOf(filepath.Base(f), rows, found[i]))
	}
	return report, nil
}

func readVerdicts(file string) (map[string]string, error) {
	read, err := readAll[Verdict](file)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for n, v := range read {
		v.Verdict = strings.ToLower(strings.TrimSpace(v.Verdict))
		switch {
		case out[v.ID] != "" && out[v.ID] != v.Verdict:
			return nil, fmt.Errorf("%s, verdict %d: sentence %s has two verdicts", file, n+1, v.ID)
		case !slices.Contains([]string{Supported, Partly, Not}, v.Verdict):
			return nil, fmt.Errorf("%s, verdict %d: %q is no verdict; write supported, partly or not", file, n+1, v.Verdict)
		}
		out[v.ID] = v.Verdict
	}
	return out, nil
}

func rateOf(group, what string, k, n int) eval.Rate {
	low, high := eval.Wilson(k, n)
	return eval.Rate{Kind: group, What: what, N: n, K: k, Rate: share(k, n), Low: low, High: high}
}

func readerOf(name, group string, rows []KeyRow, found map[string]string) Reader {
	var n, wrong, not, uncited, uncitedWrong int
	for _, r := range rows {
		v := found[r.ID]
		if r.Group != group || v == "" {
			continue
		}
		n++
		if v == Not {
			not++
		}
		if v != Supported {
			wrong++
		}
		if !r.Cited {
			uncited++
			if v != Supported {
				uncitedWrong++
			}
		}
	}
	return Reader{name, rateOf(group, "unsupported", wrong, n), rateOf(group, "not", not, n), rateOf(group, "unsupported", uncitedWrong, uncited)}
}

func agreementOf(group string, rows []KeyRow, one, two map[string]string) *Agreement {
	var first, second []string
	both := 0
	for _, r := range rows {
		a, b := one[r.ID], two[r.ID]
		if r.Group != group || a == "" || b == "" {
			continue
		}
		first, second = append(first, a), append(second, b)
		if a != Supported && b != Supported {
			both++
		}
	}
	same := 0
	for i := range first {
		if first[i] == second[i] {
			same++
		}
	}
	n := len(first)
	return &Agreement{N: n, Same: rateOf(group, "same", same, n), Kappa: Kappa(first, second), Both: rateOf(group, "both", both, n)}
}

// Kappa is Cohen's kappa of two lists of verdicts on the same things, at most
// 1. Where chance alone would have both always agree, it is 1 if they do.
// See J. Cohen, Educ. Psychol. Meas. 20 (1960) 37-46.
func Kappa(one, two []string) float64 {
	n := float64(len(one))
	if n == 0 {
		return 0
	}
	ones, twos := map[string]float64{}, map[string]float64{}
	same := 0.0
	for i := range one {
		ones[one[i]]++
		twos[two[i]]++
		if one[i] == two[i] {
			same++
		}
	}
	chance := 0.0
	for v, k := range ones {
		chance += k / n * twos[v] / n
	}
	if chance == 1 {
		return 1
	}
	return (same/n - chance) / (1 - chance)
}

// keptOf estimates what the checks kept of what is right. An unshown claim
// that names no passage is wrong without reading.
func keptOf(name string, rows []KeyRow, found map[string]string) Kept {
	k := Kept{Reader: name}
	var shownOK, unshownOK, readable int
	for _, r := range rows {
		own, hidden, v := r.Own, r.Group == Unshown, found[r.ID]
		switch {
		case own:
			k.Shown++
		case hidden:
			k.Unshown++
			if r.Cited {
				readable++
			}
		}
		if v == "" || !own && !hidden {
			continue
		}
		ok := 0
		if v == Supported {
			ok = 1
		}
		if own {
			k.ReadShown++
			shownOK += ok
		} else {
			k.ReadUnshown++
			unshownOK += ok
		}
	}
	k.ShownOK, k.UnshownOK = share(shownOK, k.ReadShown), share(unshownOK, k.ReadUnshown)
	right := k.ShownOK*float64(k.Shown) + k.UnshownOK*float64(readable)
	if right > 0 {
		k.Kept = k.ShownOK * float64(k.Shown) / right
	}
	return k
}

package arms

import "slices"

// Cited is one sentence with its citations, whatever these are.
type Cited[C comparable] struct {
	Text  string
	Cites []C
}

// CitationScores are the measures of one answer as Gao, Yen, Yu and Chen
// define them for ALCE ("Enabling Large Language Models to Generate Text with
// Citations", EMNLP 2023, section 3), with supports in place of their model of
// entailment.
//
// Recall is the share of sentences that all their citations together support;
// one without citations is not supported. Precision is the share of citations
// that count: their sentence is supported, and the citation either supports it
// alone, or the others do not without it. Both are 0 for an answer without
// sentences, or citations.
func CitationScores[C comparable](answer []Cited[C], supports func(text string, cites []C) bool) (recall, precision float64) {
	supported, count, all := 0, 0, 0
	for _, s := range answer {
		all += len(s.Cites)
		if len(s.Cites) == 0 || !supports(s.Text, s.Cites) {
			continue
		}
		supported++
		for i, c := range s.Cites {
			others := slices.Delete(slices.Clone(s.Cites), i, i+1)
			if len(others) == 0 || supports(s.Text, []C{c}) || !supports(s.Text, others) {
				count++
			}
		}
	}
	return share(supported, len(answer)), share(count, all)
}

func share(k, n int) float64 {
	if n == 0 {
		return 0
	}
	return float64(k) / float64(n)
}

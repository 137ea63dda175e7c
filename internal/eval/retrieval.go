package eval

import (
	"context"
	"fmt"
	"strings"
	"time"

	"curbside/internal/corpus"
	"curbside/internal/eval/beir"
	"curbside/internal/search"
)

// runDepth is how many hits of each query are kept: what the deepest measure
// looks at.
const runDepth = 100

// Ranker is one way of ranking the documents of a set.
type Ranker struct {
	Name string
	Rank func(ctx context.Context, query string, depth int) ([]beir.Hit, error)
}

// RankerFigures are the means of one ranker over the queries of a set, with
// 95 % bootstrap intervals. Gain is nDCG@10 above the first ranker, query by
// query; nil for the first.
type RankerFigures struct {
	Name      string         `json:"name"`
	NDCG10    beir.Estimate  `json:"ndcg_10"`
	Recall100 beir.Estimate  `json:"recall_100"`
	MRR10     beir.Estimate  `json:"mrr_10"`
	Gain      *beir.Estimate `json:"gain"`
	Speed     Speed          `json:"ms_per_query"`

	rankings []beir.Ranking
	ndcg     []float64
}

// RetrievalReport is how rankers did on a set.
type RetrievalReport struct {
	Set       string          `json:"set"`
	Split     string          `json:"split"`
	Documents int             `json:"documents"`
	Queries   int             `json:"queries"`
	Rankers   []RankerFigures `json:"rankers"`
}

// BeirCorpus returns the documents of a set as a corpus of one source, the
// title as heading, without a lexicon.
func BeirCorpus(s *beir.Set) *corpus.Corpus {
	source := &corpus.Source{ID: "beir", Evidence: "B"}
	for _, d := range s.Docs {
		p := &corpus.Passage{ID: d.ID, Source: source, Title: d.Title, Text: d.Text}
		if d.Title != "" {
			p.Headings = []string{d.Title}
		}
		source.Passages = append(source.Passages, p)
	}
	return &corpus.Corpus{Sources: []*corpus.Source{source}, Lexicon: &corpus.Lexicon{}}
}

// TextbookRanker ranks the documents of a set by BM25 as textbooks have it.
func TextbookRanker(s *beir.Set) Ranker {
	plain := beir.NewTextbook(s.Docs, search.Snowball)
	return Ranker{Name: "textbook BM25", Rank: func(_ context.Context, query string, depth int) ([]beir.Hit, error) {
		return plain.Rank(query, depth), nil
	}}
}

// WordsRanker ranks by a setting, without vectors.
func WordsRanker(index *search.Index, setting search.Setting) Ranker {
	return Ranker{Name: setting.Name, Rank: func(ctx context.Context, query string, depth int) ([]beir.Hit, error) {
		found, err := index.Search(ctx, search.Query{Text: query, Limit: depth, PerSource: -1, Setting: setting, Lexical: true})
		if err != nil {
			return nil, err
		}
		return beirHits(found), nil
	}}
}

// HybridRanker ranks by a setting and by meaning. The index must use vectors; a query that was not compared by
// meaning is an error.
func HybridRanker(index *search.Index, setting search.Setting) Ranker {
	return Ranker{Name: setting.Name + " with embeddings", Rank: func(ctx context.Context, query string, depth int) ([]beir.Hit, error) {
		found, err := index.Search(ctx, search.Query{Text: query, Limit: depth, PerSource: -1, Setting: setting})
		if err != nil {
			return nil, err
		}
		if found.Retrieval != nil && found.Retrieval.Mode != search.ByWordsMeaning {
			return nil, fmt.Errorf("a query was not compared by meaning: %s", found.Retrieval.Reason)
		}
		return beirHits(found), nil
	}}
}

func beirHits(found *search.Result) []beir.Hit {
	hits := make([]beir.Hit, len(found.Hits))
	for i, h := range found.Hits {
		hits[i] = beir.Hit{Doc: h.Passage.ID, Score: float32(h.Score)}
	}
	return hits
}

// Retrieval asks every judged query of a set of each ranker. The first one is
// what the others are compared with. seed decides the bootstrap's samples.
func Retrieval(ctx context.Context, s *beir.Set, rankers []Ranker, seed uint64) (*RetrievalReport, error) {
	r := &RetrievalReport{Set: s.Name, Split: s.Split, Documents: len(s.Docs), Queries: len(s.Queries)}
	for _, ranker := range rankers {
		f, err := measure(ctx, s.Queries, ranker, seed)
		if err != nil {
			return nil, err
		}
		if len(r.Rankers) > 0 {
			gain := beir.Bootstrap(beir.Differences(f.ndcg, r.Rankers[0].ndcg), seed)
			f.Gain = &gain
		}
		r.Rankers = append(r.Rankers, *f)
	}
	return r, nil
}

func measure(ctx context.Context, queries []beir.Query, ranker Ranker, seed uint64) (*RankerFigures, error) {
	f := &RankerFigures{Name: ranker.Name}
	var recall, mrr []float64
	var times []time.Duration
	for _, q := range queries {
		start := time.Now()
		hits, err := ranker.Rank(ctx, q.Text, runDepth)
		if err != nil {
			return nil, fmt.Errorf("%s, query %s: %w", ranker.Name, q.ID, err)
		}
		times = append(times, time.Since(start))
		f.rankings = append(f.rankings, beir.Ranking{Query: q.ID, Hits: hits})
		f.ndcg = append(f.ndcg, beir.NDCG(hits, q.Grades, 10))
		recall = append(recall, beir.Recall(hits, q.Grades, 100))
		mrr = append(mrr, beir.ReciprocalRank(hits, q.Grades, 10))
	}
	f.NDCG10, f.Recall100, f.MRR10 = beir.Bootstrap(f.ndcg, seed), beir.Bootstrap(recall, seed), beir.Bootstrap(mrr, seed)
	f.Speed = speedOf(times)
	return f, nil
}

// Rankings returns what the ranker that was measured last found.
func (r *RetrievalReport) Rankings() []beir.Ranking { return r.Rankers[len(r.Rankers)-1].rankings }

// Table lays the figures out as text.
func (r *RetrievalReport) Table() string {
	wide := 0
	for _, f := range r.Rankers {
		wide = max(wide, len(f.Name))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %d documents, %d queries; 95 %% bootstrap intervals\n", r.Set, r.Split, r.Documents, r.Queries)
	fmt.Fprintf(&b, "%-*s  %-19s  %-19s  %-19s  %-25s  %s\n", wide, "ranking", "nDCG@10", "recall@100", "MRR@10", "nDCG@10 above the first", "ms p50/p95")
	for _, f := range r.Rankers {
		gain := "-"
		if f.Gain != nil {
			gain = fmt.Sprintf("%+.4f %+.4f to %+.4f", f.Gain.Mean, f.Gain.Low, f.Gain.High)
		}
		fmt.Fprintf(&b, "%-*s  %-19s  %-19s  %-19s  %-25s  %.1f/%.1f\n", wide, f.Name,
			estimate(f.NDCG10), estimate(f.Recall100), estimate(f.MRR10), gain, f.Speed.P50, f.Speed.P95)
	}
	return b.String()
}

func estimate(e beir.Estimate) string { return fmt.Sprintf("%.4f %.4f-%.4f", e.Mean, e.Low, e.High) }

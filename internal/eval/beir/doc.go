// Package beir reads retrieval test sets in the form of the BEIR benchmark
// and measures rankings on them: nDCG, recall and mean reciprocal rank as
// trec_eval defines them, bootstrap intervals, TREC run files. It also holds
// the yardstick: plain BM25 as textbooks have it, which shares no code with
// the program's own search and so does not move when that does.
//
// Start with [Read]; rank the queries of the set with [NewTextbook] or with
// what is to be measured; then [NDCG], [Recall], [ReciprocalRank] for each
// query, [Bootstrap] over the queries, [WriteRun] for other evaluators. The
// package keeps nothing.
package beir

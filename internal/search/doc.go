// Package search finds the passages that bear on a question.
//
// How to start: [New] indexes a corpus in memory; [Index.Search] ranks its
// passages; [Index.Read] says how a question is read. [Index.Close] when
// done.
//
// The way of a question: the analyzer splits it into words as clinicians
// write them (IL-2, IL2 and interleukin 2 are one term; 600,000 is 600 000);
// words that nobody knows are mended; the lexicon joins names of several
// words and adds synonyms; what says nothing about the subject is left out.
//
// Ranking is BM25 of our own over the postings of a bleve index, with true
// lengths and fields weighted together. A term and its synonyms are one term
// with one frequency and one rarity, so that it does not matter which of
// them was typed, and equal scores are settled for the word as typed.
// Strength and age of a source decide near-ties only. What a term finds is
// decoded once and kept as a listing, up to a number of bytes; the best are
// then found without scoring all (MaxScore), and are the very passages, in
// order and score, that scoring all would give.
//
// In a corpus of some thousand passages a second stage puts the best thousand
// of them into a better order and says what each of its signals added
// (package rerank); where words find fewer, related words fill up. It is made
// when it is first asked for: searches use it ([Standard]), answers do without
// ([Words]), and in a small corpus nobody has it.
//
// Where a model for embeddings is in use ([Embed], [Index.UseVectors]), each
// passage's nearness in meaning is added to its score, twice: the best of the
// first time move the question. Where the endpoint fails, words alone decide
// and Result.Retrieval says so. Vectors lie apart from the index (package
// vectors) and outlive it.
//
// What it keeps: the index, the corpus it was made from, and stems that were
// computed once. All of it is in memory, or, for sources by the ten thousand,
// on disk: [Build] makes such an index in parts, [Open] holds it against its
// manifest and reads from it, [Index.Hold] keeps it open under whoever
// searches. Vectors of passages and of some
// hundred questions are in memory. An Index never changes, but for UseVectors
// before its first search.
// The word lists in data/ say whether a word is plain English or the name of
// a drug or disease, so that such a word is not taken for a slip of another.
package search

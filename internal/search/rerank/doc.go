// Package rerank is the second stage of ranking: it puts the best passages
// that words alone found into a better order, and says what each signal
// added.
//
// Three signals, none of which needs a model. Letters: BM25 over pieces of
// four letters, which finds "immunology" for "immune". Feedback: how near a
// passage is to the three that lead (Rocchio). Topic: how near it is to the
// question in a space of some hundred dimensions that is learned from the
// corpus itself (latent semantic analysis). Feedback and topic help short
// questions and hurt long ones, so they fade with the number of words.
//
// How to start: a [Builder] takes the words of each passage in order;
// [Builder.Build] gives the [Stage]; [Stage.Rank] ranks candidates, and
// [Stage.Widen] names further words to look for where there are few. What is
// built depends on the passages alone, to the byte: [Stage.WriteTo] and
// [Open].
//
// What it keeps: the words of each passage with their counts, one vector of
// small numbers a passage and a word, and how often pieces of four letters
// occur. It knows numbers and words; passages, fields and synonyms are the
// business of the room above.
package rerank

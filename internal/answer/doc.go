// Package answer takes a question to a verified answer, or to a decline that
// says why.
//
// The way of a question: guard, read it, retrieve passages, decide whether
// they cover it, compose, verify each claim against the passage that it
// cites, complete (disagreements, cautions, warnings), deliver (references,
// evidence line, disclaimer). Each step is a file of its own; [Engine.Ask]
// walks them in order.
//
// Start with [New] on a loaded corpus and its index. Without a [Composer]
// the best sentences of the sources are the answer. With one, a model drafts
// and the sentences are the net under it.
//
// What a question asks is read in three ways. Its figure: a dose, a rate, a
// time (quantity.go). Its matter: what is done about a complaint, how a drug
// is said (matters.go). Its aspect: the treatment, the cause, the outlook of a
// thing that no curator has prepared questions for (aspects.go). A sentence
// that tells none of what is asked does not lead. A figure that the asker gives
// finds its row (bands.go). A decline names what no passage tells (apart.go) and
// offers questions that the sources answer (offer.go).
//
// The engine keeps the corpus, the index and prepared passages, nothing of
// any question. It is safe for concurrent use.
package answer

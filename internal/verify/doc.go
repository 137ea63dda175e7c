// Package verify decides whether passages support a claim.
//
// It works by rules alone, without a model and without the network: a claim
// is read into tokens and figures, the sentence of the passages that speaks
// of the same thing is found, and then each way in which a statement can part
// from its source is looked for in turn. A wrong figure shown to a clinician
// is the worst that can happen, so a claim must earn its verdict: what is
// neither equal nor known to mean the same counts against it.
//
// Start with [New] and [Checker.Check]. The checks stand one to a file, in
// the order in which a claim meets them:
//
//	verbatim.go   the claim is a whole sentence of a passage
//	topic.go      what its first sentence names, a passage need not name again
//	pick.go       which sentences it can rest on; judge.go runs the checks
//	quantity.go   each figure exists, with its unit, comparator and order
//	bind.go       ... and belongs to the same words (owners.go, measure.go)
//	ledger.go     ... and, by the passage's ledger of facts, to that drug and measure
//	settle.go     what the ledger says outright is not guessed again
//	qualify.go    a complete response is no response, 73 % of A none of B
//	stitch.go     one clause rests on one sentence
//	coverage.go   what the claim speaks of stands there
//	entity.go     names, and terms that exclude one another
//	whole.go      a part is not said of the whole, no stranger put on a list
//	gaps.go       near-verbatim text: what differs word by word
//	polarity.go   who is negated (scope.go), hedged or made universal (hedge.go)
//	direction.go  up or down, better or worse; by figures in compare.go
//	predicate.go  what something is said to do; parity.go: how often it is turned round
//	significance.go a difference that is none is not stated as one
//	permit.go     what is forbidden is not allowed
//	ties.go       each cycle, HER2-negative, the disease that a figure is of
//	frame.go      who stands on which side of "than" and "before"
//	conditions.go what is said on a condition is not said of all
//	roles.go      the standard for one thing is none for another
//
// [Checker.Propose] reads the rows of such a ledger from a passage, for a
// curator to correct (propose.go, proposename.go).
//
// The word lists in data are for clinicians to read and extend; data/README.md
// says what each is for. A Checker keeps a bounded memory of analysed passages
// and nothing else; it is safe for concurrent use. All offsets count code
// points.
package verify

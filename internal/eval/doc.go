// Package eval measures Curbside: do the questions of a set get the facts,
// the sources, the declines and the stops that its author expects; how much
// does the guard stop of what it must, and of what it must not; how many fair
// claims does the verifier keep, and how many false ones does it catch; how
// well are passages ranked?
//
// Start with [ReadQuestions] and [Answers], [ReadGuardCases] and [Guard],
// [ReadClaimCases] and [Verify]. Each gives a report with rates per kind and
// half and their 95 % intervals. testdata holds the sets; its README says what
// the fields mean. Changed sentences and SciFact come from package claims.
// [Retrieval] measures rankings on public sets, which package beir reads.
// The package keeps nothing.
package eval

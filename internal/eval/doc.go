// Package eval measures answers: does a question set get the facts, the
// sources, the declines and the stops that its author expects?
//
// Start with [ReadQuestions] and [Answers]; [Report.Table] prints the rates
// per kind. The package keeps nothing. Measures of the verifier are in
// claims.
package eval

// Package claims measures a verifier of claims.
//
// It reads cases written by hand ([Load], [SciFact]), and makes changed
// sentences from real passages ([Change]): a figure, a unit, a comparator, a
// direction, a name altered, a negation put in or taken out, two figures
// exchanged, the sentence cited to another passage. [Measure] asks a verifier
// for its verdict on each and returns a [Table] per kind with Wilson's 95 %
// intervals. What is changed, and how, is chosen by a seed; the words that it
// uses are its own, not the verifier's lists.
//
// Passages are split by a hash of their document into a half to tune on and a
// half that is held out ([Half]). The package keeps nothing.
package claims

// Package consult is what chats and pages talk to: it keeps conversations
// and hands out answers in neutral blocks.
//
// A consult is one question and its follow-ups. A follow-up is made
// stand-alone before it is searched for anew, and how it was understood is
// shown: by rules (talk.go says what a follow-up can lean on, rewrite.go in
// which order its forms are tried), or by a [Rewriter] where the rules find
// something left out.
//
// Start with [New] on an answer engine and a [Store]; [NewMemory] is a store
// for one process, [WithRewriter] adds a model. What a consult keeps, its store keeps: questions, how
// they were understood, answers. A question that identifies a patient is
// never kept.
package consult

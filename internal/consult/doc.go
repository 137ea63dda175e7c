// Package consult is what chats and pages talk to: it keeps conversations
// and hands out answers in neutral blocks.
//
// A consult is one question and its follow-ups. A follow-up is made
// stand-alone by rules before it is searched for anew, and how it was
// understood is shown.
//
// Start with [New] on an answer engine and a [Store]; [NewMemory] is a store
// for one process. What a consult keeps, its store keeps: questions, how
// they were understood, answers. A question that identifies a patient is
// never kept.
package consult

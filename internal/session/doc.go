// Package session runs educators' rounds: students put questions, the
// educator sees the queue and the bot's answer before the room does, and
// publishes it, holds it or skips it. At the end the round is a transcript
// with its sources.
//
// Start with [New] on a consult service and a [Store]. A round belongs to one
// channel of one tenant, and a channel has at most one that runs. A question
// that names a patient or tells of an emergency never reaches the queue: its
// asker gets the words for it at once. What a round keeps, its store keeps;
// [NewMemory] forgets when the process ends.
package session

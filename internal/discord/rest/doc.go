// Package rest speaks to Discord over HTTP.
//
// It is a small client of our own over net/http, because the one in
// discordgo holds one lock over all edits of interaction replies, keeps
// memory for every interaction for ever, retries without end and without
// looking at the context, and prints tokens in its errors.
//
// To start: [New] with a token, then the methods of [Client]; a reply to an
// interaction goes through [Client.Callback] and a [Hook]. The types of
// message bodies hold exactly the fields that are sent. Every message body
// carries allowed_mentions {"parse": []}: nothing that the bot sends pings
// anyone, and no caller can forget it.
//
// What it keeps to:
//
//   - Rate limits as Discord states them in its headers: a bucket for each
//     route and major parameter (channel, server, interaction token), the
//     global limit for routes that carry the bot's token, and whatever a 429
//     says. Bookkeeping happens under one short lock that is never held
//     while waiting or sending, so one slow interaction holds up no other.
//   - Bounded retries that end with the context. Only what may be repeated
//     is repeated: reading, editing, deleting, and messages that carry a
//     nonce. When a callback or a follow-up may or may not have arrived the
//     error says so ([Error.Unknown]), and the caller decides.
//   - No token in an error or in a log: errors name what was tried, never an
//     address.
//
// It keeps in memory the buckets that are not full, which are freed when
// their time is over, and what it has learnt of Discord's clock.
package rest

// Package discordtest is a Discord in a process, for tests of a bot: the HTTP API, the gateway, and people who use both
// through their clients. It imports nothing of the bot.
//
//	srv := discordtest.New(t)                        // fails t for every violation that the test did not take
//	ward := srv.Guild("Ward 3")                      // the bot is installed in it
//	general := ward.Channel("general")
//	ana, bob := ward.Member("ana"), ward.Member("bob")
//
//	startTheBot(srv.APIURL(), srv.Token())           // REST; GET /gateway/bot leads to the websocket
//	srv.Gateway().AwaitReady()
//
//	it := ana.Slash(general, "ask", discordtest.Opts{"question": "What is IL-2?"})
//	answer := it.Message()                           // waits; a "thinking…" is no answer
//	bob.Sees(general)                                // "" when the answer is private
//	modal := ana.Press(answer, "Not right").Modal()  // by label or custom id
//	ana.Submit(modal, discordtest.Fields{"What is wrong?": "The dose."}).Message()
//
// # Waiting
//
// Nothing sleeps. What waits ([Interaction.Message], [Interaction.Says], [Interaction.FollowUp], [User.Awaits],
// [Server.Await], ...) is asked again after everything that happens, and fails the test after [Patience].
//
// # People
//
// [User.Slash], [User.Types] (autocomplete), [User.Menu], [User.Press], [User.Choose], [User.Submit], [User.Say],
// [User.Reply], [User.DM]. What Discord or its client would not let a user do is not told to the bot: the interaction's
// Refused says why, and waiting on it fails the test. Commands have to be registered, or the server be made with
// [AnyCommand]. [User.Sees], [User.Messages], [User.New] and [Server.WhoSaw] tell who sees what.
//
// A [Message] is never changed: an edit makes another value with the same id. [Server.History] has all of them.
//
// # Rules
//
// Each body is held against Discord's API description (testdata/openapi.json), in which every field that is not named
// is an error, and against the limits that it cannot express (limits.go). What breaks a rule is answered as Discord
// answers and kept as a [Violation]. What a bot cannot know (a message is gone, permissions are missing) is answered
// and is no violation. allowed_mentions is not demanded: [Message].Pings and [Message].Mentions tell what was pinged.
//
// # Faults
//
// [Server.Fail] scripts the next requests of a route: [Status], [UnknownWebhook], [TooMany], slow, cut, done but unheard.
// [Server.Limit] enforces rate limits. [Server.Gateway] scripts the gateway. [Clock] gives the server another time, by
// which tokens expire; [RoundTrip], [CheckEvery] and [Keep] are for load.
//
// [Play] runs a scenario out of a text file.
package discordtest

// Package guard reads a message before anything else does and says what must
// be stopped: somebody who needs help now, identifiers of a patient, a request
// to help with harm. It also finds text that tries to talk the bot out of its
// rules.
//
// # How to start
//
// Check is the way in; it gives one verdict and every span that it found,
// whatever the verdict. Injection looks for instructions in a question or in a
// passage. EmergencyText gives the fixed words for an emergency. New makes a
// Guard of one's own; the functions share one that is made on first use.
//
// # How it works
//
// The text is folded (case, accents, full-width and look-alike letters,
// zero-width characters) with a map back to the code points as given. It is cut
// into words and sentences, contractions and chat spellings are written out,
// and misspelt danger words are mended. Phrase patterns from data/*.txt are
// then matched on words, not on characters.
//
// An emergency is a structure, not a phrase: a danger sign, a person whom it
// happens to, and now. Signs are graded (sure, strong, noun, weak), and the
// frame in which they stand (a textbook question, a condition, the past, an
// exam vignette, a denial) takes weight away. Vital signs are read as numbers.
// A net of learned word weights (data/weights.txt) looks again, for wordings
// that no pattern knows; it may act only beside a sign word (data/signs.txt) or
// a word of intent (data/intents.txt), and more is asked of it where a question
// is put.
//
// Identifiers are read by shape (address, phone, code) and by cue (a name after
// "my patient", a date beside a person).
//
// # What it keeps
//
// Nothing. A Guard is immutable once made and safe for concurrent use. All word
// lists live in data/, in files that can be read and mended without knowing Go;
// data/README.md explains the notation.
package guard

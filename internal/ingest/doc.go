// Package ingest makes sources of a corpus from what other systems export.
//
// How to start: [ReadMapping] reads a file that says which field of a record becomes which key of a corpus line, and
// [Import] goes through the records, JSON lines in one file, and writes the lines, as docs/corpus-jsonl.md describes
// them. Records and lines are streamed; neither is ever held whole.
//
// Text may be Markdown: emphasis and links go, headings open passages of their own, the rows of a table become items of
// a list that name their columns. A table that has lost its shape is left out and counted, never guessed at.
//
// The package keeps nothing. It writes drafts: whether they may answer, a person decides.
package ingest

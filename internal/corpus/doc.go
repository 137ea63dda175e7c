// Package corpus reads curated sources from a folder of Markdown files and finds fault with them.
//
// How to start: [Load] gives everything or an error that lists every problem with file, line and what to write
// instead; nothing is ever half-loaded. [Lint] says what a curator should mend, beyond what Load insists on.
//
// On disk a source is one file, its id the file's name without ".md": YAML front matter between two "---" lines, then
// Markdown. "#" and "##" headings give the heading path; a "###" heading with an explicit number opens a passage, the
// citable unit:
//
//	# Dosing and administration
//	### Standard regimen {#12}
//	```passage
//	drug: [aldesleukin]
//	topic: dosing
//	locator: "Dosing, paragraph 1"
//	```
//	One sentence to a line, each fit to stand alone.
//	- A list item is a sentence too.
//
// The passage's id is "<source>#12", for ever. Beside the sources lie lexicon.yaml (terms and what counts as the same)
// and disagreements.yaml (where sources differ); questions/<source>.yaml says what is asked of a source's sentences and
// facts/<source>.yaml what their figures measure. All may be absent. README.md, hidden files and Go files are skipped.
//
// Many passages of another system come as JSON lines, files that end in .jsonl or .jsonl.gz: one passage to a line,
// with the facts of its source, read line by line; docs/corpus-jsonl.md describes the form.
//
// What it keeps: a loaded Corpus is never written to again and is safe for concurrent use.
package corpus

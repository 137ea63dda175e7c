package corpus

import (
	"io/fs"
)

// Severities of a Finding.
const (
	SeverityError   = "error"   // must be mended
	SeverityWarning = "warning" // should be looked at
)

// Finding is one thing that a curator should mend or look at.
type Finding struct {
	File     string `json:"file"`
	Line     int    `json:"line"`     // 1-based; 0 where the whole file is meant
	Severity string `json:"severity"` // SeverityError or SeverityWarning
	Rule     string `json:"rule"`     // short name of the rule, such as "stands-alone"
	What     string `json:"what"`
	Write    string `json:"write"` // what to write instead
}

func ignoredFile(e fs.DirEntry) Finding {
	f := Finding{File: e.Name(), Severity: SeverityWarning, Rule: "ignored-file", What: "is not read: a source is a file that ends in .md", Write: "convert it to a source, or move it out of the folder"}
	if e.IsDir() {
		f.What, f.Write = "is a folder, and folders are not read", "move its sources up into the corpus folder"
	}
	return f
}

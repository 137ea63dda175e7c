// Package vectors keeps the vectors of passages on disk and finds those nearest to a question's.
//
// How to start: [Open] a folder for one model; [Folder.Missing] says which texts have no vector yet; [Folder.Write]
// keeps some more; [Folder.Set] arranges what is kept by document number; [Set.Scores] compares a question's vector
// with every one of them.
//
// What it keeps: a folder with files that are never changed. Each holds some thousand vectors: eight bits a dimension
// and one scale a vector, the SHA-256 of the text that each was made from, and a checksum over all. A file is written
// aside, brought to the disk and renamed, so that a kill leaves all of it or nothing; a file that is damaged is left
// out, and its texts are missing again. [Folder.Compact] makes one file of them. Vectors of two models never meet: the
// model's name is part of the folder's name and of every file.
//
// The package knows numbers and keys: no passages, no network.
package vectors

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
)

// Key names the text that a vector was made from: its SHA-256.
type Key [sha256.Size]byte

// KeyOf returns the key of a text.
func KeyOf(text string) Key { return sha256.Sum256([]byte(text)) }

// longestName bounds the readable part of a folder's name.
const longestName = 60

// FolderName is where below dir the vectors of a model lie: the model's name as far as file systems take it, and a
// part of its SHA-256, so that two names never meet.
func FolderName(dir, model string) string {
	readable := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '.', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, model)
	sum := sha256.Sum256([]byte(model))
	return filepath.Join(dir, strings.TrimLeft(readable[:min(len(readable), longestName)], ".")+"-"+hex.EncodeToString(sum[:4]))
}

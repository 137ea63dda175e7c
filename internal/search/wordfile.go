package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// wordFile is the vocabulary of passages as it lies on disk: sorted, and
// looked up where it stands.
type wordFile struct {
	passages  int
	stems     table
	stemInfo  []uint32 // df<<9 | fields<<1 | apart, of which df has 23 bits
	words     table
	wordInfo  []uint32 // count<<1 | asked
	compounds table
	pairs     []string // of each compound, the two stems with a space
}

// Bounds of packed counts.
const (
	mostDF    = 1<<23 - 1
	mostCount = 1<<31 - 1
)

func packStem(i stemInfo) uint32 {
	n := min(i.df, mostDF)<<9 | uint32(i.fields)<<1
	if i.apart {
		n |= 1
	}
	return n
}

func unpackStem(n uint32) stemInfo {
	return stemInfo{df: n >> 9, fields: uint8(n >> 1), apart: n&1 != 0}
}

func packWord(i wordInfo) uint32 {
	n := min(i.count, mostCount) << 1
	if i.asked {
		n |= 1
	}
	return n
}

func unpackWord(n uint32) wordInfo { return wordInfo{count: n >> 1, asked: n&1 != 0} }

// file returns the vocabulary in the form of a file.
func (v *vocabulary) file() *wordFile {
	w := &wordFile{passages: v.passages}
	var p packer
	stems := slices.Sorted(maps.Keys(v.byStem))
	p.table(stems)
	words := slices.Sorted(maps.Keys(v.words))
	p.table(words)
	compounds := slices.Sorted(maps.Keys(v.compounds))
	p.table(compounds)
	u := unpacker{in: string(p.out)}
	w.stems, w.words, w.compounds = u.table(), u.table(), u.table()
	for _, s := range stems {
		w.stemInfo = append(w.stemInfo, packStem(v.byStem[s]))
	}
	for _, s := range words {
		w.wordInfo = append(w.wordInfo, packWord(v.words[s]))
	}
	for _, s := range compounds {
		w.pairs = append(w.pairs, strings.Join(v.compounds[s], " "))
	}
	return w
}

func (w *wordFile) pack() []byte {
	var p packer
	p.number(w.passages)
	for _, t := range []table{w.stems, w.words, w.compounds} {
		p.words(t.ends)
		p.text(t.all)
	}
	p.words(w.stemInfo)
	p.words(w.wordInfo)
	p.texts(w.pairs)
	return p.out
}

func unpackWords(data []byte) (*wordFile, error) {
	u := unpacker{in: string(data)}
	w := &wordFile{passages: u.number()}
	w.stems, w.words, w.compounds = u.table(), u.table(), u.table()
	w.stemInfo, w.wordInfo, w.pairs = u.words(), u.words(), u.texts()
	if u.err == nil && (len(w.stemInfo) != w.stems.count() || len(w.wordInfo) != w.words.count() || len(w.pairs) != w.compounds.count()) {
		u.fail()
	}
	return w, u.err
}

// joinWords adds up the vocabularies of parts. Of two parts that know a
// compound the first says what it is made of.
func joinWords(files []*wordFile) *wordFile {
	out := &wordFile{}
	var stems, words, compounds []table
	for _, w := range files {
		out.passages += w.passages
		stems, words, compounds = append(stems, w.stems), append(words, w.words), append(compounds, w.compounds)
	}
	var p packer
	p.table(joinTables(stems, func(from []place) {
		var sum stemInfo
		for _, f := range from {
			i := unpackStem(files[f.file].stemInfo[f.at])
			sum = stemInfo{sum.df + i.df, sum.fields | i.fields, sum.apart || i.apart}
		}
		out.stemInfo = append(out.stemInfo, packStem(sum))
	}))
	p.table(joinTables(words, func(from []place) {
		var sum wordInfo
		for _, f := range from {
			i := unpackWord(files[f.file].wordInfo[f.at])
			sum = wordInfo{sum.count + i.count, sum.asked || i.asked}
		}
		out.wordInfo = append(out.wordInfo, packWord(sum))
	}))
	p.table(joinTables(compounds, func(from []place) {
		out.pairs = append(out.pairs, files[from[0].file].pairs[from[0].at])
	}))
	u := unpacker{in: string(p.out)}
	out.stems, out.words, out.compounds = u.table(), u.table(), u.table()
	return out
}

// place is an entry of one of several tables.
type place struct {
	text     string
	file, at int
}

// joinTables returns the texts of all tables, sorted and each once, and tells
// for each where it stands.
func joinTables(tables []table, visit func([]place)) []string {
	var all []place
	for n, t := range tables {
		for i := range t.ends {
			all = append(all, place{t.at(i), n, i})
		}
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Or(strings.Compare(a.text, b.text), a.file-b.file) })
	var out []string
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].text == all[0].text {
			n++
		}
		visit(all[:n])
		out = append(out, all[0].text)
		all = all[n:]
	}
	return out
}

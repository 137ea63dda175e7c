package store

import (
	"encoding/binary"
	"slices"
)

// What a page of a SQLite database looks like (sqlite.org/fileformat2.html,
// "B-tree Pages"): a header, the numbers that point at the page's cells, an
// unused gap, and the cells, with free blocks between them. The first page
// begins with the file's header.
const (
	fileHeader   = 100
	leafHeader   = 8
	insideHeader = 12
	freeHeader   = 4 // of a free block: where the next one begins, its own size
)

// wiped returns a page with zeros wherever no row stands, and whether that
// changed anything; the page itself is left as it is. What is not a page of
// rows, or not as described, is not touched: pages of long rows begin with a
// page's number, whose first byte is zero in a file of less than 64 GiB.
func wiped(number int, page []byte) ([]byte, bool) {
	unused, ok := unusedParts(number, page)
	if !ok {
		return page, false
	}
	var clean []byte
	for _, part := range unused {
		if !slices.ContainsFunc(page[part[0]:part[1]], func(b byte) bool { return b != 0 }) {
			continue
		}
		if clean == nil {
			clean = slices.Clone(page)
		}
		clear(clean[part[0]:part[1]])
	}
	if clean == nil {
		return page, false
	}
	return clean, true
}

// unusedParts returns where the gap and the insides of the free blocks begin
// and end; false for what is no well-formed page of rows.
func unusedParts(number int, page []byte) ([][2]int, bool) {
	start := 0
	if number == 1 {
		start = fileHeader
	}
	if number >= 1<<24 || len(page) < start+insideHeader {
		return nil, false
	}
	head := page[start:]
	size := leafHeader
	switch head[0] {
	case 0x02, 0x05:
		size = insideHeader
	case 0x0a, 0x0d:
	default:
		return nil, false
	}
	two := func(at int) int { return int(binary.BigEndian.Uint16(page[at:])) }
	from := start + size + 2*two(start+3)
	to := two(start + 5)
	if to == 0 {
		to = 1 << 16
	}
	if from > to || to > len(page) {
		return nil, false
	}
	unused := [][2]int{{from, to}}
	for at, last := two(start+1), to; at != 0; at = two(at) {
		if at < last || at+freeHeader > len(page) {
			return nil, false
		}
		end := at + two(at+2)
		if end < at+freeHeader || end > len(page) {
			return nil, false
		}
		unused = append(unused, [2]int{at + freeHeader, end})
		last = end
	}
	return unused, true
}

package search

import (
	"encoding/binary"
	"errors"
	"sort"
	"strings"
)

// errCut says that a file of an index ends too early or holds what cannot
// be. Checksums find damage before; this keeps a file with a right checksum
// and wrong content from doing harm.
var errCut = errors.New("it is cut short or damaged")

// packer writes numbers and texts one after the other.
type packer struct{ out []byte }

func (p *packer) number(n int)  { p.out = binary.AppendUvarint(p.out, uint64(n)) }
func (p *packer) word(n uint32) { p.out = binary.LittleEndian.AppendUint32(p.out, n) }
func (p *packer) text(s string) { p.number(len(s)); p.out = append(p.out, s...) }
func (p *packer) texts(list []string) {
	p.number(len(list))
	for _, s := range list {
		p.text(s)
	}
}

func (p *packer) words(list []uint32) {
	p.number(len(list))
	for _, n := range list {
		p.word(n)
	}
}

// unpacker reads what a packer wrote. Texts are parts of one string. After
// the first error all reads give nothing.
type unpacker struct {
	in  string
	err error
}

func (u *unpacker) fail() {
	u.err, u.in = errCut, ""
}

func (u *unpacker) number() int {
	var n uint64
	for i, shift := 0, 0; i < len(u.in) && shift < 63; i, shift = i+1, shift+7 {
		b := u.in[i]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			u.in = u.in[i+1:]
			if n > 1<<47 {
				break
			}
			return int(n)
		}
	}
	u.fail()
	return 0
}

// count reads how many things of at least so many bytes follow.
func (u *unpacker) count(bytes int) int {
	n := u.number()
	if n > len(u.in)/bytes {
		u.fail()
		return 0
	}
	return n
}

func (u *unpacker) take(n int) string {
	if n > len(u.in) {
		u.fail()
		return ""
	}
	out := u.in[:n]
	u.in = u.in[n:]
	return out
}

func (u *unpacker) text() string { return u.take(u.number()) }

func (u *unpacker) texts() []string {
	n := u.count(1)
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = u.text()
	}
	return out
}

func (u *unpacker) words() []uint32 {
	out := make([]uint32, u.count(4))
	in := u.take(4 * len(out))
	for i := range out {
		b := in[4*i : 4*i+4]
		out[i] = uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
	}
	return out
}

// table is a sorted list of texts in one string.
type table struct {
	all  string
	ends []uint32
}

func (p *packer) table(sorted []string) {
	ends := make([]uint32, len(sorted))
	n := 0
	for i, s := range sorted {
		n += len(s)
		ends[i] = uint32(n)
	}
	p.words(ends)
	p.text(strings.Join(sorted, ""))
}

func (u *unpacker) table() table {
	t := table{ends: u.words()}
	t.all = u.text()
	from := uint32(0)
	for _, end := range t.ends {
		if end < from || int(end) > len(t.all) {
			u.fail()
			return table{}
		}
		from = end
	}
	return t
}

func (t table) count() int { return len(t.ends) }

func (t table) at(i int) string {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]]
}

// find returns where s stands, or -1.
func (t table) find(s string) int {
	i := sort.Search(len(t.ends), func(i int) bool { return t.at(i) >= s })
	if i < len(t.ends) && t.at(i) == s {
		return i
	}
	return -1
}

package rerank

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// magic begins a file of a stage; its last byte is the version of the form.
const magic = "CBSTAGE\x01"

// ErrDamaged is returned for a file that no stage can be read from.
var ErrDamaged = errors.New("the file of the second stage is damaged, or of another version; build the index again")

// parts lists what a file holds, in order: each a slice of numbers, bytes or
// strings.
func (s *Stage) parts() []any {
	return []any{
		&s.words, &s.stems, &s.stemOf, &s.holds, &s.docs.from, &s.docs.packed, &s.length, &s.pieces, &s.norm,
		&s.grams.keys, &s.grams.holds, &s.grams.from, &s.grams.words, &s.latent.stems, &s.latent.scale, &s.latent.docs, &s.latent.width,
	}
}

// WriteTo writes the stage in a form that [Open] reads. The same stage gives
// the same bytes.
func (s *Stage) WriteTo(w io.Writer) (int64, error) {
	c := &counter{to: bufio.NewWriter(w)}
	c.bytes([]byte(magic))
	for _, p := range s.parts() {
		switch p := p.(type) {
		case *[]string:
			joined := []byte(strings.Join(*p, "\n"))
			c.number(uint64(len(*p)))
			c.number(uint64(len(joined)))
			c.bytes(joined)
		case *[]byte:
			c.number(uint64(len(*p)))
			c.bytes(*p)
		case *[]uint32:
			c.number(uint64(len(*p)))
			for _, v := range *p {
				c.bytes(binary.LittleEndian.AppendUint32(c.small[:0], v))
			}
		case *[]uint64:
			c.number(uint64(len(*p)))
			for _, v := range *p {
				c.number(v)
			}
		case *[]float32:
			c.number(uint64(len(*p)))
			for _, v := range *p {
				c.bytes(binary.LittleEndian.AppendUint32(c.small[:0], math.Float32bits(v)))
			}
		}
	}
	if err := c.to.Flush(); err != nil { // holds the first error of all writes
		return c.n, fmt.Errorf("write the second stage: %w", err)
	}
	return c.n, nil
}

type counter struct {
	to    *bufio.Writer
	n     int64
	small [8]byte
}

func (c *counter) bytes(p []byte) {
	n, _ := c.to.Write(p) // a bufio.Writer keeps its error for Flush
	c.n += int64(n)
}

func (c *counter) number(v uint64) { c.bytes(binary.LittleEndian.AppendUint64(c.small[:0], v)) }

// Open reads a stage that WriteTo wrote. Words of passages and places in the
// learned space are used where they stand in data, which may be a mapped
// file and must not change; the rest is copied. Data that is cut or does not
// fit together is refused with ErrDamaged; flipped bits are for a checksum
// to find.
func Open(data []byte) (*Stage, error) {
	d := &decoder{data: data}
	if string(d.take(uint64(len(magic)))) != magic {
		return nil, ErrDamaged
	}
	s := &Stage{}
	for _, p := range s.parts() {
		switch p := p.(type) {
		case *[]string:
			*p = d.strings()
		case *[]byte:
			*p = d.take(d.number())
		case *[]uint32:
			*p = numbers(d, 4, binary.LittleEndian.Uint32)
		case *[]uint64:
			*p = numbers(d, 8, binary.LittleEndian.Uint64)
		case *[]float32:
			*p = numbers(d, 4, func(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) })
		}
	}
	if d.bad || len(d.data) > 0 || !s.fits() {
		return nil, ErrDamaged
	}
	s.weigh()
	s.prepare()
	return s, nil
}

// decoder takes parts from the front of data.
type decoder struct {
	data []byte
	bad  bool
}

func (d *decoder) take(n uint64) []byte {
	if n > uint64(len(d.data)) {
		d.bad, d.data = true, nil
		return nil
	}
	out := d.data[:n:n]
	d.data = d.data[n:]
	return out
}

func (d *decoder) number() uint64 {
	if b := d.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (d *decoder) strings() []string {
	n := d.number()
	joined := string(d.take(d.number()))
	if n == 0 {
		return nil
	}
	out := strings.Split(joined, "\n")
	d.bad = d.bad || uint64(len(out)) != n
	return out
}

func numbers[T any](d *decoder, size uint64, read func([]byte) T) []T {
	n := d.number()
	if n > uint64(len(d.data))/size {
		d.bad = true
		return nil
	}
	raw := d.take(n * size)
	out := make([]T, n)
	for i := range out {
		out[i] = read(raw[uint64(i)*size:])
	}
	return out
}

// fits reports whether the parts belong together, so that no number leads
// out of them.
func (s *Stage) fits() bool {
	n := s.docs.len()
	if len(s.stemOf) != len(s.words) || len(s.holds) != len(s.stems) || len(s.length) != n || len(s.pieces) != n || len(s.norm) != n {
		return false
	}
	g := &s.grams
	if len(g.holds) != len(g.keys) || len(g.from) != len(g.keys)+1 || !ascending(g.from, len(g.words)) || !ascending(s.docs.from, len(s.docs.packed)) {
		return false
	}
	if !below(s.stemOf, len(s.stems)) || !below(g.words, len(s.words)) {
		return false
	}
	var buffer []entry
	for doc := range n {
		buffer = s.docs.entries(doc, buffer)
		for _, e := range buffer {
			if uint64(e.word) >= uint64(len(s.words)) {
				return false
			}
		}
	}
	return s.latent.fits(n, len(s.stems))
}

// fits finds the number of dimensions.
func (l *latent) fits(docs, stems int) bool {
	if len(l.docs) == 0 {
		return len(l.stems) == 0
	}
	if docs == 0 || len(l.docs)%docs != 0 {
		return false
	}
	l.dims = len(l.docs) / docs
	return len(l.stems) == stems*l.dims && len(l.scale) == stems && len(l.width) == docs
}

func below(values []uint32, bound int) bool {
	for _, v := range values {
		if uint64(v) >= uint64(bound) {
			return false
		}
	}
	return true
}

// ascending reports whether from leads from 0 to the end.
func ascending[T uint32 | uint64](from []T, end int) bool {
	if len(from) == 0 {
		return end == 0
	}
	for i := 1; i < len(from); i++ {
		if from[i] < from[i-1] {
			return false
		}
	}
	return from[0] == 0 && uint64(from[len(from)-1]) == uint64(end)
}

package vectors

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
)

// A file of vectors: magic, dimensions, count, length of the model's name (each four bytes, little endian), the name,
// the keys, the scales (32-bit floats), the rows (a byte a dimension), and the SHA-256 of all that.
const (
	magic     = "cbvec 1\n"
	extension = ".vec"
	headSize  = len(magic) + 12

	maxDimensions = 16384
	maxName       = 1 << 10
)

// head is the beginning of a file.
type head struct {
	dimensions, count int
	model             string
}

func (h head) size() int64 {
	return int64(headSize) + int64(len(h.model)) + int64(h.count)*int64(len(Key{})+4+h.dimensions) + sha256.Size
}

// rows is where the rows begin.
func (h head) rows() int64 {
	return int64(headSize) + int64(len(h.model)) + int64(h.count)*int64(len(Key{})+4)
}

func (h head) bytes() []byte {
	out := append([]byte(magic), make([]byte, 12)...)
	for i, n := range []int{h.dimensions, h.count, len(h.model)} {
		binary.LittleEndian.PutUint32(out[len(magic)+4*i:], uint32(n))
	}
	return append(out, h.model...)
}

// readHead reads a file's beginning and holds it against the file's size, so that no number in a damaged file makes
// the program take memory that the file does not fill.
func readHead(r io.Reader, size int64) (head, error) {
	raw := make([]byte, headSize)
	if _, err := io.ReadFull(r, raw); err != nil || string(raw[:len(magic)]) != magic {
		return head{}, errors.New("it is no file of vectors")
	}
	number := func(i int) int { return int(binary.LittleEndian.Uint32(raw[len(magic)+4*i:])) }
	h := head{dimensions: number(0), count: number(1)}
	if n := number(2); h.dimensions < 1 || h.dimensions > maxDimensions || n > maxName {
		return head{}, errors.New("its first bytes are damaged")
	} else {
		name := make([]byte, n)
		if _, err := io.ReadFull(r, name); err != nil {
			return head{}, errors.New("it is cut off")
		}
		h.model = string(name)
	}
	if h.size() != size {
		return head{}, fmt.Errorf("it has %d bytes and should have %d", size, h.size())
	}
	return h, nil
}

// file is one file of vectors that was found whole.
type file struct {
	path string
	head
	keys   []Key
	scales []float32
}

// openFile reads all of a file but keeps its rows on disk.
func openFile(path string) (*file, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	whole := bufio.NewReaderSize(f, 1<<20)
	r := io.TeeReader(io.LimitReader(whole, info.Size()-sha256.Size), sum)
	out := &file{path: path}
	if out.head, err = readHead(r, info.Size()); err != nil {
		return nil, err
	}
	out.keys, out.scales = make([]Key, out.count), make([]float32, out.count)
	for i := range out.keys {
		if _, err := io.ReadFull(r, out.keys[i][:]); err != nil {
			return nil, err
		}
	}
	if err := binary.Read(r, binary.LittleEndian, out.scales); err != nil {
		return nil, err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	var stored [sha256.Size]byte
	if _, err := io.ReadFull(whole, stored[:]); err != nil {
		return nil, err
	}
	if !bytes.Equal(sum.Sum(nil), stored[:]) {
		return nil, errors.New("its checksum is wrong")
	}
	return out, nil
}

// eachRow visits the rows in order. The row is valid during the call only.
func (f *file) eachRow(visit func(i int, row []int8) error) error {
	opened, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer opened.Close()
	if _, err := opened.Seek(f.rows(), io.SeekStart); err != nil {
		return err
	}
	r := bufio.NewReaderSize(opened, 1<<20)
	raw, row := make([]byte, f.dimensions), make([]int8, f.dimensions)
	for i := range f.count {
		if _, err := io.ReadFull(r, raw); err != nil {
			return fmt.Errorf("read %s: %w", f.path, err)
		}
		for d, b := range raw {
			row[d] = int8(b)
		}
		if err := visit(i, row); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file aside and gives it a name of its own once it is whole and on the disk. rows writes the rows
// in the order of keys.
func writeFile(dir string, h head, keys []Key, scales []float32, rows func(w io.Writer) error) (path string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	aside, err := os.CreateTemp(dir, "*.partial")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(aside.Name()))
		}
	}()
	sum := sha256.New()
	buffered := bufio.NewWriterSize(aside, 1<<20)
	w := io.MultiWriter(buffered, sum)
	_, err = w.Write(h.bytes())
	for i := 0; i < len(keys) && err == nil; i++ {
		_, err = w.Write(keys[i][:])
	}
	scaleBytes := make([]byte, 0, 4*len(scales))
	for _, s := range scales {
		scaleBytes = binary.LittleEndian.AppendUint32(scaleBytes, math.Float32bits(s))
	}
	if err == nil {
		_, err = w.Write(scaleBytes)
	}
	if err == nil {
		err = rows(w)
	}
	if err == nil {
		_, err = buffered.Write(sum.Sum(nil))
	}
	if err == nil {
		err = errors.Join(buffered.Flush(), aside.Sync())
	}
	if err = errors.Join(err, aside.Close()); err != nil {
		return "", err
	}
	path = aside.Name()[:len(aside.Name())-len(".partial")] + extension
	if err = os.Rename(aside.Name(), path); err != nil {
		return "", err
	}
	return path, syncDir(filepath.Dir(path))
}

// syncDir brings the names in a folder to the disk, where the system can do that.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // some systems cannot; the file itself is on the disk
	return d.Close()
}

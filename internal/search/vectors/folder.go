package vectors

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// mostFiles is from how many files on Compact makes one of them.
const mostFiles = 16

// staleAfter is how old what a killed process left must be before it is taken away.
const staleAfter = 24 * time.Hour

// Folder holds the vectors of one model. Its methods are not safe for concurrent use; two processes may use one folder.
type Folder struct {
	dir, model string
	dimensions int // of all vectors, 0 where there are none yet
	files      []*file
	at         map[Key]place
	damaged    []damage
}

// damage is a file that was left out.
type damage struct {
	path string
	why  error
}

// place is where a vector lies.
type place struct{ file, row int }

// Open reads which vectors of a model lie below dir. A folder that is not there holds none; it is made by the first
// Write.
func Open(dir, model string) (*Folder, error) {
	f := &Folder{dir: FolderName(dir, model), model: model}
	const tries = 3 // another process may put files together while this one lists them
	var err error
	for range tries {
		if err = f.read(); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read the vectors in %s: %w", f.dir, err)
	}
	return f, nil
}

func (f *Folder) read() error {
	f.files, f.at, f.damaged, f.dimensions = nil, map[Key]place{}, nil, 0
	paths, err := filepath.Glob(filepath.Join(globQuote(f.dir), "*"+extension))
	if err != nil {
		return err
	}
	slices.Sort(paths)
	for _, path := range paths {
		opened, err := openFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return err
		case err != nil:
			f.damaged = append(f.damaged, damage{path, err})
		case opened.model != f.model, f.dimensions != 0 && opened.dimensions != f.dimensions:
			f.damaged = append(f.damaged, damage{path, errors.New("it holds vectors of another model")})
		default:
			f.add(opened)
		}
	}
	return nil
}

// globQuote keeps what a folder's own name holds from being taken for a pattern.
func globQuote(path string) string {
	var out []rune
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' || r == '\\' && filepath.Separator != '\\' {
			out = append(out, '\\')
		}
		out = append(out, r)
	}
	return string(out)
}

func (f *Folder) add(opened *file) {
	f.dimensions = opened.dimensions
	for row, key := range opened.keys {
		f.at[key] = place{len(f.files), row}
	}
	f.files = append(f.files, opened)
}

// Dir is where the files lie.
func (f *Folder) Dir() string { return f.dir }

// Model is the model's name.
func (f *Folder) Model() string { return f.model }

// Len is how many texts have a vector.
func (f *Folder) Len() int { return len(f.at) }

// Dimensions is the length of all vectors, 0 where there are none.
func (f *Folder) Dimensions() int { return f.dimensions }

// Damaged says which files were left out, and why.
func (f *Folder) Damaged() []error {
	var out []error
	for _, d := range f.damaged {
		out = append(out, fmt.Errorf("%s is left out: %w", d.path, d.why))
	}
	return out
}

// Has reports whether a text has a vector.
func (f *Folder) Has(key Key) bool {
	_, ok := f.at[key]
	return ok
}

// Write keeps vectors, one a key, in a file of their own: all of them or, with an error, none.
func (f *Folder) Write(keys []Key, vecs [][]float32) error {
	if len(keys) != len(vecs) {
		return fmt.Errorf("%d vectors for %d texts", len(vecs), len(keys))
	}
	if len(keys) == 0 {
		return nil
	}
	dimensions := len(vecs[0])
	if f.dimensions != 0 {
		dimensions = f.dimensions
	}
	scales, rows := make([]float32, len(vecs)), make([]int8, len(vecs)*dimensions)
	for i, v := range vecs {
		if len(v) != dimensions || dimensions == 0 || dimensions > maxDimensions {
			return fmt.Errorf("the model %s gives vectors of %d dimensions, and %s holds some of %d: it has changed behind its name; take the folder away",
				f.model, len(v), f.dir, dimensions)
		}
		scales[i] = quantize(v, rows[i*dimensions:(i+1)*dimensions])
	}
	h := head{dimensions: dimensions, count: len(keys), model: f.model}
	path, err := writeFile(f.dir, h, keys, scales, func(w io.Writer) error { return writeRow(w, rows) })
	if err != nil {
		return fmt.Errorf("keep vectors in %s: %w", f.dir, err)
	}
	f.add(&file{path: path, head: h, keys: slices.Clone(keys), scales: scales})
	return nil
}

func writeRow(w io.Writer, row []int8) error {
	raw := make([]byte, len(row))
	for i, n := range row {
		raw[i] = byte(n)
	}
	_, err := w.Write(raw)
	return err
}

// Compact makes one file of many, once there are more than a few, and takes damaged ones away. With keep, vectors for
// which it is false are dropped, whatever the number of files.
func (f *Folder) Compact(keep func(Key) bool) error {
	f.sweep()
	if len(f.files) <= mostFiles && keep == nil && len(f.damaged) == 0 {
		return nil
	}
	var keys []Key
	var scales []float32
	wanted := func(n, row int) bool { // a text that was embedded twice is kept once
		key := f.files[n].keys[row]
		return f.at[key] == place{n, row} && (keep == nil || keep(key))
	}
	for n, old := range f.files {
		for row, key := range old.keys {
			if wanted(n, row) {
				keys, scales = append(keys, key), append(scales, old.scales[row])
			}
		}
	}
	if len(keys) > 0 {
		h := head{dimensions: f.dimensions, count: len(keys), model: f.model}
		_, err := writeFile(f.dir, h, keys, scales, func(w io.Writer) error {
			for n, old := range f.files {
				err := old.eachRow(func(i int, row []int8) error {
					if !wanted(n, i) {
						return nil
					}
					return writeRow(w, row)
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("put the vectors in %s together: %w", f.dir, err)
		}
	}
	var spent []string
	for _, old := range f.files {
		spent = append(spent, old.path)
	}
	for _, d := range f.damaged {
		spent = append(spent, d.path)
	}
	for _, path := range spent {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("put the vectors in %s together: %w", f.dir, err)
		}
	}
	return f.read()
}

// sweep takes away what processes that were killed have left.
func (f *Folder) sweep() {
	paths, _ := filepath.Glob(filepath.Join(globQuote(f.dir), "*.partial")) // the pattern is a good one
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > staleAfter {
			_ = os.Remove(path) // the next one will
		}
	}
}

// Clear takes all vectors away.
func (f *Folder) Clear() error {
	if err := os.RemoveAll(f.dir); err != nil {
		return fmt.Errorf("take the vectors in %s away: %w", f.dir, err)
	}
	return f.read()
}

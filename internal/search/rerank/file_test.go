package rerank

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
)

func written(t testing.TB, s *Stage) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := s.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("%d of %d bytes written, error %v", n, b.Len(), err)
	}
	return b.Bytes()
}

// TestOpenRanksAlike: what is read back ranks as what was written, and is
// written to the same bytes.
func TestOpenRanksAlike(t *testing.T) {
	for _, texts := range [][]string{nil, {"fever chill"}, topics()} {
		s := stage(t, texts...)
		data := written(t, s)
		again, err := Open(data)
		if err != nil {
			t.Fatalf("%d passages: %v", len(texts), err)
		}
		candidates := []Candidate{{Doc: 0, Score: 2}, {Doc: 3, Score: 1}, {Doc: 8}}
		if got, want := again.Rank(query("pyrexia brakes"), candidates, Standard), s.Rank(query("pyrexia brakes"), candidates, Standard); !reflect.DeepEqual(got, want) {
			t.Errorf("%d passages: %v, want %v", len(texts), got, want)
		}
		if !bytes.Equal(written(t, again), data) {
			t.Errorf("%d passages: written again, the file differs", len(texts))
		}
	}
}

// TestOpenRefusesCutFiles: a file that ends anywhere is refused.
func TestOpenRefusesCutFiles(t *testing.T) {
	data := written(t, stage(t, topics()...))
	for n := 0; n < len(data); n += 1 + len(data)/500 {
		if _, err := Open(data[:n]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("%d of %d bytes: error %v, want ErrDamaged", n, len(data), err)
		}
	}
}

// FuzzOpen: whatever is read, ranking with it does not panic.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(magic))
	b := NewBuilder()
	for _, text := range topics()[:12] {
		w := query(text).Words
		b.Add(w, []int{1, 2, 1, 1, 1})
	}
	s, err := b.Build(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(written(f, s))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Open(data)
		if err != nil {
			return
		}
		candidates := []Candidate{{Doc: 0, Score: 2}, {Doc: 3, Score: 1}, {Doc: 8}}
		s.Rank(query("pyrexia brakes"), candidates, Standard)
		s.Widen(query("pyrexia brake"), candidates)
	})
}

package vectors

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// unit returns a random vector of length 1.
func unit(r *rand.Rand, dimensions int) []float32 {
	v, sum := make([]float32, dimensions), 0.0
	for i := range v {
		v[i] = float32(r.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// sample returns n keys with vectors.
func sample(n, dimensions int) ([]Key, [][]float32) {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var keys []Key
	var vecs [][]float32
	for i := range n {
		keys, vecs = append(keys, KeyOf(fmt.Sprint("text ", i))), append(vecs, unit(r, dimensions))
	}
	return keys, vecs
}

func cosine(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func open(t *testing.T, dir, model string) *Folder {
	t.Helper()
	f, err := Open(dir, model)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func write(t *testing.T, f *Folder, keys []Key, vecs [][]float32) {
	t.Helper()
	if err := f.Write(keys, vecs); err != nil {
		t.Fatal(err)
	}
}

func set(t *testing.T, f *Folder, keys []Key) *Set {
	t.Helper()
	s, err := f.Set(keys)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWhatIsKeptComesBack writes in two files, opens anew and asks in another order.
func TestWhatIsKeptComesBack(t *testing.T) {
	dir := t.TempDir()
	keys, vecs := sample(9000, 51) // more than one worker's share, and a length that is no multiple of 16
	f := open(t, dir, "m")
	write(t, f, keys[:5000], vecs[:5000])
	write(t, f, keys[5000:], vecs[5000:])
	f = open(t, dir, "m")
	if f.Len() != 9000 || f.Dimensions() != 51 || len(f.Damaged()) != 0 {
		t.Fatalf("%d vectors of %d dimensions, damaged %v", f.Len(), f.Dimensions(), f.Damaged())
	}
	slices.Reverse(keys)
	slices.Reverse(vecs)
	s := set(t, f, append(keys, KeyOf("not embedded"), keys[0]))
	if s.Have() != 9001 || s.Has(9000) || !s.Has(9001) {
		t.Errorf("%d of %d passages have a vector", s.Have(), s.Len())
	}
	q := unit(rand.New(rand.NewPCG(9, 9)), 51)
	scores, err := s.Scores(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vecs {
		if want := cosine(q, v); math.Abs(float64(scores[i])-want) > 0.01 {
			t.Fatalf("score %d is %.4f, want %.4f", i, scores[i], want)
		}
	}
	if scores[9000] != 0 || scores[9001] != scores[0] {
		t.Errorf("without a vector %.3f; the same text twice %.3f and %.3f", scores[9000], scores[0], scores[9001])
	}
	if some := s.At(q, []int{7, 3}); some[0] != scores[7] || some[1] != scores[3] {
		t.Errorf("At gives %v, Scores %v", some, []float32{scores[7], scores[3]})
	}
	if _, err := s.Scores(t.Context(), q[:50]); err == nil {
		t.Error("a vector of another length was compared")
	}
}

// TestRounding holds eight bits against the true cosines.
func TestRounding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float32Range(-10, 10), 1, 400).Draw(t, "v")
		row := make([]int8, len(v))
		scale := quantize(v, row)
		length, back := 0.0, 0.0
		for i := range v {
			length += float64(v[i]) * float64(v[i])
			back += float64(row[i]) * float64(row[i]) * float64(scale) * float64(scale)
			if most := slices.MaxFunc(v, func(a, b float32) int { return int(math.Copysign(1, math.Abs(float64(a))-math.Abs(float64(b)))) }); math.Abs(float64(v[i])-float64(scale)*float64(row[i])) > 0.02*math.Abs(float64(most))+1e-6 {
				t.Fatalf("%v became %v", v[i], float32(row[i])*scale)
			}
		}
		if math.Abs(length-back) > 1e-4*length+1e-9 {
			t.Fatalf("the length changed from %v to %v", length, back)
		}
	})
}

func TestDamageIsLeftOut(t *testing.T) {
	keys, vecs := sample(40, 8)
	for name, spoil := range map[string]func([]byte) []byte{
		"cut":             func(b []byte) []byte { return b[:len(b)/2] },
		"empty":           func([]byte) []byte { return nil },
		"a bit in a row":  func(b []byte) []byte { b[len(b)-40] ^= 4; return b },
		"a bit in a key":  func(b []byte) []byte { b[headSize+5] ^= 1; return b },
		"a giant's count": func(b []byte) []byte { b[len(magic)+7] = 0x7f; return b },
		"another magic":   func(b []byte) []byte { b[0] = 'x'; return b },
		"longer":          func(b []byte) []byte { return append(b, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			f := open(t, dir, "m")
			write(t, f, keys[:20], vecs[:20])
			write(t, f, keys[20:], vecs[20:])
			raw, err := os.ReadFile(f.files[0].path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(f.files[0].path, spoil(raw), 0o600); err != nil {
				t.Fatal(err)
			}
			f = open(t, dir, "m")
			if f.Len() != 20 || len(f.Damaged()) != 1 || f.Has(keys[0]) == f.Has(keys[20]) {
				t.Fatalf("%d vectors, damaged: %v", f.Len(), f.Damaged())
			}
		})
	}
}

// TestKilledWriterLeavesNothing finds nothing in a file that was not finished.
func TestKilledWriterLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	keys, vecs := sample(5, 8)
	f := open(t, dir, "m")
	write(t, f, keys, vecs)
	if err := os.WriteFile(filepath.Join(f.Dir(), "1.partial"), []byte(magic), 0o600); err != nil {
		t.Fatal(err)
	}
	if f = open(t, dir, "m"); f.Len() != 5 || len(f.Damaged()) != 0 {
		t.Errorf("%d vectors, damaged: %v", f.Len(), f.Damaged())
	}
}

func TestModelsDoNotMeet(t *testing.T) {
	dir := t.TempDir()
	keys, vecs := sample(3, 8)
	f := open(t, dir, "org/Model")
	write(t, f, keys, vecs)
	for _, other := range []string{"org-model", "org/model", "../org/Model", strings.Repeat("m", 300)} {
		f := open(t, dir, other)
		if f.Len() != 0 || filepath.Dir(f.Dir()) != dir {
			t.Errorf("%q shares %s", other, f.Dir())
		}
	}
	_, longer := sample(1, 9)
	if err := f.Write(keys[:1], longer); err == nil || !strings.Contains(err.Error(), "9 dimensions") {
		t.Errorf("vectors of another length were kept: %v", err)
	}
}

func TestCompact(t *testing.T) {
	dir := t.TempDir()
	keys, vecs := sample(40, 8)
	f := open(t, dir, "m")
	for i := range keys {
		write(t, f, keys[i:i+1], vecs[i:i+1])
	}
	write(t, f, keys[:1], vecs[1:2]) // embedded again: the later one counts
	before, err := set(t, f, keys).Scores(t.Context(), vecs[5])
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Compact(nil); err != nil {
		t.Fatal(err)
	}
	after, err := set(t, open(t, dir, "m"), keys).Scores(t.Context(), vecs[5])
	if err != nil || !slices.Equal(before, after) {
		t.Errorf("putting files together changed scores: %v\n%v\n%v", err, before, after)
	}
	if len(f.files) != 1 || f.Len() != 40 {
		t.Errorf("%d files with %d vectors", len(f.files), f.Len())
	}
	if err := f.Compact(func(k Key) bool { return k == keys[3] }); err != nil || f.Len() != 1 || !f.Has(keys[3]) {
		t.Errorf("%d vectors left: %v", f.Len(), err)
	}
	if err := f.Clear(); err != nil || f.Len() != 0 {
		t.Errorf("%d vectors left: %v", f.Len(), err)
	}
}

// TestTop holds the heap against sorting.
func TestTop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOf(rapid.Float32Range(0, 3)).Draw(t, "scores")
		for i := range scores {
			scores[i] = float32(math.Round(float64(scores[i]))) // many are equal
		}
		k := rapid.IntRange(0, 12).Draw(t, "k")
		keep := func(doc int) bool { return doc%3 != 0 }
		var want []int
		for doc := range scores {
			if keep(doc) {
				want = append(want, doc)
			}
		}
		slices.SortStableFunc(want, func(a, b int) int { return int(scores[b] - scores[a]) })
		if got := Top(scores, k, keep); !slices.Equal(got, want[:min(k, len(want))]) {
			t.Fatalf("Top(%v, %d) = %v, want %v", scores, k, got, want)
		}
	})
}

func BenchmarkScores(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n, "x384"), func(b *testing.B) {
			s := &Set{dimensions: 384, rows: make([]int8, n*384), scales: make([]float32, n)}
			r := rand.New(rand.NewPCG(1, 2))
			for i := range s.rows {
				s.rows[i] = int8(r.IntN(255) - 127)
			}
			q := unit(r, 384)
			for b.Loop() {
				if _, err := s.Scores(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestMean is the mean of the vectors as kept, of those that have one.
func TestMean(t *testing.T) {
	keys, vecs := sample(4, 24)
	f := open(t, t.TempDir(), "m")
	write(t, f, keys[:3], vecs[:3])
	s, err := f.Set(keys)
	if err != nil {
		t.Fatal(err)
	}
	got := s.Mean([]int{0, 3, 2})
	for i := range got {
		if want := (vecs[0][i] + vecs[2][i]) / 2; math.Abs(float64(got[i]-want)) > 0.01 {
			t.Errorf("dimension %d is %.3f, want %.3f", i, got[i], want)
		}
	}
	if s.Mean([]int{3}) != nil || s.Mean(nil) != nil {
		t.Error("where none has a vector there is a mean")
	}
}

package search

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en" // the analyzer of the rival
	"github.com/blevesearch/bleve/v2/mapping"
	_ "modernc.org/sqlite" // FTS5, the other rival
)

// Where the measure at scale finds what it needs. Without the first it is
// skipped.
const (
	envScaleData     = "CURBSIDE_SCALE_DATA"     // folder with pmc_rct, nci and medquad
	envScalePassages = "CURBSIDE_SCALE_PASSAGES" // how many; 10,000 where not set
	envScaleDir      = "CURBSIDE_SCALE_DIR"      // where indexes stay between runs
	envScaleBuild    = "CURBSIDE_SCALE_BUILD"    // ours, bleve or fts5: build only that, measure nothing
)

// scaleK is how many hits each engine gives.
const scaleK = 10

// TestSpeedAtScale measures searches beside bleve's own match query and
// SQLite's FTS5 over the same passages, in turn, and holds the pruned
// ranking against scoring every passage.
func TestSpeedAtScale(t *testing.T) {
	data := os.Getenv(envScaleData)
	if data == "" {
		t.Skipf("%s is not set: it names a folder with pmc_rct/, nci/ and medquad/", envScaleData)
	}
	n, err := strconv.Atoi(cmp.Or(os.Getenv(envScalePassages), "10000"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(cmp.Or(os.Getenv(envScaleDir), t.TempDir()), strconv.Itoa(n))
	s := &scale{data: data, dir: dir, n: n, took: map[string][]time.Duration{}}
	for _, b := range []struct {
		name  string
		build func(*testing.T)
	}{{"ours", s.buildOurs}, {"bleve", s.buildBleve}, {"fts5", s.buildFTS5}} {
		if only := os.Getenv(envScaleBuild); only == "" || only == b.name {
			b.build(t)
		}
	}
	if os.Getenv(envScaleBuild) != "" {
		return
	}
	s.measure(t)
}

// scale is one measure.
type scale struct {
	data, dir string
	n         int
	took      map[string][]time.Duration
}

// once runs build unless done lies there already, and says how long it took.
func (s *scale) once(t *testing.T, name string, build func(path string) error) string {
	path := filepath.Join(s.dir, name)
	if _, err := os.Stat(path + ".done"); err == nil {
		return path
	}
	start := time.Now()
	if name != "ours" { // ours goes on where it was
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.MkdirAll(s.dir, 0o755), build(path)); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start).Round(time.Second / 10)
	t.Logf("%s: %d passages built in %v", name, s.n, took)
	if err := os.WriteFile(path+".done", []byte(took.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func (s *scale) buildOurs(t *testing.T) {
	s.once(t, "ours", func(path string) error {
		done, told := 0, time.Now()
		_, err := Build(t.Context(), path, scaleInput(t, s.data, s.n), BuildOptions{Progress: func(added int) {
			if done += added; time.Since(told) > 20*time.Second {
				told = time.Now()
				t.Logf("%d passages", done)
			}
		}})
		return err
	})
}

// buildBleve builds bleve's index as its documentation has it, with the
// English analyzer and one field, and without what a search does not need.
func (s *scale) buildBleve(t *testing.T) {
	s.once(t, "bleve", func(path string) error {
		field := mapping.NewTextFieldMapping()
		field.Analyzer, field.Store, field.IncludeInAll, field.DocValues, field.IncludeTermVectors = "en", false, false, false, false
		m := bleve.NewIndexMapping()
		m.DefaultMapping = bleve.NewDocumentStaticMapping()
		m.DefaultMapping.AddFieldMappingsAt("text", field)
		b, err := bleve.NewBuilder(path, m, map[string]any{"batchSize": segmentSize, "mergeMax": mergedSize, "buildPathPrefix": s.dir})
		if err != nil {
			return err
		}
		for row := range scaleRows(t, s.data, s.n) {
			if err := b.Index(row.ID, map[string]any{"text": row.Title + "\n" + row.Section + "\n" + row.Text}); err != nil {
				return err
			}
		}
		return b.Close()
	})
}

func (s *scale) buildFTS5(t *testing.T) {
	s.once(t, "fts5", func(path string) error {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			return err
		}
		defer db.Close()
		db.SetMaxOpenConns(1)
		for _, q := range []string{"PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "CREATE VIRTUAL TABLE p USING fts5(text, content='', tokenize='porter')"} {
			if _, err := db.Exec(q); err != nil {
				return err
			}
		}
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		insert, err := tx.Prepare("INSERT INTO p(rowid, text) VALUES (?, ?)")
		if err != nil {
			return err
		}
		id := 0
		for row := range scaleRows(t, s.data, s.n) {
			id++
			if _, err := insert.Exec(id, row.Title+"\n"+row.Section+"\n"+row.Text); err != nil {
				return err
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		_, err = db.Exec("INSERT INTO p(p) VALUES ('optimize')")
		return err
	})
}

// measure opens ours first, alone, so that its memory is its own.
func (s *scale) measure(t *testing.T) {
	questions := scaleQuestions(t, s.data, 200)
	start := time.Now()
	ix, err := Open(t.Context(), filepath.Join(s.dir, "ours"))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	ready := time.Since(start)
	first := s.pass(t, questions, map[string]func(string) error{"ours, words not met before": s.shipping(ix)})
	memory := memoryNow()
	start = time.Now()
	same := s.exhaustive(t, ix, questions)
	t.Logf("%d passages: ready after %v; after %d questions %s", s.n, ready.Round(time.Millisecond), len(questions), memory)
	t.Logf("the best %d are those of scoring every passage in %d of %d questions (checked in %v)", scaleK, same, len(questions), time.Since(start).Round(time.Second))

	engines := map[string]func(string) error{"ours": s.shipping(ix), "ours, BM25 core": s.core(t, ix, questions)}
	if match, done := s.bleve(t); match != nil {
		defer done()
		engines["bleve match"] = match
	}
	if match, done := s.fts5(t); match != nil {
		defer done()
		engines["SQLite FTS5"] = match
	}
	s.pass(t, questions[:20], engines) // files come into memory
	rows := s.pass(t, questions, engines)
	rows = append(rows, first...)
	s.print(t, rows)
	if same != len(questions) {
		t.Errorf("pruning found something else for %d questions", len(questions)-same)
	}
}

// row is what one engine took.
type row struct {
	name           string
	mean, p50, p95 time.Duration
}

// pass asks each engine each question, in turn.
func (s *scale) pass(t *testing.T, questions []string, engines map[string]func(string) error) []row {
	took := map[string][]time.Duration{}
	for _, q := range questions {
		for name, ask := range engines {
			start := time.Now()
			if err := ask(q); err != nil {
				t.Fatalf("%s: %s: %v", name, q, err)
			}
			took[name] = append(took[name], time.Since(start))
		}
	}
	var out []row
	for name, all := range took {
		var sum time.Duration
		for _, d := range all {
			sum += d
		}
		slices.Sort(all)
		out = append(out, row{name, sum / time.Duration(len(all)), all[len(all)/2], all[len(all)*95/100]})
	}
	slices.SortFunc(out, func(a, b row) int { return cmp.Compare(a.mean, b.mean) })
	return out
}

func (s *scale) print(t *testing.T, rows []row) {
	base := time.Duration(0)
	for _, r := range rows {
		if r.name == "bleve match" {
			base = r.mean
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| %d passages | mean | p50 | p95 | mean over bleve's |\n|---|---|---|---|---|\n", s.n)
	ms := func(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }
	for _, r := range rows {
		ratio := "-"
		if base > 0 {
			ratio = fmt.Sprintf("%.3f", float64(r.mean)/float64(base))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.name, ms(r.mean), ms(r.p50), ms(r.p95), ratio)
	}
	for _, name := range []string{"ours", "bleve", "fts5"} {
		if took, err := os.ReadFile(filepath.Join(s.dir, name+".done")); err == nil {
			fmt.Fprintf(&b, "built %s in %s, %d MiB\n", name, took, sizeOf(filepath.Join(s.dir, name))>>20)
		}
	}
	t.Logf("\n%s", b.String())
}

// shipping is the search that answers are made from.
func (s *scale) shipping(ix *Index) func(string) error {
	return func(q string) error {
		_, err := ix.Search(context.Background(), Query{Text: q, Limit: scaleK})
		return err
	}
}

// core looks terms up that were read before, and ranks.
func (s *scale) core(t *testing.T, ix *Index, questions []string) func(string) error {
	read := map[string][]Term{}
	for _, q := range questions {
		read[q] = ix.Read(q)
	}
	return func(q string) error {
		terms := slices.Clone(read[q])
		for i := range terms {
			var err error
			if terms[i].found, err = ix.find(context.Background(), &terms[i], false); err != nil {
				return err
			}
		}
		r, err := ix.newRanking(context.Background(), terms, asked{}, Query{})
		if err != nil {
			return err
		}
		_, err = r.best(context.Background(), scaleK)
		return err
	}
}

// exhaustive counts the questions whose best are what scoring every passage
// gives, in order and score.
func (s *scale) exhaustive(t *testing.T, ix *Index, questions []string) int {
	same := 0
	for _, q := range questions {
		terms := ix.Read(q)
		r, err := ix.newRanking(t.Context(), terms, ix.analyzer.rules.asksFor(q, terms), Query{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.best(t.Context(), scaleK)
		if err != nil {
			t.Fatal(err)
		}
		all := r.exhaustive()
		if slices.Equal(got, all[:min(scaleK, len(all))]) {
			same++
		}
	}
	return same
}

func (s *scale) bleve(t *testing.T) (func(string) error, func()) {
	path := filepath.Join(s.dir, "bleve")
	if _, err := os.Stat(path + ".done"); err != nil {
		return nil, nil
	}
	ix, err := bleve.OpenUsing(path, map[string]any{"read_only": true, "bolt_timeout": boltTimeout})
	if err != nil {
		t.Fatal(err)
	}
	return func(q string) error {
		match := bleve.NewMatchQuery(q)
		match.SetField("text")
		_, err := ix.Search(bleve.NewSearchRequestOptions(match, scaleK, 0, false))
		return err
	}, func() { ix.Close() }
}

func (s *scale) fts5(t *testing.T) (func(string) error, func()) {
	path := filepath.Join(s.dir, "fts5")
	if _, err := os.Stat(path + ".done"); err != nil {
		return nil, nil
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	rules := sharedRules()
	return func(q string) error {
		var words []string
		for _, w := range strings.FieldsFunc(strings.ToLower(q), func(r rune) bool { return !isWordRune(r) }) {
			if !rules.isStop(w) {
				words = append(words, `"`+w+`"`)
			}
		}
		rows, err := db.Query("SELECT rowid, rank FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?", strings.Join(words, " OR "), scaleK)
		if err != nil {
			return err
		}
		for rows.Next() {
		}
		return errors.Join(rows.Err(), rows.Close())
	}, func() { db.Close() }
}

// memoryNow tells what the process takes.
func memoryNow() string {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	out := fmt.Sprintf("heap %d MiB", m.HeapAlloc>>20)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return out
	}
	for line := range strings.Lines(string(status)) {
		if name, rest, ok := strings.Cut(line, ":"); ok && slices.Contains([]string{"VmRSS", "RssAnon", "RssFile", "VmHWM"}, name) {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0]) // the kernel's own form
			out += fmt.Sprintf(", %s %d MiB", name, kb>>10)
		}
	}
	return out
}

func sizeOf(path string) int64 {
	var n int64
	_ = filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error { // what cannot be read counts nothing
		if err == nil && !e.IsDir() {
			if info, err := e.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}

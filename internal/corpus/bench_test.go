package corpus

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// bigCorpus makes ten sources with n passages each and a lexicon of 200 terms, in the size and shape of curated files.
func bigCorpus(n int) fstest.MapFS {
	fsys := fstest.MapFS{}
	for s := range 10 {
		var b strings.Builder
		b.WriteString(frontMatter)
		b.WriteString("# Treatment\n\n## Dosing\n")
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, "\n### Regimen %d {#%d}\n```passage\ndrug: [aldesleukin]\nregimen: high-dose intravenous\n", i, i)
			b.WriteString("population: adults with metastatic renal cell carcinoma or melanoma\ncontext: treatment\ntopic: dosing\nstrength: null\nworks: [1]\nlocator: \"Dosing and Administration, paragraph 1\"\n```\n")
			for range 3 {
				b.WriteString("High-dose intravenous aldesleukin is given to adults with metastatic melanoma at 600,000 IU/kg every 8 hours for up to 14 doses.\n")
			}
			b.WriteString("- Rest of 9 days between the two cycles of aldesleukin.\n")
		}
		fsys[fmt.Sprintf("source-%d.md", s)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	var b strings.Builder
	b.WriteString("terms:\n")
	for i := range 200 {
		fmt.Fprintf(&b, "  - term: term %d\n    kind: drug\n    same: [one %d, other-%d, \"third, %d\"]\n    near: [the shot %d]\n    say: null\n    meaning: {passage: \"source-1#1\"}\n    not: [IL-12, interferon]\n", i, i, i, i, i)
	}
	fsys["lexicon.yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	return fsys
}

// BenchmarkLoadShipped reads the corpus that ships, from disk.
func BenchmarkLoadShipped(b *testing.B) {
	for b.Loop() {
		if _, err := Load(os.DirFS("../../corpus")); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{35, 350} {
		b.Run(fmt.Sprintf("passages=%d", 10*n), func(b *testing.B) {
			fsys := bigCorpus(n)
			for b.Loop() {
				if _, err := Load(fsys); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

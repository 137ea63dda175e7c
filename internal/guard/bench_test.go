package guard

import (
	"strings"
	"testing"
)

var question = strings.Repeat("My patient with metastatic renal cell carcinoma is on day 3 of high-dose aldesleukin and has a blood pressure of 92/60 after 7 doses; ", 4)[:500]

func BenchmarkCheck500(b *testing.B) {
	g := New()
	b.ReportAllocs()
	for b.Loop() {
		g.Check(question)
	}
}

func BenchmarkInjection500(b *testing.B) {
	g := New()
	for b.Loop() {
		g.Injection(question)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New()
	}
}

func BenchmarkCheck1MB(b *testing.B) {
	g := New()
	text := strings.Repeat(question, 2100)[:1<<20]
	b.SetBytes(1 << 20)
	for b.Loop() {
		g.Check(text)
	}
}

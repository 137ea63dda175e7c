package store

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/store/storetest"
)

// BenchmarkRequest takes requests through their whole life: claimed,
// acknowledged, composed, delivered. Each step is on the disk before the next.
func BenchmarkRequest(b *testing.B) {
	for _, at := range []int{2, 8, 64} {
		b.Run(fmt.Sprint("at once ", at), func(b *testing.B) {
			db := open(b, b.TempDir())
			var n atomic.Int64
			b.SetParallelism(at / 2)
			start := time.Now()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					live(b, db, fmt.Sprint(n.Add(1)))
				}
			})
			b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "requests/s")
		})
	}
}

func live(t testing.TB, db *DB, id string) {
	ctx := t.Context()
	r := consult.Request{ID: id, Adapter: "discord", Tenant: "guild:1", User: "u" + id, Channel: "2", Kind: "ask", Text: "What is the dose?", Token: strings.Repeat("t", 200), Received: db.now()}
	if ok, err := db.Claim(ctx, r); err != nil || !ok {
		t.Error(ok, err)
	}
	if err := db.Acknowledged(ctx, id, "", db.now()); err != nil {
		t.Error(err)
	}
	k := &consult.Kept{Turn: consult.Turn{Asked: r.Text, Standalone: r.Text, Answer: storetest.Answer("a"+id, strings.Repeat("A headline. ", 400))}, Tenant: r.Tenant, Consult: id, User: r.User, Channel: r.Channel}
	if err := db.Composed(ctx, id, k, []byte(strings.Repeat("m", 2500))); err != nil {
		t.Error(err)
	}
	if err := db.Delivered(ctx, id, "m"+id, db.now()); err != nil {
		t.Error(err)
	}
}

// BenchmarkClaim is the step that an acknowledgement waits for.
func BenchmarkClaim(b *testing.B) {
	db := open(b, b.TempDir())
	for n := 0; b.Loop(); n++ {
		if _, err := db.Claim(b.Context(), consult.Request{ID: fmt.Sprint(n), Tenant: "guild:1", User: "u", Text: "What is the dose?"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnswer reads an answer among many, as a pressed button does.
func BenchmarkAnswer(b *testing.B) {
	db := open(b, b.TempDir())
	for n := range 2000 {
		live(b, db, fmt.Sprint(n))
	}
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for n := 0; pb.Next(); n++ {
			if _, err := db.Answer(b.Context(), "guild:1", fmt.Sprint("a", n%2000)); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkForget deletes one user's answer among many.
func BenchmarkForget(b *testing.B) {
	db := open(b, b.TempDir())
	for n := range 5000 {
		live(b, db, fmt.Sprint(n))
	}
	for n := 0; b.Loop(); n++ {
		if _, err := db.Forget(b.Context(), fmt.Sprint("u", n%5000), db.now()); err != nil {
			b.Fatal(err)
		}
	}
}

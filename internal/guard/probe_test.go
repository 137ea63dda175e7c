package guard

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestProbe(t *testing.T) {
	f := os.Getenv("PROBE")
	if f == "" {
		t.Skip("PROBE names no file to look at")
	}
	fh, _ := os.Open(f)
	sc := bufio.NewScanner(fh)
	sc.Buffer(nil, 1<<22)
	want := os.Getenv("SHOW")
	n := 0
	c := map[string]int{}
	for sc.Scan() {
		l := strings.TrimSpace(sc.Text())
		if l == "" || strings.HasPrefix(l, "##") {
			continue
		}
		n++
		r := Check(l)
		c[r.Verdict]++
		show := want == "" || strings.Contains(","+want+",", ","+r.Verdict+",")
		if show {
			rs := []rune(l)
			var b strings.Builder
			for _, s := range r.Spans {
				fmt.Fprintf(&b, " {%s %q}", s.Kind, string(rs[s.Start:s.End]))
			}
			if len(l) > 300 {
				l = l[:300]
			}
			fmt.Println(r.Verdict, "|", l, "|", b.String())
		}
	}
	fmt.Println(n, c)
}
func TestWhy(t *testing.T) {
	s := os.Getenv("WHY")
	if s == "" {
		t.Skip("WHY holds no text to explain")
	}
	l := shared().lex
	for _, s := range strings.Split(s, "||") {
		fmt.Println("==", s)
		r := l.read(s)
		found := l.match(r, groupsOfCheck|groupInjection)
		sc := newScene(r, found)
		txt := func(m mention) string { sp := r.span("", m.from, m.to); return string([]rune(s)[sp.Start:sp.End]) }
		for _, m := range found {
			fmt.Printf("  %d %s/%s/%s %q <%.70s>\n", m.sent, m.rule.group, m.rule.kind, m.rule.grade, txt(m), m.rule.line)
		}
		for i, d := range sc.dangers {
			fmt.Printf("  -> %s %q %.2f\n", d.rule.kind, txt(d), sc.weigh(i))
		}
		fmt.Println(Check(s))
	}
}
func TestLabelled(t *testing.T) {
	f := os.Getenv("LABELLED")
	if f == "" {
		t.Skip("LABELLED names no file")
	}
	raw, _ := os.ReadFile(f)
	type row struct{ Text, Expect, Set, Class string }
	tot := map[string]int{}
	bad := map[string]int{}
	for _, l := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		var x row
		json.Unmarshal([]byte(l), &x)
		r := Check(x.Text)
		tot[x.Set]++
		ok := r.Verdict == x.Expect
		if x.Expect == "identifiers" && r.Has(Identifiers) {
			ok = ok || r.Verdict == Emergency
		}
		if !ok {
			bad[x.Set]++
			rs := []rune(x.Text)
			var b strings.Builder
			for _, s := range r.Spans {
				fmt.Fprintf(&b, " {%s %q}", s.Kind, string(rs[s.Start:s.End]))
			}
			fmt.Printf("%s/%s -> %s | %.260s |%s\n", x.Set, x.Class, r.Verdict, x.Text, b.String())
		}
	}
	for k, n := range tot {
		fmt.Printf("== %s: %d wrong of %d\n", k, bad[k], n)
	}
}
func TestInj(t *testing.T) {
	f := os.Getenv("INJ")
	if f == "" {
		t.Skip("INJ names no file")
	}
	raw, _ := os.ReadFile(f)
	n, h := 0, 0
	for _, l := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		txt := l
		var x struct {
			Text  string
			Label *int
		}
		if strings.HasPrefix(l, "{") {
			json.Unmarshal([]byte(l), &x)
			txt = x.Text
			if os.Getenv("LABEL") != "" && x.Label != nil && fmt.Sprint(*x.Label) != os.Getenv("LABEL") {
				continue
			}
		}
		if strings.TrimSpace(txt) == "" {
			continue
		}
		n++
		sp := Injection(txt)
		if len(sp) > 0 {
			h++
		}
		if (len(sp) > 0) == (os.Getenv("SHOW") == "hit") {
			rs := []rune(txt)
			var b strings.Builder
			for i, s := range sp {
				if i > 3 {
					break
				}
				fmt.Fprintf(&b, " {%s %q}", s.Kind, string(rs[s.Start:s.End]))
			}
			tt := strings.ReplaceAll(txt, "\n", " / ")
			if len(tt) > 200 {
				tt = tt[:200]
			}
			fmt.Printf("%s |%s\n", tt, b.String())
		}
	}
	fmt.Printf("== %s: %d of %d\n", f, h, n)
}

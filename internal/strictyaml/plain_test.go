package strictyaml

import (
	"reflect"
	"testing"
)

func FuzzPlainEqualsFull(f *testing.F) {
	for _, s := range []string{
		"a: 1\nb: [x, y z, \"q, r\"]\nc: {n: 1, t: 'it''s'}\n",
		"drug: [IL-2]\nlocator: \"a: b # c\"\n# comment\nworks: []\nn: null # why\n",
		"terms:\n  - term: x\n    same: [a, b]\n    say: {text: \"al-des\", passage: \"p#1\"}\n  - term: y\n",
		"a:\n- b\n- c d\nb:\n    c: (x)\n", "a: 2025-11-10\nb: 1_000\nc: 0x1f\nd: 600,000\ne: 1e3\nf: yes\n",
		"a: b\n  c\n", "a: b: c\n", "a: [b\n", "a: 'b\n", "a: ~\n", "- a\n- b\n", "a: x#y\nb: x #y\n", "a: {b: c, d: }\n",
		"a: b\n  c: d\n", "a: [can't, b' c, d ', x]\nb: {c: don't, d: 'e'}\ne: can't 'x\n", "a:\n  b: c\n d: e\n", "- a\n  - b\n", "a: [b]\n  c: d\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if _, deep := tooDeep([]byte(s)); deep {
			return
		}
		got, ok := plain(s, 1)
		if !ok {
			return
		}
		want, problem := parseFull([]byte(s), 1)
		if problem != nil {
			t.Fatalf("plain read what the full parser refuses: %v\n%q", problem, s)
		}
		if !reflect.DeepEqual(trim(got), trim(want)) {
			t.Fatalf("%q\nplain %+v\nfull  %+v", s, got, want)
		}
	})
}

// TestPlainReads: what curators write takes the quick way. Only the time would tell otherwise.
func TestPlainReads(t *testing.T) {
	for _, s := range []string{
		"drug: [IL-2, \"x, y\"]\nregimen: null\nworks: []\nlocator: \"a: b # c\"\n",
		"cites:\n  - {n: null, type: research, title: 'it''s \"one\"', year: 2002} # why\n\n# comment\nreview:\n  state: unreviewed\n",
		"terms:\n- term: (x)\n  same: [a b, 1-2, can't, the sisters' dose]\n- term: α\n", "a: \"say \\\"x\\\"\"\nb:\n",
	} {
		if _, ok := plain(s, 1); !ok {
			t.Errorf("left to the full parser: %q", s)
		}
	}
}

// trim makes empty and nil slices equal.
func trim(n node) node {
	if len(n.items) == 0 {
		n.items = nil
	}
	if len(n.pairs) == 0 {
		n.pairs = nil
	}
	for i := range n.items {
		n.items[i] = trim(n.items[i])
	}
	for i := range n.pairs {
		n.pairs[i].value = trim(n.pairs[i].value)
	}
	return n
}

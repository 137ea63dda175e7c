package claims

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"curbside/internal/text"
	"curbside/internal/verify"
)

// changer makes one kind of change to a sentence; "" when it cannot.
type changer struct {
	kind string
	make func(m *maker, s string) string
}

// Kinds of change, each with its maker.
var changers = []changer{
	{"number", (*maker).number},
	{"unit", (*maker).unit},
	{"comparator", (*maker).comparator},
	{"negation inserted", (*maker).negate},
	{"negation removed", (*maker).affirm},
	{"direction", (*maker).direction},
	{"entity", (*maker).entity},
	{"wrong subject by swap", (*maker).swap},
}

type maker struct {
	rnd   *rand.Rand
	names []string // names that stand in other documents
}

// Change makes up to perKind cases of each kind from the sources: verbatim
// sentences, lightly reworded ones, changed ones, and true ones cited to a
// passage that does not hold them.
func Change(sources []Source, perKind int, seed uint64) []Item {
	m := &maker{rnd: rand.New(rand.NewPCG(seed, 7))}
	m.collectNames(sources)
	var out []Item
	count := map[string]int{}
	add := func(kind string, src Source, claim string, want bool) {
		count[kind]++
		out = append(out, Item{ID: fmt.Sprintf("%s-%03d", strings.ReplaceAll(kind, " ", "-"), count[kind]), Kind: kind,
			Claim: claim, Passages: []verify.Passage{src.Passage}, Want: want})
	}
	order := m.rnd.Perm(len(sources))
	next := 0
	for tries := 0; tries < len(sources)*4 && next >= 0; tries++ {
		src := sources[order[tries%len(order)]]
		s := m.sentence(src)
		if s == "" {
			continue
		}
		full := true
		for _, ch := range changers {
			if count[ch.kind] >= perKind {
				continue
			}
			full = false
			base := s
			if m.rnd.IntN(3) == 0 {
				base = m.reword(s)
			}
			if changed := ch.make(m, base); changed != "" && changed != base && !strings.Contains(src.Passage.Text, changed) {
				add(ch.kind, src, changed, false)
			}
		}
		if count["verbatim"] < perKind {
			full = false
			add("verbatim", src, s, true)
		}
		if r := m.reword(s); r != s && count["lightly reworded"] < perKind {
			full = false
			add("lightly reworded", src, r, true)
		}
		if count["wrong citation"] < perKind {
			full = false
			if other, ok := m.otherPassage(sources, order[tries%len(order)], s); ok {
				add("wrong citation", other, s, false)
			}
		}
		if full {
			next = -1
		}
	}
	return out
}

// sentence picks a sentence that states something.
func (m *maker) sentence(src Source) string {
	spans := text.Sentences(src.Passage.Text)
	rs := []rune(src.Passage.Text)
	for range 4 {
		if len(spans) == 0 {
			return ""
		}
		s := strings.TrimLeft(spans[m.rnd.IntN(len(spans))].Slice(rs), "-•0123456789.() ")
		words := len(strings.Fields(s))
		if words >= 7 && words <= 60 && !strings.Contains(s, ". ") && strings.ContainsAny(s[len(s)-1:], ".]") && !strings.Contains(strings.ToLower(s), "learn more") {
			return s
		}
	}
	return ""
}

// otherPassage picks a passage that does not hold the sentence: in two of
// five cases of the same document.
func (m *maker) otherPassage(sources []Source, at int, s string) (Source, bool) {
	for range 40 {
		k := m.rnd.IntN(len(sources))
		if m.rnd.IntN(5) < 2 {
			k = at + 1 + m.rnd.IntN(6)
		}
		if k >= len(sources) || k == at {
			continue
		}
		if o := sources[k]; !strings.Contains(o.Passage.Text, s) && len(o.Passage.Text) > 150 {
			return o, true
		}
	}
	return Source{}, false
}

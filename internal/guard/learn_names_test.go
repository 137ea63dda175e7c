package guard

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// Names stand as often as this, for each that is not one.
const shareNames = 0.5

// How often each shape of testdata/name_shapes.txt is filled with names.
const fillings = 10

// TestLearnNames writes data/weights_names.txt anew from the sets in testdata.
// Run it with GUARD_LEARN=1 after adding shapes or clean messages there.
func TestLearnNames(t *testing.T) {
	if os.Getenv("GUARD_LEARN") == "" {
		t.Skip("GUARD_LEARN is not set: the weights are left as they are")
	}
	weights := learn(nameSamples(t, func(int) bool { return true }), isName, shareNames, mannerHarm)
	var b strings.Builder
	b.WriteString("# How much what a word is, and what stands around it, speaks for the name of a\n# person, in hundredths. Written by TestLearnNames; not by hand. names_net.go\n# tells what the features are.\n")
	for _, name := range slices.Sorted(maps.Keys(weights)) {
		if math.Abs(weights[name]) >= 0.1 {
			fmt.Fprintf(&b, "%.0f %s\n", 100*weights[name], name)
		}
	}
	if err := os.WriteFile("data/weights_names.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func isName(s sample) bool { return s.alarm }

// TestNamesNetAlone learns from three quarters of the shapes and looks for names
// in the others, with other names in them.
func TestNamesNetAlone(t *testing.T) {
	var yes, no []float64
	for fold := range 4 {
		weights := learn(nameSamples(t, func(n int) bool { return n%4 != fold }), isName, shareNames, mannerHarm)
		for _, s := range nameSamples(t, func(n int) bool { return n%4 == fold }) {
			if s.alarm {
				yes = append(yes, s.score(weights))
			} else {
				no = append(no, s.score(weights))
			}
		}
	}
	for _, at := range []float64{-1, -0.5, 0, 0.5, 1, 1.5} {
		t.Logf("from %.1f on: %.3f of %d found, %.3f of %d wrongly", at, above(yes, at), len(yes), above(no, at), len(no))
	}
	if above(yes, nameSure) < 0.8 || above(no, nameSure) > 0.08 {
		t.Errorf("%.3f found, want 0.80; %.3f wrongly, want at most 0.08", above(yes, nameSure), above(no, nameSure))
	}
}

// nameSamples gives every word that may be a name: those of the shapes and of
// the clean messages for whose number use says yes.
func nameSamples(t *testing.T, use func(n int) bool) []sample {
	var all []sample
	fill := newFiller(shared().lex)
	for n, m := range readSet(t, "name_shapes") {
		for range fillings {
			text, names := fill.shape(m.text)
			if use(n) {
				all = append(all, candidates(text, names, m.text)...)
			}
		}
	}
	for n, m := range readSet(t, "name_clean_shapes") {
		for range fillings / 2 {
			if text, _ := fill.shape(m.text); use(n) {
				all = append(all, candidates(text, nil, m.text)...)
			}
		}
	}
	for _, set := range []string{"clean", "chat_clean", "lookalikes", "unsafe_lookalikes", "injection", "name_clean", "name_clean_nci"} {
		for n, m := range readSet(t, set) {
			if use(n) {
				all = append(all, candidates(m.text, nil, m.text)...)
			}
		}
	}
	return all
}

// candidates gives the features of each word of a text that may be a name; names
// are the words that are one, shape is what they were put into.
func candidates(text string, names map[string]bool, shape string) []sample {
	g := shared()
	r := g.lex.read(text)
	f := newFinder(g.lex, r, g.lex.match(r, groupsOfCheck))
	n := namer{finder: f, shout: f.mostlyCaps(), titled: f.mostlyTitled()}
	n.clinicians()
	var out []sample
	for i := range n.toks {
		if n.taken[i] || !n.candidate(i) {
			continue
		}
		s := sample{alarm: names[bare(n.at(i))], shape: shape}
		n.nameFeatures(i, func(name []byte) { s.features = append(s.features, string(name)) })
		out = append(out, s)
	}
	return out
}

// filler puts names into shapes; the order is fixed, so that the same lists
// give the same messages.
type filler struct {
	rand          *rand.Rand
	given, family []string
	listed        []string // given names that are ordinary words too
	plain         []string // family names that are
}

func newFiller(l *lexicon) *filler {
	f := &filler{rand: rand.New(rand.NewPCG(3, 4))}
	for w := range strings.Lines(string(l.books["given"])) {
		f.given = append(f.given, strings.TrimSpace(w))
	}
	for w := range strings.Lines(string(l.books["family"])) {
		f.family = append(f.family, strings.TrimSpace(w))
	}
	f.listed = slices.Sorted(maps.Keys(l.sets["ambiguous"]))
	f.plain = slices.DeleteFunc(slices.Sorted(maps.Keys(l.sets["common"])), func(w string) bool { return len(w) < 4 })
	return f
}

// Parts of names that stand in no list.
var nameParts = strings.Fields("ba ke lo mi nu ra sho te vi zha kwe pri ol an dri fe gu hy jo ka lin mor sen wa ye zo tha bre")

// Parts of trade names and of germs that stand in no list.
var (
	brandHeads = strings.Fields("zo lo pra ve xe cla ny ti ca flu pro dex ser tra vi ra cy mo du le no ab tri ox ur en hel clo ba mor")
	brandTails = strings.Fields("tan vex lor zyme dine drin pril tal zia rix xa nase vent cort dryl mycin tec sol phen gard stat max ella bacter idium rix nol fer dal tra")
)

func (f *filler) brand() string {
	w := brandHeads[f.rand.IntN(len(brandHeads))]
	if f.rand.IntN(2) == 0 {
		w += brandHeads[f.rand.IntN(len(brandHeads))]
	}
	return w + brandTails[f.rand.IntN(len(brandTails))]
}

func (f *filler) name(list []string) string {
	switch x := f.rand.Float64(); {
	case x < 0.15:
		return nameParts[f.rand.IntN(len(nameParts))] + nameParts[f.rand.IntN(len(nameParts))] + nameParts[f.rand.IntN(len(nameParts))]
	case x < 0.2:
		return f.listed[f.rand.IntN(len(f.listed))]
	}
	return list[f.rand.IntN(len(list))]
}

// shape fills {F} and {L} with a given and a family name, {f} and {l} with the
// same in small letters, {A} and {W} with a given and a family name that are
// words too, {B} with a made-up trade name, and gives the names it took.
func (f *filler) shape(text string) (string, map[string]bool) {
	names := map[string]bool{}
	for {
		from := strings.IndexByte(text, '{')
		to := strings.IndexByte(text, '}')
		if from < 0 || to < from {
			return text, names
		}
		var w string
		switch strings.ToLower(text[from+1 : from+2]) {
		case "l":
			w = f.name(f.family)
		case "b":
			w = f.brand()
		case "a":
			w = f.listed[f.rand.IntN(len(f.listed))]
		case "w":
			w = f.plain[f.rand.IntN(len(f.plain))]
		default:
			w = f.name(f.given)
		}
		names[w] = true
		switch text[from+1 : to] {
		case "F", "L", "B", "A", "W":
			w = strings.ToUpper(w[:1]) + w[1:]
		case "F[0]", "L[0]":
			w = strings.ToUpper(w[:1])
		case "F!", "L!":
			w = strings.ToUpper(w)
		}
		text = text[:from] + w + text[to+1:]
	}
}

package guard

import (
	"strings"
	"testing"
	"testing/fstest"
)

// lists makes a minimal set of data files with one rule file.
func lists(rules string) fstest.MapFS {
	return fstest.MapFS{
		"data/normal.txt":        {Data: []byte("abbreviations = dr\ncant = can not\n")},
		"data/lists.txt":         {Data: []byte("kin = mother | (little one)\n")},
		"data/spelling.txt":      {Data: []byte("breathing\nkeep: bathing\n")},
		"data/weights_names.txt": {Data: []byte("-100 [bias]\n50 me Fc\n")},
		"data/weights.txt":       {Data: []byte("-100 -100 [bias]\n50 0 breathing\n")},
		"data/rules.txt":         {Data: []byte(rules)},
	}
}

func TestPatternNotation(t *testing.T) {
	cases := []struct {
		pattern, text string
		want          bool
	}{
		{"cant breathe", "I CAN'T breathe", true},
		{"blue|gray lips", "gray lips", true},
		{"blue|gray lips", "lips", false},
		{"(not moving|limp) ..2 now", "limp and cold now", true},
		{"(not moving|limp) ..2 now", "limp and very cold now", false},
		{"breath*", "breathless", true},
		{"my <kin>", "my little one", true},
		{"very? cold", "cold", true},
		{"(#) pills", "40 pills", true},
		{"in year#", "in 2015", true},
		{"in year#", "in 215", false},
		{"big# pills", "2 pills", false},
		{"^ what is", "And what is it", true},
		{"^ what is", "I know what is it", false},
		{"a b", "a. b", false},
		{"breathing", "breathng", true},
		{"breathing", "bathing", false},
	}
	for _, c := range cases {
		l, err := loadLexicon(lists("[danger other strong]\n" + c.pattern + "\n"))
		if err != nil {
			t.Errorf("%q: %v", c.pattern, err)
			continue
		}
		if got := len(l.match(l.read(c.text), groupDanger)) > 0; got != c.want {
			t.Errorf("%q on %q: %v, want %v", c.pattern, c.text, got, c.want)
		}
	}
}

// A clinician who mends a list is told the file, the line and what is wrong,
// for every fault at once.
func TestFaultyListsAreNamed(t *testing.T) {
	_, err := loadLexicon(lists("[danger other strong]\n(open\na ..99 b\n<nobody>\n[odd x y]\nword\n"))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"rules.txt:2", "not closed", "rules.txt:3", "from 1 to", "rules.txt:4", "nobody", "rules.txt:6", `"odd"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q: %v", want, err)
		}
	}
	if _, err := loadLexicon(fstest.MapFS{}); err == nil {
		t.Error("no error without files")
	}
}

// Every rule must be reachable: a rule that no word wakes never matches.
func TestEveryRuleCanMatch(t *testing.T) {
	l := shared().lex
	woken := make([]bool, len(l.rules))
	for _, rules := range l.index {
		for _, r := range rules {
			woken[r] = true
		}
	}
	for i, ok := range woken {
		if !ok {
			t.Errorf("[%s %s] %s is never woken", l.rules[i].group, l.rules[i].kind, l.rules[i].line)
		}
	}
}

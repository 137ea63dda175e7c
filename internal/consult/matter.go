package consult

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/search"
)

// pointed finds a word that stands for what was asked before: at the end
// ("which drugs for that?"), behind the verb of a short question ("is that
// permanent?"), after "of" ("which of them are dangerous?").
var pointed = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\bof (them|those|these)\b`),
	regexp.MustCompile(`(?i)\b(that|this|those|these)[\s?.!]*$`),
	regexp.MustCompile(`(?i)^(?:` + auxiliaries + `) (that|this|those|these) (?:[\w-]+ly )?[\w-]+[\s?.!]*$`),
}

// mostMatter is how many words of an earlier question stand for its matter.
const mostMatter = 12

// point puts the matter of the newest question in the place of a word that
// points at it. It reports false where none does.
func (t *talk) point(rest string) (string, bool) {
	for _, re := range pointed {
		m := re.FindStringSubmatchIndex(rest)
		if m == nil {
			continue
		}
		if matter := t.matter(); matter != "" {
			if re == pointed[0] {
				matter = "the " + matter
			}
			return rest[:m[2]] + matter + rest[m[3]:], true
		}
	}
	return rest, false
}

// matter is the part of the newest question that says what it is about: from
// its first telling term to its last; where that is long, its names.
func (t *talk) matter() string {
	u := t.last()
	telling := slices.Clone(u.terms)
	telling = slices.DeleteFunc(telling, func(c search.Term) bool { return t.isSoft(c.Text) || asks.MatchString(c.Text) })
	if len(telling) == 0 {
		return ""
	}
	rs := []rune(u.text)
	from, to := len(rs), 0
	for _, c := range telling {
		from, to = min(from, c.Start), max(to, min(c.End, len(rs)))
	}
	if from >= to {
		return ""
	}
	whole := strings.TrimSpace(string(rs[from:to]))
	if len(strings.Fields(whole)) <= mostMatter {
		return whole
	}
	var names []string
	for _, c := range telling {
		if named(c) {
			names = append(names, name(c))
		}
	}
	return strings.Join(names, " ")
}

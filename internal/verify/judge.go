package verify

// checks are what a claim's sentence must pass against a window, in order.
// quantities comes first: those behind it ask which figure is which.
var checks = []struct {
	name string
	run  func(*reading) []Problem
}{
	{"quantities", (*reading).quantities},
	{"ledger", (*reading).ledger},
	{"marks", (*reading).marks},
	{"subjects", (*reading).subjects},
	{"order", (*reading).figureOrder},
	{"qualifiers", (*reading).qualifiers},
	{"shares", (*reading).shares},
	{"stitched", (*reading).stitched},
	{"coverage", (*reading).coverage},
	{"entities", (*reading).entities},
	{"gaps", (*reading).gaps},
	{"polarity", (*reading).polarity},
	{"directions", (*reading).directions},
	{"predicates", (*reading).predicates},
	{"permissions", (*reading).permissions},
	{"parity", (*reading).parity},
	{"frames", (*reading).frames},
	{"ties", (*reading).ties},
	{"roles", (*reading).roles},
	{"conditions", (*reading).conditions},
}

// judge runs the checks.
func (r *reading) judge() []Problem {
	var out []Problem
	for _, c := range checks {
		if r.skip == c.name {
			if c.name == "quantities" {
				c.run(r)
			}
			continue
		}
		out = append(out, c.run(r)...)
	}
	return distinct(out)
}

func distinct(in []Problem) []Problem {
	out := in[:0]
	for _, p := range in {
		known := false
		for _, q := range out {
			known = known || q.Kind == p.Kind && q.Words == p.Words
		}
		if !known {
			out = append(out, p)
		}
	}
	return out
}

package verify

// Without returns a checker that leaves one check out, to measure its worth.
func Without(o Options, check string) *Checker {
	c := New(o)
	c.skip = check
	return c
}

// CheckNames lists the checks in their order.
func CheckNames() []string {
	var out []string
	for _, c := range checks {
		out = append(out, c.name)
	}
	return out
}

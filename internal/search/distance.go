package search

// distance returns the Damerau-Levenshtein distance of a and b (one letter
// left out, put in, changed, or two neighbours swapped, each part of a word
// edited once), or limit+1 where it is above limit.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [3][48]int
	if len(b) >= len(rows[0]) {
		return limit + 1
	}
	before, last, cur := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, cur[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			cur[j] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		before, last, cur = last, cur, before
	}
	return min(last[len(b)], limit+1)
}

// keyRows are the letters of a keyboard, for judging slips of the finger.
var keyRows = [3]string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// neighbours reports whether a and b lie side by side on a keyboard.
func neighbours(a, b byte) bool {
	ra, ca := keyAt(a)
	rb, cb := keyAt(b)
	if ra < 0 || rb < 0 {
		return false
	}
	dr, dc := ra-rb, ca-cb
	return dr >= -1 && dr <= 1 && dc >= -1 && dc <= 1
}

func keyAt(c byte) (row, column int) {
	for r, keys := range keyRows {
		for i := range len(keys) {
			if keys[i] == c {
				return r, i
			}
		}
	}
	return -1, -1
}

// slip returns how likely the first difference of a and b is a slip: 0 for a
// doubled or dropped twin letter, a swap, or a neighbouring key; 1 for a
// vowel put for a vowel; 2 for another letter.
func slip(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	switch {
	case i == len(a) || i == len(b):
		return 1
	case len(a) != len(b):
		if i > 0 && (a[i] == a[i-1] || b[i] == b[i-1]) {
			return 0
		}
		return 1
	case i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i], neighbours(a[i], b[i]):
		return 0
	case isVowel(a[i]) && isVowel(b[i]):
		return 1
	}
	return 2
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

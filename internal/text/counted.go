package text

import "fmt"

// Counted is a number with its noun, which takes an s but for one: "1 claim",
// "3 claims".
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

package answer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestStandalone(t *testing.T) {
	earlier := []string{"What is the standard dose of high-dose IL-2 in renal cell carcinoma?"}
	for reply, ok := range map[string]bool{
		"What is the standard dose of high-dose IL-2 in melanoma?":             true,
		"What is the dose of high-dose IL-2 given to patients with melanomas?": true,
		"What is the dose of interferon in melanoma?":                          false,
		"What is the standard dose of 720,000 IU of IL-2 in melanoma?":         false,
		"Is the standard dose of high-dose IL-12 in melanoma the same?":        false,
		"":                                 false,
		strings.Repeat("IL-2 dose ", 60):   false,
		"The dose in melanoma is reduced.": false,
	} {
		composer, model := scripted(t, fmt.Sprintf(`{"question":%q}`, reply))
		got, err := composer.Standalone(context.Background(), earlier, "and in melanoma?")
		if (err == nil) != ok || (ok && got != reply) || (!ok && !errors.Is(err, ErrRewrite)) {
			t.Errorf("%q -> %q, %v", reply, got, err)
		}
		if user := model.requests[0].User; !strings.Contains(user, earlier[0]) || !strings.Contains(user, "and in melanoma?") {
			t.Errorf("prompt = %s", user)
		}
	}
	composer, _ := scripted(t, reasoned("budget"))
	if _, err := composer.Standalone(context.Background(), earlier, "why?"); !errors.Is(err, reasoned("budget")) {
		t.Errorf("error = %v", err)
	}
}

package corpus

import (
	"reflect"
	"testing"
)

// A passage may be of the same topics and contexts in each form in which it is written, and a disagreement of the same topics.
func TestOneListOfTopicsAndContexts(t *testing.T) {
	enum := func(of reflect.Type, field string) string {
		f, ok := of.FieldByName(field)
		if !ok || f.Tag.Get("enum") == "" {
			t.Fatalf("%v has no list for %s", of, field)
		}
		return f.Tag.Get("enum")
	}
	block, line := reflect.TypeFor[passageBlock](), reflect.TypeFor[linePassage]()
	for _, field := range []string{"Topic", "Context"} {
		if got, want := enum(line, field), enum(block, field); got != want {
			t.Errorf("%s in a line of JSON: %s\nin Markdown: %s", field, got, want)
		}
	}
	if got, want := enum(reflect.TypeFor[Disagreement](), "Topics"), enum(block, "Topic"); got != want {
		t.Errorf("topics of a disagreement: %s\nof a passage: %s", got, want)
	}
}

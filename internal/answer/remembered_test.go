package answer

import (
	"fmt"
	"reflect"
	"testing"
)

// The same question gets the same answer with ids of its own, made or
// remembered; another audience or collection gets its own.
func TestAnswersAreRemembered(t *testing.T) {
	e := engine(t, nil)
	ask := func(r Request) *Answer {
		t.Helper()
		r.Question = "What is the standard dose of high-dose IL-2?"
		a, err := e.Ask(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	first, again := ask(Request{}), ask(Request{})
	if first.ID == again.ID || first.Consult == again.Consult {
		t.Errorf("ids %q and %q, consults %q and %q", first.ID, again.ID, first.Consult, again.Consult)
	}
	same := *again
	same.ID, same.Consult, same.Timings = first.ID, first.Consult, first.Timings
	if !reflect.DeepEqual(*first, same) {
		t.Errorf("remembered: %+v\nmade: %+v", same, *first)
	}
	if other := ask(Request{Audience: Patient}); other.Audience != Patient || other.Disclaimer == first.Disclaimer {
		t.Errorf("for a patient: audience %q", other.Audience)
	}
	if none := ask(Request{Collections: []string{"other"}}); none.Status != Declined {
		t.Errorf("from a collection that is not there: %s", none.Status)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	var m remembered
	for i := range 3 * mostRemembered {
		m.keep(fmt.Sprint(i), &Answer{})
	}
	if len(m.by) != mostRemembered || m.order.Len() != mostRemembered {
		t.Errorf("%d answers, %d in order", len(m.by), m.order.Len())
	}
	if _, ok := m.recall("0", &Answer{}); ok {
		t.Error("the oldest is still there")
	}
	if _, ok := m.recall(fmt.Sprint(3*mostRemembered-1), &Answer{}); !ok {
		t.Error("the newest is gone")
	}
}

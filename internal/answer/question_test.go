package answer

import (
	"slices"
	"strings"
	"testing"

	"curbside/internal/text"
)

func TestAskedFor(t *testing.T) {
	for question, want := range map[string]quantity{
		"what is the standard dose of aldesleukin?":                 doseAmount,
		"how much il-2 is given?":                                   doseAmount,
		"how long is the rest between cycles?":                      duration,
		"what is the half-life of aldesleukin?":                     duration,
		"how often is il-2 given?":                                  interval,
		"how often does hypotension occur?":                         rateAmount,
		"what percentage of patients had a complete response?":      rateAmount,
		"how many doses are in a cycle?":                            countAmount,
		"in what year was it approved?":                             calendar,
		"when was il-2 approved for melanoma?":                      calendar,
		"when should supportive medicines be stopped after a dose?": timing,
		"what does a vial cost?":                                    money,
		"what is the median overall survival?":                      duration,
		"at what temperature should i call?":                        temperature,
		"how hot is a fever that i must ring about":                 temperature,
		"what was il-2 first called? what is it called now":         naming,
		"who is eligible for il-2?":                                 noQuantity,
		"is il-2 safe?":                                             noQuantity,
	} {
		if got := askedFor(question); got != want {
			t.Errorf("askedFor(%q) = %q, want %q", question, got, want)
		}
	}
}

func TestFigureHolds(t *testing.T) {
	for _, c := range []struct {
		kind     quantity
		sentence string
		want     bool
	}{
		{doseAmount, "the dose is 600,000 iu/kg every 8 hours", true},
		{doseAmount, "interleukin-2 is given in a hospital", false},
		{duration, "the rest lasts 9 days", true},
		{duration, "14 doses per cycle", false},
		{rateAmount, "hypotension was seen in 71%", true},
		{rateAmount, "37 of 255 patients responded", true},
		{rateAmount, "hypotension was seen", false},
		{calendar, "the fda approved it in 1992", true},
		{interval, "given every 8 hours", true},
		{interval, "given over 15 minutes", false},
		{doseAmount, "the optimum dose is unknown", true},
		{money, "a vial holds 22 million iu", false},
	} {
		if got := c.kind.holds(c.sentence); got != c.want {
			t.Errorf("%s holds %q = %v, want %v", c.kind, c.sentence, got, c.want)
		}
	}
}

func TestSplitQuestion(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"What is the dose, and how long is the rest?", "What is the dose|how long is the rest?"},
		{"What is the dose? How is it given?", "What is the dose|How is it given?"},
		{"Is it given to adults and children?", "Is it given to adults and children?"},
		{"My father has RCC and is on IL-2. What helps?", "My father has RCC and is on IL-2. What helps?"},
	} {
		if got := strings.Join(splitQuestion(c.in), "|"); got != c.want {
			t.Errorf("splitQuestion(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestForm(t *testing.T) {
	e := engine(t, nil)
	for question, want := range map[string]form{
		"What is capillary leak syndrome?":                     definitionForm,
		"Why does IL-2 cause hypotension?":                     whyForm,
		"How does IL-2 work?":                                  howForm,
		"Can IL-2 be given at home?":                           yesNoForm,
		"List the contraindications to aldesleukin":            listForm,
		"Compare response to IL-2 in melanoma and RCC":         compareForm,
		"Give me an overview of aldesleukin":                   overviewForm,
		"What is the role and safe usage of IL-2 in oncology?": overviewForm,
	} {
		if got := e.reader.read(question)[0].Form; got != want {
			t.Errorf("form of %q = %s, want %s", question, got, want)
		}
	}
}

// The second question of a compound takes drug and regimen from the first.
func TestCompoundInherits(t *testing.T) {
	parts := engine(t, nil).reader.read("What is the dose of high-dose IL-2, and how long is the rest between cycles?")
	if len(parts) != 2 {
		t.Fatalf("%d parts, want 2", len(parts))
	}
	if !slices.ContainsFunc(parts[1].Words, func(w word) bool { return w.Kind == "regimen" }) {
		t.Errorf("the second part has no regimen: %+v", parts[1].Words)
	}
}

func TestDescribesPatient(t *testing.T) {
	for question, want := range map[string]bool{
		"What dose for a 70 kg man with RCC?":                   true,
		"my mum is 61 years old, how much il-2 does she get":    true,
		"How many IU for someone weighing 80?":                  true,
		"What is the standard dose in IU/kg?":                   false,
		"Is IL-2 given to patients above 65 years?":             false,
		"How is hypotension managed in a 70-year-old on IL-2?":  false,
		"A 58-year-old has melanoma. What is the dose of IL-2?": true,
	} {
		if got := describesPatient(text.Fold(question)); got != want {
			t.Errorf("describesPatient(%q) = %v, want %v", question, got, want)
		}
	}
}

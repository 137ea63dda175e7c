package verify_test

import (
	"testing"

	"curbside/internal/verify"
)

// twin is a source, a fair rewording of it and a false one that differs little.
type twin struct{ source, kept, refused string }

func checkTwins(t *testing.T, twins []twin) {
	t.Helper()
	c := verify.New(verify.Options{})
	for _, tc := range twins {
		p := []verify.Passage{{ID: "a#1", Text: tc.source}}
		if tc.kept != "" {
			if v := c.Check(verify.Claim{Text: tc.kept}, p); !v.Supported {
				t.Errorf("refused %q: %v", tc.kept, v.Problems)
			}
		}
		if tc.refused != "" {
			if v := c.Check(verify.Claim{Text: tc.refused}, p); v.Supported {
				t.Errorf("kept %q", tc.refused)
			}
		}
	}
}

// Figures worded otherwise.
func TestFiguresReworded(t *testing.T) {
	checkTwins(t, []twin{
		{"Hair loss was seen in 70% to 80% of women on docetaxel.",
			"Seven to eight out of ten women on docetaxel had hair loss.",
			"Six to eight out of ten women on docetaxel had hair loss."},
		{"Between 10% and 25% of vestibular tumors are bilateral.",
			"Between a tenth and a quarter of vestibular tumors are bilateral.",
			"Between a tenth and a third of vestibular tumors are bilateral."},
		{"Call the clinic when the temperature is greater than 38°C.",
			"Call the clinic when the temperature is above 38 degrees Celsius.",
			"Call the clinic when the temperature is above 39 degrees Celsius."},
		{"Scores equal or above 12 point to depression.",
			"Scores of 12 or higher point to depression.",
			"Scores of 12 or lower point to depression."},
		{"Volunteers were healthy men aged 20-45 years.",
			"The volunteers were healthy men between 20 and 45.",
			"The volunteers were healthy men between 20 and 54."},
		{"In the trial, 64% of patients had ECOG performance status 0 and 30% had ECOG performance status 1.",
			"ECOG 0 was found in 64% of patients in the trial.",
			"ECOG 1 was found in 64% of patients in the trial."},
	})
}

// Whose figure it is, and when it was measured.
func TestFigureOfAnotherTime(t *testing.T) {
	checkTwins(t, []twin{
		{"Overall survival was 38% at 5 years and 28% at 10 years in thymic carcinoma.",
			"Ten-year overall survival was 28% in thymic carcinoma.",
			"Five-year overall survival was 28% in thymic carcinoma."},
		{"Ramucirumab and docetaxel compared with placebo and docetaxel raised the response rate (23% vs. 14%).",
			"The response rate was 23% with ramucirumab and docetaxel.",
			"The response rate was 23% with placebo and docetaxel."},
		{"Opened bottles of the syrup are kept in a cupboard. The diluted syrup may be stored for at most 36 hours.",
			"The diluted syrup may be stored for up to 36 hours.",
			"Opened bottles of the syrup may be stored for up to 36 hours."},
	})
}

// Words that turn a statement round, and words that only look so.
func TestTurnedOrNot(t *testing.T) {
	checkTwins(t, []twin{
		{"During treatment patients should use an alcohol-free lotion for the skin.",
			"During treatment patients should use a lotion without alcohol for the skin.",
			"During treatment patients should use a lotion with alcohol for the skin."},
		{"Neurologic toxicity of the drug may end in coma or permanent deficits.",
			"Damage to the nervous system from the drug may end in coma or permanent deficits.", ""},
		{"Overall survival was 26 months with sunitinib and 22 months with interferon alfa, a trend that was not statistically significant.",
			"Overall survival was not significantly longer with sunitinib than with interferon alfa.",
			"Sunitinib significantly prolonged overall survival compared with interferon alfa."},
		{"Side effects are more intense with the infusion than with the injections.",
			"Side effects are more intense with the infusion than with the injections of the drug.",
			"Side effects are more intense with the injections than with the infusion."},
	})
}

// A later sentence need not name the passage's topic again, but what its
// first sentence says of it is said there.
func TestTopicIsLent(t *testing.T) {
	checkTwins(t, []twin{
		{"KEYNOTE-189 was a double-blind trial in lung cancer. Crossover to pembrolizumab was permitted after progression.",
			"In KEYNOTE-189 crossover to pembrolizumab was permitted after progression.",
			"In KEYNOTE-407 crossover to pembrolizumab was permitted after progression."},
		{"The index was developed with data of 337 patients. Its value was evaluated in a trial of 105 patients.",
			"The value of the index was evaluated in a trial of 105 patients.",
			"The index was developed with data of 105 patients."},
	})
}

// A word that is one of a set is no name where nothing of its set stands.
func TestOrdinaryMembersOfSets(t *testing.T) {
	checkTwins(t, []twin{
		{"The cytokine was originally called growth factor.",
			"The cytokine was first called growth factor.", ""},
		{"Courses of the drug are kept apart by a rest of at least 7 weeks before the next course is started.",
			"Before the next course of the drug is started, at least seven weeks must pass.",
			"Before the next course of the drug is started, at most seven weeks must pass."},
	})
}

// What is said of a part of a group is not said of the whole, and what no list
// has is no member of it.
func TestPartsAndMembers(t *testing.T) {
	checkTwins(t, []twin{
		{"The vaccine matters because it can produce complete responses. Most patients with a complete response to the vaccine could be classed as cured.",
			"Most patients with a complete response to the vaccine could be regarded as cured.",
			"Most patients treated with the vaccine could be classed as cured."},
		{"During treatment a doctor should be told right away about signs of infection: fever, sore throat or a cold, shortness of breath, cough, and a sore that is not healing.",
			"Cough and fever are signs of infection to tell a doctor about right away during treatment.",
			"Blurred eyesight is a sign of infection to tell a doctor about right away during treatment."},
	})
}

// Everyday wording stands for everyday wording; a plain name for a clinical one.
func TestWording(t *testing.T) {
	checkTwins(t, []twin{
		{"Thrombocytopenia was reported in 37% of patients on the drug.",
			"Platelet counts were low in 37% of patients on the drug.",
			"White cell counts were low in 37% of patients on the drug."},
		{"The rash disappears when the drug is stopped.",
			"The rash clears up when the drug is stopped.",
			"The rash clears up when the drug is started."},
		{"Hypothyroidism developed in 6% of patients on the drug.",
			"An underactive thyroid developed in 6% of patients on the drug.",
			"An overactive thyroid developed in 6% of patients on the drug."},
		{"Axitinib gave a median progression-free survival of 12 months in renal cell cancer.",
			"On axitinib renal cell cancer progressed after a median of 12 months.",
			"On axitinib patients with renal cell cancer died after a median of 12 months."},
	})
}

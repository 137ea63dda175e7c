package verify_test

import (
	"testing"

	"curbside/internal/verify"
)

// How often something is, the source must say.
func TestOftenAsTheSource(t *testing.T) {
	checkTwins(t, []twin{
		{"Uterine fibroids are the most common disorder among women of that age, with an incidence of between 20% and 80%; they are often detected incidentally, because they are rarely associated with symptoms. Sometimes, uterine fibroids may be complicated by a variety of symptoms, including menorrhagia, pressure symptoms, bloated sensation, increased urinary frequency, bowel disturbance, or pelvic pain.",
			"Uterine fibroids may be complicated by bloated sensation, bowel disturbance or pelvic pain.",
			"Bowel disturbance and bloated sensation are common symptoms of fibroids."},
		{"Uterine fibroids are the most common disorder of women of that age and are rarely associated with symptoms. Sometimes, uterine fibroids may be complicated by menorrhagia, bloated sensation, bowel disturbance or pelvic pain.",
			"Uterine fibroids may be complicated by menorrhagia, bloated sensation, bowel disturbance or pelvic pain.",
			"Menorrhagia, bloated sensation, bowel disturbance and pelvic pain are common symptoms of uterine fibroids."},
		{"The infusion can cause hives, swelling of the lips and a drop in blood pressure.",
			"The infusion can lead to hives, swelling of the lips and a drop in blood pressure.",
			"The infusion commonly causes hives, swelling of the lips and a drop in blood pressure."},
		{"Hives were seen in 62% of patients during the infusion.",
			"Hives were common during the infusion: 62% of patients had them.",
			""},
		{"Most people lose some hair within weeks of the infusion.",
			"Losing some hair within weeks of the infusion is common.",
			"Losing some hair within weeks of the infusion is rare."},
	})
}

// What is said of some who are described is not said of all.
func TestOfSomeNotOfAll(t *testing.T) {
	checkTwins(t, []twin{
		{"School-age children who live in areas with poor sanitation are often most at risk of schistosomiasis, since they bathe in lakes.",
			"School-age children who live where sanitation is poor are often most at risk of schistosomiasis.",
			"School-age children are at risk of schistosomiasis."},
		{"Patients with untreated brain metastases should not receive the drug.",
			"Patients whose brain metastases are untreated should not receive the drug.",
			"Patients should not receive the drug."},
		{"People whose kidneys fail need a diet low in potassium.",
			"People with failing kidneys need a diet low in potassium.",
			"People need a diet low in potassium."},
	})
}

// A condition of the source is the claim's too.
func TestConditionsKept(t *testing.T) {
	checkTwins(t, []twin{
		{"If the serum creatinine exceeds 4.5 mg/dL, withhold the next dose of the drug.",
			"Withhold the next dose of the drug if the creatinine is above 4.5 mg/dL.",
			"Withhold the next dose of the drug."},
		{"Low-dose dopamine may be given when urine output falls despite fluids.",
			"Low-dose dopamine may be given if urine output falls although fluids are given.",
			"Low-dose dopamine may be given."},
		{"With nausea, eat small meals and avoid greasy food.",
			"Eat small meals and avoid greasy food when you have nausea.",
			"Eat small meals and avoid greasy food."},
		{"Treatment with the drug may continue in patients whose tumor has shrunk.",
			"In patients whose tumor has shrunk, treatment with the drug may continue.",
			"Treatment with the drug may continue."},
		{"Patients who need supplemental oxygen should not receive the drug.",
			"The drug must not be given to patients on supplemental oxygen.",
			"Patients should not receive the drug."},
		{"Stop the infusion if the rash spreads, give antihistamines, apply emollients and check liver enzymes weekly.",
			"If the rash spreads, stop the infusion.",
			"Stop the infusion and give antihistamines."},
		{"In contrast, low-dose dopamine does not protect the kidneys.",
			"Low-dose dopamine does not protect the kidneys.", ""},
		{"Nutritional support is provided by dietitians during the hospital stay.",
			"Nutritional support is provided during the hospital stay.", ""},
		{"The rash can return even when the drug is stopped early.",
			"The rash can return.", ""},
	})
}

// What the question gives need not be said again.
func TestConditionGiven(t *testing.T) {
	c := verify.New(verify.Options{})
	source := []verify.Passage{{ID: "a#1", Text: "With nausea, eat small meals and avoid greasy food."}}
	for given, want := range map[string]bool{"What should I eat with nausea?": true, "What should I eat with diarrhea?": false, "": false} {
		if v := c.Check(verify.Claim{Text: "Eat small meals and avoid greasy food.", Given: given}, source); v.Supported != want {
			t.Errorf("asked %q: supported %v, want %v: %v", given, v.Supported, want, v.Problems)
		}
	}
}

// A dose is high or low where the source says so.
func TestDoseAsTheSource(t *testing.T) {
	checkTwins(t, []twin{
		{"The most common side effects of the treatment are flu-like symptoms, among them fever and chills.",
			"Among the most common side effects of the treatment are fever and chills.",
			"Among the most common side effects of the high-dose treatment are fever and chills."},
	})
}

// The standard for one thing is none for another, and what was prevented was not done.
func TestRolesAndWhatWasPrevented(t *testing.T) {
	checkTwins(t, []twin{
		{"Polysomnography, a gold standard for sleep monitoring, can provide objective cues for the narcolepsy diagnosis.",
			"Polysomnography is a gold standard for monitoring sleep.",
			"Polysomnography is the gold standard for a diagnosis of narcolepsy."},
		{"The drug is indicated for arthritis, psoriasis and colitis.",
			"The drug is indicated for psoriasis.",
			"The drug is indicated for asthma."},
		{"A lack of trials precludes use of the drug in pregnancy.",
			"Use of the drug in pregnancy is precluded by a lack of trials.",
			"The drug can be used in pregnancy."},
		{"Oxygen carriers have been tested in people; however, deaths in late trials have prevented widespread regulatory approval.",
			"Deaths in late trials have prevented widespread approval of oxygen carriers.",
			"Oxygen carriers are approved for human use."},
	})
}

package guard

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Chat made by machine in all 18 Safe Harbor classes: a way of naming an
// identifier, an invented value, and a clinical question around both, chosen by a
// seed. It says how the guard does on values that nobody wrote down; how it does on
// wording, the sets by hand say.

const perClass = 300

// around are questions with a place for what identifies.
var around = []string{
	"%s, hypotensive after dose 6, hold or go on?", "%s: creatinine 2.4 since this morning, next dose?", "quick q about %s, may they have contrast",
	"%s asks whether the rash will pass", "re %s - platelets 41, transfuse first?", "pls advise on %s, bili 3.9",
	"Consult: %s. RCC with lung mets, candidate for IL-2?", "%s wants to know about sun and itching", "hi, %s, second cycle due, how long is the rest",
	"IL-2 premeds for %s?", "%s / melanoma / brain MRI clean / when to start", "what would you do with %s, oliguria since midnight",
	"can %s have ibuprofen for fever", "%s had rigors, meperidine dose please", "Update on %s: afebrile now, resume?", "does %s need an echo before cycle 2",
}

// maker draws invented values.
type maker struct {
	*rand.Rand
	names *filler
}

func (m maker) pick(of ...string) string { return of[m.IntN(len(of))] }

// code fills a shape: 9 is a digit, A a capital letter.
func (m maker) code(shape string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '9':
			return rune('0' + m.IntN(10))
		case 'A':
			return rune('A' + m.IntN(26))
		}
		return r
	}, shape)
}

func titled(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (m maker) given() string  { return titled(m.names.given[m.IntN(len(m.names.given))]) }
func (m maker) family() string { return titled(m.names.family[m.IntN(len(m.names.family))]) }

func (m maker) day() string {
	d, month, y := 1+m.IntN(28), 1+m.IntN(12), 1930+m.IntN(95)
	name := []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[month-1]
	return m.pick(fmt.Sprintf("%02d/%02d/%d", month, d, y), fmt.Sprintf("%d-%02d-%02d", y, month, d), fmt.Sprintf("%d %s %d", d, name, y),
		fmt.Sprintf("%s %d, %d", name, d, y), fmt.Sprintf("%d.%d.%d", d, month, y), fmt.Sprintf("%d %s %d", d, name[:3], y))
}

// classes make one identifier of each kind, with how it is named in chat.
var classes = map[string]func(m maker) string{
	"1 names": func(m maker) string {
		return m.pick("my patient "+m.given()+" "+m.family(), "Mr "+m.family(), "Mrs. "+m.family(), m.given()+" "+m.family()+" (62F)", "pt "+m.family()+", "+m.given(), "my husband "+m.given(), "patient named "+m.given()+" "+m.family())
	},
	"2 places": func(m maker) string {
		street := m.pick("Juniper", "Old Mill", "Harbour", "Chestnut", "Station", "Quarry") + " " + m.pick("Street", "Road", "Lane", "Ave", "Close", "Drive")
		return m.pick(m.code("my patient at 99 ")+street, "the lady who lives at "+m.code("9")+"1 "+street, "pt, zip "+m.code("99999"), "patient, home address "+m.code("99 ")+street, m.code("pt living in postcode AA9 9AA"))
	},
	"3 dates": func(m maker) string {
		return m.pick("pt DOB "+m.day(), "my patient, born "+m.day(), "the man admitted "+m.day(), "her, operated on "+m.day(), "pt (d.o.b. "+m.day()+")", "my patient diagnosed on "+m.day())
	},
	"3 ages over 89": func(m maker) string {
		age := fmt.Sprint(90 + m.IntN(14))
		return m.pick("my "+age+"-year-old patient", "a "+age+"yo man", "pt "+age+"F", "my dad, "+age+",", "our patient, aged "+age+",", "a "+age+" y/o lady")
	},
	"4 telephone": func(m maker) string {
		return m.pick("pt (phone "+m.code("555-0199")+")", "my patient, cell "+m.code("(999) 555-0199"), "his wife on "+m.code("+1 999 555 0199"), "me, call "+m.code("999.555.0199"), "pt, tel "+m.code("020 7946 0999"))
	},
	"5 fax": func(m maker) string {
		return m.pick("pt, fax "+m.code("999-555-0199"), "my patient (fax number "+m.code("+44 20 7946 0999")+")", "GP fax: "+m.code("(999) 555-0199"), "case to be faxed to "+m.code("999 555 0199"))
	},
	"6 e-mail": func(m maker) string {
		return m.pick("pt", "my mother", "patient") + " (" + strings.ToLower(m.given()) + m.pick(".", "_", "") + strings.ToLower(m.family()) + m.code("99") + "@" + m.pick("mail.example", "post.example", "clinic.example") + ")"
	},
	"7 social security": func(m maker) string {
		return m.pick("pt SSN "+m.code("999-99-9999"), "my patient, social "+m.code("999 99 9999"), "her, social security number "+m.code("999-99-9999"), "pt ss# "+m.code("999999999"))
	},
	"8 medical record": func(m maker) string {
		return m.pick("MRN "+m.code("9999999"), "pt mrn:"+m.code("99999999"), "hospital no "+m.code("A999999"), "chart "+m.code("999999"), "medical record number "+m.code("99-99-99"), "patient #"+m.code("9999999"))
	},
	"9 health plan": func(m maker) string {
		return m.pick("member ID "+m.code("AAA999999999"), "Medicare "+m.code("9AA9-AA9-AA99"), "pt, policy no. "+m.code("99-9999999"), "subscriber "+m.code("A99999999"), "insurance ID "+m.code("AA9999999"))
	},
	"10 accounts": func(m maker) string {
		return m.pick("account "+m.code("9999-9999-99"), "pt acct# "+m.code("99999999"), "billing account "+m.code("9999999"), "IBAN "+m.code("DE99 9999 9999 9999 9999 99"), "invoice number "+m.code("999999"))
	},
	"11 licences": func(m maker) string {
		return m.pick("pt, driver's license "+m.code("A9999999"), "nurse license "+m.code("RN-999999"), "passport "+m.code("A99999999"), "DEA number "+m.code("AA9999999"), "my patient, licence no. "+m.code("AA99999"))
	},
	"12 vehicles": func(m maker) string {
		return m.pick("pt, license plate "+m.code("AAA 9999"), "my patient, car reg "+m.code("AA99 AAA"), "the man with plate "+m.code("9AAA999"), "VIN "+m.code("9AAAA99A9AA999999"))
	},
	"13 devices": func(m maker) string {
		return m.pick("pacemaker serial "+m.code("AAA999999"), "pt, ICD serial number "+m.code("A9999999"), "insulin pump S/N "+m.code("99-999999"), "port, device ID "+m.code("9999-AAA-99"))
	},
	"14 addresses on the web": func(m maker) string {
		who := strings.ToLower(m.given() + m.family())
		return m.pick("my patient, see https://www.facebook.com/"+who, "her blog https://"+who+".example/day4", "pt page www.caringbridge.org/visit/"+who, "his profile linkedin.com/in/"+who)
	},
	"15 network addresses": func(m maker) string {
		return m.pick("pt logged in from ", "my patient at IP ", "portal user ") + fmt.Sprintf("%d.%d.%d.%d", 11+m.IntN(180), m.IntN(256), m.IntN(256), 1+m.IntN(250))
	},
	"16 biometrics": func(m maker) string {
		return m.pick("my patient (fingerprint attached)", "pt, retina scan on file", "her voiceprint, enclosed,", "his iris scan, uploaded,", "the patient whose palm print is attached")
	},
	"17 pictures": func(m maker) string {
		return m.pick("my patient (photo of her face attached)", "pt, full-face picture uploaded,", "the man in the attached selfie of his face", "her, picture of her face enclosed,")
	},
	"18 other numbers": func(m maker) string {
		return m.pick("study subject "+m.code("999-9999"), "specimen "+m.code("S99-999999"), "pt, accession no "+m.code("A9999999"), "prescription number "+m.code("Rx 9999999"), "trial participant ID "+m.code("99-9999"), "employee badge "+m.code("99-9999"))
	},
}

// Bounds stand a little below what was reached when they were set.
func TestSafeHarborByMachine(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(18, 1)), newFiller(shared().lex)}
	for class, identifier := range classes {
		found := 0
		for i := range perClass {
			text := fmt.Sprintf(around[i%len(around)], identifier(m))
			if Check(text).Has(Identifiers) {
				found++
				continue
			}
			t.Logf("%s: %s", class, text)
		}
		t.Logf("%s: %d of %d, lower bound %.1f %%", class, found, perClass, 100*wilson(found, perClass))
		if float64(found) < 0.98*perClass {
			t.Errorf("%s: %d of %d found, want 98 %%", class, found, perClass)
		}
	}
}

package guard

import "strings"

// Audiences that EmergencyText speaks to. Anything else is taken for a patient.
const (
	AudienceClinician = "clinician"
	AudienceEducator  = "educator"
	AudiencePatient   = "patient"
)

// numbers are what to call in a country.
type numbers struct {
	emergency string
	crisis    string // for thoughts of suicide; "" where none is sure
	poison    string
}

// byCountry holds numbers by ISO 3166 code, and only such as are well
// established: a wrong number costs more than none. A country that is not
// listed gets the words "your local emergency number"; one without a crisis
// line gets a directory of them.
var byCountry = map[string]numbers{
	"US": {"911", "call or text 988 (Suicide & Crisis Lifeline)", "1-800-222-1222"},
	"CA": {"911", "call or text 988 (Suicide Crisis Helpline)", "1-844-764-7669"},
	"GB": {"999", "call Samaritans on 116 123", "111"},
	"IE": {"112 or 999", "call Samaritans on 116 123", ""},
	"AU": {"000", "call Lifeline on 13 11 14", "13 11 26"},
	"NZ": {"111", "call or text 1737", "0800 764 766"},
	"IN": {"112", "", ""},
	"CH": {"112 or 144", "", "145"},
	"NO": {"113", "", ""},
	"JP": {"119", "", ""},
	"KR": {"119", "", ""},
	"SG": {"995", "", ""},
	"MX": {"911", "", ""},
	"BR": {"192", "", ""},
	"EU": {"112", "", ""},
}

// sameAs maps other names of a country to its entry.
var sameAs = map[string]string{"UK": "GB", "USA": "US"}

// inEU are the countries where 112 is the number: the other members of the
// Union, Iceland and Liechtenstein.
const inEU = " AT BE DE DK ES FI FR IT NL PL PT SE BG HR CY CZ EE GR HU LV LT LU MT RO SK SI IS LI "

// what to do at once, for patients; one line a kind, before the number.
var firstWords = map[string]string{
	"breathing":     "Trouble with breathing cannot wait.",
	"chest-pain":    "Chest pain can be a heart attack. Sit down, rest, and do not drive yourself.",
	"circulation":   "This may be life-threatening. If there is no normal breathing, start chest compressions, and have someone fetch a defibrillator.",
	"consciousness": "Someone who faints, is newly confused or cannot be woken needs help now. If they breathe normally, lay them on their side.",
	"seizure":       "Keep the person safe from injury, put nothing in their mouth, and turn them on their side when the shaking stops.",
	"stroke":        "These can be signs of a stroke. Every minute counts; note when it began.",
	"bleeding":      "Press firmly on the bleeding if you can reach it, and keep pressing.",
	"overdose":      "Do not wait for symptoms, and do not make anyone vomit. Keep the package at hand.",
	"suicide":       "I am glad that you wrote this. You deserve help right now, and you do not have to go through it alone.",
	"anaphylaxis":   "This may be a severe allergic reaction. Use an adrenaline auto-injector now if there is one, and lie down unless breathing is easier sitting.",
	"infection":     "Fever or shaking chills during treatment can become dangerous within hours.",
	"pregnancy":     "This may endanger mother and child.",
	"other":         "This sounds like an emergency.",
}

// EmergencyText gives the fixed words for an emergency of this kind (Result's
// Emergency), an audience, and a country by its ISO code ("" or an unknown one:
// no number is guessed). It needs no network and never fails.
func EmergencyText(kind, audience, country string) string {
	n := lookUp(country)
	if audience == AudienceClinician && kind != "suicide" {
		return "If this is happening now, call your rapid response or code team (outside a hospital: " + n.emergency + ")" +
			" and start your local resuscitation protocol. Curbside cannot help in an emergency; please do not wait for an answer here."
	}
	first, ok := firstWords[kind]
	if !ok {
		first = firstWords["other"]
	}
	if kind == "suicide" {
		return first + " " + suicideWords(n, audience)
	}
	text := first + " Call " + n.emergency + " now, or have someone near you call."
	if kind == "overdose" && n.poison != "" {
		text += " If nobody has symptoms, poison advice is on " + n.poison + "."
	}
	if kind == "infection" {
		text += " If you have a 24-hour number of your treatment team, call that too."
	}
	return text + " Curbside cannot help in an emergency; please do not wait for an answer here."
}

func suicideWords(n numbers, audience string) string {
	text := "If you might act on these thoughts, or have already done something, call " + n.emergency + " or go to the nearest emergency department."
	if audience == AudienceClinician {
		text = "If this is about a patient: stay with them, remove means, and call psychiatric emergency or your crisis team; outside a hospital call " + n.emergency + ". If it is about you:"
	}
	crisis := n.crisis
	if crisis == "" {
		crisis = "find a crisis line at findahelpline.com"
	}
	text += " To talk with someone now, " + crisis + ", at any hour."
	return text + " If you can, tell a person near you, and move away from anything that you could use to hurt yourself."
}

func lookUp(country string) numbers {
	c := strings.ToUpper(strings.TrimSpace(country))
	if to, ok := sameAs[c]; ok {
		c = to
	}
	if n, ok := byCountry[c]; ok {
		return n
	}
	if len(c) == 2 && strings.Contains(inEU, " "+c+" ") {
		return byCountry["EU"]
	}
	return numbers{emergency: "your local emergency number"}
}

package guard

import "strings"

// emergencyNumbers are public emergency numbers by ISO 3166 country code.
var emergencyNumbers = map[string]string{
	"US": "911", "CA": "911", "MX": "911", "GB": "999", "UK": "999", "IE": "112", "AU": "000", "NZ": "111",
	"IN": "112", "JP": "119", "KR": "119", "CN": "120", "BR": "192", "ZA": "10177", "CH": "144", "NO": "113", "IL": "101",
	"AT": "112", "BE": "112", "BG": "112", "CY": "112", "CZ": "112", "DE": "112", "DK": "112", "EE": "112", "ES": "112",
	"FI": "112", "FR": "112", "GR": "112", "HR": "112", "HU": "112", "IS": "112", "IT": "112", "LT": "112", "LU": "112",
	"LV": "112", "MT": "112", "NL": "112", "PL": "112", "PT": "112", "RO": "112", "SE": "112", "SI": "112", "SK": "112",
}

// crisisLines are lines for people who think of suicide, by country code.
var crisisLines = map[string]string{
	"US": "call or text 988 (Suicide & Crisis Lifeline)", "CA": "call or text 988", "GB": "call Samaritans on 116 123",
	"UK": "call Samaritans on 116 123", "IE": "call Samaritans on 116 123", "AU": "call Lifeline on 13 11 14",
	"NZ": "call or text 1737",
}

// EmergencyText returns the fixed words for an emergency of a kind: whom to
// call, by audience ("patient", "clinician", "educator") and ISO 3166 country
// code. An unknown country gets "your local emergency number".
func EmergencyText(kind, audience, country string) string {
	country = strings.ToUpper(strings.TrimSpace(country))
	number := "your local emergency number"
	if n := emergencyNumbers[country]; n != "" {
		number = n
	}
	var words []string
	switch {
	case kind == "suicide":
		words = []string{"This sounds like a life in danger. You do not have to face it alone.", "Call " + number + " now" + crisis(country) + ", and stay with someone."}
	case audience == "patient":
		words = []string{"This sounds like an emergency. Call " + number + " now.", "Do not wait for an answer here, and do not drive yourself."}
	default:
		words = []string{"This sounds like an emergency. Call the rapid-response or code team now; outside a hospital call " + number + "."}
	}
	return strings.Join(append(words, "This bot cannot help in an emergency."), " ")
}

func crisis(country string) string {
	if line := crisisLines[country]; line != "" {
		return ", or " + line
	}
	return ", or a crisis line near you"
}

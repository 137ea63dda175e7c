package guard

import (
	"strconv"
	"strings"
)

// A vital sign, what it is called, and from which value it is dangerous. Values
// between watch and danger count as a topic, not as an emergency of their own.
type vital struct {
	kind        string
	names       []string
	low, high   float64 // danger at or below, at or above; 0 is no bound
	lowW, highW float64 // watch at or below, at or above
	min, max    float64 // what is taken for this sign at all
}

var vitals = []vital{
	{kind: "breathing", names: []string{"sats", "saturation", "oxygen", "o2"}, low: 85, lowW: 89, min: 20, max: 100},
	{kind: "circulation", names: []string{"map"}, low: 50, lowW: 58, min: 15, max: 160},
	{kind: "circulation", names: []string{"hr", "pulse", "heartrate"}, low: 35, lowW: 42, high: 165, highW: 145, min: 10, max: 320},
	{kind: "circulation", names: []string{"bp", "systolic", "pressure", "pressures"}, low: 78, lowW: 88, high: 235, highW: 210, min: 25, max: 320},
	{kind: "breathing", names: []string{"rr", "respirations", "resps", "resp"}, low: 7, lowW: 9, high: 40, highW: 32, min: 1, max: 90},
	{kind: "consciousness", names: []string{"gcs"}, low: 9, lowW: 13, min: 3, max: 15},
	{kind: "infection", names: []string{"temp", "temperature", "fever"}, high: 40.9, highW: 39, min: 25, max: 45},
	{kind: "infection", names: []string{"temp", "temperature", "fever"}, high: 105.6, highW: 102.5, min: 90, max: 112},
	{kind: "consciousness", names: []string{"glucose", "sugar", "bg", "bgl", "bsl"}, low: 45, lowW: 55, high: 600, highW: 450, min: 10, max: 2000},
	{kind: "circulation", names: []string{"potassium"}, high: 7, highW: 6.5, min: 5, max: 12},
	{kind: "circulation", names: []string{"lactate"}, high: 8, highW: 5, min: 1, max: 30},
	// Fahrenheit; blood sugar in mmol/l, and in mg/dl
	{kind: "infection", names: []string{"temp", "temperature", "fever"}, high: 104.5, highW: 103, min: 95, max: 112},
	{kind: "other", names: []string{"glucose", "sugar"}, low: 2.6, lowW: 3.2, min: 0.5, max: 6},
	{kind: "other", names: []string{"glucose", "sugar"}, low: 48, high: 600, highW: 450, min: 20, max: 1500},
	{kind: "other", names: []string{"ph"}, low: 7.08, lowW: 7.18, min: 6.4, max: 7.3},
	{kind: "other", names: []string{"sodium"}, low: 112, lowW: 116, high: 168, min: 90, max: 200},
	{kind: "bleeding", names: []string{"platelets", "plt"}, low: 0.5, lowW: 9, min: 0, max: 900},
	{kind: "bleeding", names: []string{"inr"}, high: 15, highW: 8, min: 1, max: 30},
	{kind: "bleeding", names: []string{"hb", "hgb", "hemoglobin"}, low: 4.5, min: 2, max: 20},
}

// Between a sign's name and its value at most this many tokens may stand.
const vitalReach = 4

// Words before a value that make it a limit or an aim, not a reading.
var limits = map[string]bool{
	"<": true, ">": true, "=": true, "under": true, "below": true, "above": true, "over": true, "than": true, "goal": true,
	"target": true, "if": true, "threshold": true, "least": true, "keep": true, "until": true, "when": true, "maintain": true,
	"cutoff": true, "of at": true, "≥": true, "≤": true,
}

// vitalLine stands for the line of a data file.
const vitalLine = "vital sign"

// vitalRules are the rules that readings of vital signs are reported under.
var vitalRules = func() map[string]*rule {
	m := map[string]*rule{}
	for _, v := range vitals {
		for _, g := range []string{gradeStrong, gradeSoft} {
			m[v.kind+g] = &rule{group: "danger", kind: v.kind, grade: g, line: vitalLine}
		}
	}
	return m
}()

// vitalSigns finds readings of vital signs in a dangerous range.
func vitalSigns(r *reading) []mention {
	at := map[int32]int{} // token -> its first word
	for i := len(r.words) - 1; i >= 0; i-- {
		at[r.words[i].tok] = i
	}
	out := roomAir(r, at)
	for i := range r.toks {
		name, ok := vitalName(r.toks, i)
		if !ok {
			continue
		}
		if m, ok := readVital(r, at, i, name); ok {
			out = append(out, m)
		}
	}
	return out
}

// roomAir finds a saturation that is given without its name: "82% on room air",
// "78 on 15 litres".
func roomAir(r *reading, at map[int32]int) []mention {
	var out []mention
	for i := 0; i+2 < len(r.toks); i++ {
		val, ok := vitalValue(r.toks[i])
		if !ok || val < 40 || val > 89 {
			continue
		}
		j := i + 1
		for j < len(r.toks) && (r.toks[j].text == "%" || r.toks[j].text == "percent") {
			j++
		}
		if !onAir(r.toks[j:]) || i > 0 && limits[r.toks[i-1].text] {
			continue
		}
		w := at[int32(i)]
		out = append(out, mention{rule: vitalRules["breathing"+gradeStrong], from: w, to: w + 1, sent: int(r.words[w].sent)})
	}
	return out
}

// onAir reports whether toks begin with what somebody breathes.
func onAir(toks []token) bool {
	if len(toks) < 2 || toks[0].text != "on" && toks[0].text != "in" && toks[0].text != "with" {
		return false
	}
	switch toks[1].text {
	case "room", "ra", "nrb", "nonrebreather", "cpap", "bipap", "hfnc", "oxygen", "o2", "air":
		return true
	}
	if _, ok := vitalValue(toks[1]); !ok {
		return false
	}
	return strings.HasSuffix(toks[1].text, "l") || len(toks) > 2 && (strings.HasPrefix(toks[2].text, "lit") || toks[2].text == "l")
}

var vitalNames = func() map[string]bool {
	m := map[string]bool{}
	for _, v := range vitals {
		for _, n := range v.names {
			m[n] = true
		}
	}
	return m
}()

var vitalShort = map[string]string{
	"sat": "sats", "spo2": "sats", "sao2": "sats", "satting": "sats", "sating": "sats", "sbp": "bp", "bps": "bp", "b/p": "bp",
	"k": "potassium", "o2sat": "sats", "o2sats": "sats", "t": "temp", "haemoglobin": "hemoglobin", "bpm": "", "bm": "glucose", "bg": "glucose", "cbg": "glucose", "bgl": "glucose",
	"saturations": "sats", "saturating": "sats", "heartbeat": "hr", "pulserate": "hr", "oximeter": "sats", "ox": "sats", "pulseox": "sats", "tmax": "temp", "temps": "temp",
}

func vitalName(toks []token, i int) (string, bool) {
	n := toks[i].text
	if n == "rate" && i > 0 && toks[i-1].text == "heart" {
		n = "hr"
	}
	if n == "hemoglobin" && i > 0 && toks[i-1].text == "glycosylated" {
		n = ""
	}
	if s, ok := vitalShort[n]; ok {
		n = s
	}
	return n, vitalNames[n]
}

// readVital looks for a value after the sign's name at token i.
func readVital(r *reading, at map[int32]int, i int, name string) (mention, bool) {
	for j := i + 1; j < len(r.toks) && j <= i+vitalReach; j++ {
		t := r.toks[j]
		if limits[t.text] || t.text == "?" || t.text == "." {
			break
		}
		if _, again := vitalName(r.toks, j); again && t.text != "rate" && t.text != "sats" && t.text != "sat" {
			break
		}
		val, ok := vitalValue(t)
		if !ok {
			continue
		}
		for _, v := range vitals {
			grade := v.grade(name, val)
			if grade == "" {
				continue
			}
			w := at[int32(i)]
			return mention{rule: vitalRules[v.kind+grade], from: w, to: w + 1, sent: int(r.words[w].sent)}, true
		}
		break
	}
	return mention{}, false
}

// vitalValue reads a number, also with a unit or "s" attached ("78%", "70s").
func vitalValue(t token) (float64, bool) {
	s := t.text
	if t.kind == kindMixed {
		n := 0
		for n < len(s) && (isDigit(rune(s[n])) || s[n] == '.') {
			n++
		}
		s = s[:n]
	} else if t.kind != kindNumber {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// grade tells how dangerous val is for this sign: strong, soft or "" for not.
func (v vital) grade(name string, val float64) string {
	known := false
	for _, n := range v.names {
		known = known || n == name
	}
	if !known || val < v.min || val > v.max {
		return ""
	}
	switch {
	case v.low > 0 && val <= v.low, v.high > 0 && val >= v.high:
		return gradeStrong
	case v.lowW > 0 && val <= v.lowW, v.highW > 0 && val >= v.highW:
		return gradeSoft
	}
	return ""
}

// What is measured besides the vital signs, as a line of values names it.
var analytes = set("na", "k", "cl", "hco3", "bicarb", "co2", "bun", "urea", "cr", "crea", "creat", "creatinine", "glu", "gluc", "ca", "ical", "mg", "phos", "po4", "alb", "albumin", "protein", "tp", "ast", "alt", "alp", "ggt", "sgot", "sgpt", "lft", "lfts", "bili", "tbili", "dbili", "bilirubin", "ldh", "ck", "cpk", "ckmb", "trop", "troponin", "tropi", "bnp", "ntprobnp", "wbc", "wcc", "anc", "alc", "neut", "neuts", "lymph", "lymphs", "eos", "eosinophils", "hb", "hgb", "hct", "plt", "plts", "platelets", "inr", "pt", "ptt", "aptt", "fibrinogen", "ddimer", "crp", "esr", "pct", "ferritin", "tsh", "ft4", "t4", "t3", "cortisol", "acth", "lipase", "amylase", "uric", "ammonia", "abg", "vbg", "ph", "pco2", "po2", "pao2", "be", "gap", "lactate", "ef", "lvef", "fev1", "dlco", "egfr", "gfr", "uo", "uop", "wt", "weight", "bmi", "bsa", "ecog", "kps", "urine", "sodium", "potassium", "calcium", "magnesium", "phosphate", "chloride", "phosphorus", "hemoglobin", "hematocrit", "t", "temp", "tmax", "bp", "hr", "rr", "map", "sat", "sats", "spo2", "o2", "ra", "nc", "uln", "lln", "x", "nl", "wnl", "normal", "afebrile", "baseline", "day", "d", "dose", "c", "cycle", "trend", "trending", "grade", "mg/dl", "meq", "mmol", "iu", "u", "ml", "l", "kg", "h", "hrs", "on", "ok", "stable", "repeat", "then", "now", "today", "am", "pm", "from", "to", "and", "was", "is")

// values reports a message that is a line of values and little else: what is
// dangerous in it has been read as a number.
func (s *scene) values() bool {
	figures, named, words := 0, 0, 0
	for _, t := range s.r.toks {
		switch {
		case t.kind == kindNumber, t.kind == kindMixed && leading(t.text) > 0:
			figures++
		case t.kind == kindMark:
			continue
		case analytes[t.text]:
			named++
		}
		words++
	}
	return figures >= 2 && named >= 2 && (figures+named)*10 >= words*7
}

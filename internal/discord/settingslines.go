package discord

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"curbside/internal/consult"
	"curbside/internal/discord/render"
)

// serverLines are a server's settings; what nobody chose is said to be so.
func serverLines(s consult.ServerSettings) []string {
	lines := []string{
		"Answers are worded for: " + chosen(s.Audience),
		"Answers are private unless asked otherwise: **" + yes(!s.Public) + "**",
		"Country, for the emergency number: " + chosen(s.Country),
		"Clinicians' channel: " + channelWords(s.ClinicianChannel) + " · digest channel: " + channelWords(s.DigestChannel),
		"Reviewers: " + roleWords(s.Reviewers) + " · educators: " + roleWords(s.Educators),
		"Rounds are anonymous to the class: **" + yes(s.AnonymousRounds) + "**",
		"Answers are kept: **" + keptFor(s) + "**",
	}
	if s.DailyTokens > 0 {
		lines = append(lines, fmt.Sprintf("Tokens of the model a day: **%d**", s.DailyTokens))
	} else {
		lines = append(lines, "Tokens of the model a day: not limited for this server (the program's budget holds)")
	}
	return append(lines, collectionLines(s)...)
}

func collectionLines(s consult.ServerSettings) []string {
	if len(s.Collections) == 0 {
		return []string{"Collections that may answer: **all**"}
	}
	var lines []string
	for _, channel := range slices.Sorted(maps.Keys(s.Collections)) {
		where := "in every other channel"
		if channel != "" {
			where = "in <#" + channel + ">"
		}
		lines = append(lines, "Collections that may answer "+where+": **"+render.Escape(strings.Join(s.Collections[channel], ", "))+"**")
	}
	if _, ok := s.Collections[""]; !ok {
		lines = append(lines, "Collections that may answer in every other channel: **all**")
	}
	return lines
}

func chosen(s string) string {
	if s == "" {
		return "not chosen (the program's default holds)"
	}
	return "**" + render.Escape(s) + "**"
}

func channelWords(id string) string {
	if id == "" {
		return "none"
	}
	return "<#" + id + ">"
}

func roleWords(ids []string) string {
	if len(ids) == 0 {
		return "none"
	}
	var out []string
	for _, id := range ids {
		out = append(out, "<@&"+id+">")
	}
	return strings.Join(out, ", ")
}

// countries are the codes of ISO 3166-1.
const countries = " AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
	"UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "

func isCountry(code string) bool {
	return len(code) == 2 && strings.Contains(countries, " "+code+" ")
}

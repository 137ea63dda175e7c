package guard

import "strings"

// Given and family names that are words too ("May Flowers", "Rusty", "Young")
// are names where they stand as a person does.

// wordName finds such a name at token i.
func (n *namer) wordName(i int) bool {
	if n.taken[i] || n.titled || n.shout || i >= len(n.toks) || n.toks[i].kind != kindWord {
		return false
	}
	return n.wordPair(i) || n.wordSubject(i) || n.wordOwner(i)
}

// couldName reports whether the lists hold a word as a name.
func (n *namer) couldName(i int) bool {
	w := bare(n.at(i))
	return len(w) > 2 && n.lex.inSet(w, "first", "last", "ambiguous", "common") && !n.lex.inSet(w, "eponyms", "regions", "cities", "products")
}

// wordPair finds two of them together: "can May Flowers swim".
func (n *namer) wordPair(i int) bool {
	if !n.upper(i) || !n.upper(i+1) || n.toks[i].caps || n.toks[i+1].caps || n.toks[i+1].line || !n.couldName(i) || !n.couldName(i+1) {
		return false
	}
	if !n.lex.inSet(n.at(i), "first", "ambiguous") || !n.lex.inSet(bare(n.at(i+1)), "last", "common") {
		return false
	}
	to := n.extend(i)
	to = max(to, i+2)
	if n.lex.sets["topic_nouns"][n.at(to)] || n.published(to) || n.institution(i, to) || n.whoIs(i) || placeHeads[n.at(i-1)] || n.upper(to) {
		return false
	}
	return n.states(to) || n.ageAt(to) > to || n.at(to) == "," && n.aged(to+1) || n.person(i) || n.abouts()[0] != "[care 0]" || i > 0 && !n.sentenceStart(i) && n.askedAbout(i)
}

// Verbs that nothing but a person is the subject of.
var personVerbs = set("asked", "asks", "wants", "says", "said", "refuses", "refused", "thinks", "hates", "feels", "vomited", "complains", "cried", "fainted", "skipped", "sleeps", "weighs", "lives", "worries", "forgot", "hopes", "wonders", "swears", "insists", "moved", "lost", "gained", "ate", "drank", "keeps", "went", "came", "got", "had", "has", "needs", "spiked", "takes", "took")

// wordSubject finds one that a sentence begins with and tells of: "Young asked
// if his …", "Rusty had two cycles".
func (n *namer) wordSubject(i int) bool {
	if !n.sentenceStart(i) || !n.couldName(i) || !personVerbs[n.at(i+1)] && n.at(i+1) != "is" && n.at(i+1) != "was" || notNamed[n.at(i)] {
		return false
	}
	if n.upper(i) && (n.at(i+1) == "is" || n.at(i+1) == "was") && n.bedAt(i+2) && n.couldName(i) {
		return n.named(i, i+1)
	}
	for j := i + 2; j < min(len(n.toks), i+12) && n.sentOf[j] == n.sentOf[i]; j++ {
		switch n.at(j) {
		case "his", "her", "he", "she", "him", "herself", "himself":
			return n.named(i, i+1)
		case "cycles", "doses", "dose", "cycle", "chills", "fever", "rash", "nausea", "rigors", "mets":
			if n.upper(i) {
				return n.named(i, i+1)
			}
		}
	}
	return false
}

// Words that begin a sentence as words.
var notNamed = set("will", "may", "can", "long", "mark", "hope", "patient", "patience", "case", "back", "general", "public", "major", "on", "in", "is", "to", "do", "so", "an", "page", "church", "blood", "pain", "rash", "nice", "he", "she", "ill", "best", "watch", "read", "law", "power", "star", "sun", "sky", "song", "baby", "junior", "doc", "guy", "buddy", "bud")

// wordOwner finds "dawn's blood pressure sank".
func (n *namer) wordOwner(i int) bool {
	if !strings.HasSuffix(n.at(i), "'s") || !n.couldName(i) || !n.lex.inSet(bare(n.at(i)), "first", "ambiguous") || notNamed[bare(n.at(i))] {
		return false
	}
	next := n.at(i + 1)
	return (n.lex.sets["own_nouns"][next] || values[next]) && !theory[next] && (n.sentenceStart(i) || n.askedAbout(i)) && n.named(i, i+1)
}

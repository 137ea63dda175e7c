package guard

// Places of a person that have no number: a street, a home where somebody is
// cared for, a creek or a township.

// unnumbered finds "staying on Pelham Street", "off Barker Ave" from its first
// capital word on.
func (f *finder) unnumbered(i int) bool {
	if !f.namesPlace(i) || f.at(i-1) != "on" && f.at(i-1) != "off" && f.at(i-1) != "near" && f.at(i-1) != "at" && f.at(i-1) != "above" {
		return false
	}
	for j := i + 1; j < i+4 && j < len(f.toks) && f.toks[j].upper && f.toks[j].kind == kindWord; j++ {
		if f.at(j) == "st" || plainStreets[f.at(j)] && !notStreet[f.at(j)] {
			if !f.person(i) && !f.dwelt(i) {
				return false
			}
			f.mark(KindPlace, i, f.addressEnd(j+1))
			return true
		}
	}
	return false
}

// Street words that are others too, with a capital or not.
var notStreet = set("court", "square", "circle")

// namesPlace reports a capital word that may begin the name of a place.
func (f *finder) namesPlace(i int) bool {
	t := f.toks[i]
	return t.upper && t.kind == kindWord && !t.caps && len(t.text) > 2 && !f.lex.inSet(t.text, "everyday", "products", "acronyms", "eponyms") || t.upper && streetNames[t.text]
}

// Verbs and nouns of dwelling.
var dwelling = set("lives", "live", "living", "resides", "stays", "staying", "stay", "home", "house", "address", "apartment", "flat", "shelter", "homeless", "discharge", "discharged", "discharging", "dispo", "placement", "moved", "resident", "transferred", "snf", "ride", "neighbor", "neighbour", "neighborhood")

// dwelt reports such a word near token i.
func (f *finder) dwelt(i int) bool { return f.eventNear(i, dwelling) }

// What homes are called, after their name.
var facilities = set("manor", "lodge", "villa", "villas", "hospice", "shelter", "snf", "ltc", "ltac", "hostel", "motel", "inn", "prison", "jail", "penitentiary", "monastery", "convent", "barracks", "dormitory", "dorm", "trailer", "campground", "almshouse", "ranch", "estates")

// facilityPairs are those of two words.
var facilityPairs = map[string]map[string]bool{
	"nursing": set("home", "facility", "center"), "assisted": set("living"), "care": set("home", "centre", "center"), "group": set("home"),
	"mobile": set("home"), "memory": set("care"), "retirement": set("home", "community", "village"),
}

// facility finds "Maplecrest Nursing Home", "Sunrise Assisted Living" where
// somebody dwells.
func (f *finder) facility(i int) bool {
	if !f.namesPlace(i) || i > 0 && f.toks[i-1].upper && f.toks[i-1].kind == kindWord && f.at(i-1) != "to" {
		return false
	}
	for j := i + 1; j < i+4 && j < len(f.toks) && f.toks[j].kind == kindWord; j++ {
		if facilities[f.at(j)] || facilityPairs[f.at(j)][f.at(j+1)] {
			if !f.person(i) && !f.dwelt(i) {
				return false
			}
			f.mark(KindPlace, i, j+1)
			return true
		}
		if !f.toks[j].upper {
			return false
		}
	}
	return false
}

// What country places are called, after their name.
var landmarks = set("township", "county", "parish", "creek", "fork", "hollow", "canyon", "ridge", "crossing", "ferry", "landing", "reservation", "borough", "island", "isle", "valley", "shire", "junction", "prairie", "bluff", "bluffs", "glen", "moor", "fen", "peninsula", "harbour", "harbor", "corners")

// rural finds "near Dry Fork township", "in from Tuscarawas county".
func (f *finder) rural(i int) bool {
	switch f.at(i - 1) {
	case "near", "outside", "from", "off", "in", "around", "by", "of":
	default:
		return false
	}
	if !f.namesPlace(i) || !f.person(i) {
		return false
	}
	for j := i + 1; j < i+4 && j < len(f.toks) && f.toks[j].kind == kindWord; j++ {
		if landmarks[f.at(j)] {
			f.mark(KindPlace, i, j+1)
			return true
		}
		if !f.toks[j].upper {
			return false
		}
	}
	return false
}

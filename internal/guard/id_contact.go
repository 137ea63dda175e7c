package guard

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// contacts finds what is known by its shape: e-mail, web and network addresses,
// telephone and social security numbers, vehicle numbers.
func (f *finder) contacts() {
	for i := 0; i < len(f.toks); i++ {
		if f.taken[i] || i > 0 && !f.toks[i].gap && f.toks[i-1].kind != kindMark {
			continue
		}
		switch {
		case f.email(i), f.url(i), f.ip(i), f.digits(i), f.vin(i), f.mbi(i), f.handle(i), f.social(i):
		}
	}
}

func (f *finder) email(i int) bool {
	if f.spelledEmail(i) {
		return true
	}
	if !f.toks[i].gap && i > 0 {
		return false
	}
	to := f.trim(i, f.chunk(i))
	text := f.text(i, to)
	at := strings.IndexByte(text, '@')
	if at < 1 || !strings.Contains(text[at:], ".") || at+3 >= len(text) {
		return false
	}
	f.mark(KindEmail, i, to)
	return true
}

// spelledEmail reads "jane dot doe at gmail dot com".
func (f *finder) spelledEmail(i int) bool {
	if f.at(i) != "at" || i == 0 {
		return false
	}
	bracketed := strings.Contains("([{<*_", f.at(i-1)) && i+1 < len(f.toks) && strings.Contains(")]}>*_", f.at(i+1))
	for j := i + 1; j < i+9 && j+1 < len(f.toks); j++ {
		k := j + 1
		for k < j+3 && f.at(k) != "" && strings.Contains(")]}>", f.at(k)) {
			k++
		}
		point := f.at(j) == "dot" || f.at(j) == "." && bracketed
		if point && tld[f.at(k)] {
			f.mark(KindEmail, max(0, i-2), k+1)
			return true
		}
	}
	return false
}

var tld = set("com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "es", "it", "ca", "au", "info", "me", "us", "nl", "ch", "eu", "in", "ie", "nz", "mx", "br", "jp", "at", "be", "se", "no", "dk", "fi", "pl", "example", "test", "blog", "page", "site", "online", "health", "app", "care", "link", "life", "photos", "family", "story", "help", "fund", "chat", "club", "xyz", "live", "news", "world", "today", "social", "support", "tv", "gallery", "space", "website", "fyi", "foundation", "ly", "gl", "cc", "biz", "name", "invalid", "local", "za", "il", "gr", "pt", "cz", "hu", "ro", "tr", "kr", "cn", "hk", "sg", "ar", "cl", "pe", "is", "ee", "lv", "lt", "ua", "ru")

// Sites where a page belongs to one person.
var personal = []string{"facebook.", "fb.com/", "fb.me/", "instagram.", "linkedin.com/in", "twitter.", "x.com/", "tiktok.", "caringbridge.", "gofundme.", "youtube.com/@", "youtube.com/channel", "snapchat.", "reddit.com/u", "medium.com/@", "threads.net/", "about.me/", "linktr.ee/", "myspace.com/", "pinterest.", "t.me/", "legacy.com/", "ancestry.com/", "findagrave.com/", "blogspot.", "wordpress.", "tumblr.com", "flickr.", "mychart", "drive.google", "dropbox.com/", "photos.app", "photos.google", "icloud.com/", "imgur.com/", "strava.", "venmo.", "mylifeline", "everloved", "meetup.", "vk.com/", "weibo.com/", "lotsahelpinghands", "substack.com"}

// Words that tie an address to a person.
var owners = set("patient", "pt", "our", "mum's", "her", "his", "my", "their", "patient's", "pt's", "patients", "him", "she", "he", "wife's", "husband's", "daughter's", "son's", "mother's", "father's", "mom's", "dad's")
var ownPages = set("page", "profile", "blog", "website", "site", "portal", "chart", "record", "records", "link", "facebook", "instagram", "fundraiser", "results", "photos", "scan", "images", "obituary", "url", "homepage", "account", "mychart", "linkedin", "vlog", "channel", "story", "blogs", "blogging", "blogged", "vlogs", "posts", "posting", "posted", "tweets", "streams", "livestreams", "uploads", "journals", "updates", "diary", "diaries", "timeline", "feed", "podcast", "subreddit", "substack", "tumblr")

func (f *finder) url(i int) bool {
	to := f.trim(i, f.chunk(i))
	text := f.text(i, to)
	if !looksLikeURL(text) {
		return false
	}
	tied := false
	for _, p := range personal {
		tied = tied || strings.Contains(text, p)
	}
	for _, p := range []string{"/patient", "patient_id", "patientid", "mrn=", "/record", "/user/", "/users/", "/u/", "/profile", "?id=", "dob=", "/people/", "/chart", "/obituar", "/members/", "/~", "/pt/", "name="} {
		tied = tied || strings.Contains(text, p)
	}
	if !tied {
		tied = f.ownPage(i, to) || !publicHost(text) && (f.person(i) || f.owned(i, to) || f.namedIn(i, to))
	}
	if tied {
		f.mark(KindURL, i, to)
		return true
	}
	for j := i; j < to; j++ { // a public address: nothing in it is a code
		f.taken[j] = true
	}
	return true
}

// owned reports whether an address is said to be somebody's.
func (f *finder) owned(i, to int) bool {
	for j := max(0, i-9); j < min(len(f.toks), to+7); j++ {
		if (j < i || j >= to) && (owners[f.toks[j].text] || kinWords[f.toks[j].text]) {
			return true
		}
	}
	return false
}

func (f *finder) ownPage(i, to int) bool {
	own, page := false, false
	for j := max(0, i-9); j < min(len(f.toks), to+7); j++ {
		own = own || owners[f.toks[j].text] || strings.HasSuffix(f.toks[j].text, "'s")
		page = page || ownPages[f.toks[j].text]
	}
	return own && page
}

// namedIn reports whether a first name or a bare network address is part of the
// address [i,to).
func (f *finder) namedIn(i, to int) bool {
	for j := i; j < to; j++ {
		w := f.toks[j].text
		if f.toks[j].kind == kindNumber && isIPv4(w) || strings.HasPrefix(w, "mypatient") || strings.HasPrefix(w, "ourpatient") {
			return true
		}
		if len(w) >= 4 && f.lex.sets["first"][w] && !f.lex.inSet(w, "ambiguous", "common", "products") {
			return true
		}
	}
	return false
}

// Hosts that anybody reads: no page of one person. One without a point is the
// last but one part of a host ("lancet" in thelancet.com is none).
var publicHosts = []string{".gov", ".edu", ".int", ".mil", "nhs.uk", "doi.org", "nejm.org", "nature.com", "cancer.org", "cancer.net", "cancerresearchuk.org", "wikipedia.org", "oncolink.org", "nccn.org", "asco.org", "ascopubs.org", "esmo.org", "sitcancer.org", "thelancet.com", "lancet.com", "jamanetwork.com", "bmj.com", "sciencedirect.com", "springer.com", "wiley.com", "medscape.com", "uptodate.com", "drugs.com", "webmd.com", "mayoclinic.org", "proleukin.com", "clinicaltrials.gov", "europa.eu", "nice.org.uk", "who.int", "medlineplus.gov", "melanoma.org", "google.com", "youtube.com/watch", "github.com", "cochrane.org", "cochranelibrary.com", "iovance.com", "droracle.ai", "healthline.com", "patient.info", "macmillan.org.uk"}

// Words in the host of an institution or a publisher.
var publicParts = []string{"cancer", "kidney", "melanoma", "pubmed", "ncbi", "label", "pharma", "hospital", "clinic", "guideline", "journal", "university", "oncology", "medicine", "health", "institute", "society"}

// Words in the address of one person's page.
var ownParts = []string{"journey", "fight", "warrior", "pray", "story", "diary", "blog", "mylife", "battle", "beats", "survivor", "-vs-", "_vs_", "patient", "album", "memorial", "obituar", "family", "visit/", "/@", "~", "send", "help", "support-", "helpfor"}

func publicHost(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	host, _, _ := strings.Cut(text, "/")
	for _, p := range publicHosts {
		if strings.HasSuffix(host, p) || strings.Contains(p, "/") && strings.HasPrefix(strings.TrimPrefix(text, "www."), p) || strings.HasPrefix(p, ".") && strings.Contains(host, p+".") {
			return true
		}
	}
	if ownAddress(text) {
		return false
	}
	return containsAny(host, publicParts)
}

// ownAddress reports whether an address names somebody's journey, story or page.
func ownAddress(text string) bool { return containsAny(text, ownParts) }

func containsAny(s string, parts []string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}

func looksLikeURL(text string) bool {
	if strings.Contains(text, "://") || strings.HasPrefix(text, "www.") {
		return true
	}
	host, _, slash := strings.Cut(text, "/")
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && tld[host[dot+1:]] && hasLetter(host[:dot]) && (slash || dot > 2) && !strings.Contains(host, "@")
}

func (f *finder) ip(i int) bool {
	t := f.toks[i]
	if t.kind == kindNumber && strings.Count(t.text, ".") == 3 && !f.version(i) && isIPv4(t.text) {
		f.mark(KindIP, i, i+1)
		return true
	}
	if t.kind == kindMark {
		return false
	}
	to := f.trim(i, f.chunk(i))
	text := f.text(i, to)
	if strings.Count(text, ":") >= 3 && isHexGroups(text) {
		kind := KindIP
		if strings.Count(text, ":") == 5 && len(text) == 17 {
			kind = KindDevice // a hardware address
		}
		f.mark(kind, i, to)
		return true
	}
	return false
}

func (f *finder) version(i int) bool {
	return f.at(i-1) == "version" || f.at(i-1) == "v" || f.at(i-1) == "section"
}

func isIPv4(s string) bool {
	if strings.Count(s, ".") != 3 {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n > 255 || len(part) > 3 {
			return false
		}
	}
	return true
}

func isHexGroups(s string) bool {
	digits := 0
	for g := range strings.SplitSeq(s, ":") {
		if len(g) > 4 {
			return false
		}
		for _, c := range g {
			if !strings.ContainsRune("0123456789abcdef", c) {
				return false
			}
		}
		digits += digitsIn(g)
	}
	return digits >= 3 && len(s) >= 11
}

// vin finds a vehicle identification number: 17 letters and digits.
func (f *finder) vin(i int) bool {
	t := f.toks[i]
	if t.kind != kindMixed || len(t.text) != 17 || strings.ContainsAny(t.text, "ioq") || digitsIn(t.text) < 5 {
		return false
	}
	f.mark(KindVehicle, i, i+1)
	return true
}

// mbi finds a Medicare beneficiary number: 1EG4-TE5-MK73.
func (f *finder) mbi(i int) bool {
	to := f.trim(i, f.chunk(i))
	text := f.text(i, to)
	plain := strings.ReplaceAll(text, "-", "")
	if len(plain) != 11 || !isDigit(rune(plain[0])) || plain[0] == '0' {
		return false
	}
	for j, c := range plain {
		digit := strings.ContainsRune("0369", rune('0'+j)) || j == 10
		alpha := j == 1 || j == 4 || j == 7 || j == 8
		if digit && !isDigit(c) || alpha && isDigit(c) {
			return false
		}
	}
	f.mark(KindHealthPlan, i, to)
	return true
}

// Sites on which a person goes by a handle.
var sites = set("insta", "instagram", "ig", "tiktok", "twitter", "snapchat", "snap", "facebook", "fb", "threads", "mastodon", "bluesky", "reddit", "strava", "linkedin", "youtube", "yt", "telegram", "discord", "twitch", "pinterest", "tumblr", "caringbridge", "gofundme", "patreon", "substack", "myspace", "whatsapp", "wechat", "weibo", "line", "viber", "signal", "skype", "vk", "xing", "steam", "venmo", "cashapp", "paypal", "mychart")

var siteFillers = set(":", "-", "=", "handle", "is", "name", "account", "user", "username", "id", "page", "profile", "channel", "at", "under", "as", "on", "@", "/", "\"", "'", "(", "'s", "group", "her", "his", "my")

// social finds a handle after the name of a site: "insta: melanoma_mike",
// "on YouTube as LivingWithRCC".
func (f *finder) social(i int) bool {
	if !sites[f.at(i)] {
		return false
	}
	j := i + 1
	for j < len(f.toks) && j < i+5 && siteFillers[f.at(j)] {
		j++
	}
	if j >= len(f.toks) || j == i+1 || f.toks[j].kind == kindMark || f.taken[j] {
		return false
	}
	to := f.trim(j, f.chunk(j))
	text := f.text(j, to)
	raw := string(f.r.fold.runes[f.toks[j].from:f.toks[to-1].to])
	camel := strings.ContainsFunc(raw[1:], unicode.IsUpper) && strings.ToUpper(raw) != raw && len(raw) > 5
	if !strings.Contains(text, "_") && !(hasLetter(text) && digitsIn(text) > 0 && len(text) > 4) && !camel && !(f.at(j-1) == "@") && !(strings.Count(text, "-")+strings.Count(text, ".") > 1) {
		return false
	}
	if strings.HasPrefix(text, "il-") || strings.HasPrefix(text, "il2") {
		return false
	}
	f.mark(KindURL, j, to)
	return true
}

// handle finds a name on a chat or social site: @jane_doe.
func (f *finder) handle(i int) bool {
	if f.at(i+1) == "#" && f.toks[i].kind != kindMark && i+2 < len(f.toks) && !f.toks[i+1].gap && !f.toks[i+2].gap && len(f.at(i+2)) == 4 && digitsIn(f.at(i+2)) == 4 {
		f.mark(KindOther, i, i+3) // a name on a chat site: ironlung#2231
		return true
	}
	if f.at(i) != "@" || i+1 >= len(f.toks) || f.toks[i+1].gap || f.toks[i+1].kind == kindMark || !f.person(i) {
		return false
	}
	if i > 0 && !f.toks[i].gap {
		return false
	}
	f.mark(KindOther, i, f.trim(i, f.chunk(i)))
	return true
}

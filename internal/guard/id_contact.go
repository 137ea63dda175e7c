package guard

import (
	"strconv"
	"strings"
)

// contacts finds what is known by its shape: e-mail, web and network addresses,
// telephone and social security numbers, vehicle numbers.
func (f *finder) contacts() {
	for i := 0; i < len(f.toks); i++ {
		if f.taken[i] || i > 0 && !f.toks[i].gap && f.toks[i-1].kind != kindMark {
			continue
		}
		switch {
		case f.email(i), f.url(i), f.ip(i), f.digits(i), f.vin(i), f.mbi(i), f.handle(i):
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

var tld = set("com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "es", "it", "ca", "au", "info", "me", "us", "nl", "ch", "eu", "in", "ie", "nz", "mx", "br", "jp", "at", "be", "se", "no", "dk", "fi", "pl", "example", "test", "blog", "page", "site", "online", "health", "app")

// Sites where a page belongs to one person.
var personal = []string{"facebook.", "fb.com/", "fb.me/", "instagram.", "linkedin.com/in", "twitter.", "x.com/", "tiktok.", "caringbridge.", "gofundme.", "youtube.com/@", "youtube.com/channel", "snapchat.", "reddit.com/u", "medium.com/@", "threads.net/", "about.me/", "linktr.ee/", "myspace.com/", "pinterest.", "t.me/", "legacy.com/", "ancestry.com/", "findagrave.com/", "blogspot.", "wordpress.", "tumblr.com", "flickr.", "mychart", "drive.google", "dropbox.com/", "photos.app", "photos.google", "icloud.com/", "imgur.com/", "strava.", "venmo.", "mylifeline", "everloved", "meetup.", "vk.com/", "weibo.com/", "lotsahelpinghands", "substack.com"}

// Words that tie an address to a person.
var owners = set("patient", "pt", "our", "mum's", "her", "his", "my", "their", "patient's", "pt's", "patients", "him", "she", "he", "wife's", "husband's", "daughter's", "son's", "mother's", "father's", "mom's", "dad's")
var ownPages = set("page", "profile", "blog", "website", "site", "portal", "chart", "record", "records", "link", "facebook", "instagram", "fundraiser", "results", "photos", "scan", "images", "obituary", "url", "homepage", "account", "mychart", "linkedin", "vlog", "channel", "story")

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
		tied = f.ownPage(i, to) || !publicHost(text) && (f.person(i) || f.namedIn(i, to))
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

// Hosts, or parts of them, that anybody reads: no page of one person.
var publicHosts = []string{".gov", ".edu", ".int", ".mil", "nhs.uk", "doi.org", "nejm", "nature.com", "cancer", "wikipedia", "pubmed", "ncbi", "oncolink", "nccn", "asco", "esmo", "sitc", "lancet", "jamanetwork", "bmj", "sciencedirect", "springer", "wiley", "medscape", "uptodate", "drugs.com", "webmd", "mayoclinic", "proleukin", "clinicaltrials", "europa.eu", "nice.org", "who.int", "medlineplus", "melanoma.org", "kidney", "google.com", "youtube.com/watch", "github", "cochrane", "dailymed", "label", "pharma", "iovance", "hospital", "clinic.", "guideline", "journal", "droracle", "healthline", "patient.info", "macmillan", "university"}

func publicHost(text string) bool {
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://"), "/")
	for _, p := range publicHosts {
		if strings.Contains(host, p) {
			return true
		}
	}
	return false
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

package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/eval/claims"
	"curbside/internal/verify"
)

// VerifySet is what a verifier is measured on. Only Corpus is needed.
type VerifySet struct {
	Corpus  *corpus.Corpus
	Hand    []ClaimCase
	NCI     []claims.Source // for changed sentences, and passages that Hand cites
	SciFact []claims.Item
	Texts   []claims.Text // of other kinds, for changed sentences
	Ideal   []claims.Item // BioASQ's ideal answers with their gold snippets
	Missing []string      // sets that were looked for and are not there
	PerKind int           // changed sentences of each kind and half
	Seed    uint64        // of the changes
	Half    string        // tune, held, or "" for both
	Kind    string        // only kinds whose name holds this; "" for all
	// Judge, where there is one, is asked of claims that the rules accept; at
	// most Judged fair and Judged false ones, drawn by Seed.
	Judge  Judge
	Judged int
}

// VerifyMiss is a claim that was judged otherwise than expected.
type VerifyMiss struct {
	ID       string           `json:"id"`
	Kind     string           `json:"kind"`
	Half     string           `json:"half"`
	Claim    string           `json:"claim"`
	Want     bool             `json:"want"` // supported
	Passages []string         `json:"passages"`
	Problems []verify.Problem `json:"problems"`
}

// VerifyReport is how a verifier did. Of fair claims the rate is how many
// were kept, of false ones how many were caught, of SciFact's how many were
// accepted.
type VerifyReport struct {
	Rates   []Rate       `json:"rates"`
	Skipped int          `json:"skipped"` // hand-worded claims whose passages are not at hand
	Missing []string     `json:"missing,omitempty"`
	Millis  Speed        `json:"ms_per_claim"`
	Judge   *JudgeReport `json:"judge,omitempty"`
	Misses  []VerifyMiss `json:"misses,omitempty"`
}

// Verify asks the verifier as it ships, with the corpus's synonyms, for its
// verdict on each claim.
func Verify(ctx context.Context, set VerifySet) (*VerifyReport, error) {
	m := &verifying{set: set, check: verify.New(verify.Options{Synonyms: set.Corpus.Lexicon.Names()}), report: &VerifyReport{Missing: set.Missing}}
	steps := []func(context.Context) error{m.hand, m.changed, m.texts, m.scifact, m.ideal}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	m.report.Rates, m.report.Millis = m.tally.result(), speedOf(m.times)
	if set.Judge != nil {
		var err error
		if m.report.Judge, err = askJudge(ctx, set, m.accepted); err != nil {
			return nil, err
		}
	}
	return m.report, nil
}

type verifying struct {
	set    VerifySet
	check  *verify.Checker
	tally  tally
	times  []time.Duration
	report *VerifyReport
	last   bool // whether the last claim was judged as expected

	accepted []accepted // for the judge
}

// hand measures the claims worded by hand.
func (m *verifying) hand(ctx context.Context) error {
	passages := newShelf(m.set.Corpus, m.set.NCI)
	cases := slices.Clone(m.set.Hand)
	slices.SortStableFunc(cases, func(a, b ClaimCase) int { return strings.Compare(a.Kind, b.Kind) })
	for _, c := range cases {
		kind := "by hand: " + c.Kind
		if !m.wanted(kind, c.Half) {
			continue
		}
		if len(m.set.NCI) == 0 && citesNCI(c) {
			m.report.Skipped++
			continue
		}
		it, err := passages.item(c)
		if err != nil {
			return err
		}
		if err := m.judge(ctx, it, kind, c.Half, caughtOrKept(it)); err != nil {
			return err
		}
	}
	return nil
}

// changed measures sentences of cancer.gov as they are, and changed.
func (m *verifying) changed(ctx context.Context) error {
	for _, half := range []struct{ name, docs string }{{"tune", "tune"}, {"held", "held-out"}} {
		if m.set.Half != "" && m.set.Half != half.name || len(m.set.NCI) == 0 {
			continue
		}
		var sources []claims.Source
		for _, s := range m.set.NCI {
			if claims.Half(s.Doc) == half.docs {
				sources = append(sources, s)
			}
		}
		items := claims.Change(sources, m.set.PerKind, m.set.Seed)
		slices.SortStableFunc(items, func(a, b claims.Item) int { return strings.Compare(a.Kind, b.Kind) })
		for _, it := range items {
			kind := "changed: " + it.Kind
			if !m.wanted(kind, half.name) {
				continue
			}
			if err := m.judge(ctx, it, kind, half.name, caughtOrKept(it)); err != nil {
				return err
			}
		}
	}
	return nil
}

// otherShare is how many sentences of each kind are changed in each other
// text, as a share of those in cancer.gov's pages.
const otherShare = 0.5

// texts measures sentences of the shipped corpus and of texts of other kinds,
// as they are and changed: once by kind of change, once by kind of text.
func (m *verifying) texts(ctx context.Context) error {
	if len(m.set.Texts) == 0 {
		return nil
	}
	shipped := claims.Text{Name: "shipped corpus"}
	for _, p := range m.set.Corpus.Passages() {
		shipped.Sources = append(shipped.Sources, claims.Source{Doc: p.ID, Passage: answer.Verifiable(p)})
	}
	per := max(1, int(otherShare*float64(m.set.PerKind)))
	for _, t := range append([]claims.Text{shipped}, m.set.Texts...) {
		for _, half := range []struct{ name, docs string }{{"tune", "tune"}, {"held", "held-out"}} {
			if m.set.Half != "" && m.set.Half != half.name || !strings.Contains("other texts: text "+t.Name, m.set.Kind) {
				continue
			}
			var sources []claims.Source
			for _, s := range t.Sources {
				if claims.Half(s.Doc) == half.docs {
					sources = append(sources, s)
				}
			}
			for _, it := range claims.Change(sources, per, m.set.Seed) {
				if err := m.judge(ctx, it, "other texts: "+it.Kind, half.name, caughtOrKept(it)); err != nil {
					return err
				}
				kind := "changed"
				if it.Want {
					kind = it.Kind
				}
				m.tally.count("text "+t.Name+": "+kind, half.name, caughtOrKept(it), m.last)
			}
		}
	}
	return nil
}

// ideal measures BioASQ's ideal answers, which have no halves.
func (m *verifying) ideal(ctx context.Context) error {
	for _, it := range m.set.Ideal {
		if !m.wanted(it.Kind, "") {
			continue
		}
		if err := m.judge(ctx, it, it.Kind, allHalves, "accepted"); err != nil {
			return err
		}
	}
	return nil
}

// scifact measures SciFact's claims, which have no halves.
func (m *verifying) scifact(ctx context.Context) error {
	for _, label := range []string{"scifact support", "scifact contradict", "scifact not enough"} {
		for _, it := range m.set.SciFact {
			if it.Kind != label || !m.wanted(label, "") {
				continue
			}
			if err := m.judge(ctx, it, label, allHalves, "accepted"); err != nil {
				return err
			}
		}
	}
	return nil
}

// wanted reports whether a kind and half are to be measured; what has no
// half is.
func (m *verifying) wanted(kind, half string) bool {
	return (m.set.Half == "" || half == "" || half == m.set.Half) && strings.Contains(kind, m.set.Kind)
}

func caughtOrKept(it claims.Item) string {
	if it.Want {
		return "kept"
	}
	return "caught"
}

// judge asks for one verdict and counts it.
func (m *verifying) judge(ctx context.Context, it claims.Item, kind, half, what string) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("measuring the verifier: %w", err)
	}
	start := time.Now()
	v := m.check.Check(verify.Claim{Text: it.Claim}, it.Passages)
	m.times = append(m.times, time.Since(start))
	hit := v.Supported == it.Want
	m.last = hit
	if v.Supported && m.set.Judge != nil {
		m.accepted = append(m.accepted, accepted{it, kind})
	}
	if !hit {
		m.miss(it, kind, half, v)
	}
	if what == "accepted" {
		hit = v.Supported
	}
	m.tally.count(kind, half, what, hit)
	return nil
}

func (m *verifying) miss(it claims.Item, kind, half string, v verify.Verdict) {
	miss := VerifyMiss{ID: it.ID, Kind: kind, Half: half, Claim: it.Claim, Want: it.Want, Problems: v.Problems, Passages: []string{}}
	for _, p := range it.Passages {
		miss.Passages = append(miss.Passages, p.ID)
	}
	m.report.Misses = append(m.report.Misses, miss)
}

// Table lays the rates out as text.
func (r *VerifyReport) Table() string {
	out := RateTable(r.Rates)
	if r.Skipped > 0 {
		out += fmt.Sprintf("\nskipped: %d claims by hand cite cancer.gov passages, which do not ship; name their folder with --data\n", r.Skipped)
	}
	if len(r.Missing) > 0 {
		out += "\nskipped, not in the folder: " + strings.Join(r.Missing, ", ") + "\n"
	}
	out += fmt.Sprintf("\nms per claim: p50 %.2f, p95 %.2f\n", r.Millis.P50, r.Millis.P95)
	if r.Judge != nil {
		out += "\n" + r.Judge.table()
	}
	return out
}

// Failures lists the claims that were judged otherwise than expected.
func (r *VerifyReport) Failures() string {
	var b strings.Builder
	for _, m := range r.Misses {
		said := "accepted"
		if m.Want {
			said = "refused"
		}
		fmt.Fprintf(&b, "%s (%s, %s) %s: %s\n    cites %s\n", m.ID, m.Kind, m.Half, said, m.Claim, strings.Join(m.Passages, ", "))
		for _, p := range m.Problems {
			fmt.Fprintf(&b, "    %s: %s %s\n", p.Kind, p.Words, p.Detail)
		}
	}
	return b.String()
}

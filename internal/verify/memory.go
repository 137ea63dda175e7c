package verify

import (
	"strconv"
	"strings"
	"sync"
)

// memorySize is how many analysed passages a Checker keeps.
const memorySize = 512

// memory keeps analysed passages; when full it forgets all at once, which is
// rare and cheap to repair.
type memory struct {
	mu   sync.Mutex
	most int
	docs map[string]*document
}

func newMemory(most int) *memory { return &memory{most: most, docs: map[string]*document{}} }

func (m *memory) get(key string) *document {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.docs[key]
}

func (m *memory) put(key string, d *document) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.docs) >= m.most {
		m.docs = map[string]*document{}
	}
	m.docs[key] = d
}

// document analyses a passage, or remembers it.
func (c *Checker) document(p *Passage) *document {
	about := strings.Join(append(append(append([]string{}, p.Headings...), p.Drug...), p.Population, p.Regimen, p.Context), " ; ")
	key := p.ID + "\x00" + p.Text + "\x00" + about
	if len(p.Facts) > 0 {
		key += "\x00" + strconv.Itoa(len(p.Facts)) // the ledger of a loaded corpus does not change
	}
	if len(p.Text) <= 1<<16 {
		if d := c.seen.get(key); d != nil {
			return d
		}
	}
	d := c.lex.analyse(p.Text, c.weigh, nil)
	d.id = p.ID
	if len(p.Facts) > 0 {
		d.attach(c.lex, c.weigh, p, []rune(p.Text))
	}
	d.plain = bareWords(tokenize(p.Text))
	d.about = c.lex.rewrite(dropJoints(tokenize(about)), d.defined)
	for i := range d.about {
		c.lex.annotate(&d.about[i], c.weigh)
	}
	if len(p.Text) <= 1<<16 {
		c.seen.put(key, d)
	}
	return d
}

// merge joins analysed passages, so that a claim that cites several can rest
// on sentences of each.
func merge(docs []*document) *document {
	m := &document{}
	for _, d := range docs {
		shift, base := len(m.toks), len(m.sents)
		m.toks = append(m.toks, d.toks...)
		m.about = append(m.about, d.about...)
		for n := range d.sents {
			st := d.sents[n]
			st.from += shift
			st.to += shift
			if st.lead >= 0 {
				st.lead += base
			}
			st.figs = append([]figure(nil), st.figs...)
			for k := range st.figs {
				st.figs[k].from += shift
				st.figs[k].to += shift
				st.figs[k].num += shift
			}
			m.sents = append(m.sents, st)
			m.ids = append(m.ids, d.id)
		}
	}
	m.index()
	return m
}

package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"curbside/internal/corpus"
)

// Index finds passages of one corpus. It is safe for concurrent use. Close
// it when it is no longer needed.
type Index struct {
	corpus   *corpus.Corpus
	analyzer *analyzer
	lexicon  *lexicon
	vocab    *vocabulary
	speller  *speller
	akin     *thesaurus

	parts    []*part
	queue    *index.AnalysisQueue
	passages []*corpus.Passage // by place in the corpus
	docs     docTable
	lengths  [numFields][]uint32 // in words, by place in the corpus
	averages [numFields]float64
	newest   int            // year of the newest source
	means    map[string]int // place, counted from 1, of the passages that the lexicon names

	dense *dense // nil where words alone decide

	listings  *listings
	second    late
	gatherers sync.Pool // of *gatherer
	ties      sync.Map  // of *tieTable, by audience

	dir  string // on disk; empty in memory
	hold hold
}

// New indexes all passages of c in memory, each text read once: tens of
// milliseconds for some hundred passages. It fails when ctx ends or two
// passages have one id.
func New(ctx context.Context, c *corpus.Corpus) (*Index, error) {
	a := newAnalyzer(sharedRules())
	ix := &Index{corpus: c, analyzer: a, vocab: newVocabulary(a), passages: c.Passages()}
	batch, err := ix.drafts(ctx)
	if err != nil {
		return nil, fmt.Errorf("index passages: %w", err)
	}
	opened := make(chan error, 1)
	go func() { opened <- ix.open(batch) }()
	ix.ready()
	ix.second.make = ix.learn
	if err := <-opened; err != nil {
		return nil, err
	}
	return ix, nil
}

// ready makes what is made from passages and lexicon together.
func (ix *Index) ready() {
	ix.lexicon = newLexicon(ix.analyzer, ix.corpus.Lexicon)
	ix.vocab.addLexicon(ix.lexicon)
	ix.akin = newThesaurus(ix.analyzer, ix.vocab, thesaurusData)
	ix.speller = newSpeller(ix.vocab)
	n := ix.docs.count()
	ix.listings = newListings(n)
	ix.gatherers.New = func() any { return newGatherer(n) }
	for f := range ix.averages {
		ix.averages[f] = math.Max(ix.averages[f]/math.Max(float64(n), 1), 1)
	}
}

// drafts analyzes all passages into one batch.
func (ix *Index) drafts(ctx context.Context) (*index.Batch, error) {
	batch := index.NewBatch()
	places := make(map[string]int, len(ix.passages))
	k := known{map[string][]rawToken{}, map[string]*readyField{}}
	for i, p := range ix.passages {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if places[p.ID] > 0 {
			return nil, fmt.Errorf("two passages have the id %q", p.ID)
		}
		places[p.ID] = i + 1
		batch.Update(ix.draft(p, k))
	}
	ix.means = places
	return batch, nil
}

// known keeps what repeats from passage to passage.
type known struct {
	tokens map[string][]rawToken  // of headings
	fields map[string]*readyField // of titles, and of what curators say
}

// draft analyzes the fields of the next passage and counts their words.
func (ix *Index) draft(p *corpus.Passage, k known) *document.Document {
	d := document.NewDocument(strconv.Itoa(ix.docs.count()))
	seen := map[string]bool{}
	for f, parts := range fieldParts(p) {
		field := ix.field(f, parts, seen, k)
		ix.lengths[f] = append(ix.lengths[f], uint32(field.length))
		ix.averages[f] += float64(field.length)
		if field.length > 0 {
			d.AddField(field)
		}
	}
	ix.vocab.passages++
	ix.docs.add(p)
	ix.newest = max(ix.newest, p.Source.Date().Year)
	return d
}

func (ix *Index) field(f int, parts []string, seen map[string]bool, k known) *readyField {
	repeats := f == fieldTitle || f == fieldAbout
	key := fields[f].name + "\n" + strings.Join(parts, "\n")
	if field := k.fields[key]; repeats && field != nil {
		return field
	}
	tokens := make([][]rawToken, len(parts))
	for i, part := range parts {
		ts, ok := k.tokens[part]
		if !ok {
			ts = ix.analyzer.tokens([]rune(part))
		}
		if f == fieldHeadings {
			k.tokens[part] = ts
		}
		ix.vocab.add(ts, f, seen)
		tokens[i] = ts
	}
	field := newReadyField(fields[f].name, tokens)
	if repeats {
		k.fields[key] = field
	}
	return field
}

// open writes the batch into a new in-memory index. One batch is one
// segment: nothing is ever merged.
func (ix *Index) open(batch *index.Batch) error {
	ix.queue = index.NewAnalysisQueue(1)
	engine, err := scorch.NewScorch(scorch.Name, map[string]any{"path": ""}, ix.queue)
	if err != nil {
		ix.queue.Close()
		return fmt.Errorf("make the index: %w", err)
	}
	if err := engine.Open(); err != nil {
		ix.queue.Close()
		return fmt.Errorf("open the index: %w", err)
	}
	p := &part{engine: engine}
	ix.parts = []*part{p}
	if err := engine.Batch(batch); err != nil {
		return errors.Join(fmt.Errorf("fill the index: %w", err), ix.Close())
	}
	if err := p.read(ix.docs.count()); err != nil {
		return errors.Join(err, ix.Close())
	}
	return nil
}

// read opens the part's postings and learns which passages its documents are.
func (p *part) read(passages int) error {
	var err error
	if p.reader, err = p.engine.Reader(); err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	n, err := p.reader.DocCount()
	if err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	p.place = make([]uint32, n)
	for i := range p.place {
		id, err := p.reader.ExternalID(index.NewIndexInternalID(nil, uint64(i)))
		if err != nil {
			return fmt.Errorf("read the index: document %d: %w", i, err)
		}
		place, err := strconv.Atoi(id)
		if err != nil || place < 0 || place >= passages {
			return fmt.Errorf("read the index: document %d has the unknown id %q", i, id)
		}
		p.place[i] = uint32(place)
	}
	return nil
}

// close releases the part.
func (p *part) close() error {
	var errs []error
	if p.reader != nil {
		errs = append(errs, p.reader.Close())
	}
	if p.engine != nil {
		errs = append(errs, p.engine.Close())
	}
	if p.passages != nil {
		errs = append(errs, p.passages.file.Close())
	}
	p.reader, p.engine, p.passages = nil, nil, nil
	return errors.Join(errs...)
}

// release closes what is open.
func (ix *Index) release() error {
	var errs []error
	for _, p := range ix.parts {
		errs = append(errs, p.close())
	}
	if ix.queue != nil {
		ix.queue.Close()
	}
	ix.queue = nil
	return errors.Join(errs...)
}

// Analyze returns the words of text as the index sees them, without
// synonyms and corrections.
func (ix *Index) Analyze(text string) []Token { return ix.analyzer.analyze(text) }

// Heard reports whether a stem stands anywhere in the corpus, the lexicon or
// the questions that curators wrote.
func (ix *Index) Heard(stem string) bool { return ix.vocab.fields(stem) != 0 || ix.vocab.stems[stem] }

// IsStop reports whether a word, in lower case, says nothing about a subject
// and is left out of what is looked for.
func (ix *Index) IsStop(word string) bool { return ix.analyzer.rules.isStop(word) }

// IDF returns how rare a stem is among the passages: 0 where it stands in
// nearly all of them, about 6 at one passage of 350. A stem that the corpus
// lacks counts as rarer than one that stands once.
func (ix *Index) IDF(stem string) float64 {
	return idf(ix.vocab.df(stem), ix.vocab.passages)
}

func idf(df, n int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

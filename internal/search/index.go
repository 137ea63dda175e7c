package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

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

	engine   index.Index
	queue    *index.AnalysisQueue
	reader   index.IndexReader
	passages []*corpus.Passage // by bleve's document number
	order    []int             // place in the corpus, by document number
	lengths  [numFields][]float32
	averages [numFields]float64
	newest   int // year of the newest source
	finds    finds
}

// New indexes all passages of c in memory, each text read once: tens of
// milliseconds for some hundred passages. It fails when ctx ends or two
// passages have one id.
func New(ctx context.Context, c *corpus.Corpus) (*Index, error) {
	a := newAnalyzer(sharedRules())
	ix := &Index{corpus: c, analyzer: a, vocab: newVocabulary(a)}
	batch, drafts, err := ix.drafts(ctx, c.Passages())
	if err != nil {
		return nil, fmt.Errorf("index passages: %w", err)
	}
	opened := make(chan error, 1)
	go func() { opened <- ix.open(batch) }()
	ix.lexicon = newLexicon(a, c.Lexicon)
	ix.vocab.addLexicon(ix.lexicon)
	ix.akin = newThesaurus(a, ix.vocab, thesaurusData)
	ix.speller = newSpeller(ix.vocab)
	if err := <-opened; err != nil {
		return nil, err
	}
	if err := ix.number(drafts); err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

// drafts analyzes all passages into one batch.
func (ix *Index) drafts(ctx context.Context, passages []*corpus.Passage) (*index.Batch, map[string]*draft, error) {
	batch := index.NewBatch()
	drafts := make(map[string]*draft, len(passages))
	k := known{map[string][]rawToken{}, map[string]*readyField{}}
	for i, p := range passages {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if drafts[p.ID] != nil {
			return nil, nil, fmt.Errorf("two passages have the id %q", p.ID)
		}
		drafts[p.ID] = ix.draft(p, i, k)
		batch.Update(drafts[p.ID].document)
		ix.newest = max(ix.newest, p.Source.Date().Year)
	}
	return batch, drafts, nil
}

// draft is a passage on its way into the index.
type draft struct {
	passage  *corpus.Passage
	order    int
	document *document.Document
	lengths  [numFields]float32
}

// known keeps what repeats from passage to passage.
type known struct {
	tokens map[string][]rawToken  // of headings
	fields map[string]*readyField // of titles, and of what curators say
}

// draft analyzes the fields of p and counts their words.
func (ix *Index) draft(p *corpus.Passage, order int, k known) *draft {
	d := &draft{passage: p, order: order, document: document.NewDocument(p.ID)}
	seen := map[string]bool{}
	for f, parts := range fieldParts(p) {
		field := ix.field(f, parts, seen, k)
		d.lengths[f] = float32(field.length)
		ix.averages[f] += float64(field.length)
		if field.length > 0 {
			d.document.AddField(field)
		}
	}
	ix.vocab.passages++
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
	ix.engine = engine
	if err := engine.Batch(batch); err != nil {
		return errors.Join(fmt.Errorf("fill the index: %w", err), ix.Close())
	}
	if ix.reader, err = engine.Reader(); err != nil {
		return errors.Join(fmt.Errorf("read the index: %w", err), ix.Close())
	}
	return nil
}

// number arranges passages and lengths by bleve's document numbers.
func (ix *Index) number(drafts map[string]*draft) error {
	n := len(drafts)
	ix.passages, ix.order = make([]*corpus.Passage, n), make([]int, n)
	for f := range ix.lengths {
		ix.lengths[f] = make([]float32, n)
		ix.averages[f] = math.Max(ix.averages[f]/math.Max(float64(n), 1), 1)
	}
	for i := range n {
		id, err := ix.reader.ExternalID(index.NewIndexInternalID(nil, uint64(i)))
		if err != nil {
			return fmt.Errorf("read the index: document %d: %w", i, err)
		}
		d := drafts[id]
		if d == nil {
			return fmt.Errorf("read the index: document %d has the unknown id %q", i, id)
		}
		ix.passages[i], ix.order[i] = d.passage, d.order
		for f := range ix.lengths {
			ix.lengths[f][i] = d.lengths[f]
		}
	}
	return nil
}

// Close releases the index. Searches after Close fail.
func (ix *Index) Close() error {
	var errs []error
	if ix.reader != nil {
		errs = append(errs, ix.reader.Close())
	}
	if ix.engine != nil {
		errs = append(errs, ix.engine.Close())
	}
	if ix.queue != nil {
		ix.queue.Close()
	}
	ix.reader, ix.engine, ix.queue = nil, nil, nil
	return errors.Join(errs...)
}

// Analyze returns the words of text as the index sees them, without
// synonyms and corrections.
func (ix *Index) Analyze(text string) []Token { return ix.analyzer.analyze(text) }

// Heard reports whether a stem stands anywhere in the corpus, the lexicon or
// the questions that curators wrote.
func (ix *Index) Heard(stem string) bool { return ix.vocab.inFields[stem] != 0 || ix.vocab.stems[stem] }

// IsStop reports whether a word, in lower case, says nothing about a subject
// and is left out of what is looked for.
func (ix *Index) IsStop(word string) bool { return ix.analyzer.rules.isStop(word) }

// IDF returns how rare a stem is among the passages: 0 where it stands in
// nearly all of them, about 6 at one passage of 350. A stem that the corpus
// lacks counts as rarer than one that stands once.
func (ix *Index) IDF(stem string) float64 {
	return idf(ix.vocab.passagesWith[stem], ix.vocab.passages)
}

func idf(df, n int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

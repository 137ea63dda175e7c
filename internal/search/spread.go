package search

import (
	"context"

	"curbside/internal/corpus"
)

// leastRanked is how many passages are ranked at first, so that a few
// sources seldom fill them.
const leastRanked = 64

// spread takes the best hits so that among the first eight no source has
// more than its share. What a source has beyond it comes after all others,
// from the ninth place on; where only one source speaks of a subject, or
// more than eight hits are wanted, nothing is left out.
func (r *ranking) spread(ctx context.Context, q Query) ([]scored, error) {
	limit, share := q.Limit, q.PerSource
	if limit <= 0 {
		limit = DefaultLimit
	}
	if share == 0 {
		share = DefaultPerSource
	}
	if share < 0 {
		ranked, _, err := r.ranked(ctx, limit)
		return ranked[:min(limit, len(ranked))], err
	}
	k := max(limit+diverseTop, leastRanked)
	ranked, more, err := r.ranked(ctx, k)
	if err != nil {
		return nil, err
	}
	d := &diverse{r: r, share: share, taken: map[*corpus.Source]int{}, seen: map[int]bool{}}
	d.take(ranked)
	for more && len(d.head) < diverseTop {
		next, err := r.pick(ctx, k, d.unfilled)
		if err != nil {
			return nil, err
		}
		d.take(next)
		more = len(next) == k
	}
	if len(d.taken) == 1 || limit > diverseTop {
		d.head = append(d.head, d.rest(ranked)...)
	}
	return d.head[:min(limit, len(d.head))], nil
}

// diverse fills the first places from several sources.
type diverse struct {
	r     *ranking
	share int
	head  []scored
	taken map[*corpus.Source]int
	seen  map[int]bool // passages in head
}

// take goes through ranked passages until the first places are full.
func (d *diverse) take(ranked []scored) {
	for _, s := range ranked {
		source := d.r.ix.docs.of(s.doc)
		if len(d.head) == diverseTop || d.taken[source] == d.share || d.seen[s.doc] {
			continue
		}
		d.taken[source]++
		d.seen[s.doc] = true
		d.head = append(d.head, s)
	}
}

// unfilled keeps what the query allows of sources that have not their share.
func (d *diverse) unfilled(doc int) bool {
	return d.taken[d.r.ix.docs.of(doc)] < d.share && !d.seen[doc] && (d.r.allowed == nil || d.r.allowed(doc))
}

// rest returns the ranked passages that are not in head.
func (d *diverse) rest(ranked []scored) []scored {
	var out []scored
	for _, s := range ranked {
		if !d.seen[s.doc] {
			out = append(out, s)
		}
	}
	return out
}

package ranking

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	// asked is how many names are looked at before a search asks whether it is still wanted: less
	// than a millisecond's work.
	asked = 1024
	// part is how many names, or heads, are searched in one piece, beside others.
	part = 16 * asked
	// tried is how many names are ranked first, of as many heads as are best.
	tried, triedHeads = 2 * asked, 64
)

// Find gives the best names for what was typed, at most so many. The names in first go before
// others of the same score, in their order; with nothing typed they are all that is found. It also
// tells how many names match. The only error is that of ctx.
func (x *Index) Find(
	ctx context.Context, typed string, most int, first []ID,
) (best []ID, matching int, err error) {
	q := Parse(typed)
	if q.IsZero() {
		return slices.Clone(first[:min(most, len(first))]), x.Len(), nil
	}
	s := &search{Index: x, query: q, most: most, standing: make(map[ID]int, len(first))}
	for i, id := range slices.Backward(first) {
		s.standing[id] = i
	}
	s.first = slices.Compact(slices.Sorted(slices.Values(first)))
	s.readHeads(ctx)
	s.tryBest(ctx)
	found := top{most: most}
	inParts(ctx, len(x.rows), func(own *worker, from, end int) {
		own.find(ctx, from, end)
	}, s.worker, func(own *worker) {
		matching += own.matching
		found.merge(own.top)
	})
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	return found.ids(), matching, nil
}

// inParts has work done on n things in several goroutines, each of which takes one part after the
// other, and then what they have is taken, one after the other.
func inParts[W any](
	ctx context.Context, n int, do func(own W, from, end int), begin func() W, take func(W),
) {
	var next atomic.Int64
	var taking sync.Mutex
	work := func() {
		own := begin()
		for ctx.Err() == nil {
			end := int(next.Add(part))
			if end-part >= n {
				break
			}
			do(own, end-part, min(end, n))
		}
		taking.Lock()
		defer taking.Unlock()
		take(own)
	}
	var beside sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+part-1)/part) - 1 {
		beside.Go(work)
	}
	work()
	beside.Wait()
}

// search is one question to an index.
type search struct {
	*Index

	query    *Query
	most     int
	first    []ID // those that have a standing, by their numbers
	standing map[ID]int
	heads    []inHead // of each group, one for each term
	best     top      // of the groups, by what is found in their heads alone
	floor    *ranked  // there are as many as are wanted that are as good; nil: that is not known
}

// readHeads finds what the heads have of each term.
func (s *search) readHeads(ctx context.Context) {
	terms := len(s.query.terms)
	s.heads, s.best = make([]inHead, len(s.groups)*terms), top{most: triedHeads}
	type found struct {
		scorer
		top
	}
	inParts(ctx, len(s.groups), func(own *found, from, end int) {
		for number := from; number < end; number++ {
			if s.groups[number].letters == odd {
				continue
			}
			head, score := s.head(number), 0
			for i := range s.query.terms {
				in := own.inHead(&s.query.terms[i], head)
				s.heads[number*terms+i] = in
				score += int(in.score)
			}
			if score > 0 {
				own.put(ranked{score: score, id: ID(number)})
			}
		}
	}, func() *found {
		return &found{newScorer(), top{most: triedHeads}}
	}, func(own *found) { s.best.merge(own.top) })
}

// tryBest ranks some names of the groups whose heads have most of what is looked for, so that of
// most others a bound tells that they are not as good.
func (s *search) tryBest(ctx context.Context) {
	own, left := s.worker(), tried
	for _, best := range s.best.rows {
		from, end := s.rowsOf(int(best.id))
		end = min(end, from+left)
		own.find(ctx, from, end)
		left -= end - from
	}
	if len(own.top.rows) == s.most && s.most > 0 {
		s.floor = &own.top.rows[s.most-1]
	}
}

func (s *search) rowsOf(group int) (from, end int) {
	end = len(s.rows)
	if group+1 < len(s.groups) {
		end = int(s.groups[group+1].first)
	}
	return int(s.groups[group].first), end
}

// worker searches names, one part after the other.
type worker struct {
	*search
	scorer

	top      top
	matching int

	group   int    // whose terms and head these are; -1: none
	letters uint64 // of its head
	terms   []seeking
	text    []byte // begins with its head
	head    int    // bytes
}

func (s *search) worker() *worker {
	return &worker{
		search: s, scorer: newScorer(), top: top{most: s.most}, group: -1,
		terms: make([]seeking, len(s.query.terms)),
	}
}

func (w *worker) find(ctx context.Context, from, end int) {
	first, _ := slices.BinarySearch(w.first, ID(from))
	for at := from; at < end; at++ {
		if (at-from)%asked == 0 && ctx.Err() != nil {
			return
		}
		r := &w.rows[at]
		if int(r.group) != w.group {
			w.enter(int(r.group))
		}
		standing := math.MaxInt
		if first < len(w.first) && w.first[first] == ID(at) {
			standing = w.standing[ID(at)]
			first++
		}
		w.look(ID(at), standing)
	}
}

// enter takes up a group.
func (w *worker) enter(group int) {
	head := w.Index.head(group)
	w.group, w.letters, w.head = group, w.groups[group].letters, len(head)
	w.text = append(w.text[:0], head...)
	for i := range w.terms {
		w.terms[i] = seek(&w.query.terms[i], w.heads[group*len(w.terms)+i], head)
	}
}

// look puts a name where it belongs, if it matches.
func (w *worker) look(id ID, standing int) {
	r := &w.rows[id]
	letters := w.letters | r.letters
	if letters&w.query.letters != w.query.letters {
		return
	}
	w.text = append(w.text[:w.head], w.tail(id)...)
	told, matches := w.matches(letters, r.letters)
	if !matches {
		return
	}
	w.matching++
	row := ranked{standing: standing, id: id}
	if w.query.scored { // without a score, names stay in the order in which they came
		row.length = len(w.text)
	}
	for sure := false; !sure; {
		row.score, sure = w.bound(letters, r.letters)
		row.score += told
		if w.floor != nil && row.compare(*w.floor) > 0 || !w.top.takes(row) {
			return
		}
		if !sure && !w.refine() {
			row.score, sure = told+w.scores(letters), true
		}
	}
	w.top.put(row)
}

// matches reports whether the name in w.text does, which has such letters, and in its tail such.
// It tells what those terms are worth of which only fzf tells whether they are found.
func (w *worker) matches(letters, inTail uint64) (told int, matches bool) {
	for i := range w.terms {
		t := &w.terms[i]
		if t.kind == other || letters == odd {
			score, matches := w.score(t.term, letters, w.text)
			if !matches {
				return 0, false
			}
			told += score
		} else if (letters&t.term.mask == t.term.mask && t.isIn(w.text, inTail)) == t.negated {
			return 0, false
		}
	}
	return told, true
}

// bound is the most that the other terms may be worth; sure where they are worth that.
func (w *worker) bound(letters, inTail uint64) (score int, sure bool) {
	sure = true
	for i := range w.terms {
		if t := &w.terms[i]; t.kind != other && letters != odd && !t.negated {
			most := t.most(w.text, inTail)
			score, sure = score+most, sure && most == t.score
		}
	}
	return score, sure
}

// refine makes bounds smaller where that is possible.
func (w *worker) refine() (changed bool) {
	for i := range w.terms {
		changed = w.terms[i].refine() || changed
	}
	return changed
}

// scores is what the other terms are worth.
func (w *worker) scores(letters uint64) (score int) {
	for i := range w.terms {
		if t := &w.terms[i]; t.kind != other {
			one, _ := w.score(t.term, letters, w.text)
			score += one
		}
	}
	return score
}

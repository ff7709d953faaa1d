package ranking

import (
	"context"
	"math"
	"slices"

	"github.com/junegunn/fzf/src/util"
)

// asked is how many names are scored before a search asks whether it is still wanted: about a
// millisecond's work.
const asked = 1024

// fzf's own sizes, which decide when it takes the quicker algorithm.
const slab16, slab32 = 100 * 1024, 2048

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
	standing := make(map[ID]int, len(first))
	for i, id := range slices.Backward(first) {
		standing[id] = i
	}
	t, slab, name := top{most: most}, util.MakeSlab(slab16, slab32), new(util.Chars)
	for i := range x.rows {
		if i%asked == 0 && ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		r, id := &x.rows[i], ID(i)
		if r.letters&q.letters != q.letters {
			continue
		}
		*name = util.ToChars(x.Text(id))
		score, matches := q.score(name, slab)
		if !matches {
			continue
		}
		matching++
		row := ranked{score: score, standing: math.MaxInt, id: id}
		if at, ok := standing[id]; ok {
			row.standing = at
		}
		if q.scored { // without a score, names stay in the order in which they came
			row.length = int(r.length)
		}
		t.put(row)
	}
	return t.ids(), matching, nil
}

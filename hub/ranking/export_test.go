package ranking

import "github.com/junegunn/fzf/src/util"

// Weigh is a name's score and the bound of it, for tests.
func Weigh(x *Index, id ID, typed string) (score, bound int, matches bool) {
	q := Parse(typed)
	score, matches = q.score(x.name(id), util.MakeSlab(slab16, slab32))
	return score, q.bound(&x.rows[id], x.name(id)), matches
}

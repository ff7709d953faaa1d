package paging

import (
	"context"
	"iter"
)

// Joined describes the rows of many lists as one list. The heads are a list themselves; of each,
// Open gives the list of its rows. The heads are read first and the lists behind them meanwhile,
// several at a time, each with its own proof. A Reader that is asked for some pages reads one of
// each list before it comes to the second pages. A list that alone cannot be read does not stop the
// others: the verdict names it, and a later call asks for it again.
type Joined[H, T any] struct {
	Op       string // "list tags of acme"
	InFlight int    // lists that are read at a time; default 1
	Heads    Listing[H]
	Name     func(head H) string // of a list, where one cannot be read: "acme/api"
	Open     func(head H) Part[T]
	Key      func(row T) string
	Noun     string // what the lists are of: "repositories"
	// Alike says that where the first lists are refused and none was read, all would be.
	Alike bool

	Kept func(ctx context.Context) (Kept[T], bool) // see Source
	Anew func() Listing[T]                         // the same with every page asked for; see Source
}

// Progress is how far the reading of a joined list has come; zero of every other list.
type Progress struct {
	Lists  int // read to their end
	Of     int // lists there are, as far as the list of them tells
	Failed int // that could not be read
	// requests that are left, at least: each list takes one, and nobody knows before how many more
	Left  int
	Pages int // that all the lists have, as far as is known
	Noun  string
}

// Part is one of the lists that a joined one is made of.
type Part[T any] struct{ begin func(calm bool) walker[T] }

// PartOf is a list whose rows are lifted to those of a joined one, but for those of which lift
// reports that they are none.
func PartOf[S, T any](l Listing[S], lift func(row S) (T, bool)) Part[T] {
	return Part[T]{func(calm bool) walker[T] {
		if calm {
			l = l.Unattended()
		}
		return &lifted[S, T]{l.Reader(), lift}
	}}
}

// walker is a walk through a list that can be stopped and taken up again.
type walker[T any] interface {
	Pages(ctx context.Context, most int) iter.Seq2[Page[T], error]
	Verdict() Verdict
}

// lifted is a walk whose rows are another's.
type lifted[S, T any] struct {
	*Reader[S]

	lift func(S) (T, bool)
}

func (l *lifted[S, T]) Pages(ctx context.Context, most int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		for p, err := range l.Reader.Pages(ctx, most) {
			if !yield(liftedPage(p, l.lift), err) {
				return
			}
		}
	}
}

func liftedPage[S, T any](p Page[S], lift func(S) (T, bool)) Page[T] {
	var rows []T
	for i := range p.Rows {
		if row, ok := lift(p.Rows[i]); ok {
			rows = append(rows, row)
		}
	}
	return Page[T]{
		Number: p.Number, Rows: rows, Count: p.Count, Last: p.Last, Route: p.Route,
		Answered: p.Answered, Malformed: p.Malformed, Repair: p.Repair, About: p.About,
		Hole: p.Hole,
	}
}

// Join describes the joined list.
func Join[H, T any](j Joined[H, T]) Listing[T] {
	source := Source[T]{
		Op: j.Op, InFlight: j.InFlight, Key: j.Key, Bind: j.Heads.source.Bind, Kept: j.Kept,
		join: func(calm bool) walker[T] { return newJoining(&j, calm) },
	}
	if j.Anew != nil {
		source.Anew = func() Source[T] { return j.Anew().source }
	}
	return New(source)
}

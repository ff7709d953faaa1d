package index

import (
	"context"
	"errors"
	"time"

	"tagboat/hub"
)

// What came of looking at a list the last time, as it stands in the file.
const (
	verdictWhole    = "read whole"
	verdictVerified = "verified by its newest rows"
	verdictChanged  = "changed while it was read"
	verdictPartial  = "not all of it"
	// verdictUnseen: it is gone, or this viewer may not see it any more; the Hub tells nobody
	// which.
	verdictUnseen = "not visible"
)

func (s *session) concluded(list int64, verdict string, now time.Time) error {
	return s.Exec("update list set verdict=?, concluded=? where id=?", verdict, now.UnixMicro(), list)
}

// noting is how a Source asks for a page, with a note where the list is not to be seen any more.
func noting[T any](
	x *Index, c *hub.Client, at listName,
	page func(context.Context, int, hub.Urgency) (hub.Page[T], error),
) func(context.Context, int, hub.Urgency) (hub.Page[T], error) {
	return func(ctx context.Context, n int, u hub.Urgency) (hub.Page[T], error) {
		p, err := page(ctx, n, u)
		if n != 1 || !errors.Is(err, hub.NotFound) && !errors.Is(err, hub.Forbidden) {
			return p, err
		}
		if !x.file.Exists() { // nothing is made for the sake of it
			return p, err
		}
		v, now := x.viewer(ctx, c), x.now()
		x.add(job{quiet: true, do: func(s *session) error {
			list, found, err := s.list(v, at)
			if err != nil || !found {
				return err
			}
			return s.concluded(list, verdictUnseen, now)
		}})
		return p, err
	}
}

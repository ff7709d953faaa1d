package index

import (
	"context"
	"errors"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/store"
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

func concluded(s *store.Session, list int64, verdict string, now time.Time) error {
	return s.Exec("update list set verdict=?, concluded=? where id=?", verdict, now.UnixMicro(), list)
}

// noting is how a Source asks for a page, with a note where the list is not to be seen any more.
func noting[T any](
	x *Index, c *hub.Client, at store.List,
	page func(context.Context, int, hub.Urgency) (hub.Page[T], error),
) func(context.Context, int, hub.Urgency) (hub.Page[T], error) {
	return func(ctx context.Context, n int, u hub.Urgency) (hub.Page[T], error) {
		p, err := page(ctx, n, u)
		if n != 1 || !errors.Is(err, hub.NotFound) && !errors.Is(err, hub.Forbidden) {
			return p, err
		}
		if !x.store.Exists() { // nothing is made for the sake of it
			return p, err
		}
		v, now := x.store.Viewer(ctx, c), x.store.Now()
		x.store.LaterQuietly(func(s *store.Session) error {
			list, found, err := s.List(v, at)
			if err != nil || !found {
				return err
			}
			return concluded(s, list, verdictUnseen, now)
		})
		return p, err
	}
}

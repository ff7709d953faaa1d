package index

import (
	"context"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// Listed is a list that was read completely once.
type Listed struct {
	Namespace  hub.Namespace // "": the namespaces of the account
	Repository string        // "": the repositories of the namespace; else its tags
	Verified   time.Time     // when it was known to be whole the last time
}

// Lists are those that whoever asks has seen whole, first the one of which that is the longest ago.
func (x *Index) Lists(ctx context.Context, c *hub.Client) (all []Listed) {
	if x == nil {
		return nil
	}
	x.store.Read(func(s *store.Session) error {
		viewer, entered, err := s.Find(x.store.Viewer(ctx, c))
		if err != nil || !entered {
			return err
		}
		return s.Each(func(row *sqlite3.Stmt) {
			all = append(all, Listed{
				hub.Namespace(row.ColumnText(0)), row.ColumnText(1), table.Timestamp(row, 2).Time(),
			})
		}, "select namespace, repository, verified from list where viewer=? and whole>0"+
			" order by verified, id", viewer)
	})
	return all
}

// Verified is when whoever asks knew a list to be whole the last time; zero where they never did.
func (x *Index) Verified(
	ctx context.Context, c *hub.Client, ns hub.Namespace, repository string,
) time.Time {
	if x == nil {
		return time.Time{}
	}
	at := store.List{Namespace: string(ns), Repository: repository}
	h, _ := x.store.Header(x.store.Viewer(ctx, c), at)
	return h.Read
}

package index

import (
	"context"
	"fmt"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/table"
	"tagboat/hub/statefile"
)

// Listed is a list that was read completely once.
type Listed struct {
	Namespace  hub.Namespace // "": the namespaces of the account
	Repository string        // "": the repositories of the namespace; else its tags
	Verified   time.Time     // when it was known to be whole the last time
}

// Lists are those that whoever asks has seen whole, first the one of which that is the longest ago.
func (x *Index) Lists(ctx context.Context, c *hub.Client) (all []Listed) {
	x.read(func(s *session) error {
		viewer, _, entered, err := s.find(x.viewer(ctx, c))
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
	h, _ := x.header(x.viewer(ctx, c), listName{string(ns), repository})
	return h.read
}

// Ready tries whether what is read can be kept, and gives why not, which is no notice then.
func (x *Index) Ready(ctx context.Context) error {
	if x == nil || x.file.Folder == "" {
		return statefile.ErrNoFolder
	}
	x.later(0, func(s *session) error {
		return s.Exec("update setting set value=value where name='key'")
	})
	x.Flush(ctx)
	if ctx.Err() != nil {
		return fmt.Errorf("%s cannot be written: the disk does not answer", x.file.Path())
	}
	if x.Keeps() {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.notices = nil
	return x.why
}

// Keeps reports whether what is read is kept, as far as that is known.
func (x *Index) Keeps() bool {
	if x == nil {
		return false
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return !x.off && !x.full && !x.closed && x.file.Folder != ""
}

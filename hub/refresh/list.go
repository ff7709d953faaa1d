package refresh

import (
	"context"
	"errors"
	"time"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/index"
)

// writeTime is how long a list waits for the disk when it was read.
const writeTime = 30 * time.Second

// memberships are the namespaces of the account; none without one.
func (r *Run) memberships(ctx context.Context) []hub.Membership {
	if r.client.Session() == nil {
		return nil
	}
	r.expect(1)
	l := &list{named: true, whole: true}
	return look(ctx, r, l, r.index.Namespaces(r.client), r.offline().Namespaces(), true)
}

// namespace brings the repositories of a namespace up to date, and notes their tags if those are
// meant.
func (r *Run) namespace(ctx context.Context, l *list) {
	live := r.index.Repositories(r.client, l.Namespace, hub.NameAscending)
	for _, one := range look(ctx, r, l, live, r.offline().Repositories(l.Namespace), l.whole) {
		r.add(&list{
			Name: Name{one.Name.Namespace, one.Name.Name}, updated: one.Updated, listed: true,
		})
	}
}

// repository brings the tags of a repository up to date.
func (r *Run) repository(ctx context.Context, l *list) {
	name := hub.RepositoryName{Namespace: l.Namespace, Name: l.Repository}
	live := r.index.TagsOf(r.client, hub.Repository{Name: name, Updated: l.updated}, index.ByNewest)
	look(ctx, r, l, live, r.offline().Tags(name), false)
}

// offline has the lists as they are known by now.
func (r *Run) offline() *index.Offline {
	return &index.Offline{Index: r.index, Client: r.client, Passing: true}
}

// isFresh reports whether a list that was verified at that moment is left out.
func (r *Run) isFresh(verified time.Time) bool {
	return !verified.IsZero() && !verified.Before(r.since) && !verified.After(r.client.Now())
}

// look brings one list up to date, and gives its rows if they are wanted.
func look[T any](
	ctx context.Context, r *Run, l *list, live, kept hub.Listing[T], wanted bool,
) (rows []T) {
	before := r.index.Verified(ctx, r.client, l.Namespace, l.Repository)
	take := func(page []T) {
		if wanted {
			rows = append(rows, page...)
		}
	}
	if r.isFresh(before) {
		count, err := read(ctx, kept.Reader(), 0, func(p hub.Page[T]) { take(p.Rows) })
		if err == nil {
			r.done(l, count, func(s *Summary) { s.Recent++ })
			return rows
		}
		rows = nil // it was cleared meanwhile
	}
	reader, verified := live.Unattended().Reader(), false
	progress := &reading{run: r}
	page := func(p hub.Page[T]) {
		verified = p.Route == hub.KeptRoute
		progress.page(p.Count, verified)
		take(p.Rows)
	}
	_, err := read(ctx, reader, 1, page)
	if err == nil && !verified {
		_, err = read(ctx, reader, 0, page)
	}
	v := reader.Verdict()
	if verified { // its other rows are known
		v = hub.Verdict{State: hub.Complete, Rows: progress.count, Count: progress.count}
	}
	progress.over()
	r.settle(ctx, l, v, err, before, verified)
	return rows
}

// read reads so many pages of a list, 0 is to its end, and counts the rows.
func read[T any](
	ctx context.Context, reader *hub.Reader[T], most int, page func(hub.Page[T]),
) (rows int, err error) {
	for p, err := range reader.Pages(ctx, most) {
		if err != nil {
			return rows, err
		}
		rows += len(p.Rows)
		page(p)
	}
	return rows, nil
}

// settle ends a list: it is done when the index has it.
func (r *Run) settle(
	ctx context.Context, l *list, v hub.Verdict, err error, before time.Time, verified bool,
) {
	write, cancel := context.WithTimeout(ctx, writeTime)
	r.index.Flush(write)
	cancel()
	if ctx.Err() != nil {
		return
	}
	if !r.index.Keeps() {
		r.end(ErrUnkept)
		return
	}
	m, whole := export.Judge(l.String(), l.noun(), v, err, nil)
	after := r.index.Verified(ctx, r.client, l.Namespace, l.Repository)
	switch {
	case err != nil && !l.named && !l.listed && isUnseen(err):
		r.done(l, 0, func(s *Summary) { s.Unseen++ })
	case !whole:
		m.Within = err != nil && l.whole && l.Repository == ""
		r.miss(m)
	case l.named && l.Namespace != "" && l.Repository == "" && v.Rows == 0:
		m.Why = export.NothingThere
		r.miss(m)
	case after.Equal(before) && !r.isFresh(after):
		m.Why = export.Unkept
		r.miss(m)
	case verified:
		r.done(l, v.Rows, func(s *Summary) { s.Verified++ })
	default:
		r.done(l, v.Rows, func(s *Summary) { s.Whole++ })
	}
}

// isUnseen reports whether a list is gone, or not to be seen any more; the Hub tells nobody which.
func isUnseen(err error) bool {
	return errors.Is(err, hub.NotFound) || errors.Is(err, hub.Forbidden) ||
		errors.Is(err, hub.VanishedSinceListed)
}

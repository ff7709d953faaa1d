package home

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/places"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// unread is the news that nobody had before them, and where they are.
type unread struct {
	looking task.Slot[[]past.Event]
	events  []past.Event
	at      map[places.Place]bool
}

// lookForNews asks this machine where there is news.
func (h *Home) lookForNews() tea.Cmd {
	kept, client := h.env.Index, h.env.Hub
	if kept == nil {
		return nil
	}
	return h.unread.looking.Start(h.ctx, func(
		ctx context.Context, deliver func([]past.Event) bool,
	) error {
		news, _ := kept.PastNow(ctx, client).Unread(past.Scope{})
		deliver(news.Events)
		return nil
	})
}

// take notes where there is news.
func (u *unread) take(events []past.Event) {
	u.events, u.at = events, map[places.Place]bool{}
	for _, e := range events {
		u.at[places.OfNamespace(e.Repository.Namespace)] = true
		u.at[places.OfRepository(e.Repository)] = true
		if e.Tag != "" {
			u.at[places.Of(hub.Reference{Repository: e.Repository, Tag: e.Tag})] = true
		}
	}
}

// read takes away what a person has had before them.
func (u *unread) read(r screen.Read) {
	u.take(slices.DeleteFunc(u.events, func(e past.Event) bool {
		return slices.Contains(r.Lists, screen.ListOf(e))
	}))
}

// repositories counts those with news.
func (u *unread) repositories() int {
	all := map[hub.RepositoryName]bool{}
	for _, e := range u.events {
		all[e.Repository] = true
	}
	return len(all)
}

package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/index/past"
)

// Read tells every screen that a person has lists before them, or their news: the tags of
// repositories, or under a name that is empty the repositories of a namespace.
type Read struct{ Lists []hub.RepositoryName }

// ListOf is the list that an event is news of.
func ListOf(e past.Event) hub.RepositoryName {
	if e.Tag == "" {
		return hub.RepositoryName{Namespace: e.Repository.Namespace}
	}
	return e.Repository
}

// HasRead remembers that a person has a whole list before them, so that nothing of it is news, and
// tells every screen.
func (e Env) HasRead(ctx context.Context, list hub.RepositoryName) tea.Cmd {
	if e.Index == nil {
		return nil
	}
	e.Index.Past(ctx, e.Hub).Shown(list)
	return func() tea.Msg { return Read{Lists: []hub.RepositoryName{list}} }
}

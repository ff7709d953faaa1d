// Package repositories is the list of a namespace's repositories.
package repositories

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/fields"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/alltags"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/own"
	"tagboat/ui/plan"
	"tagboat/ui/readme"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/untagged"
)

// repositories is the list, and what it knows beyond its rows.
type repositories struct {
	*listing.List[hub.Repository]

	env    screen.Env
	ctx    context.Context //nolint:containedctx // the screen's own, given by Init
	rated  bool            // of one it is known how often it is pulled a day
	sum    sum
	asking asking
}

// New lists the repositories of a namespace, the last updated first.
func New(env screen.Env, namespace hub.Namespace) screen.Screen {
	return newList(env, namespace, places.View{})
}

// NewView lists the repositories of a namespace as a view has them.
func NewView(env screen.Env, v places.View) screen.Screen {
	return newList(env, v.Place.Namespace, v)
}

func newList(env screen.Env, namespace hub.Namespace, as places.View) screen.Screen {
	as.List, as.Place = places.ListOfRepositories, places.OfNamespace(namespace)
	s := &repositories{env: env}
	s.List = listing.New(env, listing.Config[hub.Repository]{
		Name:    listName,
		Title:   string(namespace),
		Noun:    "repositories",
		Listing: env.Index.Repositories(env.Hub, namespace, hub.Newest),
		Schema:  query.RepositoriesAt(env.Now()),
		View:    as,
		Place:   places.OfNamespace(namespace),
		PlaceOf: func(r *hub.Repository) places.Place { return places.OfRepository(r.Name) },
		Arrived: func(page []hub.Repository) {
			env.Names.SeeRepositories(page)
			s.rated = s.rated || slices.ContainsFunc(page, isRated)
		},
		Differs: func(before, now *hub.Repository) bool { return before.Updated != now.Updated },
		Order:   "updated",
		Columns: s.columns(),
		Empty: "There is no namespace " + string(namespace) +
			", or it has no repository that you can see.",
		Open: func(r hub.Repository) {
			env.Push(tags.New(env, hub.Reference{Repository: r.Name}))
		},
		Reference: func(r hub.Repository) string {
			return forms.Reference(hub.Reference{Repository: r.Name})
		},
		Preview: s.preview(),
		Actions: s.actions(namespace),
		Row:     func(r hub.Repository) own.Row { return own.Of(fields.Repositories, r, "") },
		Noise:   func(r *hub.Repository) bool { return r.Inactive },
		Whole: func(ctx context.Context) tea.Cmd {
			return env.HasRead(ctx, hub.RepositoryName{Namespace: namespace})
		},
		Signs: signs(), Beside: s.says, Stop: s.stop,
	})
	return s
}

func (s *repositories) actions(namespace hub.Namespace) []listing.Action[hub.Repository] {
	env := s.env
	return []listing.Action[hub.Repository]{
		{Key: &env.Keys.Tag.Page, Do: func(chosen []hub.Repository) tea.Cmd {
			env.Push(readme.New(env, chosen[0].Name))
			return nil
		}},
		{Key: &env.Keys.Tag.AllTags, Whole: true, Early: true, Do: func([]hub.Repository) tea.Cmd {
			env.Push(alltags.New(env, alltags.Wanted{Namespace: namespace}))
			return nil
		}},
		{Key: &env.Keys.Tag.Untagged, Whole: true, Early: true, Do: func([]hub.Repository) tea.Cmd {
			env.Push(untagged.Of(env, namespace))
			return nil
		}},
		{Key: &env.Keys.Tag.Storage, Whole: true, Early: true, Do: func([]hub.Repository) tea.Cmd {
			env.Push(alltags.Storage(env, namespace))
			return nil
		}},
		{Key: &env.Keys.Tag.Plan, Whole: true, Early: true, Do: func([]hub.Repository) tea.Cmd {
			env.Push(plan.Of(env, namespace))
			return nil
		}},
		{Key: &env.Keys.Tag.Web, Do: func(chosen []hub.Repository) tea.Cmd {
			env.Browse(forms.RepositoryURL(chosen[0].Name))
			return nil
		}},
		{Key: &env.Keys.Tag.Ask, Do: func([]hub.Repository) tea.Cmd {
			s.choose()
			return nil
		}},
	}
}

// Init asks for the first pages.
func (s *repositories) Init(ctx context.Context) tea.Cmd {
	s.ctx = ctx
	return s.List.Init(ctx)
}

// Return takes up what was under way.
func (s *repositories) Return(ctx context.Context) tea.Cmd {
	s.ctx = ctx
	return tea.Batch(s.List.Return(ctx), s.goOn())
}

// Waiting reports whether rows, or answers about them, are on their way.
func (s *repositories) Waiting() bool { return s.List.Waiting() || s.asking.slot.Busy() }

// Update takes keys, the mouse, and answers.
func (s *repositories) Update(msg tea.Msg) tea.Cmd {
	if p, ok := s.asking.slot.Take(msg); ok {
		return s.answered(p)
	}
	cmd := s.List.Update(msg)
	switch msg.(type) {
	case tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		return cmd
	case screen.Resumed:
		cmd = tea.Batch(cmd, s.resume())
	}
	s.remember()
	s.add()
	return cmd
}

// listName is what a person calls the list where it is set.
const listName = "repositories"

// Settable are the words in which the list is set.
func Settable() config.ListNames {
	return listing.Settable(listName, (&repositories{}).columns(), query.Repositories())
}

package alltags

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/compare"
	"tagboat/ui/listing"
	"tagboat/ui/plan"
	"tagboat/ui/screen"
	"tagboat/ui/storage"
	"tagboat/ui/tags"
	"tagboat/ui/untagged"
)

type action = listing.Action[hub.RepositoryTag]

func (a *allTags) actions() []action {
	keys := &a.env.Keys.Tag
	all := slices.Insert(tags.Actions(a.env, a.subject), 2,
		action{Key: &keys.Sibling, Do: a.nextSibling},
		action{Key: &keys.Collapse, Do: a.collapse},
		action{Key: &keys.Compare, Do: a.compare},
		action{
			Key: &keys.Untagged, Whole: true, Early: true,
			Do: func([]hub.RepositoryTag) tea.Cmd {
				a.env.Push(untagged.Of(a.env, a.namespace))
				return nil
			},
		},
	)
	ofRepository := []*key.Binding{&keys.Page, &keys.Web, &keys.Untagged}
	for i := range all {
		if !slices.Contains(ofRepository, all[i].Key) {
			all[i] = a.ofTags(all[i])
		}
	}
	storage := func([]hub.RepositoryTag) tea.Cmd {
		a.env.Push(Storage(a.env, a.namespace))
		return nil
	}
	planned := func([]hub.RepositoryTag) tea.Cmd {
		a.env.Push(plan.Of(a.env, a.namespace))
		return nil
	}
	return append(all,
		action{Key: &keys.Storage, Whole: true, Early: true, Do: storage},
		action{Key: &keys.Plan, Whole: true, Early: true, Do: planned})
}

// Storage is where the bytes of a namespace are, of which each part leads to a list like this one.
func Storage(env screen.Env, of hub.Namespace) screen.Screen {
	return storage.New(env, of, func(filter, order string) {
		env.Push(New(env, Wanted{Namespace: of, Filter: filter, Order: order}))
	})
}

// ofTags does what an action does, but with manifests that no tag points at.
func (a *allTags) ofTags(one action) action {
	do := one.Do
	one.Do = func(chosen []hub.RepositoryTag) tea.Cmd {
		if slices.ContainsFunc(chosen, func(t hub.RepositoryTag) bool { return t.IsUntagged() }) {
			a.env.Toast(a.digestAlone())
			return nil
		}
		return do(chosen)
	}
	return one
}

// nextSibling goes round the tags of the same image, past those that are not shown.
func (a *allTags) nextSibling([]hub.RepositoryTag) tea.Cmd {
	here, ok := a.list.Current()
	if !ok {
		return nil
	}
	index := a.siblingsIn(here.Repository)
	for name := index.Next(here.Name); name != here.Name; name = index.Next(name) {
		if a.list.Select(keyOf(here.Repository, name)) {
			return nil
		}
	}
	a.env.Toast("No other tag shown here is the same image as " +
		clean.Line(here.Repository.Name+":"+here.Name))
	return nil
}

// collapse shows one row for each image, the most specific name of each, or all rows again.
func (a *allTags) collapse([]hub.RepositoryTag) tea.Cmd {
	a.collapsed = !a.collapsed
	if !a.collapsed {
		return a.list.Leave(nil, "")
	}
	stands := func(row *hub.RepositoryTag) string {
		return a.siblingsIn(row.Repository).Representative(row.Name)
	}
	if here, ok := a.list.Current(); ok {
		a.list.Select(keyOf(here.Repository, stands(&here)))
	}
	other := func(row *hub.RepositoryTag) bool {
		return !row.IsUntagged() && stands(row) != row.Name
	}
	return a.list.Leave(other, "one row per image")
}

// compare compares two tags of a repository; the older push is what one comes from.
func (a *allTags) compare(chosen []hub.RepositoryTag) tea.Cmd {
	if here, ok := a.list.Current(); ok && len(chosen) == 1 && here.Key() != chosen[0].Key() {
		chosen = append(chosen, here)
	}
	switch {
	case len(chosen) > 2:
		a.env.Toast(tags.TooMany(a.env, len(chosen)))
	case len(chosen) != 2:
		a.env.Toast(tags.HowToCompare(a.env))
	case chosen[0].Repository != chosen[1].Repository:
		a.env.Toast("Two tags of one repository are compared; these are in " +
			clean.Line(chosen[0].Repository.Name) + " and " + clean.Line(chosen[1].Repository.Name))
	default:
		old, updated := chosen[0], chosen[1]
		if old.Pushed > updated.Pushed {
			old, updated = updated, old
		}
		a.env.Push(compare.Abroad(a.env, old.Repository, old.Name, updated.Name))
	}
	return nil
}

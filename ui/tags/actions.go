package tags

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/ui/compare"
	"tagboat/ui/copyas"
	"tagboat/ui/listing"
	"tagboat/ui/plan"
	"tagboat/ui/readme"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
	"tagboat/ui/text"
	"tagboat/ui/timeline"
	"tagboat/ui/untagged"
)

func (t *tags) actions() []listing.Action[hub.Tag] {
	keys := &t.env.Keys.Tag
	return slices.Insert(Actions(t.env, t.subject), 2,
		listing.Action[hub.Tag]{Key: &keys.Sibling, Do: t.nextSibling},
		listing.Action[hub.Tag]{Key: &keys.Collapse, Do: t.collapse},
		listing.Action[hub.Tag]{Key: &keys.Compare, Do: t.compare},
		listing.Action[hub.Tag]{
			Key: &keys.Untagged, Whole: true, Early: true,
			Do: func([]hub.Tag) tea.Cmd {
				t.env.Push(untagged.In(t.env, t.repository))
				return nil
			},
		},
		listing.Action[hub.Tag]{
			Key: &keys.Plan, Whole: true, Early: true,
			Do: func([]hub.Tag) tea.Cmd {
				t.env.Push(plan.In(t.env, t.repository))
				return nil
			},
		},
	)
}

// Actions are what can be done with a tag wherever it is listed; subject tells of a row which it
// is.
func Actions[T any](env screen.Env, subject func(row T) tag.Subject) []listing.Action[T] {
	keys := &env.Keys.Tag
	reference := func(row T) hub.Reference {
		of := subject(row)
		return hub.Reference{Repository: of.Repository, Tag: of.Tag.Name}
	}
	all := func(chosen []T) []forms.Subject { return subjects(env, subject, chosen) }
	do := func(b *key.Binding, what func(chosen []T)) listing.Action[T] {
		return listing.Action[T]{Key: b, Do: func(chosen []T) tea.Cmd {
			what(chosen)
			return nil
		}}
	}
	copies := do(&keys.CopyAs, func(chosen []T) { env.Push(copyas.New(env, all(chosen))) })
	copies.Offers = func(chosen []T) []screen.Offer {
		return copyas.Offers(env, all(chosen[:1])[0], func() []forms.Subject { return all(chosen) })
	}
	pulls := do(&keys.Pull, func(chosen []T) { env.Pull(reference(chosen[0])) })
	pulls.Can = func() bool { return env.NoPull() == "" }
	return []listing.Action[T]{
		copies,
		do(&keys.CopyAgain, func(chosen []T) { copyas.Again(env, all(chosen)) }),
		do(&keys.History, func(chosen []T) {
			env.Push(timeline.New(env, reference(chosen[0])))
		}),
		do(&keys.Page, func(chosen []T) {
			env.Push(readme.New(env, reference(chosen[0]).Repository))
		}),
		do(&keys.Web, func(chosen []T) {
			env.Browse(forms.TagsURL(reference(chosen[0]).Repository))
		}),
		pulls,
	}
}

// subjects are tags for the forms in which they can be copied.
func subjects[T any](
	env screen.Env, subject func(row T) tag.Subject, chosen []T,
) []forms.Subject {
	subjects := make([]forms.Subject, len(chosen))
	for i, row := range chosen {
		of := subject(row)
		subjects[i] = of.Forms(of.Mine(env.Platform), hub.Digest{})
	}
	return subjects
}

// nextSibling goes round the tags of the same image, past those that are not shown.
func (t *tags) nextSibling([]hub.Tag) tea.Cmd {
	here, ok := t.list.Current()
	if !ok {
		return nil
	}
	for name := t.index.Next(here.Name); name != here.Name; name = t.index.Next(name) {
		if t.list.Select(name) {
			return nil
		}
	}
	t.env.Toast("No other tag shown here is the same image as " + clean.Line(here.Name))
	return nil
}

// collapse shows one row for each image, the most specific name of each, or all rows again.
func (t *tags) collapse([]hub.Tag) tea.Cmd {
	t.collapsed = !t.collapsed
	if !t.collapsed {
		return t.list.Leave(nil, "")
	}
	if here, ok := t.list.Current(); ok {
		t.list.Select(t.index.Representative(here.Name))
	}
	other := func(row *hub.Tag) bool { return t.index.Representative(row.Name) != row.Name }
	return t.list.Leave(other, "one row per image")
}

// compare compares two marked tags, or the marked one with the selected one;
// the older push is what one comes from.
func (t *tags) compare(chosen []hub.Tag) tea.Cmd {
	if here, ok := t.list.Current(); ok && len(chosen) == 1 && here.Name != chosen[0].Name {
		chosen = append(chosen, here)
	}
	if len(chosen) > 2 {
		t.env.Toast(TooMany(t.env, len(chosen)))
		return nil
	}
	if len(chosen) != 2 {
		t.env.Toast(HowToCompare(t.env))
		return nil
	}
	old, updated := chosen[0], chosen[1]
	if old.Pushed > updated.Pushed {
		old, updated = updated, old
	}
	t.env.Push(compare.New(t.env, t.repository, old.Name, updated.Name))
	return nil
}

// TooMany says that more than two are chosen to be compared.
func TooMany(env screen.Env, chosen int) string {
	return text.Count(chosen) + " are chosen, and two are compared; " +
		env.Keys.Global.Back.Help().Key + " takes ranges and marks back"
}

// HowToCompare says how two are chosen.
func HowToCompare(env screen.Env) string {
	mark, again := env.Keys.List.Mark.Help().Key, env.Keys.Tag.Compare.Help().Key
	return "Mark a tag with " + mark + ", go to another, and press " + again + " to compare them"
}

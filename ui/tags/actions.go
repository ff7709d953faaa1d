package tags

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/ui/compare"
	"tagboat/ui/copyas"
	"tagboat/ui/listing"
	"tagboat/ui/readme"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/timeline"
)

func (t *tags) actions() []listing.Action[hub.Tag] {
	keys := &t.env.Keys.Tag
	return []listing.Action[hub.Tag]{
		{Key: &keys.CopyAs, Do: func(chosen []hub.Tag) tea.Cmd {
			t.env.Push(copyas.New(t.env, t.subjects(chosen)))
			return nil
		}, Offers: func(chosen []hub.Tag) []screen.Offer {
			return copyas.Offers(t.env, t.subjects(chosen[:1])[0], func() []forms.Subject {
				return t.subjects(chosen)
			})
		}},
		{Key: &keys.CopyAgain, Do: func(chosen []hub.Tag) tea.Cmd {
			copyas.Again(t.env, t.subjects(chosen))
			return nil
		}},
		{Key: &keys.Sibling, Do: t.nextSibling},
		{Key: &keys.Collapse, Do: t.collapse},
		{Key: &keys.Compare, Do: t.compare},
		{Key: &keys.History, Do: func(chosen []hub.Tag) tea.Cmd {
			t.env.Push(timeline.New(t.env, t.reference(chosen[0])))
			return nil
		}},
		{Key: &keys.Page, Do: func([]hub.Tag) tea.Cmd {
			t.env.Push(readme.New(t.env, t.repository))
			return nil
		}},
		{Key: &keys.Web, Do: func([]hub.Tag) tea.Cmd {
			t.env.Browse(forms.TagsURL(t.repository))
			return nil
		}},
		{Key: &keys.Pull, Do: func(chosen []hub.Tag) tea.Cmd {
			t.env.Pull(t.reference(chosen[0]))
			return nil
		}, Can: func() bool { return t.env.NoPull() == "" }},
	}
}

// subjects are tags for the forms in which they can be copied.
func (t *tags) subjects(chosen []hub.Tag) []forms.Subject {
	subjects := make([]forms.Subject, len(chosen))
	for i, row := range chosen {
		subject := t.subject(row)
		subjects[i] = subject.Forms(subject.Mine(t.env.Platform), hub.Digest{})
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
		t.env.Toast(text.Count(len(chosen)) + " are chosen, and two are compared; " +
			t.env.Keys.Global.Back.Help().Key + " takes ranges and marks back")
		return nil
	}
	if len(chosen) != 2 {
		mark, again := t.env.Keys.List.Mark.Help().Key, t.env.Keys.Tag.Compare.Help().Key
		t.env.Toast(
			"Mark a tag with " + mark + ", go to another, and press " + again + " to compare them",
		)
		return nil
	}
	old, updated := chosen[0], chosen[1]
	if old.Pushed > updated.Pushed {
		old, updated = updated, old
	}
	t.env.Push(compare.New(t.env, t.repository, old.Name, updated.Name))
	return nil
}

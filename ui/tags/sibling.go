package tags

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/hub/siblings"
	"tagboat/ui/compare"
	"tagboat/ui/copyas"
	"tagboat/ui/listing"
	"tagboat/ui/readme"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
	"tagboat/ui/theme"
)

// tags is what the list of tags knows beyond its rows: which are the same.
type tags struct {
	env        screen.Env
	repository hub.RepositoryName
	index      *siblings.Index
	list       *listing.List[hub.Tag]
	collapsed  bool // one row for each image
}

func (t *tags) reference(row hub.Tag) hub.Reference {
	return hub.Reference{Repository: t.repository, Tag: row.Name}
}

func (t *tags) subject(row hub.Tag) tag.Subject {
	return tag.Subject{
		Repository: t.repository, Tag: row, Index: t.index, SoFar: !t.list.Finished(),
	}
}

// arrived finds the siblings of a page's tags, in proportion to the page.
func (t *tags) arrived(page []hub.Tag) {
	t.env.Names.SeeTags(t.repository, page)
	turned := t.index.Add(page)
	if t.collapsed {
		t.list.Touch(turned)
	}
}

// same names the tags that are the same image, the most specific first, or else
// those that are less the same, with the word for how much.
func (t *tags) same(row *hub.Tag, at listing.Place) (string, theme.Role) {
	var b strings.Builder
	strongest := siblings.Level(0)
	for level, name := range t.index.Of(row.Name).All() {
		if strongest == 0 {
			strongest = level
		}
		if level != strongest || b.Len() > at.Width || b.Len() > 0 && level != siblings.SameImage {
			break
		}
		if b.Len() > 0 {
			b.WriteString("  ")
		}
		b.WriteString(name)
	}
	if strongest == 0 || strongest == siblings.SameImage {
		return b.String(), theme.Plain
	}
	return b.String() + " (" + t.index.Word(strongest) + ")", theme.Dim
}

func (t *tags) actions() []listing.Action[hub.Tag] {
	keys := t.env.Keys.Tag
	keys.Pull.SetEnabled(t.env.NoPull() == "")
	return []listing.Action[hub.Tag]{
		{Key: keys.CopyAs, Do: t.copyAs},
		{Key: keys.Sibling, Do: t.nextSibling},
		{Key: keys.Collapse, Do: t.collapse},
		{Key: keys.Compare, Do: t.compare},
		{Key: keys.Page, Do: func([]hub.Tag) tea.Cmd {
			t.env.Push(readme.New(t.env, t.repository))
			return nil
		}},
		{Key: keys.Web, Do: func([]hub.Tag) tea.Cmd {
			t.env.Browse(forms.TagsURL(t.repository))
			return nil
		}},
		{Key: keys.Pull, Do: func(chosen []hub.Tag) tea.Cmd {
			t.env.Pull(t.reference(chosen[0]))
			return nil
		}},
	}
}

func (t *tags) copyAs(chosen []hub.Tag) tea.Cmd {
	subjects := make([]forms.Subject, len(chosen))
	for i, row := range chosen {
		subject := t.subject(row)
		subjects[i] = subject.Forms(subject.Mine(t.env.Platform), hub.Digest{})
	}
	t.env.Push(copyas.New(t.env, subjects))
	return nil
}

// nextSibling goes round the tags of the same image, past those that are not
// shown.
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

// collapse shows one row for each image, the most specific name of each, or all
// rows again.
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

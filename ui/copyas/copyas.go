// Package copyas is the menu of everything that can be copied of a tag, each
// line with the very text that would be copied.
package copyas

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/keymap"
	"tagboat/ui/menu"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// New offers the forms of the subjects; with several of them the lines show the
// first one's, and one is copied a line. The last choice is highlighted.
func New(env screen.Env, subjects []forms.Subject) screen.Screen {
	offered := offeredOf(env, subjects)
	items, start := make([]menu.Item, len(offered)), 0
	for i, form := range offered {
		items[i] = menu.Item{
			Letter: form.Letter, Name: name(form, subjects[0].Platform),
			Note: clean.Line(form.Text), Detail: detail(form, len(subjects)),
		}
		if form.Letter == env.Recall.CopyAs {
			start = i
		}
	}
	title := "Copy as"
	if n := len(subjects); n > 1 {
		title = "Copy " + text.Count(n) + " as"
	}
	if note := gone(subjects); note != "" {
		title += "; " + strings.ToLower(note)
	}
	return menu.New(env, title, items, start, func(i int) tea.Cmd {
		return choose(env, subjects, offered[i])
	})
}

// Offers are the forms of the first of some subjects, to be found by name or by the words before
// the reference. All of them are asked for once one is chosen.
func Offers(env screen.Env, first forms.Subject, all func() []forms.Subject) []screen.Offer {
	var offers []screen.Offer
	for _, form := range offeredOf(env, []forms.Subject{first}) {
		offers = append(offers, screen.Offer{
			Name: "copy as " + form.Name, Help: words(form.Text), Kind: "form",
			Keys: keymap.Then(env.Keys.Tag.CopyAs, form.Letter),
			Do:   func() tea.Cmd { return choose(env, all(), form) },
		})
	}
	return offers
}

// words are those before what a text names, as in FROM nginx:1.27.
func words(whole string) string {
	at := strings.LastIndexByte(whole, ' ')
	if at < 0 {
		return ""
	}
	return whole[:at+1] + text.Ellipsis
}

func offeredOf(env screen.Env, subjects []forms.Subject) []forms.Form {
	for i := range subjects {
		subjects[i].Elsewhere = !env.Hub.Docker()
	}
	return forms.Of(subjects[0])
}

func choose(env screen.Env, subjects []forms.Subject, form forms.Form) tea.Cmd {
	env.Recall.CopyAs = form.Letter
	Again(env, subjects)
	return nil
}

// Again copies the subjects in the form that was copied last, or else pinned.
func Again(env screen.Env, subjects []forms.Subject) {
	note, texts := gone(subjects), make([]string, 0, len(subjects))
	for _, s := range subjects {
		s.Elsewhere = !env.Hub.Docker()
		// a missing one is told
		text, _ := forms.Text(s, cmp.Or(env.Recall.CopyAs, forms.PinnedNow))
		texts = append(texts, text)
	}
	env.CopyThough(note, texts...)
}

// gone says how many of the subjects the Hub has no more.
func gone(subjects []forms.Subject) string {
	n := 0
	for _, s := range subjects {
		if s.Gone {
			n++
		}
	}
	return text.Gone(n, len(subjects))
}

const mostOfName = 21 // cells

// name is a form's name in few cells, so that its text can be read beside it.
func name(form forms.Form, platform hub.Platform) string {
	switch form.Letter {
	case forms.PinnedNow, forms.Pinned:
		return text.Middle(form.Name, mostOfName)
	case forms.PlatformDigest:
		return "digest, " + platform.Short() + " only"
	case forms.PullForPlatform:
		return "docker pull, " + platform.Short()
	case forms.TagsPage:
		return "web, tags"
	case forms.LayersPage:
		return "web, layers"
	default:
		return form.Name
	}
}

// detail is the whole text with what to know before using it; of several, the
// first one's.
func detail(form forms.Form, subjects int) string {
	whole := clean.Line(form.Text)
	if form.Note != "" {
		whole += "\n(" + clean.Line(form.Note) + ")"
	}
	if subjects > 1 {
		whole = text.Count(subjects) + " lines, the first: " + whole
	}
	return whole
}

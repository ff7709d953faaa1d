// Package copyas is the menu of everything that can be copied of a tag, each
// line with the very text that would be copied.
package copyas

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/keymap"
	"tagboat/ui/menu"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// New offers the forms of the subjects; with several of them the lines show the
// first one's, and one is copied a line. The last choice is highlighted.
func New(env screen.Env, subjects []forms.Subject) screen.Screen {
	all := offeredOf(env, subjects)
	items, start := make([]menu.Item, len(all)), 0
	for i, form := range all {
		items[i] = menu.Item{
			Letter: form.Letter, Name: name(form.Form, subjects[0].Platform),
			Note: clean.Line(form.Text), Detail: detail(form.Form, len(subjects)),
		}
		if form.key == env.Recall.CopyAs {
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
		return choose(env, subjects, all[i])
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

// offered is a form that a subject has, ours or a person's own, and how it is recalled.
type offered struct {
	forms.Form

	key string
}

// ownKey is how a form of a person's own is recalled: ours are by their letters.
func ownKey(c own.Copy) string { return "own " + c.Name }

// copies are a person's own forms, on letters that do nothing else in the menu.
func copies(env screen.Env) []own.Copy {
	var taken []string
	for _, b := range []key.Binding{
		env.Keys.List.Open, env.Keys.List.Up, env.Keys.List.Down, env.Keys.Global.Back,
		env.Keys.Global.Quit,
	} {
		taken = append(taken, b.Keys()...)
	}
	taken = slices.DeleteFunc(taken, func(name string) bool { return len(name) > 1 })
	return own.Copies(*env.Config, taken...)
}

// offeredOf are ours, and behind them a person's own.
func offeredOf(env screen.Env, subjects []forms.Subject) (all []offered) {
	for i := range subjects {
		subjects[i].Elsewhere = !env.Hub.Docker()
	}
	for _, form := range forms.Of(subjects[0]) {
		all = append(all, offered{form, form.Letter})
	}
	for _, c := range copies(env) {
		if text, has := c.Text(subjects[0]); has {
			all = append(all, offered{
				forms.Form{Letter: c.Letter, Name: c.Name, Note: "your own", Text: text}, ownKey(c),
			})
		}
	}
	return all
}

func choose(env screen.Env, subjects []forms.Subject, form offered) tea.Cmd {
	env.Recall.CopyAs = form.key
	Again(env, subjects)
	return nil
}

// Again copies the subjects in the form that was copied last, or else pinned.
func Again(env screen.Env, subjects []forms.Subject) {
	write, texts := recalled(env), make([]string, 0, len(subjects))
	for _, s := range subjects {
		s.Elsewhere = !env.Hub.Docker()
		text, _ := write(s) // a missing one is told
		texts = append(texts, text)
	}
	env.CopyThough(gone(subjects), texts...)
}

// recalled is what writes the form that was copied last.
func recalled(env screen.Env) func(forms.Subject) (string, bool) {
	recalled := cmp.Or(env.Recall.CopyAs, forms.PinnedNow)
	for _, c := range copies(env) {
		if ownKey(c) == recalled {
			return c.Text
		}
	}
	if strings.HasPrefix(recalled, "own ") { // it is there no more
		recalled = forms.PinnedNow
	}
	return func(s forms.Subject) (string, bool) { return forms.Text(s, recalled) }
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

const (
	mostOfName = 21 // cells
	mostOfOwn  = 40 // cells of a name that a person gave, and more than ours have
)

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
		return text.Middle(form.Name, mostOfOwn)
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

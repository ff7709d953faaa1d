// Package copyas is the menu of everything that can be copied of a tag, each
// line with the very text that would be copied.
package copyas

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/ui/menu"
	"tagboat/ui/screen"
)

// New offers the forms of the subjects; with several of them the lines show the
// first one's, and one is copied a line. The last choice is highlighted.
func New(env screen.Env, subjects []forms.Subject) screen.Screen {
	offered := forms.Of(subjects[0])
	items, start := make([]menu.Item, len(offered)), 0
	for i, form := range offered {
		name := form.Name
		if form.Letter == forms.PlatformDigest {
			name += ", " + form.Note
		}
		items[i] = menu.Item{Letter: form.Letter, Name: name, Note: clean.Line(form.Text)}
		if form.Letter == env.Recall.CopyAs {
			start = i
		}
	}
	return menu.New(env, "Copy as", items, start, func(i int) tea.Cmd {
		env.Recall.CopyAs = offered[i].Letter
		texts := make([]string, 0, len(subjects))
		for _, s := range subjects {
			if text, ok := forms.Text(s, offered[i].Letter); ok {
				texts = append(texts, text)
			}
		}
		env.Copy(texts...)
		return nil
	})
}

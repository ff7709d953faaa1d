package menu

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Speech tells the choices, each with its letter.
func (m *Menu) Speech() screen.Speech {
	return screen.Speech{
		Says: append(text.Sentences(m.title), text.Sentences(m.told...)...), Rows: spokenRows{m},
	}
}

type spokenRows struct{ m *Menu }

func (r spokenRows) Len() int { return len(r.m.items) }

func (r spokenRows) At() int { return r.m.at }

func (r spokenRows) Row(i int) string {
	item := r.m.items[i]
	words := text.Plain(item.Name)
	if item.Letter != "" && item.Letter != strconv.Itoa(i+1) {
		words = "letter " + item.Letter + ", " + words
	}
	whole, _, _ := strings.Cut(item.Detail, "\n")
	for _, more := range []string{text.Plain(item.Note), strings.TrimSpace(whole)} {
		if more != "" && !strings.HasSuffix(words, more) {
			words += ", " + more
		}
	}
	return words
}

func (r spokenRows) Select(i int) tea.Cmd {
	r.m.move(i - r.m.at)
	return nil
}

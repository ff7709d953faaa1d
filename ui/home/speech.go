package home

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/query"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	viewwords "tagboat/ui/views"
)

// Speech tells what is to be said of the account, and the places that can be opened from here.
func (h *Home) Speech() screen.Speech {
	said := append(h.notes(), h.Status())
	if len(h.rows) == 0 {
		said = append(said, h.instead()...)
	} else if h.failure != nil {
		said = append(said, h.state()...)
	}
	s := screen.Speech{Says: text.Sentences(said...)}
	if len(h.rows) > 0 {
		s.Rows = spokenRows{h}
	}
	return s
}

type spokenRows struct{ h *Home }

func (r spokenRows) Len() int { return len(r.h.rows) }

func (r spokenRows) At() int { return r.h.at }

func (r spokenRows) Row(i int) string { return strings.Join(r.h.words(&r.h.rows[i]), ", ") }

func (r spokenRows) Select(i int) tea.Cmd {
	r.h.choose(i)
	return nil
}

// spoken are the words for what the sections hold.
var spoken = [...]string{favourites: "favourite", views: "view", recent: "visited", namespaces: "namespace"}

func (h *Home) words(r *row) []string {
	words := []string{clean.Line(r.name())}
	if h.unread.at[r.place] {
		words = append(words, "with news")
	}
	switch r.section {
	case favourites:
		words = append(words, spoken[favourites])
	case views:
		words = append(words, spoken[views], viewwords.Of(r.view))
		words = append(words, viewwords.How(r.view)...)
	case recent:
		when := h.env.Clock().When(r.at, h.env.Now())
		words = append(words, spoken[recent]+" "+text.InWords(when))
	case namespaces:
		count, role, name := h.about(r)
		if count != text.Unknown {
			count += " repositories"
		}
		words = append(words, spoken[namespaces], count, role, name)
	}
	return slices.DeleteFunc(words, func(word string) bool {
		return word == "" || word == text.Unknown
	})
}

// Filter leaves out what a text in the filter language does not find; the empty text finds all.
func (h *Home) Filter(text string) tea.Cmd {
	h.filter.input.Set(text)
	if text == "" {
		h.filter.parsed = query.Filter[row]{}
	} else {
		h.apply()
	}
	h.refresh()
	return nil
}

package storage

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Speech tells the sums, why there are two, and the rows.
func (s *Storage) Speech() screen.Speech {
	what, way := s.failed()
	said := append(s.sums(), strings.Join(s.parts(), between), what, way)
	if len(s.rows) == 0 {
		return screen.Speech{Says: text.Sentences(append(said, s.instead())...)}
	}
	return screen.Speech{
		Says: text.Sentences(append(said, explained)...), Rows: spokenRows{s},
	}
}

type spokenRows struct{ s *Storage }

func (r spokenRows) Len() int { return len(r.s.rows) }

func (r spokenRows) At() int { return r.s.at }

func (r spokenRows) Row(i int) string {
	one := &r.s.rows[i]
	words := []string{spokenOf[one.section] + clean.Line(one.name)}
	if !one.unread {
		words = append(words, text.InWords(inFull(one.Amount)))
	}
	if p := r.s.percent(one); p != "" {
		words = append(words, strings.Replace(strings.TrimSuffix(p, "%"), "<", "less than ", 1)+" percent")
	}
	return strings.Join(append(words, text.InWords(one.beside)), ", ")
}

func (r spokenRows) Select(i int) tea.Cmd {
	r.s.goTo(i)
	return nil
}

// spokenOf stand before the names of a section.
var spokenOf = [...]string{
	platforms: "", ages: "pushed ", repositories: "repository ", images: "image ",
}

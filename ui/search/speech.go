package search

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Speech tells what was found, or why that is nothing.
func (s *Search) Speech() screen.Speech {
	says := text.Sentences(s.manner(), s.Status())
	if s.failure == nil && !s.pending() && s.shown != nil && s.shown.some() {
		of := s.shown.list.Speech()
		return screen.Speech{Says: says, Rows: of.Rows, Unsettled: of.Unsettled}
	}
	says = append(says, text.Sentences(strings.Split(s.results(), "\n")...)...)
	return screen.Speech{Says: slices.Compact(says)}
}

// Filter looks for a text on the Hub, and goes into what is found; the empty text finds nothing.
func (s *Search) Filter(text string) tea.Cmd {
	s.toLine()
	s.line.Set("")
	return tea.Batch(s.enter(tea.PasteMsg{Content: text}), s.goOn())
}

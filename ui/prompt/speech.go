package prompt

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Speech asks for a name to open.
func (p *Prompt) Speech() screen.Speech {
	s := screen.Speech{Asks: &screen.Question{
		Ask: "Open", OrCommand: true, Answer: func(line string) tea.Cmd {
			p.lookup.Stop()
			p.where.Set(strings.TrimSpace(line))
			return p.submit()
		},
	}}
	switch {
	case p.lookup.Busy():
		s.Says = text.Sentences("Asking the Hub")
	case p.problem != nil:
		s.Says = text.Sentences(hub.Sentence(p.problem), hub.Advice(p.problem))
	default:
		s.Says = text.Sentences("Type a name, as nginx, grafana/grafana or bitnami/, or back")
	}
	return s
}

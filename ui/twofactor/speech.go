package twofactor

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Waiting reports whether the Hub is looking at a code.
func (p *Prompt) Waiting() bool { return p.attempt.Busy() }

// Speech asks for the code.
func (p *Prompt) Speech() screen.Speech {
	says := text.Sentences(append([]string{p.asks()}, p.news()...)...)
	return screen.Speech{Says: says, Asks: &screen.Question{
		Ask: "Code", Answer: func(line string) tea.Cmd {
			p.code.Set("")
			return p.enter(tea.PasteMsg{Content: strings.TrimSpace(line)})
		},
	}}
}

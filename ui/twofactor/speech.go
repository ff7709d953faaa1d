package twofactor

import (
	"strconv"
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
			send := p.enter(tea.PasteMsg{Content: strings.TrimSpace(line)})
			if len(p.code.Value()) < Digits {
				p.env.Toast("Not sent: a code has " + strconv.Itoa(Digits) + " digits")
			}
			return send
		},
	}}
}

package readme

import (
	"strings"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Speech tells the page from its beginning.
func (r *readme) Speech() screen.Speech {
	s := screen.Speech{Text: r.pager.Spoken(), Unsettled: r.detail != nil && r.pager.Len() == 0}
	if len(s.Text) == 0 {
		s.Says = text.Sentences(strings.Split(r.View(), "\n")...)
	}
	return s
}

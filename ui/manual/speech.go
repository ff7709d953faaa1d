package manual

import (
	"strings"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Speech tells the words and what they mean, or the text line by line.
func (m *Manual) Speech() screen.Speech {
	s := screen.Speech{Says: text.Sentences(m.title)}
	if m.text != "" {
		for line := range strings.SplitSeq(m.text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				s.Text = append(s.Text, line)
			}
		}
		return s
	}
	for _, group := range m.groups {
		for _, e := range group {
			s.Text = append(s.Text, strings.TrimSuffix(text.Plain(e.Word+": "+e.Meaning), ".")+".")
		}
	}
	return s
}

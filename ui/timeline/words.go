package timeline

import (
	"strings"

	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// above says whose history it is, and how far it goes.
func (t *Timeline) above(width int) []string {
	const margin = "  "
	var lines []string
	tell := func(role theme.Role, s string) {
		for _, line := range t.env.Theme.Wrap(role, clean.Line(s), width-2*len(margin)) {
			lines = append(lines, margin+line)
		}
	}
	tell(theme.Strong, t.of.Familiar())
	if n := len(t.held); n > 0 {
		looks := 0
		for _, h := range t.held {
			looks += h.Looks
		}
		since := t.env.Clock().Day(t.held[n-1].First, t.env.Now())
		s := "what it was in " + text.Count(looks) + " looks since " + since
		if looks == 1 {
			s = "what it was in the one look, on " + since
		}
		tell(theme.Dim, s+"; before and between nobody looked")
	}
	return append(lines, "")
}

// known tells of a row in sentences.
func (t *Timeline) known(r *row, width int) (lines []string) {
	now, clock := t.env.Now(), t.env.Clock()
	tell := func(role theme.Role, s string) {
		lines = append(lines, t.env.Theme.Wrap(role, clean.Line(s), width)...)
	}
	name := clean.Line(t.of.Tag)
	if r.kind == unseen {
		tell(theme.Strong, "not looked at")
		tell(theme.Plain, "Nobody looked "+clock.Between(r.From, r.To, now)+".")
		return lines
	}
	tell(theme.Strong, r.was())
	if !r.digest.IsZero() {
		tell(theme.Dim, r.digest.String())
	}
	lines = append(lines, "")
	state := name + " was it"
	if r.kind == absent {
		state = name + " was not there"
	}
	switch {
	case r.From.Equal(r.To):
		tell(theme.Plain, state+" "+clock.Between(r.From, r.To, now)+", in one look.")
	default:
		tell(theme.Plain, state+" "+clock.Between(r.From, r.To, now)+".")
	}
	switch {
	case r.isLast:
		tell(theme.Plain, "It is so "+clock.AsOf(r.To, now)+".")
	case !r.change.To.IsZero():
		tell(theme.Plain, "It changed "+clock.Between(r.change.From, r.change.To, now)+
			", when nobody looked.")
	}
	if len(r.names) > 0 {
		tell(theme.Plain, "The same image then: "+strings.Join(r.names, "  "))
	}
	switch t.there[r.digest] {
	case isThere:
		tell(theme.Good, "The registry still has it.")
	case isGone:
		tell(theme.Bad, "The registry has it no more, or does not show it.")
	}
	return lines
}

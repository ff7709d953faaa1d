package readme

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// View draws the page, or says why there is none.
func (r *readme) View() string {
	if r.pager.Len() == 0 {
		return r.instead()
	}
	return r.pager.View()
}

// instead stands where the page would: loading and failed are two pictures,
// each with its way out.
func (r *readme) instead() string {
	lines := []string{r.env.Theme.Paint(theme.Strong, clean.Line(r.name.Familiar())), ""}
	tell := func(role theme.Role, s string) {
		lines = append(lines, r.env.Theme.Wrap(role, s, min(r.width-2*gutter, mostWidth))...)
	}
	if r.failure == nil {
		tell(theme.Dim, "Loading …")
		tell(theme.Dim, r.back())
	} else {
		tell(theme.Bad, clean.Line(hub.Sentence(r.failure)))
		ways := r.env.Keys.Pager.Reload.Help().Key + " tries again · " + r.back() + " · " +
			r.env.Keys.Global.Failure.Help().Key + " tells more"
		tell(theme.Dim, strings.TrimSpace(clean.Line(hub.Advice(r.failure))+" "+ways))
	}
	for i, line := range lines {
		lines[i] = " " + text.Truncate(line, r.width-gutter)
	}
	return strings.Join(lines, "\n")
}

// back says which key leaves the page.
func (r *readme) back() string { return r.env.Keys.Global.Back.Help().Key + " goes back" }

// Status says which lines are in sight, and what was found; while a search is typed it is the
// field.
func (r *readme) Status() string {
	switch {
	case r.pager.Typing() || r.pager.Len() > 0:
		return r.pager.Status()
	case r.failure == nil:
		return r.env.Theme.Paint(theme.Dim, "loading …")
	default:
		return ""
	}
}

// Cursor stands in the search while it is typed, below the screen's own area.
func (r *readme) Cursor() *tea.Cursor { return r.pager.Cursor() }

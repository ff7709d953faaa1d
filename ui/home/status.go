package home

import (
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Status says how much is shown, of what.
func (h *Home) Status() string {
	if h.all == 0 && h.failure == nil && !h.reading.Busy() {
		return ""
	}
	parts := h.covered()
	if n := h.unread.repositories(); n > 0 {
		of := text.Count(n) + " repositories"
		if n == 1 {
			of = "1 repository"
		}
		parts = append(parts, h.env.Keys.Global.News.Help().Key+" tells news of "+of)
	}
	dim := func(s string) string { return h.env.Theme.Paint(theme.Dim, s) }
	if h.filter.typing {
		return h.filter.input.View() + "  " + dim(strings.Join(parts, " · "))
	}
	if typed := h.filter.input.Value(); typed != "" {
		parts = append(parts, "filter: "+clean.Line(typed))
	}
	for _, p := range h.filter.parsed.Problems() {
		parts = append(parts, clean.Line(p.Message))
	}
	if h.isOffline() {
		for _, way := range h.ways() {
			if text.Width(strings.Join(parts, " · ")+" · "+way) <= h.width-2 {
				parts = append(parts, way)
			}
		}
	}
	return dim(text.Truncate(strings.Join(parts, " · "), h.width-2))
}

// covered says how much is shown, and how it stands with the rest.
func (h *Home) covered() (parts []string) {
	if h.all > 0 {
		parts = append(parts, text.Count(len(h.rows))+" of "+text.Count(h.all))
	}
	asOf := h.env.Clock().AsOf(h.asOf, h.env.Now())
	switch {
	case h.reading.Busy() && !h.asOf.IsZero():
		parts = append(parts, asOf, "looking")
	case h.reading.Busy():
		parts = append(parts, "loading …")
	case h.isOffline():
		parts = append(parts, "offline, "+asOf)
	case h.failure != nil && !h.asOf.IsZero():
		parts = append(parts, asOf)
	case h.failure != nil:
		parts = append(parts, "namespaces are missing")
	case h.members.Count > len(h.members.Rows):
		missing := text.Count(h.members.Count - len(h.members.Rows))
		parts = append(parts, missing+" namespaces could not be read")
	default:
		parts = append(parts, "all loaded")
	}
	return parts
}

// isOffline reports whether the Hub cannot be reached, and the namespaces are there as they were
// known.
func (h *Home) isOffline() bool { return !h.asOf.IsZero() && hub.Unreached(h.failure) }

// ways are the keys that help where the namespaces did not come.
func (h *Home) ways() []string {
	return []string{
		h.env.Keys.List.Reload.Help().Key + " tries again",
		h.env.Keys.Global.Failure.Help().Key + " tells more",
	}
}

// state says that the namespaces are on their way, or why they are not there.
func (h *Home) state() []string {
	width, wrap := text.Room(h.width-2*gutter, widest), h.env.Theme.Wrap
	if h.failure == nil {
		return wrap(theme.Dim, "Loading namespaces …", width)
	}
	lines := wrap(theme.Bad, clean.Line(hub.Sentence(h.failure)), width)
	lines = append(lines, wrap(theme.Dim, clean.Line(hub.Advice(h.failure)), width)...)
	return append(lines, wrap(theme.Plain, strings.Join(h.ways(), " · "), width)...)
}

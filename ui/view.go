package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/keymap"
	"tagboat/ui/frame"
	"tagboat/ui/screen"
)

// View draws the whole picture, anew where something has happened that a person sees.
func (a *App) View() tea.View {
	if a.stale {
		a.seen, a.stale = a.draw(), false
	}
	return a.seen
}

func (a *App) draw() tea.View {
	charset := a.options.Charset
	view := tea.NewView(charset.Draw(a.picture()))
	view.AltScreen = true
	if !a.options.Bare {
		view.WindowTitle = charset.Draw(clean.Line("tagboat " + strings.Join(a.crumbs(), "/")))
	}
	view.KeyboardEnhancements = a.keyboard()
	if len(a.stack) == 0 {
		return view
	}
	if _, selectable := a.stack[a.base()].screen.(screen.Selectable); !a.noMouse && !selectable {
		view.MouseMode = tea.MouseModeCellMotion
	}
	if a.frame.Fits() {
		view.Cursor = a.cursor()
	}
	return view
}

// keyboard asks for the places of keys. While keys are commands every key tells
// its own; text is left to the terminal, which knows dead keys and input methods.
func (a *App) keyboard() tea.KeyboardEnhancements {
	commands := len(a.stack) > 0 && !a.capturing()
	return tea.KeyboardEnhancements{
		ReportAlternateKeys: true, ReportAllKeysAsEscapeCodes: commands,
		ReportAssociatedText: commands,
	}
}

func (a *App) picture() string {
	if a.frame.Width == 0 || len(a.stack) == 0 {
		return ""
	}
	if !a.frame.Fits() {
		return a.frame.TooSmall()
	}
	base := a.base()
	layers := make([]frame.Layer, 0, len(a.stack)-base)
	for _, e := range a.stack[base:] {
		layers = append(layers, e.layer())
	}
	picture := frame.Picture{
		Way: a.way(), Budget: a.budget, Status: a.status(), Notice: a.noticeText(),
		Keys: keymap.Bound(a.top().Keys().ShortHelp()), Help: a.env.Keys.Global.Help,
		Toast: a.shownToast(), Out: a.out(),
	}
	return a.frame.Draw(layers, picture)
}

// out are the keys that lead out of a box or a text that is typed.
func (a *App) out() []key.Binding {
	if !a.boxed() && !a.capturing() {
		return nil
	}
	keys := a.env.Keys
	return []key.Binding{
		keys.Picker.Close, keys.Pager.Close, keys.Form.Cancel, keys.Filter.Clear, keys.Global.Back,
	}
}

func (e *entry) layer() frame.Layer {
	return frame.Layer{Title: e.screen.Title(), View: e.screen.View(), Boxed: e.boxed}
}

// base is the place of the topmost full screen, on which all boxes lie, or else of the first.
func (a *App) base() int {
	for i, e := range slices.Backward(a.stack) {
		if !e.boxed {
			return i
		}
	}
	return 0
}

// crumbs say where the full screen on top is, however one came there: its place, and the titles of
// the screens that were opened from that. The search and what is no place stand for themselves.
func (a *App) crumbs() []string {
	var titles []string
	for _, e := range slices.Backward(a.stack) {
		if e.boxed {
			continue
		}
		if place, ok := placeOf(e.screen); ok {
			for _, name := range slices.Backward(place.Crumbs()) {
				titles = slices.Insert(titles, 0, clean.Line(name))
			}
			return titles
		}
		if title := clean.Line(e.screen.Title()); title != "" {
			titles = slices.Insert(titles, 0, title)
		}
		if _, alone := e.screen.(screen.Searcher); alone {
			break
		}
	}
	return titles
}

// way is who looks, on which server if it is not Docker Hub, and the crumbs.
func (a *App) way() []string {
	crumbs, who := a.crumbs(), "tagboat"
	if session := a.env.Hub.Session(); session != nil {
		who = clean.Line(session.Username)
	} else if !here(a.stack).IsZero() || len(crumbs) > 0 {
		who = "public"
	}
	if a.env.Server != "" && who != "tagboat" {
		who += " at " + clean.Line(a.env.Server)
	}
	return append([]string{who}, a.starred(crumbs)...)
}

// starred puts the sign of a favourite behind the crumb that is one: of where the person is, or of
// what the whole screen is about.
func (a *App) starred(crumbs []string) []string {
	about := []places.Place{here(a.stack)}
	if s, ok := a.stack[a.base()].screen.(screen.Pointed); ok && s.Pointed() != about[0] {
		about = append(about, s.Pointed())
	}
	for _, place := range about {
		names := place.Crumbs()
		last := len(names) - 1
		if last >= 0 && last < len(crumbs) && crumbs[last] == clean.Line(names[last]) &&
			a.env.Names.IsFavourite(place) {
			crumbs[last] += " *"
		}
	}
	return crumbs
}

// status is the top screen's, or below a box that has none that of the screen it
// covers, dimmed as the rest of it.
func (a *App) status() string {
	status := a.top().Status()
	if status == "" && a.boxed() {
		return a.env.Theme.Veil(a.stack[a.base()].screen.Status())
	}
	return status
}

// resize gives every screen its area.
func (a *App) resize() {
	for _, e := range a.stack {
		e.screen.Resize(a.frame.Area(e.boxed))
	}
}

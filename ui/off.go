package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/keymap"
	"tagboat/ui/screen"
)

// pressOff keeps from a full screen what its help does not name: such a key says why it does
// nothing. So whatever acts is in the help.
func (a *App) pressOff(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	if a.boxed() || a.capturing() {
		return nil, false
	}
	off, ok := a.keyOff(msg)
	if ok {
		a.Toast(a.whyOff(off, msg))
	}
	return nil, ok
}

// keyOff is the key of the map that was pressed, if it does nothing on the top screen.
func (a *App) keyOff(msg tea.KeyPressMsg) (off key.Binding, ok bool) {
	for _, group := range append(a.top().Keys().FullHelp(), a.env.Keys.Everywhere()) {
		for _, b := range group {
			switch {
			case key.Matches(msg, b):
				return key.Binding{}, false
			case !ok && slices.Contains(b.Keys(), msg.String()):
				off, ok = b, true
			}
		}
	}
	for _, b := range a.env.Keys.Browsing() {
		if !ok && key.Matches(msg, b) {
			off, ok = b, true
		}
	}
	return off, ok
}

// whyOff says why a key does nothing on the top screen.
func (a *App) whyOff(b key.Binding, pressed tea.KeyPressMsg) string {
	h, tag, why := b.Help(), a.env.Keys.Tag, ""
	if s, ok := a.top().(screen.Refuser); ok {
		why = s.Refuse(b)
	}
	if h == tag.Web.Help() && !a.env.Hub.Docker() {
		return "No " + h.Desc + ": this Hub's web pages are not known"
	}
	if off := a.env.NoPull(); off != "" && h == tag.Pull.Help() {
		return "No " + h.Desc + ": " + off
	}
	if a.isOn(h.Key) { // another key than the one that was pressed
		h.Key, why = pressed.String(), ""
	}
	if why != "" {
		return why
	}
	b.SetHelp(h.Key, h.Desc)
	return keymap.Called(b) + ": not here; " + a.env.Keys.Global.Help.Help().Key +
		" names the keys that work"
}

// isOn reports whether one of the keys, parted as help does, works on the top screen.
func (a *App) isOn(keys string) bool {
	named := strings.Split(keys, "/")
	for _, group := range append(a.top().Keys().FullHelp(), a.env.Keys.Everywhere()) {
		for _, b := range group {
			works := func(name string) bool { return slices.Contains(named, name) }
			if b.Enabled() && slices.ContainsFunc(strings.Split(b.Help().Key, "/"), works) {
				return true
			}
		}
	}
	return false
}

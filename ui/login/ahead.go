package login

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// mostAhead bounds what waits while the form looks for a login, in keys and
// pastes.
const mostAhead = 500

// waits keeps what is typed while the form is still looking for a login: it may
// be about to be replaced by what that login shows. Only leaving acts at once.
func (f *Form) waits(msg tea.Msg) bool {
	if !f.opening.Busy() {
		return false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		keys := f.env.Keys.Form
		if key.Matches(msg, keys.Cancel) || key.Matches(msg, keys.Anonymous) &&
			f.then.Anonymous != nil {
			return false
		}
	case tea.PasteMsg:
	default:
		return false
	}
	if len(f.ahead) < mostAhead {
		f.ahead = append(f.ahead, msg)
	}
	return true
}

// catchUp types what waited, now that the form stays. Where it does not, what
// waited is forgotten: it may be a password, and no command of another screen.
func (f *Form) catchUp() tea.Cmd {
	ahead := f.ahead
	f.ahead = nil
	var all []tea.Cmd
	for _, msg := range ahead {
		all = append(all, f.Update(msg))
	}
	return tea.Batch(all...)
}

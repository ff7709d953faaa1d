// Package screen is the contract between the App and its screens: small
// enough to be read whole, and on the lowest floor so that everybody can.
package screen

import (
	"context"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/index"
	"tagboat/hub/places"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/own"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Screen is one place in the program. It lives behind a pointer; only the App
// is a tea.Model.
type Screen interface {
	// Init starts the screen's work; ctx ends when the screen leaves the stack.
	Init(ctx context.Context) tea.Cmd
	// Update takes keys and the mouse only while the screen is on top, with
	// mouse positions relative to its own area, and every other message always.
	Update(msg tea.Msg) tea.Cmd
	// Resize gives the screen its own area in cells, never the window's.
	Resize(width, height int)
	// View draws at most the lines and cells of that area.
	View() string
	// Title is the screen's crumb, below those of the place that it was opened from.
	Title() string
	// Status says how much is shown, of what, and why not more; may be empty.
	Status() string
	// Keys are the keys that work now: footer and help come from here.
	Keys() help.KeyMap
}

// Boxed is a screen that is drawn as a box in the middle, over the dimmed screen
// below it; its area is the largest the box may fill. Embed Box to be one.
type Boxed interface{ boxed() }

// Box makes the screen that embeds it Boxed.
type Box struct{}

func (Box) boxed() {}

// Status is empty: what a box has to count it counts itself.
func (Box) Status() string { return "" }

// Keys are the keys of a screen that has so few that the footer's are all of them.
type Keys []key.Binding

// ShortHelp are those of the footer.
func (k Keys) ShortHelp() []key.Binding { return k }

// FullHelp are all, as one group.
func (k Keys) FullHelp() [][]key.Binding { return [][]key.Binding{k} }

// Marked tells a screen that a favourite was marked or unmarked, or that views have changed.
type Marked struct{}

// Learned tells every screen that more is known of the account's namespaces.
type Learned struct{}

// Configured tells every screen that Config and Keys have changed. What follows from them anew on
// each use needs to hear nothing.
type Configured struct{}

// Resumed tells every screen that there is a session again after the old one
// had ended: what was refused can be asked for once more.
type Resumed struct{}

// Host is what a screen may ask of the App. Calls act in the same turn of the
// loop and must be made from Init or Update.
type Host interface {
	Outside

	Push(s Screen) // open s on top
	Pop()          // leave the top screen; the first screen stays
	Toast(text string)
	Fail(err error)
	// KeepViews saves what was done to the views of Env.Names, and tells every screen.
	KeepViews()
	// Authenticate asks for a new session over the stack, because this one ended
	// (hub.EndedSession) or, with nil, because there is none. A session that is
	// not in use any more asks nobody: the screens are told to go on.
	Authenticate(ended *hub.Session)
}

// Outside is what a screen may ask of the machine around the program.
type Outside interface {
	// Copy copies texts of one line each; the toast says what is known of it. It is
	// the one way to the clipboard: a text that is empty, or holds what a paste
	// would not show, is left out, and that is said.
	Copy(lines ...string)
	// CopyThough is Copy, and says first what else is to be known, in a few words.
	CopyThough(though string, lines ...string)
	// CopyText copies a text of several lines, which the toast calls so.
	CopyText(called string, lines ...string)
	Browse(url string)    // on the web; where there is no browser, copy the address
	Pull(r hub.Reference) // with the container engine of this machine
	NoPull() string       // why pulling is off here; empty where it works
	// Run runs a person's own command for rows, and tells what became of it.
	Run(c own.Command, rows []own.Row) tea.Cmd
	NoRun() string // why own commands are off here; empty where they work
}

// Env is what every screen is given.
type Env struct {
	Host

	Hub *hub.Client
	// Index keeps what is seen of lists; nil keeps nothing, and Unkept says why.
	Index  *index.Index
	Unkept string
	// Accounts are those that this machine keeps for the Hub.
	Accounts *credentials.Accounts
	// Config is what a person set, and Keys is what follows for keys. Both change in their places
	// when the configuration is read again, and belong to the loop: what works beside it takes
	// from them what it needs before it begins.
	Config *config.Config
	Keys   *keymap.Map
	Theme  *theme.Theme
	Now    func() time.Time
	// Platform is what this machine runs, for what is the same "for mine".
	Platform hub.Platform
	Recall   *Recall
	// Names is every name seen in this run, the favourites, and the places visited; where somebody
	// jumps, also every name that Index knows.
	Names *places.Index
	// Version is the program's own and the machine's, for reports.
	Version string
	// Server names the Hub-compatible server in use; empty for Docker Hub.
	Server string
	// Demo holds the sample accounts that the login form shows; empty outside
	// the demo.
	Demo []Account
}

// Clock is how the person wants times written.
func (e Env) Clock() text.Clock {
	return text.Clock{Dates: e.Config.Times == config.Dates, Zone: e.Config.Zone}
}

// Recall is what the screens remember for each other while the program runs.
type Recall struct {
	CopyAs string // the form that was copied last, by its letter, or as copyas calls it
	Rules  string // of the plan that was made last, as typed
}

// Account is a sample account of the demo Hub, written out on the login form.
type Account struct{ Name, Secret, Code, Note string }

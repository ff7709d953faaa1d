package screen

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/places"
)

// What the App may ask of a screen beside what every Screen answers. A screen that does not
// implement one of these has answered no, and the App knows no screen by its type.

// Capturer is a screen that may be reading text: printable keys are text then, and of the global
// keys only those work that work everywhere. It is asked before each key, and before each picture,
// which asks the terminal for text or for the places of keys. Lists while a filter is typed, the
// search, texts while words are looked for, menus, and all forms with a line to type on implement
// it.
type Capturer interface{ Capturing() bool }

// Cursored is a screen that places the terminal's own cursor in its area, so that screen readers
// and input methods know where the user is; with nil it stands where the first text is. Below the
// area, which is a box's largest, lies the status line. It is asked for each picture.
type Cursored interface{ Cursor() *tea.Cursor }

// Waiter is a screen on which a person may be waiting for the Hub: what runs in the background lets
// it go first. Every screen of the stack is asked after each message.
type Waiter interface{ Waiting() bool }

// Placed is a screen that is a place one can come back to by name, which is noted when it comes to
// the top. The home and the lists of repositories and of tags are; a zero Place is none.
type Placed interface{ Place() places.Place }

// Lasting is a full screen that stays as it is while another place is shown, and can be gone back
// to. Its context ends meanwhile, so that nothing is loaded that nobody looks at, and what its work
// has brought by then may be lost. Lists, a repository's page and the search are.
type Lasting interface {
	// Return takes up what was under way, in a context that ends as that of Init does.
	Return(ctx context.Context) tea.Cmd
	// Rows is about how many rows it keeps in memory.
	Rows() int
}

// Pointed is a screen on which something with a name is highlighted. It is asked when the key that
// marks favourites is pressed.
type Pointed interface{ Pointed() places.Place }

// Keeper is a screen on which something may be highlighted that is kept and is no place: the key
// that marks favourites is the screen's own then.
type Keeper interface{ Keeps() bool }

// Failed is a screen on which something may have failed that is still to be seen, of which the key
// that tells more of failures tells: a page that did not come, or a part of a list. Nil is nothing.
type Failed interface{ Failure() error }

// Refuser is a screen that is told of a key of the map that its help does not name as working now,
// in place of the key. It says why, in a sentence without its stop; empty where it knows no more.
type Refuser interface{ Refuse(b key.Binding) string }

// Searcher is a screen that looks for repositories on the whole Hub: the key that opens such a
// screen from anywhere opens no second one above it, and is the screen's own.
type Searcher interface{ Searches() }

// Telling is a screen of news: the key that opens one from anywhere opens no second one above it,
// and is the screen's own.
type Telling interface{ TellsNews() }

// Modal is a Boxed screen with a question that is answered or left before another screen is opened:
// the keys that find something from anywhere are the screen's own. Embed Dialog to be one. Menus,
// help, the jump, the actions and the second factor are.
type Modal interface{ modal() }

// Dialog is the Box that makes the screen that embeds it Modal.
type Dialog struct{ Box }

func (Dialog) modal() {}

// Interruptible is a screen over which the key that quits the program from everywhere ends
// something else: what runs and can be waited for. A box that tells of a command is.
type Interruptible interface{ Interrupt() }

// Selectable is a full screen whose text is there to be selected with the terminal's own means: the
// mouse is left to the terminal while it is shown.
type Selectable interface{ Selectable() }

// OwnToasts is a screen on which only those toasts are shown that were said over it: what was said
// elsewhere would read as its own news. It is asked for each picture; the login form is one.
type OwnToasts interface{ OwnToastsOnly() }

// Signed is a screen whose rows bear words or signs of which the help tells what they mean.
type Signed interface{ Signs() [][2]string }

// Offering is a screen on which more is found by name, in the box of all actions, than it has keys
// for: orders, filters, forms. It is asked when the box opens; the box leaves before one is done.
type Offering interface{ Offers() []Offer }

// Offer is something that can be done, and is found by its name.
type Offer struct {
	Name string // "sort by size"; may hold foreign text
	Help string // what stands behind the name, and is found after names; may be empty
	Kind string // what it is, in a word: "order"
	Keys string // the keys that do the same, in the order in which they are pressed; may be empty
	Do   func() tea.Cmd
}

// Sectioned is a first screen with parts that are found by name from every other one. What is
// offered is done once the screen is on top.
type Sectioned interface{ Sections() []Offer }

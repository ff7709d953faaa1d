package theme

import (
	"image/color"

	"github.com/charmbracelet/x/ansi"
)

// Veiled is what lies under a float. It is no role that a screen paints with.
const Veiled = roles

const (
	firstTelling = 100 // of the colours by number, the one of the first role
	underTelling = 99  // behind the selected row
)

// Telling returns a look in which each role has a colour of its own, for tests that hold who paints
// what: [RoleOf] reads it.
func Telling() *Theme {
	t := New()
	t.telling = true
	t.mix()
	return t
}

// RoleOf is the role whose foreground a colour of [Telling] is; nil is ordinary text. It reports
// false for a colour that is no role's.
func RoleOf(foreground color.Color) (Role, bool) {
	if foreground == nil {
		return Plain, true
	}
	n, ok := foreground.(ansi.IndexedColor)
	if !ok || n < firstTelling || n > firstTelling+ansi.IndexedColor(Veiled) {
		return Plain, false
	}
	return Role(n - firstTelling), true
}

func telling(r Role) style { return style{colour: ansi.IndexedColor(firstTelling + uint8(r))} }

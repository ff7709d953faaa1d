package clipboard

import (
	"path/filepath"
	"strings"
)

// Way is a route to a clipboard from here, and what it can promise, as half a sentence.
type Way struct {
	Name    string // of a program, or "OSC 52"
	Promise string
	Doubt   string // why what goes this way may not arrive; empty where nothing speaks against it
}

// Ways are the routes in the order in which they are tried, of the native ones the first that
// takes a text. Nothing is copied to find out.
func (c *Clipboard) Ways() []Way {
	var ways []Way
	for _, argv := range c.native {
		name := filepath.Base(strings.ReplaceAll(argv[0], `\`, "/"))
		ways = append(ways, Way{Name: name, Promise: "it tells whether it took a text"})
	}
	if c.tmux != "" {
		ways = append(ways, Way{
			Name:    "tmux",
			Promise: "its buffer, and the terminal where tmux 3.2 or newer passes it on",
		})
	}
	if c.terminal {
		ways = append(ways, Way{
			Name: "OSC 52", Promise: "no terminal answers whether it took a text", Doubt: c.doubt,
		})
	}
	return ways
}

// IsChosen reports whether a person wants texts shown and not copied.
func (c *Clipboard) IsChosen() bool { return c.chosen }

// Package config is what a person set: one small file, optional, read once at the start and passed
// down as a value. Nothing here is global, and reading the file runs nothing. It knows no screen
// and no command: which lists, columns, actions, roles and fields there are is told by a
// [Vocabulary].
package config

import (
	"path"
	"time"
)

// How times are written.
const (
	Ages  = "ages"
	Dates = "dates"
)

// Config is everything that can be set, as it is in force. [Default] is what is in force without a
// file.
type Config struct {
	Place   string // what to open first; empty: what the account has
	Account string // of those that are kept; empty: the last one used
	Hub     string // the base URL of another Hub-compatible server; empty: Docker's

	Theme    string              // auto, light, dark, high-contrast, colour-blind or plain
	Roles    map[string]string   // how single roles look, by name: "bright-cyan bold"
	Glyphs   string              // auto, unicode or ascii
	Times    string              // ages or dates
	Zone     *time.Location      // in which dates are written
	Mouse    bool                // clicks and the wheel are tagboat's, not the terminal's
	Lists    map[string]List     // how lists open, by the list's name
	Patterns []Pattern           // how the tags of single repositories open; later ones win
	Keyset   string              // default or vim
	Keys     map[string][]string // the keys of single actions, by name; no keys: none

	Clipboard string   // the way to it: auto, osc52, native or print
	Engine    string   // what pulls: a name on the PATH, or a path; empty: the first that is there
	Browser   []string // what opens addresses, its words; empty: as the system does
	Requests  int      // how many may be on their way at once, 1 to 8
	Index     Index
	Copies    []Copy
	Commands  []Command
}

// Index is what is kept of lists.
type Index struct {
	Keep bool
	Most int64 // bytes
}

// List is how one list opens. What is nil is as the list itself has it.
type List struct {
	Columns []string // those to show, in their order
	Sort    *string  // the order, by name
	Filter  *string
	Noise   *bool // signatures, attestations and what is inactive are shown
	Preview *bool // it is open
}

// Pattern is a List for the repositories whose names match Glob, as in path.Match: "library/*".
type Pattern struct {
	Glob string
	List List
}

// Copy is a person's own form of a reference, to be copied.
type Copy struct {
	Name string
	Text string // a template of the fields that --format has
}

// Where the output of a Command goes.
const (
	InTerminal = "terminal" // the command has the terminal until it ends
	InPager    = "pager"    // a text to scroll
	InToast    = "toast"    // its last line
	Nowhere    = "nothing"
)

// Whether a Command runs once for each marked row, or once for all of them.
const (
	ForEach = "each"
	ForAll  = "all"
)

// Command is a program that a person runs by a key or by its name. No shell reads its words.
type Command struct {
	Name    string
	Key     string   // empty: it has none
	Run     []string // the program and its arguments, each a template of the fields of --format
	Show    string
	Confirm bool
	On      []string // the lists that it works in, by name
	Marks   string
}

// Default is what is in force where nothing was set.
func Default() Config {
	return Config{
		Theme: "auto", Glyphs: "auto", Times: Ages, Zone: time.Local, Mouse: true,
		Keyset: "default", Clipboard: "auto", Requests: 8, Index: Index{Keep: true, Most: 1 << 30},
	}
}

// List is how the list of a name opens; for that of a repository's tags, its name in full,
// "library/nginx", decides too.
func (c Config) List(name, repository string) List {
	l := c.Lists[name]
	for _, p := range c.Patterns {
		if matches, err := path.Match(p.Glob, repository); matches && err == nil {
			l = l.with(p.List)
		}
	}
	return l
}

// with is l where more does not say otherwise.
func (l List) with(more List) List {
	if more.Columns != nil {
		l.Columns = more.Columns
	}
	for _, o := range []struct{ to, from **string }{
		{&l.Sort, &more.Sort}, {&l.Filter, &more.Filter},
	} {
		if *o.from != nil {
			*o.to = *o.from
		}
	}
	for _, o := range []struct{ to, from **bool }{
		{&l.Noise, &more.Noise}, {&l.Preview, &more.Preview},
	} {
		if *o.from != nil {
			*o.to = *o.from
		}
	}
	return l
}

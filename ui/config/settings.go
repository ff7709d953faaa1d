package config

import "slices"

// setting is one key of a table that holds a T. What is read, printed, described and written as an
// example of it comes from here.
type setting[T any] struct {
	name  string // dotted where it stands in a table: "index.most"
	help  string // what it is, as a sentence goes on behind a colon
	field func(*T) any
	among func(names) []string // what it may be; nil: anything of its kind
	rule  func(text string) string
	most  int // of a number, which is from 1

	// Variable and flag set the same, and go before the file.
	variable, flag string
	example        any // where the default is nothing to learn from
}

// names are what can be named where a setting stands.
type names struct {
	Vocabulary

	list ListNames
}

// settings are those of the whole program.
var settings = []setting[Config]{
	{
		name: "theme", help: "the colours",
		field:    func(c *Config) any { return &c.Theme },
		among:    func(n names) []string { return n.Themes },
		variable: "TAGBOAT_THEME",
	},
	{
		name: "glyphs", help: "the signs that lines and marks are drawn with; auto goes by the locale",
		field: func(c *Config) any { return &c.Glyphs }, among: fixed("auto", "unicode", "ascii"),
	},
	{
		name: "times", help: "how times are told",
		field: func(c *Config) any { return &c.Times }, among: fixed("ages", "dates"),
	},
	{
		name: "zone", help: "of dates: local, UTC, or a name such as Europe/Berlin",
		field: func(c *Config) any { return &c.Zone },
	},
	{
		name: "mouse", help: "clicks and the wheel are tagboat's; false leaves them to the terminal",
		field: func(c *Config) any { return &c.Mouse },
	},
	{
		name: "clipboard", help: "the way to the clipboard",
		field: func(c *Config) any { return &c.Clipboard }, flag: "clipboard",
		among: fixed("auto", "osc52", "native", "print"),
	},
	{
		name: "place", help: "what to open first, as behind tagboat on the command line; empty: home",
		field: func(c *Config) any { return &c.Place }, example: "library/nginx",
	},
	{
		name: "account", help: "the one to use, of those that are kept; empty: the last one used",
		field: func(c *Config) any { return &c.Account }, flag: "account", example: "alice",
	},
	{
		name: "hub", help: "the address of another Hub-compatible server; empty: Docker Hub",
		field: func(c *Config) any { return &c.Hub }, flag: "hub", variable: "TAGBOAT_HUB",
		example: "https://hub.example.com",
	},
	{
		name: "engine", help: "what pulls, a name or a path; empty: docker, podman or nerdctl",
		field: func(c *Config) any { return &c.Engine }, example: "podman",
	},
	{
		name:  "browser",
		help:  "what opens addresses, word by word, %s for the address; empty: as the system does",
		field: func(c *Config) any { return &c.Browser }, variable: "BROWSER",
		example: []string{"firefox", "--new-tab", "%s"},
	},
	{
		name: "requests", help: "how many may be on their way at once, 1 to 8",
		field: func(c *Config) any { return &c.Requests }, most: mostRequests,
	},
	{
		name: "keyset", help: "the keys before those of [keys]",
		field: func(c *Config) any { return &c.Keyset },
		among: func(n names) []string { return n.Keysets },
	},
	{
		name: "index.keep", help: "lists are kept, so that a known one costs one small request",
		field: func(c *Config) any { return &c.Index.Keep }, flag: "no-index", variable: "TAGBOAT_INDEX",
	},
	{
		name: "index.most", help: "how large what is kept may grow, from 10 MB",
		field: func(c *Config) any { return &c.Index.Most },
	},
}

const mostRequests = 8

// listSettings are those of one list, and of the tags of the repositories that a pattern names.
var listSettings = []setting[List]{
	{
		name: "columns", help: "those to show, in their order",
		field: func(l *List) any { return &l.Columns },
		among: func(n names) []string { return n.list.Columns },
	},
	{
		name: "sort", help: "the order it opens in",
		field: func(l *List) any { return &l.Sort },
		among: func(n names) []string { return n.list.Orders },
	},
	{
		name: "filter", help: "the filter it opens with",
		field: func(l *List) any { return &l.Filter },
	},
	{
		name: "noise", help: "signatures, attestations and what is inactive are shown",
		field: func(l *List) any { return &l.Noise },
	},
	{
		name: "preview", help: "it is open",
		field: func(l *List) any { return &l.Preview },
	},
}

// copySettings are those of [[copy]].
var copySettings = []setting[Copy]{
	{
		name: "name", help: "what it is called",
		field: func(c *Copy) any { return &c.Name }, rule: named,
	},
	{
		name: "text", help: "what is copied, a template of the fields that --format has",
		field: func(c *Copy) any { return &c.Text }, rule: some,
	},
}

// commandSettings are those of [[command]].
var commandSettings = []setting[Command]{
	{
		name: "name", help: "what it is called",
		field: func(c *Command) any { return &c.Name }, rule: named,
	},
	{
		name: "key", help: "the key that runs it; without one it stands among all actions",
		field: func(c *Command) any { return &c.Key },
	},
	{
		name: "run", help: "the program and its arguments, each a template of the fields that --format has; no shell reads them",
		field: func(c *Command) any { return &c.Run },
	},
	{
		name: "show", help: "where its output goes",
		field: func(c *Command) any { return &c.Show },
		among: fixed(InTerminal, InPager, InToast, Nowhere),
	},
	{
		name: "confirm", help: "ask first, and show what will run",
		field: func(c *Command) any { return &c.Confirm },
	},
	{
		name: "on", help: "the lists that it works in",
		field: func(c *Command) any { return &c.On },
		among: func(n names) []string { return n.On },
	},
	{
		name: "marks", help: "with marked rows: once for each, or once for all",
		field: func(c *Command) any { return &c.Marks }, among: fixed(ForEach, ForAll),
	},
}

func fixed(words ...string) func(names) []string {
	return func(names) []string { return words }
}

const mostNamed = 40 // letters of a name that stands in menus

func named(text string) string {
	if text == "" || len([]rune(text)) > mostNamed {
		return "a name has 1 to 40 letters"
	}
	return ""
}

func some(text string) string {
	if text == "" {
		return "it is empty"
	}
	return ""
}

// namesOf are the names of settings, as they stand below a prefix.
func namesOf[T any](all []setting[T]) []string {
	found := make([]string, len(all))
	for i, s := range all {
		found[i] = s.name
	}
	return found
}

func find[T any](all []setting[T], name string) *setting[T] {
	if i := slices.IndexFunc(all, func(s setting[T]) bool { return s.name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

package config

import "tagboat/ui/config/document"

// Vocabulary is what can be named in the file, gathered from those who have the names.
type Vocabulary struct {
	Lists   []ListNames
	On      []string // the lists that commands work in
	Actions []string // of the key map, by scope: "list.copy"
	Keysets []string
	Themes  []string
	Roles   []string
	Fields  []string // of copies and commands: "Reference"
	// Bound are the keys in force of every action; nil: nobody knows them.
	Bound func(c Config) map[string][]string
	// Judges know more of what was set than the reader of the file: whether two actions are on one
	// key, or a colour can be read. Each is asked once, when the whole file is read.
	Judges []func(c Config) []Remark
}

// Remark is what a Judge has to say of a setting.
type Remark struct {
	Setting string // as in Sources: "keys.list.copy", "roles.accent", "command.2.key"
	Value   string // the word or the list's item that is meant; empty: all of it
	Words   string
	Note    bool // it is no mistake
}

// ListNames is what can be named of one list. One without columns cannot be set.
type ListNames struct {
	Name            string // "tags"
	Columns, Orders []string
	// Filter reads a filter; its error is for whoever wrote it, with the place in runes from 0
	// where it went wrong.
	Filter func(text string) (at int, err error)
}

// Problem is a mistake in the file, for a person: where it is and what to do.
type Problem = document.Problem

// Mistakes counts those that are told, and whether there are more.
func Mistakes(problems []Problem) (n int, more bool) {
	for _, p := range problems {
		more = more || p.More
		if !p.Note && !p.More {
			n++
		}
	}
	return n, more
}

// Where a value in force came from.
const (
	FromDefault     = "default"
	FromFile        = "file"
	FromEnvironment = "environment"
	FromFlag        = "flag"
)

// Origin is where a value in force came from.
type Origin struct {
	Kind string // FromDefault, or another of these
	Name string // of the variable or the flag
	Line int    // in the file
}

// Sources tells of each setting that is not as by default where it came from, by its name:
// "index.most", "lists.tags.sort", "keys.list.copy", "patterns.0.sort", "command.2.key", counted
// from 0.
type Sources map[string]Origin

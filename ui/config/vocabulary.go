package config

// Vocabulary is what can be named in the file, gathered from those who have the names.
type Vocabulary struct {
	Lists   []ListNames
	Actions []string // of the key map, by scope: "list.copy"
	Keysets []string
	Themes  []string
	Roles   []string
	Fields  []string // of copies and commands: "Reference"
}

// ListNames is what can be named of one list. One without columns cannot be set, and commands work
// in it all the same.
type ListNames struct {
	Name            string // "tags"
	Columns, Orders []string
	// Filter reads a filter; its error is for whoever wrote it, with the place in runes from 0
	// where it went wrong.
	Filter func(text string) (at int, err error)
}

// Problem is a mistake in the file, for a person: where it is and what to do.
type Problem struct {
	Line, Column int // from 1; 0: it is about the whole file
	Words        string
}

// Origin is where a value in force came from.
type Origin struct {
	Kind string // default, file, environment or flag
	Name string // of the variable or the flag
	Line int    // in the file
}

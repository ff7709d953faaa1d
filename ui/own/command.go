package own

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"tagboat/hub/clean"
	"tagboat/keymap"
	"tagboat/ui/config"
)

// Command is a program of a person's own, ready to be given rows.
type Command struct {
	Name    string
	Show    string // see config.InTerminal and its like
	Confirm bool
	// Key is the key that runs it, with its help; off where it has none.
	Key key.Binding

	program string
	words   []*tmpl // what stands behind the program
	all     bool    // once for all rows
	shell   bool    // a shell reads its words again
}

// Commands are those of a list that can be used. A key that already means something there is
// nobody's: the command is found by its name.
func Commands(c config.Config, list string, keys keymap.Map) []Command {
	taken := map[string]map[string]string{list: {}}
	var all []Command
	for _, made := range c.Commands {
		command, err := newCommand(made)
		if err != nil || !slices.Contains(listsOf(made), list) || trialOf(command, list) != nil {
			continue
		}
		command.Key, _ = keyOf(made, []string{list}, keys, taken) // Judge has told
		all = append(all, *command)
	}
	return all
}

// listsOf are the lists that a command is for: where none is named, that of tags.
func listsOf(made config.Command) []string {
	if len(made.On) == 0 {
		return []string{Tags}
	}
	return made.On
}

// keyOf is a command's key; it has none where something else has it in one of the lists, as the
// error says. Taken are the keys of other commands, by list.
func keyOf(
	made config.Command, on []string, keys keymap.Map, taken map[string]map[string]string,
) (key.Binding, error) {
	none := key.NewBinding(key.WithHelp("", made.Name), key.WithDisabled())
	if made.Key == "" {
		return none, nil
	}
	b, err := keys.Extra(made.Key, made.Name)
	if err != nil {
		return none, err
	}
	k := b.Keys()[0]
	for _, narrow := range []key.Binding{keys.Search.Narrow, keys.Search.Line} {
		if slices.Contains(on, Search) && slices.Contains(narrow.Keys(), k) {
			return none, refuse("%s is %s already in the list of %s", k, narrow.Help().Desc, Search)
		}
	}
	for _, list := range on {
		if other := taken[list][k]; other != "" {
			return none, refuse("%s is %s already in the list of %s", k, quoted(other), list)
		}
	}
	for _, list := range on {
		taken[list][k] = made.Name
	}
	return b, nil
}

func newCommand(made config.Command) (*Command, error) {
	switch {
	case !isName(made.Name):
		return nil, refuse("a command needs a name of one line")
	case len(made.Run) == 0 || made.Run[0] == "":
		return nil, refuse("a command needs something to run")
	case strings.Contains(made.Run[0], "{{"):
		return nil, refuse("%s: which program runs is not for a row to say", quoted(made.Run[0]))
	}
	command := &Command{
		Name: made.Name, Show: made.Show, Confirm: made.Confirm,
		program: made.Run[0], all: made.Marks == config.ForAll,
		shell: slices.ContainsFunc(made.Run, isShell),
	}
	for _, text := range made.Run[1:] {
		if strings.ContainsRune(text, 0) {
			return nil, refuse("%s cannot be an argument", quoted(text))
		}
		t, err := newTemplate(text)
		if err != nil {
			return nil, err
		}
		command.words = append(command.words, t)
	}
	return command, nil
}

func isName(name string) bool {
	return name != "" && strings.TrimSpace(name) == name && clean.Line(name) == name
}

// NamesImage reports whether it is told a reference, which names an image of Docker Hub's.
func (c *Command) NamesImage() bool {
	return slices.ContainsFunc(c.words, func(t *tmpl) bool {
		return slices.Contains(t.fields, reference)
	})
}

// mostOfLine is how many bytes one command line may have on every system.
const mostOfLine = 30_000

// Lines are the command lines for rows, each the program and its arguments: one for each row, or
// one for all of them, as where none names a field. The error is for a person; nothing is to be run
// then.
func (c *Command) Lines(rows []Row) ([][]string, error) {
	if c.all || len(rows) == 0 || !c.namesField() {
		line, err := c.line(rows)
		if err != nil {
			return nil, err
		}
		return [][]string{line}, nil
	}
	lines := make([][]string, len(rows))
	for i := range rows {
		line, err := c.line(rows[i : i+1])
		if err != nil {
			return nil, err
		}
		lines[i] = line
	}
	return lines, nil
}

// namesField reports whether rows differ in what is run for them.
func (c *Command) namesField() bool {
	return slices.ContainsFunc(c.words, func(t *tmpl) bool { return len(t.fields) > 0 })
}

// line has each argument that names a field once for each row.
func (c *Command) line(rows []Row) ([]string, error) {
	line, long, check := []string{c.program}, len(c.program), word
	if c.shell {
		check = wordOfShell
	}
	for _, t := range c.words {
		if len(t.fields) == 0 {
			rest, err := t.fill(Row{}, check)
			if err != nil {
				return nil, err
			}
			line, long = append(line, rest), long+len(rest)+1
			continue
		}
		for _, row := range rows {
			filled, err := t.fill(row, check)
			if err != nil {
				return nil, err
			}
			if filled != "" { // what stands in an {{if}} is no argument where that does not hold
				line, long = append(line, filled), long+len(filled)+1
			}
		}
	}
	if long > mostOfLine {
		return nil, refuse("that is more than fits on one command line: choose fewer rows")
	}
	return line, nil
}

// Readable is a command line for a person to read, each argument in quotes where it would not stand
// alone in a shell. It is not meant to be pasted.
func Readable(line []string) string {
	words := make([]string, len(line))
	for i, word := range line {
		words[i] = clean.Line(word)
		if !plain().MatchString(word) {
			words[i] = "'" + strings.ReplaceAll(words[i], "'", `'\''`) + "'"
		}
	}
	return strings.Join(words, " ")
}

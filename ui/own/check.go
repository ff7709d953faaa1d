package own

import (
	"fmt"
	"strings"

	"tagboat/keymap"
	"tagboat/ui/config"
)

// Judge finds what is wrong with own forms and commands. What it says nothing about can be used; a
// command of which only the key is wrong is still there by its name.
func Judge(c config.Config, keys keymap.Map) (remarks []config.Remark) {
	tell := func(setting string, err error) {
		if err != nil {
			remarks = append(remarks, config.Remark{Setting: setting, Words: err.Error()})
		}
	}
	for i, made := range c.Copies {
		_, err := newCopy(made)
		tell(fmt.Sprintf("copy.%d.text", i), err)
	}
	taken := map[string]map[string]string{}
	for i, made := range c.Commands {
		at := fmt.Sprintf("command.%d.", i)
		command, err := newCommand(made)
		if err != nil {
			tell(at+"run", err)
			continue
		}
		for _, list := range listsOf(made) {
			tell(at+"run", trialOf(command, list))
			if taken[list] == nil {
				taken[list] = map[string]string{}
			}
		}
		_, err = keyOf(made, listsOf(made), keys, taken)
		tell(at+"key", err)
	}
	return remarks
}

// trialOf says why a command cannot be used in a list.
func trialOf(c *Command, list string) error {
	if listNamed(list) == nil {
		return refuse("own commands do not work in the list of %s; they do in %s", quoted(list),
			strings.Join(Lists(), ", "))
	}
	for _, t := range c.words {
		if err := trial(t, list); err != nil {
			return err
		}
	}
	return nil
}

// trial fills a template in for a row of a list that has something in each of its fields.
func trial(t *tmpl, name string) error {
	list := listNamed(name)
	if missing := t.missing(list); len(missing) > 0 {
		return refuse("the list of %s has no %s; its fields are %s", name,
			strings.Join(missing, ", "), strings.Join(list.titles, ", "))
	}
	_, err := t.fill(list.sample, func(string, spot) error { return nil })
	return err
}

package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// line is one setting of a printed file; one without a name is printed as it stands.
type line struct{ name, value, origin, text string }

// Print is what is in force, as a file that Read reads, with where each value came from behind it.
// File is what the file is called there.
func Print(c Config, s Sources, v Vocabulary, file string) string {
	p := printing{sources: s, file: file}
	for _, of := range settings {
		if !strings.Contains(of.name, ".") {
			p.add(of.name, of.name, written(of.field(&c)))
		}
	}
	p.head("[index]")
	for _, of := range settings {
		if below, ok := strings.CutPrefix(of.name, "index."); ok {
			p.add(of.name, below, written(of.field(&c)))
		}
	}
	if len(c.Roles) > 0 {
		p.head("[roles]")
		for _, role := range slices.Sorted(maps.Keys(c.Roles)) {
			p.add("roles."+role, key(role), quote(c.Roles[role]))
		}
	}
	p.lists(c)
	p.keys(c, v)
	for i := range c.Copies {
		p.head("[[copy]]")
		printTable(&p, fmt.Sprintf("copy.%d.", i), &c.Copies[i], copySettings)
	}
	for i := range c.Commands {
		p.head("[[command]]")
		printTable(&p, fmt.Sprintf("command.%d.", i), &c.Commands[i], commandSettings)
	}
	return p.String()
}

// inOrder are the names that are bound, those that are known in the order of the key map first.
func inOrder(known []string, bound map[string][]string) []string {
	var all []string
	for _, name := range slices.Concat(known, slices.Sorted(maps.Keys(bound))) {
		if _, is := bound[name]; is && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

type printing struct {
	sources Sources
	file    string
	lines   []line
}

func (p *printing) head(text string) {
	p.lines = append(p.lines, line{}, line{text: text})
}

// add prints one setting; one that is nothing is left out.
func (p *printing) add(setting, name, value string) {
	if isSecret(value) {
		value = quote("not shown")
	}
	if value != "" {
		p.lines = append(p.lines, line{name: name, value: value, origin: p.origin(setting)})
	}
}

func (p *printing) origin(setting string) string {
	switch o := p.sources[setting]; o.Kind {
	case FromFile:
		return fmt.Sprintf("%s:%d", p.file, o.Line)
	case FromEnvironment:
		return "environment " + o.Name
	case FromFlag:
		return "flag --" + o.Name
	}
	return FromDefault
}

// keys prints those in force; what could not be had of the file's is as without it.
func (p *printing) keys(c Config, v Vocabulary) {
	set, bound, without := c.Keys, c.Keys, map[string][]string{}
	if v.Bound != nil {
		bound = v.Bound(c)
		c.Keys = nil
		without = v.Bound(c)
	}
	c.Keyset = Default().Keyset
	if len(bound) > 0 {
		p.head("[keys]")
	}
	plain := without
	if v.Bound != nil {
		plain = v.Bound(c)
	}
	for _, action := range inOrder(v.Actions, bound) {
		setting := "keys." + action
		refused := !slices.Equal(set[action], bound[action])
		_, isSet := set[action]
		if refused && slices.Equal(bound[action], without[action]) {
			setting, isSet = "", false
		}
		if !isSet && !slices.Equal(bound[action], plain[action]) {
			setting = "keyset"
		}
		p.add(setting, key(action), list(bound[action]))
	}
}

func (p *printing) lists(c Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Lists)) {
		l := c.Lists[name]
		p.head("[lists." + key(name) + "]")
		printList(p, "lists."+name+".", &l)
	}
	for i := range c.Patterns {
		p.head("[" + key(c.Patterns[i].Glob) + "]")
		printList(p, fmt.Sprintf("patterns.%d.", i), &c.Patterns[i].List)
	}
}

// printList leaves out the columns of a list that were not set, which is not to have none.
func printList(p *printing, prefix string, l *List) {
	for _, of := range listSettings {
		if of.name == "columns" && l.Columns == nil {
			continue
		}
		p.add(prefix+of.name, of.name, written(of.field(l)))
	}
}

func printTable[T any](p *printing, prefix string, t *T, all []setting[T]) {
	for _, of := range all {
		p.add(prefix+of.name, of.name, written(of.field(t)))
	}
}

func (p *printing) String() string {
	const most = 44 // where origins stand at the farthest, but for what is longer
	widest := 0
	for _, l := range p.lines {
		if n := utf8.RuneCountInString(l.name + " = " + l.value); l.name != "" && n <= most {
			widest = max(widest, n)
		}
	}
	var b strings.Builder
	for _, l := range p.lines {
		if l.name == "" {
			b.WriteString(l.text + "\n")
			continue
		}
		set := l.name + " = " + l.value
		blanks := max(0, widest-utf8.RuneCountInString(set))
		b.WriteString(set + strings.Repeat(" ", blanks) + " # " + l.origin + "\n")
	}
	return b.String()
}

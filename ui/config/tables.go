package config

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tagboat/ui/config/document"
)

// role notes how a role looks.
func (r *reading) role(path []document.Word, v document.Value) {
	last, called, ok := r.one(path, "roles", r.known.Roles)
	if !ok {
		return
	}
	var look string
	if m := text(&look, v); m != nil {
		r.Mistake(m.at, called+": "+m.words)
		return
	}
	if r.isFirst("roles."+called, last) {
		if r.config.Roles == nil {
			r.config.Roles = map[string]string{}
		}
		r.config.Roles[called] = look
		r.isSet("roles."+called, last, v)
	}
}

// action notes the keys of an action.
func (r *reading) action(path []document.Word, v document.Value) {
	last, called, ok := r.one(path, "keys", r.known.Actions)
	if !ok {
		return
	}
	var keys []string
	if v.Kind == unstable.String {
		v = document.Value{Kind: unstable.Array, Items: []document.Value{v}, At: v.At}
	}
	switch m := words(&keys, v); {
	case v.Kind != unstable.Array:
		r.Mistake(v.At, called+`: a key as "x" is expected, several as ["x", "f5"], or none as []`)
	case m != nil:
		r.Mistake(m.at, called+": "+m.words)
	case len(keys) > mostKeys:
		r.Mistake(v.At, fmt.Sprintf("%s: more than %d keys", called, mostKeys))
	case r.isFirst("keys."+called, last):
		if r.config.Keys == nil {
			r.config.Keys = map[string][]string{}
		}
		r.config.Keys[called] = keys
		r.isSet("keys."+called, last, v)
	}
}

// one is the name of a role or an action, which a dotted key gives too.
func (r *reading) one(
	path []document.Word, table string, all []string,
) (last document.Word, called string, ok bool) {
	if len(path) == 0 {
		for _, e := range r.Entries {
			if len(e.Path) == 1 && e.Path[0].Text == table && e.Value.Kind != unstable.Table {
				r.Mistake(e.Path[0].At, fmt.Sprintf("%s is a table: write [%[1]s]", table))
			}
		}
		return document.Word{}, "", false
	}
	parts := make([]string, len(path))
	for i, w := range path {
		parts[i] = w.Text
	}
	called = strings.Join(parts, ".")
	last = path[len(path)-1]
	if !slices.Contains(all, called) {
		last.At = path[0].At
		r.unknown(document.Word{Text: called, At: last.At}, all)
		return document.Word{}, "", false
	}
	return last, called, true
}

// list notes a setting of one list.
func (r *reading) list(e document.Entry) {
	const below = 3
	if len(e.Path) < below {
		r.Mistake(e.Path[0].At, "lists is of tables: write [lists.tags] with its settings below it")
		return
	}
	called := e.Path[1]
	if !r.knows(called) {
		return
	}
	l := r.config.Lists[called.Text]
	set(r, &l, listSettings, place{"lists." + called.Text + ".", e.Path[2:], e.Value})
	if r.config.Lists == nil {
		r.config.Lists = map[string]List{}
	}
	r.config.Lists[called.Text] = l
}

// knows reports whether there is a list of a name that can be set, and says what there is if not.
func (r *reading) knows(called document.Word) bool {
	var all []string
	for _, l := range r.known.Lists {
		if len(l.Columns) == 0 {
			continue
		}
		if l.Name == called.Text {
			r.known.list = l
			return true
		}
		all = append(all, l.Name)
	}
	if m := oneOf(document.Value{Text: called.Text, At: called.At}, all); m != nil {
		r.Mistake(m.at, "lists: "+m.words)
	}
	return false
}

// pattern notes a setting of the tags of the repositories that a pattern matches.
func (r *reading) pattern(e document.Entry) {
	glob := e.Path[0]
	const below = 2
	switch {
	case len(e.Path) < below:
		r.Mistake(glob.At, fmt.Sprintf("a pattern is a table: write [%s]", quoted(glob.Text)))
		return
	case !isGlob(glob.Text):
		r.Mistake(glob.At, "the pattern cannot be read: a [ in it is not closed, or it ends with \\")
		return
	case !r.knows(document.Word{Text: "tags", At: glob.At}):
		return
	}
	n := slices.IndexFunc(r.config.Patterns, func(p Pattern) bool { return p.Glob == glob.Text })
	if n < 0 {
		if n = len(r.config.Patterns); n == mostTables {
			r.Mistake(glob.At, fmt.Sprintf("more than %d patterns; this one is not used", mostTables))
			return
		}
		r.config.Patterns = append(r.config.Patterns, Pattern{Glob: glob.Text})
	}
	set(r, &r.config.Patterns[n].List, listSettings, place{fmt.Sprintf("patterns.%d.", n), e.Path[1:], e.Value})
}

// finish leaves out copies and commands that lack what they need, and says so.
func (r *reading) finish() {
	r.config.Copies = complete(r, "copy", r.config.Copies, func(c Copy) (string, string) {
		return c.Name, missing(c.Name == "", "name", c.Text == "", "text")
	})
	r.config.Commands = complete(r, "command", r.config.Commands, func(c Command) (string, string) {
		return c.Name, missing(c.Name == "", "name", len(c.Run) == 0 || c.Run[0] == "", "run")
	})
}

func missing(one bool, name string, other bool, otherName string) string {
	switch {
	case one:
		return name
	case other:
		return otherName
	}
	return ""
}

// complete are those of several tables that have what they need and a name of their own.
func complete[T any](r *reading, table string, all []T, lacks func(T) (name, missing string)) []T {
	heads := r.heads(table)
	if len(heads) > mostTables {
		r.Mistake(heads[mostTables], fmt.Sprintf("more than %d of [[%s]]; the rest is not used", mostTables, table))
	}
	var kept []T
	taken := map[string]bool{}
	for i, one := range all {
		name, missing := lacks(one)
		at := 0
		if i < len(heads) {
			at = heads[i]
		}
		switch {
		case missing != "":
			r.Mistake(at, fmt.Sprintf("this %s has no %s and is not used", table, missing))
		case taken[name]:
			r.Mistake(at, fmt.Sprintf("there is a %s %s already; this one is not used", table, quoted(name)))
		default:
			taken[name] = true
			r.moved(fmt.Sprintf("%s.%d.", table, i), fmt.Sprintf("%s.%d.", table, len(kept)))
			kept = append(kept, one)
			continue
		}
		r.moved(fmt.Sprintf("%s.%d.", table, i), "")
	}
	return kept
}

// heads are where the tables of a name begin.
func (r *reading) heads(table string) (at []int) {
	for _, e := range r.Entries {
		isTable := e.Value.Kind == unstable.ArrayTable || e.Value.Kind == unstable.Table ||
			e.Value.Kind == unstable.InlineTable
		if isTable && len(e.Path) == 1 && e.Path[0].Text == table {
			at = append(at, e.Path[0].At)
		}
	}
	return at
}

// moved keeps the names of settings right where a table before theirs was left out; to is empty
// where it is theirs.
func (r *reading) moved(from, to string) {
	if from == to {
		return
	}
	for name, at := range r.at {
		if rest, ok := strings.CutPrefix(name, from); ok {
			origin, set := r.sources[name]
			v := r.values[name]
			delete(r.at, name)
			delete(r.sources, name)
			delete(r.values, name)
			if to != "" {
				r.at[to+rest] = at
				if set {
					r.sources[to+rest], r.values[to+rest] = origin, v
				}
			}
		}
	}
}

// isGlob reports whether a pattern can be matched.
func isGlob(pattern string) bool {
	_, err := path.Match(pattern, "")
	return err == nil
}

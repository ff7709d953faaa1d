package config

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// How many of what can be had without end.
const (
	mostTables = 100 // of patterns, copies, commands
	mostKeys   = 16  // of one action
)

const ownMistake = "tagboat itself goes wrong at this file, which is a mistake of tagboat's; nothing of it is used"

// reading is a file on its way to a Config.
type reading struct {
	*document

	known    names
	config   Config
	sources  Sources
	at       map[string]int // where a setting stands, by its name in Sources
	values   map[string]value
	tables   map[string]int // where a table begins
	copies   []int          // which of [[copy]] stand in config.Copies, in this order
	commands []int
}

// Read reads a file. What is mistaken is told, everything else is used; nothing that looks like a
// secret is in what comes back. Problems come in the order in which they stand in the file. A file
// at which the reader itself goes wrong is not used, and never ends the program.
func Read(data []byte, v Vocabulary) (c Config, s Sources, problems []Problem) {
	defer func() {
		if recover() != nil {
			c, s, problems = Default(), Sources{}, []Problem{{Words: ownMistake}}
		}
	}()
	if len(data) > MostBytes {
		words := fmt.Sprintf("the file is larger than %d KB and is not used", MostBytes>>10)
		return Default(), Sources{}, []Problem{{Words: words}}
	}
	r := reading{
		document: parse(data), known: names{Vocabulary: v}, config: Default(), sources: Sources{},
		at: map[string]int{}, values: map[string]value{}, tables: map[string]int{},
	}
	for _, e := range r.entries {
		r.take(e)
	}
	r.finish()
	for _, judge := range v.Judges {
		for _, remark := range judge(r.config) {
			r.remark(remark)
		}
	}
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if r.more {
		r.problems = append(r.problems, Problem{More: true, Words: "there is more to tell of this file than these " +
			strconv.Itoa(mostProblems) + "; mend them first"})
	}
	return r.config, r.sources, r.problems
}

// take notes one entry where it belongs.
func (r *reading) take(e entry) {
	if r.refused(e) || r.tableHead(e) {
		return
	}
	first := e.path[0]
	rest := e.path[1:]
	switch first.text {
	case "roles":
		r.role(rest, e.value)
	case "keys":
		r.action(rest, e.value)
	case "lists":
		r.list(e)
	case "copy", "command":
		r.several(first, rest, e.value)
	default:
		if strings.Contains(first.text, "/") {
			r.pattern(e)
			return
		}
		set(r, &r.config, settings, place{"", e.path, e.value})
	}
}

// several notes a key of one of the tables that there may be several of. An empty list of them is
// none.
func (r *reading) several(first word, rest []word, v value) {
	switch {
	case len(rest) == 0 && v.kind == unstable.Array && len(v.items) == 0:
	case len(rest) == 0:
		r.problem(first.at, fmt.Sprintf("there may be several: write [[%s]]", first.text))
	case first.text == "copy":
		c, n := tableOf(&r.copies, &r.config.Copies, first.of, Copy{})
		if c != nil {
			set(r, c, copySettings, place{fmt.Sprintf("copy.%d.", n), rest, v})
		}
	default:
		c, n := tableOf(&r.commands, &r.config.Commands, first.of, newCommand)
		if c != nil {
			set(r, c, commandSettings, place{fmt.Sprintf("command.%d.", n), rest, v})
		}
	}
}

// refused reports whether there is a secret in an entry, and says so without it.
func (r *reading) refused(e entry) bool {
	const why = "no secret belongs in this file, and nothing of it was used; take it out, and if anybody " +
		"else could read it, replace it. tagboat login keeps one where it is safe"
	last := e.path[len(e.path)-1]
	switch {
	case slices.ContainsFunc(e.path, func(w word) bool { return isSecret(w.text) }):
		r.problem(last.at, "this key holds what looks like a secret: "+why)
	case secretIn(e.value), len(e.path) == 1 && last.text == "account" && strings.Contains(e.value.text, ":"):
		r.problem(e.value.at, "this looks like a secret: "+why)
	case slices.ContainsFunc(e.path, r.isCalledSecret):
		r.problem(last.at, fmt.Sprintf("%s is what a secret is called: %s", quoted(last.text), why))
	default:
		return false
	}
	return true
}

// isCalledSecret reports whether a part of a key is called as secrets are, and is not what a
// repository or an action is called.
func (r *reading) isCalledSecret(w word) bool {
	return isSecretName(w.text) && !strings.Contains(w.text, "/") && !slices.Contains(r.known.Actions, w.text)
}

// tableHead reports whether an entry is but the head of a table, and checks it.
func (r *reading) tableHead(e entry) bool {
	switch e.value.kind {
	case unstable.Table, unstable.ArrayTable, unstable.InlineTable:
	default:
		return false
	}
	first := e.path[0]
	several := first.text == "copy" || first.text == "command"
	single := first.text == "index" || first.text == "roles" || first.text == "lists" ||
		first.text == "keys" || strings.Contains(first.text, "/")
	name := tableName(e.path)
	before, again := r.tables[name]
	switch {
	case find(settings, first.text) != nil:
		r.problem(first.at, quoted(first.text)+" is no table: write "+first.text+" = … above the first [table]")
	case !several && !single:
		r.unknownTop(first, true)
	case several && e.value.kind != unstable.ArrayTable:
		r.problem(first.at, fmt.Sprintf("there may be several: write [[%s]]", first.text))
	case single && e.value.kind == unstable.ArrayTable:
		r.problem(first.at, fmt.Sprintf("there is one of these: write [%s]", key(first.text)))
	case again && e.value.kind == unstable.Table:
		line, _ := position(r.data, before)
		r.problem(first.at, fmt.Sprintf("this table stands on line %d already; both count, but other programs refuse that", line))
	}
	r.tables[name] = first.at
	if several {
		r.begin(first)
	}
	return true
}

// begin makes the table of a copy or a command, so that one without any key is missed.
func (r *reading) begin(first word) {
	if first.text == "copy" {
		tableOf(&r.copies, &r.config.Copies, first.of, Copy{})
		return
	}
	tableOf(&r.commands, &r.config.Commands, first.of, newCommand)
}

func tableName(path []word) string {
	parts := make([]string, len(path))
	for i, w := range path {
		parts[i] = w.text + "\x00" + strconv.Itoa(w.of)
	}
	return strings.Join(parts, "\x00\x00")
}

// topNames are what may stand at the top of the file.
func topNames() []string {
	var all []string
	for _, s := range settings {
		if !strings.Contains(s.name, ".") {
			all = append(all, s.name)
		}
	}
	return append(all, tableNames...)
}

var tableNames = []string{"index", "roles", "lists", "keys", "copy", "command"}

// newCommand is a command of which nothing is set.
var newCommand = Command{Show: InTerminal, Marks: ForEach}

// tableOf is one of several tables, which is made when it is met first, and its number from 0.
// There is a bound to how many there are.
func tableOf[T any](met *[]int, all *[]T, of int, fresh T) (*T, int) {
	n := slices.Index(*met, of)
	if n < 0 {
		if len(*all) == mostTables {
			return nil, 0
		}
		n = len(*all)
		*met, *all = append(*met, of), append(*all, fresh)
	}
	return &(*all)[n], n
}

// place is where a value is to be set: the key below a prefix.
type place struct {
	prefix string
	path   []word
	value  value
}

// set sets one key of a table to what the file says.
func set[T any](r *reading, to *T, all []setting[T], p place) {
	parts := make([]string, len(p.path))
	for i, w := range p.path {
		parts[i] = w.text
	}
	called := strings.Join(parts, ".")
	s := find(all, called)
	if s == nil {
		r.unknownIn(p, namesOf(all))
		return
	}
	if !r.isFirst(p.prefix+called, p.path[len(p.path)-1]) {
		return
	}
	changed := *to
	m := assign(s.field(&changed), p.value, s.most)
	if m == nil {
		m = r.fits(called, s.field(&changed), s.among, s.rule, p.value)
	}
	if m != nil {
		r.problem(m.at, called+": "+m.words)
		return
	}
	*to = changed
	r.isSet(p.prefix+called, p.path[len(p.path)-1], p.value)
}

// isFirst reports whether a setting was not met before, and says so if it was.
func (r *reading) isFirst(setting string, last word) bool {
	if before, met := r.at[setting]; met {
		line, _ := position(r.data, before)
		r.problem(last.at, fmt.Sprintf("%s is set on line %d already, which counts", quoted(last.text), line))
		return false
	}
	r.at[setting] = last.at
	return true
}

func (r *reading) isSet(setting string, last word, v value) {
	r.values[setting] = v
	line, _ := position(r.data, last.at)
	r.sources[setting] = Origin{Kind: FromFile, Line: line}
}

// remark notes what a judge said where the setting stands.
func (r *reading) remark(m Remark) {
	p := Problem{Words: m.Words, Note: m.Note}
	if at, ok := r.at[m.Setting]; ok {
		if v, ok := r.values[m.Setting]; ok {
			at = r.meant(v, m.Value)
		}
		p.Line, p.Column = position(r.data, at)
	}
	r.tell(p)
}

// meant is where a word of a value stands, or an item of a list; else where the value begins.
func (r *reading) meant(v value, words string) int {
	for _, item := range v.items {
		if item.text == words {
			return item.at
		}
	}
	before, _, found := strings.Cut(v.text, words)
	if words == "" || !found {
		return v.at
	}
	return r.within(v, len([]rune(before)))
}

package config

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tagboat/ui/config/document"
)

// How many of what can be had without end.
const (
	MostBytes  = 256 << 10
	mostText   = 4 << 10 // bytes of one text
	mostTables = 100     // of patterns, copies, commands
	mostKeys   = 16      // of one action
)

const ownMistake = "tagboat itself goes wrong at this file, which is a mistake of tagboat's; nothing of it is used"

// reading is a file on its way to a Config.
type reading struct {
	*document.Document

	known    names
	config   Config
	sources  Sources
	at       map[string]int // where a setting stands, by its name in Sources
	values   map[string]document.Value
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
		Document: document.Parse(data), known: names{Vocabulary: v}, config: Default(),
		sources: Sources{},
		at:      map[string]int{}, values: map[string]document.Value{}, tables: map[string]int{},
	}
	for _, e := range r.Entries {
		r.take(e)
	}
	r.finish()
	for _, judge := range v.Judges {
		for _, remark := range judge(r.config) {
			r.remark(remark)
		}
	}
	slices.SortStableFunc(r.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if r.More {
		r.Problems = append(r.Problems, Problem{More: true, Words: "there is more to tell of this file than these " +
			strconv.Itoa(document.MostProblems) + "; mend them first"})
	}
	return r.config, r.sources, r.Problems
}

// take notes one entry where it belongs.
func (r *reading) take(e document.Entry) {
	if r.refused(e) || r.tableHead(e) {
		return
	}
	first := e.Path[0]
	rest := e.Path[1:]
	switch first.Text {
	case "roles":
		r.role(rest, e.Value)
	case "keys":
		r.action(rest, e.Value)
	case "lists":
		r.list(e)
	case "copy", "command":
		r.several(first, rest, e.Value)
	default:
		if strings.Contains(first.Text, "/") {
			r.pattern(e)
			return
		}
		set(r, &r.config, settings, place{"", e.Path, e.Value})
	}
}

// several notes a key of one of the tables that there may be several of. An empty list of them is
// none.
func (r *reading) several(first document.Word, rest []document.Word, v document.Value) {
	switch {
	case len(rest) == 0 && v.Kind == unstable.Array && len(v.Items) == 0:
	case len(rest) == 0:
		r.Mistake(first.At, fmt.Sprintf("there may be several: write [[%s]]", first.Text))
	case first.Text == "copy":
		c, n := tableOf(&r.copies, &r.config.Copies, first.Of, Copy{})
		if c != nil {
			set(r, c, copySettings, place{fmt.Sprintf("copy.%d.", n), rest, v})
		}
	default:
		c, n := tableOf(&r.commands, &r.config.Commands, first.Of, newCommand)
		if c != nil {
			set(r, c, commandSettings, place{fmt.Sprintf("command.%d.", n), rest, v})
		}
	}
}

// refused reports whether there is a secret in an entry, and says so without it.
func (r *reading) refused(e document.Entry) bool {
	const why = "no secret belongs in this file, and nothing of it was used; take it out, and if anybody " +
		"else could read it, replace it. tagboat login keeps one where it is safe"
	last := e.Path[len(e.Path)-1]
	switch {
	case slices.ContainsFunc(e.Path, func(w document.Word) bool { return isSecret(w.Text) }):
		r.Mistake(last.At, "this key holds what looks like a secret: "+why)
	case secretIn(e.Value), len(e.Path) == 1 && last.Text == "account" && strings.Contains(e.Value.Text, ":"):
		r.Mistake(e.Value.At, "this looks like a secret: "+why)
	case slices.ContainsFunc(e.Path, r.isCalledSecret):
		r.Mistake(last.At, fmt.Sprintf("%s is what a secret is called: %s", quoted(last.Text), why))
	default:
		return false
	}
	return true
}

// isCalledSecret reports whether a part of a key is called as secrets are, and is not what a
// repository or an action is called.
func (r *reading) isCalledSecret(w document.Word) bool {
	return isSecretName(w.Text) && !strings.Contains(w.Text, "/") && !slices.Contains(r.known.Actions, w.Text)
}

// tableHead reports whether an entry is but the head of a table, and checks it.
func (r *reading) tableHead(e document.Entry) bool {
	switch e.Value.Kind {
	case unstable.Table, unstable.ArrayTable, unstable.InlineTable:
	default:
		return false
	}
	first := e.Path[0]
	several := first.Text == "copy" || first.Text == "command"
	single := first.Text == "index" || first.Text == "roles" || first.Text == "lists" ||
		first.Text == "keys" || strings.Contains(first.Text, "/")
	name := tableName(e.Path)
	before, again := r.tables[name]
	switch {
	case find(settings, first.Text) != nil:
		r.Mistake(first.At, quoted(first.Text)+" is no table: write "+first.Text+" = … above the first [table]")
	case !several && !single:
		r.unknownTop(first, true)
	case several && e.Value.Kind != unstable.ArrayTable:
		r.Mistake(first.At, fmt.Sprintf("there may be several: write [[%s]]", first.Text))
	case single && e.Value.Kind == unstable.ArrayTable:
		r.Mistake(first.At, fmt.Sprintf("there is one of these: write [%s]", key(first.Text)))
	case again && e.Value.Kind == unstable.Table:
		line, _ := r.Position(before)
		r.Mistake(first.At, fmt.Sprintf("this table stands on line %d already; both count, but other programs refuse that", line))
	}
	r.tables[name] = first.At
	if several {
		r.begin(first)
	}
	return true
}

// begin makes the table of a copy or a command, so that one without any key is missed.
func (r *reading) begin(first document.Word) {
	if first.Text == "copy" {
		tableOf(&r.copies, &r.config.Copies, first.Of, Copy{})
		return
	}
	tableOf(&r.commands, &r.config.Commands, first.Of, newCommand)
}

func tableName(path []document.Word) string {
	parts := make([]string, len(path))
	for i, w := range path {
		parts[i] = w.Text + "\x00" + strconv.Itoa(w.Of)
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
	path   []document.Word
	value  document.Value
}

// set sets one key of a table to what the file says.
func set[T any](r *reading, to *T, all []setting[T], p place) {
	parts := make([]string, len(p.path))
	for i, w := range p.path {
		parts[i] = w.Text
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
		r.Mistake(m.at, called+": "+m.words)
		return
	}
	*to = changed
	r.isSet(p.prefix+called, p.path[len(p.path)-1], p.value)
}

// isFirst reports whether a setting was not met before, and says so if it was.
func (r *reading) isFirst(setting string, last document.Word) bool {
	if before, met := r.at[setting]; met {
		line, _ := r.Position(before)
		r.Mistake(last.At, fmt.Sprintf("%s is set on line %d already, which counts", quoted(last.Text), line))
		return false
	}
	r.at[setting] = last.At
	return true
}

func (r *reading) isSet(setting string, last document.Word, v document.Value) {
	r.values[setting] = v
	line, _ := r.Position(last.At)
	r.sources[setting] = Origin{Kind: FromFile, Line: line}
}

// remark notes what a judge said where the setting stands.
func (r *reading) remark(m Remark) {
	p := Problem{Words: m.Words, Note: m.Note}
	if at, ok := r.at[m.Setting]; ok {
		if v, ok := r.values[m.Setting]; ok {
			at = r.meant(v, m.Value)
		}
		p.Line, p.Column = r.Position(at)
	}
	r.Tell(p)
}

// meant is where a word of a value stands, or an item of a list; else where the value begins.
func (r *reading) meant(v document.Value, words string) int {
	for _, item := range v.Items {
		if item.Text == words {
			return item.At
		}
	}
	before, _, found := strings.Cut(v.Text, words)
	if words == "" || !found {
		return v.At
	}
	return r.Within(v, len([]rune(before)))
}

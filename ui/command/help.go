package command

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tagboat/ui/text"
)

// How wide help is: what no terminal is asked for is for one of 80 cells, and lines that are longer
// than 100 are hard to read.
const (
	usualHelp = 80
	mostHelp  = 100
	leastHelp = 60 // narrower, what a flag does stands below it
)

// helps has help texts be prose, as wide as the terminal.
func (m Machine) helps(c *cobra.Command) {
	c.SetHelpFunc(func(c *cobra.Command, _ []string) {
		width := usualHelp
		if term.IsTerminal(m.Out.Fd()) {
			width = min(columns(m, m.Out), mostHelp)
		}
		tellf(m.prose(), "%s", helpOf(c, width))
	})
}

// group is what flags are about.
type group uint8

const (
	what group = iota
	how
	where
)

var groupNames = [...]string{
	what: "What it does:", how: "How it prints:", where: "Where it connects, and what it keeps:",
}

// groups are those of the flags by their names; a flag that is not here is about what is done.
var groups = map[string]group{
	"format": how, "columns": how, "sort": how, "limit": how, "unordered": how, "digests": how,
	"full": how, "layers": how, "progress": how, "no-color": how, "diff": how, "browse": how,
	"stdout": how, "linear": how, "clipboard": how, "exit-code": how,
	"demo": where, "hub": where, "account": where, "password-stdin": where, "config": where,
	"log": where, "index": where, "no-index": where, "offline": where, "max-age": where,
	"fresh": where, "delta": where, "resume": where, "file": where, "keep-password": where,
}

// helpOf is the help text of a command: examples first, and no line wider than it is to be but one
// of a word that cannot be broken.
func helpOf(c *cobra.Command, width int) string {
	var b strings.Builder
	section := func(title, body string) {
		if body != "" {
			fmt.Fprintf(&b, "\n%s\n%s", title, body)
		}
	}
	b.WriteString(wrapped(c.Short, width, "", ""))
	section("Examples:", examplesOf(c.Example, width))
	lines := ""
	if c.Runnable() {
		lines += wrapped(c.UseLine(), width, "  ", "      ")
	}
	if c.HasAvailableSubCommands() {
		lines += wrapped(c.CommandPath()+" [command]", width, "  ", "      ")
	}
	section("Usage:", lines)
	if c.Long != "" {
		b.WriteString("\n" + reflowed(c.Long, width))
	}
	section("Available Commands:", commandsOf(c, width))
	for g, body := range flagsOf(c, width) {
		section(groupNames[g], body)
	}
	return b.String()
}

// wrapped breaks words into lines, the first behind one margin, the others behind another.
func wrapped(words string, width int, first, others string) string {
	var b strings.Builder
	line, isEmpty := first, true
	for word := range strings.FieldsSeq(words) {
		if !isEmpty && text.Width(line)+1+text.Width(word) > width {
			b.WriteString(line + "\n")
			line, isEmpty = others, true
		}
		if !isEmpty {
			line += " "
		}
		line, isEmpty = line+word, false
	}
	return b.String() + line + "\n"
}

// reflowed breaks paragraphs anew. A line that begins with a blank stays one.
func reflowed(long string, width int) string {
	var b strings.Builder
	paragraph := ""
	end := func() {
		if paragraph != "" {
			b.WriteString(wrapped(paragraph, width, "", ""))
		}
		paragraph = ""
	}
	for line := range strings.SplitSeq(strings.TrimRight(long, "\n"), "\n") {
		margin := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		switch {
		case strings.TrimSpace(line) == "":
			end()
			b.WriteString("\n")
		case margin != "":
			end()
			margin = strings.ReplaceAll(margin, "\t", "    ")
			b.WriteString(wrapped(line, width, margin, margin+"    "))
		default:
			paragraph += " " + line
		}
	}
	end()
	return b.String()
}

// example is a command, and what it is for.
type example struct{ line, says string }

// beside is what stands between the two.
var beside = regexp.MustCompile(`\s{3,}(# )?`)

func examplesIn(all string) (examples []example) {
	for line := range strings.SplitSeq(all, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if at := beside.FindStringIndex(line); at != nil {
			examples = append(examples, example{line[:at[0]], line[at[1]:]})
			continue
		}
		examples = append(examples, example{line, ""})
	}
	return examples
}

// examplesOf are examples to be pasted into a shell: what each is for stands beside it as a
// comment where there is room beside all of them, else above it.
func examplesOf(all string, width int) string {
	const margin, gap = "  ", "   # "
	examples := examplesIn(all)
	longest, room := 0, true
	for _, e := range examples {
		if e.says != "" {
			longest = max(longest, text.Width(e.line))
		}
	}
	for _, e := range examples {
		room = room && (e.says == "" || len(margin)+longest+len(gap)+text.Width(e.says) <= width)
	}
	var b strings.Builder
	for _, e := range examples {
		switch {
		case e.says == "":
			b.WriteString(continued(e.line, width, margin))
		case room:
			blanks := strings.Repeat(" ", longest-text.Width(e.line))
			b.WriteString(margin + e.line + blanks + gap + e.says + "\n")
		default:
			b.WriteString(wrapped("# "+e.says, width, margin, margin+"# "))
			b.WriteString(continued(e.line, width, margin))
		}
	}
	return b.String()
}

// argument is a word as a shell takes it.
var argument = regexp.MustCompile(`(?:'[^']*'|"[^"]*"|[^\s'"]|['"])+`)

// continued is a line of a shell that is broken between its words, so that it can be pasted.
func continued(line string, width int, margin string) string {
	const goesOn = " \\"
	if text.Width(margin+line) <= width {
		return margin + line + "\n"
	}
	var b strings.Builder
	current := margin
	for i, word := range argument.FindAllString(line, -1) {
		switch {
		case i == 0:
			current += word
		case text.Width(current)+1+text.Width(word)+len(goesOn) > width:
			b.WriteString(current + goesOn + "\n")
			current = margin + "    " + word
		default:
			current += " " + word
		}
	}
	return b.String() + current + "\n"
}

func commandsOf(c *cobra.Command, width int) string {
	var names []entry
	for _, child := range c.Commands() {
		if child.IsAvailableCommand() || child.Name() == "help" {
			names = append(names, entry{child.Name(), child.Short})
		}
	}
	return entries(names, width, longestOf(names))
}

// entry is a name and what it does.
type entry struct{ name, says string }

func longestOf(all []entry) (longest int) {
	for _, e := range all {
		longest = max(longest, text.Width(e.name))
	}
	return longest
}

// entries are two columns or, where the second would be narrow, each name above what it does.
func entries(all []entry, width, longest int) string {
	const margin, gap = "  ", 3
	var b strings.Builder
	below := strings.Repeat(" ", len(margin)+longest+gap)
	for _, e := range all {
		if width < leastHelp {
			name := strings.TrimLeft(e.name, " ")
			deeper := margin + e.name[:len(e.name)-len(name)] + "    "
			b.WriteString(margin + e.name + "\n" + wrapped(e.says, width, deeper, deeper))
			continue
		}
		name := margin + e.name + strings.Repeat(" ", longest-text.Width(e.name)+gap)
		b.WriteString(wrapped(e.says, width, name, below))
	}
	return b.String()
}

// flagsOf are the flags of a command by their groups.
func flagsOf(c *cobra.Command, width int) (bodies [len(groupNames)]string) {
	var flags [len(groupNames)][]entry
	add := func(f *pflag.Flag) {
		if !f.Hidden {
			flags[groups[f.Name]] = append(flags[groups[f.Name]], flagEntry(f))
		}
	}
	c.LocalFlags().VisitAll(add)
	c.InheritedFlags().VisitAll(add)
	longest := longestOf(slices.Concat(flags[:]...))
	for g, all := range flags {
		slices.SortFunc(all, func(a, b entry) int {
			return strings.Compare(strings.TrimLeft(a.name, " "), strings.TrimLeft(b.name, " "))
		})
		bodies[g] = entries(all, width, longest)
	}
	return bodies
}

func flagEntry(f *pflag.Flag) entry {
	name, says := pflag.UnquoteUsage(f)
	head := "    --" + f.Name
	if f.Shorthand != "" {
		head = "-" + f.Shorthand + ", --" + f.Name
	}
	if name != "" {
		head += " " + name
	}
	if d := f.DefValue; !slices.Contains([]string{"", "false", "0", "[]"}, d) {
		says += " (default " + d + ")"
	}
	return entry{head, says}
}

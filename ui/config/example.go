package config

import (
	"slices"
	"strings"
)

// Example is a file in which everything stands as it is without one, as comments: whoever takes a #
// away changes what stands behind it. Each line can be used alone.
func Example(v Vocabulary) string {
	e := example{names: names{Vocabulary: v}}
	e.say("# What tagboat does as you like it. All of this is how it is without this file: take the # at the",
		"# beginning of a line away, and change what stands behind it. tagboat config check tells mistakes,",
		"# tagboat config what is in force, tagboat config schema helps an editor. No secret belongs here.")
	c := Default()
	for _, s := range settings {
		explain(&e, &c, s)
	}
	e.roles()
	e.lists()
	e.keys()
	e.say("", "# Forms of your own to copy a reference in, and commands of your own. The fields are those of --format.")
	copied := Copy{Name: "helm", Text: "image: {{.Reference}}"}
	e.say("#[[copy]]")
	shown(&e, &copied, copySettings)
	run := Command{
		Name: "dive", Key: "D", Run: []string{"dive", "{{.Reference}}"}, Show: InTerminal,
		Confirm: true, On: []string{"tags"}, Marks: ForEach,
	}
	e.say("#[[command]]")
	shown(&e, &run, commandSettings)
	return e.String()
}

type example struct {
	strings.Builder

	names
}

func (e *example) say(lines ...string) {
	for _, l := range lines {
		_, _ = e.WriteString(l + "\n")
	}
}

// explain writes a setting below what it is.
func explain[T any](e *example, of *T, s setting[T]) {
	e.say("")
	e.comment(s.name + ": " + about(s, e.names))
	e.say("#" + s.name + " = " + written(s.field(of)))
}

// comment writes words in lines of their own.
func (e *example) comment(words string) {
	for _, l := range wrapped(words) {
		e.say("# " + l)
	}
}

// wrapped are words in lines that fit beside a comment's mark.
func wrapped(text string) (lines []string) {
	const most = 98
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > most {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

// about is what a setting is, what it may be, and what else sets it.
func about[T any](s setting[T], n names) string {
	words := s.help
	if s.among != nil {
		if all := s.among(n); len(all) > 0 {
			words += "; " + either(all)
		}
	}
	if s.example != nil {
		words += "; as " + exampleOf(s.example)
	}
	var also []string
	if s.flag != "" {
		also = append(also, "--"+s.flag)
	}
	if s.variable != "" {
		also = append(also, s.variable)
	}
	if len(also) > 0 {
		words += " (before this goes " + strings.Join(also, ", then ") + ")"
	}
	return words
}

func exampleOf(value any) string {
	switch value := value.(type) {
	case string:
		return quote(value)
	case []string:
		return list(value)
	}
	return ""
}

func (e *example) roles() {
	if len(e.Roles) == 0 {
		return
	}
	e.say("")
	e.comment("How single roles look that are not to be as the theme has them: " + either(e.Roles) + ". A colour by " +
		"its name, its number or #rrggbb; bold, faint, italic, underline, strikethrough, reverse.")
	role := e.Roles[0]
	if slices.Contains(e.Roles, "accent") {
		role = "accent"
	}
	e.say("#roles." + key(role) + ` = "bright-cyan bold"`)
}

func (e *example) lists() {
	e.say("")
	e.comment("How lists open; these lines name all that there is, and without them each has what fits it: " +
		"columns, in their order; sort; filter; noise (signatures, attestations and what is inactive are shown); preview " +
		"(it is open). The same for the tags of the repositories alone whose names fit a pattern.")
	for _, l := range e.Lists {
		if len(l.Columns) == 0 {
			continue
		}
		e.say("#lists." + key(l.Name) + ".columns = " + list(l.Columns))
		if len(l.Orders) > 0 {
			e.say("#lists." + key(l.Name) + ".sort = " + quote(l.Orders[0]) + " # " + either(l.Orders))
		}
	}
	e.say(`#"library/*".filter = "!rc"`, `#"library/*".noise = false`, `#"library/*".preview = true`)
}

func (e *example) keys() {
	if e.Bound == nil {
		return
	}
	e.say("", "# The keys of each action: one as \"x\", several as [\"x\", \"f5\"], none as [].")
	bound := e.Bound(Default())
	for _, action := range inOrder(e.Actions, bound) {
		e.say("#keys." + action + " = " + list(bound[action]))
	}
}

// shown writes what a table is set to, with what that is behind it.
func shown[T any](e *example, of *T, all []setting[T]) {
	for _, s := range all {
		e.say("#" + s.name + " = " + written(s.field(of)) + " # " + about(s, e.names))
	}
}

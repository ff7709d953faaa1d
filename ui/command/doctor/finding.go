package doctor

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"tagboat/hub/clean"
	"tagboat/ui/command/sheet"
)

// State is what a finding comes to.
type State uint8

// The states.
const (
	OK      State = iota
	Unasked       // there is nothing to ask, or nobody was to be asked
	Look          // there is something to do
)

// String is the state in programs' words.
func (s State) String() string { return sheet.FindingStates[min(s, Look)] }

// Finding is one line: what it is about, what was found, and what to do about it.
type Finding struct {
	About string
	State State
	Says  string
	Do    string // where State is Look
}

func fine(about, says string, words ...any) Finding {
	return Finding{About: about, Says: fmt.Sprintf(says, words...)}
}

func unasked(about, says string, words ...any) Finding {
	return Finding{About: about, State: Unasked, Says: fmt.Sprintf(says, words...)}
}

func look(about, do, says string, words ...any) Finding {
	return Finding{About: about, State: Look, Says: fmt.Sprintf(says, words...), Do: do}
}

// Report writes findings as they come, or as one object of JSON once all are there.
type Report struct {
	Out  io.Writer
	JSON bool
	Home string // which is ~ in all that is told

	found []Finding
	err   error
}

// Add tells findings.
func (r *Report) Add(findings ...Finding) {
	for _, f := range findings {
		f.Says, f.Do = r.harmless(f.Says), r.harmless(f.Do)
		r.found = append(r.found, f)
		if !r.JSON && r.err == nil {
			_, r.err = r.Out.Write(f.text())
		}
	}
}

// Close tells what is still to be told, and how many findings want to be looked at.
func (r *Report) Close() (looks int, err error) {
	for _, f := range r.found {
		if f.State == Look {
			looks++
		}
	}
	if r.JSON && r.err == nil {
		_, r.err = r.Out.Write(inJSON(r.found, looks == 0))
	}
	return looks, r.err
}

func (r *Report) harmless(text string) string { return clean.Line(homeless(text, r.Home)) }

// homeless has ~ wherever a text names the home or something in it.
func homeless(text, home string) string {
	home = strings.TrimRight(home, `/\`)
	if len(home) < 2 {
		return text
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, home)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		next, size := utf8.DecodeRuneInString(after)
		if next == '.' { // of a sentence, or of a name
			next, _ = utf8.DecodeRuneInString(after[size:])
		}
		if isNamed(last) || isNamed(next) {
			b.WriteString(home)
		} else {
			b.WriteByte('~')
		}
		text = after
	}
}

// isNamed reports whether a character goes on with the name of a folder; there may be none.
func isNamed(r rune) bool {
	return r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

const (
	aboutCells = 13
	stateCells = 5
)

func (f Finding) text() []byte {
	state := f.State.String()
	if f.State == Unasked {
		state = "-"
	}
	line := fmt.Appendf(nil, "%-*s  %-*s  %s\n", aboutCells, f.About, stateCells, state, f.Says)
	if f.Do != "" {
		line = fmt.Appendf(line, "%*s  do: %s\n", aboutCells+2+stateCells, "", f.Do)
	}
	return line
}

func inJSON(found []Finding, isWell bool) []byte {
	all := sheet.Findings{OK: isWell}
	for _, f := range found {
		all.All = append(all.All, sheet.Finding{
			About: f.About, State: f.State.String(), Says: f.Says, Do: f.Do,
		})
	}
	return all.Append(nil)
}

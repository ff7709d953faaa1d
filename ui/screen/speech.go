package screen

import tea "charm.land/bubbletea/v2"

// Spoken is a screen that can also be told in lines, to somebody who listens to it or whose
// terminal can not repaint. What it tells follows from the same rows, rules and sentences as what
// it draws, and holds no sign that a voice would spell.
type Spoken interface{ Speech() Speech }

// Speech is what is told of a screen. It may hold foreign text; whoever writes it cleans it.
type Speech struct {
	// Says are sentences about the whole, each with its stop: how much there is, of what, why not
	// more, what failed and what then.
	Says []string
	// Rows are told with their numbers, some at a time; nil where there are none.
	Rows Rows
	// Text is read from its beginning, some of it at a time: a paragraph, or a line of code, each.
	Text []string
	// Unsettled says that more work is under way on what is told: rows are filtered or sorted.
	Unsettled bool
	// Asks is what the next line answers; nil where lines are commands.
	Asks *Question
}

// Rows are those of a list that it shows, in its order, counted from 0.
type Rows interface {
	Len() int
	// At is the selected one.
	At() int
	// Row tells a row: its name, then what is known of it, with commas and without a stop.
	Row(i int) string
	// Select puts the selection on a row, of which commands are then.
	Select(i int) tea.Cmd
}

// Markable are rows of which one can be copied and marked for itself, whatever else is marked.
type Markable interface {
	IsMarked(i int) bool
	// Copy copies what is copied of a row.
	Copy(i int)
}

// Question is a line that a screen asks for, in place of a command.
type Question struct {
	// Ask says what is asked for, in a few words without a sign at the end: "User name".
	Ask string
	// Value is what an empty line stands for; never a secret.
	Value string
	// Secret says that the answer must not be shown.
	Secret bool
	// OrCommand says that a line which begins with a command's word is one, OrLeaving that a line
	// is which asks for help or leads out.
	OrCommand, OrLeaving bool
	// Answer takes the line, as if it had been typed and sent. An empty one is Value.
	Answer func(line string) tea.Cmd
	// Leave goes back without an answer; nil: as the screen is left.
	Leave func() tea.Cmd
}

// Filtered is a list that leaves out what a text in its filter language does not find; the empty
// text finds all.
type Filtered interface{ Filter(text string) tea.Cmd }

package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/ui/clipboard"
	"tagboat/ui/foreground"
	"tagboat/ui/manual"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

type copied struct {
	stay    *places.Stay // whose text it is: nobody else is told of it
	text    string
	called  string // in the toast
	though  string // what is said first; empty where it is nothing
	left    int    // how many lines were left out
	outcome clipboard.Outcome
}

// Copy sends lines to every clipboard within reach.
func (a *App) Copy(lines ...string) { a.CopyThough("", lines...) }

// unsafe is said of what foreign text made impossible to copy.
const unsafe = "no name that is safe to paste"

// pasteable are the lines that hold nothing but what they show: no line break, no
// control character, nothing invisible. What a clipboard holds is pasted into shells
// unseen.
func pasteable(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		return line == "" || clean.Line(line) != line
	})
}

// CopyThough copies, and first says what else is to be known: why it is copied in place of what was
// asked for, or what is wrong with it.
func (a *App) CopyThough(though string, lines ...string) {
	references := pasteable(lines)
	left := len(lines) - len(references)
	switch {
	case len(references) == 0 && left == 0:
		return
	case len(references) == 0:
		a.refuse("Not copied: this has " + unsafe)
		return
	}
	called := name(references[0])
	if n := len(references); n > 1 {
		called = text.Count(n) + " references"
	}
	a.copyWhole(copied{
		text: strings.Join(references, "\n"), called: called, though: though, left: left,
	})
}

// CopyText sends a text to every clipboard within reach.
func (a *App) CopyText(called string, lines ...string) {
	a.copyWhole(copied{text: strings.Join(pasteable(lines), "\n"), called: called})
}

// copyWhole copies the text of c, and has it told what became of it.
func (a *App) copyWhole(c copied) {
	board := a.options.Clipboard
	ctx, stay := context.WithoutCancel(a.ctx), a.env.Names.Stay()
	if a.unsent = board.Sequence(c.text); a.unsent != "" {
		a.later(tea.Raw(a.unsent))
	}
	a.await(a.copying.Do(func() tea.Msg {
		c.stay, c.outcome = stay, board.Copy(ctx, c.text)
		return c
	}))
}

// name is what a line is called in the toast. A text of many words is called by its beginning; what
// is long by one word, as a reference is, the toast shortens itself.
func name(line string) string {
	const many, beginning = 40, 24 // cells
	longest := 0
	for word := range strings.FieldsSeq(line) {
		longest = max(longest, text.Width(word))
	}
	if text.Width(line)-longest > many {
		return text.Truncate(line, beginning)
	}
	return line
}

// takeCopied tells what is known of a copy. A text that reached nothing is shown.
func (a *App) takeCopied(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	c, ok := msg.(copied)
	if !ok {
		return nil, false
	}
	a.unsent = ""
	if c.stay == a.env.Names.Stay() {
		a.tellCopied(c)
	}
	return nil, true
}

func (a *App) tellCopied(c copied) {
	if c.outcome.Then != "" {
		a.later(tea.Raw(c.outcome.Then))
	}
	sentence, role := c.outcome.Sentence(c.called), theme.Good
	if c.though != "" {
		sentence = c.though + ": " + strings.ToLower(sentence[:1]) + sentence[1:]
	}
	first, _, _ := strings.Cut(sentence, "; ")
	briefs := []string{
		first, strings.Replace(first, "the terminal's clipboard", "the terminal", 1),
	}
	if before, _, ok := strings.Cut(first, c.called); ok && !c.outcome.Doubtful() {
		briefs = append(briefs, before+c.called)
	}
	switch {
	case !c.outcome.Reached():
		a.display(c.text)
		if !c.outcome.Chosen {
			role = theme.Bad
		}
	case c.outcome.Doubtful():
		role = theme.Warn
	}
	if c.left > 0 {
		briefs = slices.Insert(briefs, 0, sentence)
		sentence += "; left out: " + text.Count(c.left) + " with " + unsafe
		role = max(role, theme.Warn)
	}
	if role == theme.Good {
		a.Toast(sentence)
		a.toast.Briefs = briefs
		return
	}
	a.showToast(role, sentence, briefs...)
}

// display shows a text to be selected with the terminal's own means: on a screen of its own or,
// when it has lines that are wider than the window, or signs that a screen would show as others, on
// the terminal's ordinary screen, which alone gives back a broken line as one, and every sign.
func (a *App) display(whole string) {
	whole = clean.Text(whole)
	if a.options.Print != nil {
		a.options.Print(whole)
		return
	}
	isWider := func(line string) bool { return text.Width(line) > a.frame.Width }
	isWhole := a.options.Charset.Draw(whole) == whole
	if slices.ContainsFunc(strings.Split(whole, "\n"), isWider) || !isWhole {
		work := foreground.New(a.ctx, a.options.Outside.Lend, "\n"+whole+"\n", nil)
		a.later(tea.Exec(work, func(error) tea.Msg { return nil }))
		return
	}
	a.Push(manual.ToSelect(a.env, whole))
}

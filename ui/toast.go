package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/ui/clipboard"
	"tagboat/ui/manual"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// toastLife is how long the news of a success stays on screen.
const toastLife = 3 * time.Second

// toast is the news of a deed. Success fades, errors stay until the next key;
// the number keeps an old timer from wiping a new toast.
type toast struct {
	text   string   // all of it
	briefs []string // with less and less beside the news, for where there is less room
	role   theme.Role
	over   screen.Screen // where it was said
	number uint64
}

type toastGone struct{ number uint64 }

type copied struct {
	stay    *places.Stay // whose text it is: nobody else is told of it
	text    string
	called  string // in the toast
	because string // why it was copied, where that is not what was asked for
	left    int    // how many lines were left out
	outcome clipboard.Outcome
}

func (t *toast) show(over screen.Screen, role theme.Role, text string, briefs ...string) {
	t.text, t.role, t.over, t.briefs = clean.Line(text), role, over, briefs
	t.number++
}

// in is the toast in so many cells. The sentence is kept to its end: what it
// says beside the news is left out first, then the middle of its longest word,
// which is a reference or an address.
func (t *toast) in(cells int) string {
	s := t.text
	for _, brief := range t.briefs {
		if text.Width(s) > cells {
			s = clean.Line(brief)
		}
	}
	over := text.Width(s) - cells
	if over <= 0 {
		return s
	}
	longest := ""
	for word := range strings.FieldsSeq(s) {
		if text.Width(word) > text.Width(longest) {
			longest = word
		}
	}
	const least, long = 5, 13 // cells that still tell a name; of what is no ordinary word
	if text.Width(longest) < long {
		return text.Truncate(s, cells)
	}
	short := text.Middle(longest, max(text.Width(longest)-over, least))
	return text.Truncate(strings.Replace(s, longest, short, 1), cells)
}

// dismiss takes what is no plain success off the screen: a key was pressed, it has
// been seen.
func (t *toast) dismiss() {
	if t.role != theme.Good {
		t.text = ""
	}
}

// Toast shows the news of a success for a while.
func (a *App) Toast(text string) {
	a.toast.show(a.top(), theme.Good, text)
	a.later(after(toastLife, toastGone{a.toast.number}))
}

// Fail shows that a deed failed, why, and what to do, until the next key.
func (a *App) Fail(err error) {
	if what := hub.Sentence(err); what != "" {
		first, _, _ := strings.Cut(what, ": ")
		a.toast.show(a.top(), theme.Bad, strings.TrimSpace(what+" "+hub.Advice(err)), what, first)
	}
}

// Copy sends lines to every clipboard within reach.
func (a *App) Copy(lines ...string) { a.copyBecause("", lines...) }

// unsafe is said of what foreign text made impossible to copy.
const unsafe = "no name that is safe to paste"

// pasteable are the lines that hold nothing but what they show: no line break, no
// control character, nothing invisible. What a clipboard holds is pasted into shells
// unseen.
func pasteable(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return line == "" || clean.Line(line) != line })
}

// copyBecause copies in place of what was asked for, and says why.
func (a *App) copyBecause(because string, lines ...string) {
	references := pasteable(lines)
	left := len(lines) - len(references)
	switch {
	case len(references) == 0 && left == 0:
		return
	case len(references) == 0:
		a.toast.show(a.top(), theme.Bad, "Not copied: this has "+unsafe)
		return
	}
	called := references[0]
	if n := len(references); n > 1 {
		called = text.Count(n) + " references"
	}
	whole, board, ctx, stay := strings.Join(references, "\n"), a.options.Clipboard, context.WithoutCancel(a.ctx), a.env.Book.Stay()
	if a.unsent = board.Sequence(whole); a.unsent != "" {
		a.later(tea.Raw(a.unsent))
	}
	a.atOnce(a.duties.copying.next(func() tea.Msg {
		return copied{stay: stay, text: whole, called: called, because: because, left: left, outcome: board.Copy(ctx, whole)}
	}))
}

func (a *App) settle(msg tea.Msg) {
	switch msg := msg.(type) {
	case toastGone:
		if msg.number == a.toast.number {
			a.toast.text = ""
		}
	case copied:
		a.unsent = ""
		if msg.stay != a.env.Book.Stay() {
			return
		}
		sentence := msg.outcome.Sentence(msg.called)
		if msg.because != "" {
			sentence = msg.because + ": " + strings.ToLower(sentence[:1]) + sentence[1:]
		}
		briefs := []string{strings.Replace(sentence, "the terminal's clipboard", "the terminal", 1)}
		if msg.left > 0 {
			briefs = append([]string{sentence}, briefs...)
			sentence += "; left out: " + text.Count(msg.left) + " with " + unsafe
		}
		if !msg.outcome.Reached() {
			a.display(msg.text)
		}
		switch {
		case msg.left > 0:
			a.toast.show(a.top(), theme.Warn, sentence, briefs...)
		case msg.outcome.Reached() || msg.outcome.Chosen:
			a.Toast(sentence)
			a.toast.briefs = briefs
		default:
			a.toast.show(a.top(), theme.Bad, sentence)
		}
	}
}

// display shows a text to be selected with the terminal's own means: on a screen
// of its own or, when it has lines that are wider than the window, on the
// terminal's ordinary screen, which alone gives back a broken line as one.
func (a *App) display(whole string) {
	whole = clean.Text(whole)
	for line := range strings.SplitSeq(whole, "\n") {
		if text.Width(line) > a.width {
			a.later(tea.Exec(&aside{ctx: a.ctx, lend: a.options.Outside.Lend, first: "\n" + whole + "\n"}, func(error) tea.Msg { return nil }))
			return
		}
	}
	a.Push(manual.ToSelect(a.env, whole))
}

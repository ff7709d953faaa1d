// Package plan says which tags could go, and why: a box takes the rules, and a list shows what
// becomes of each tag by them. Nothing is deleted.
package plan

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	boxWidth = 74
	roomy    = 60 // what each rule says is put below the other
)

// Box is where the rules are typed.
type Box struct {
	screen.Box

	env    screen.Env
	of     subject
	line   field.Field
	width  int
	height int
}

// subject is what a plan is of: a namespace, or where it is set one repository.
type subject struct {
	namespace  hub.Namespace
	repository hub.RepositoryName
}

func (s subject) String() string {
	if s.repository.Name != "" {
		return s.repository.Familiar()
	}
	return string(s.namespace)
}

// Of asks for the rules for all repositories of a namespace.
func Of(env screen.Env, ns hub.Namespace) *Box { return newBox(env, subject{namespace: ns}) }

// In asks for the rules for one repository.
func In(env screen.Env, r hub.RepositoryName) *Box { return newBox(env, subject{repository: r}) }

// newBox has the rules that were given last in this run, to be given again or changed: there is no
// default one.
func newBox(env screen.Env, of subject) *Box {
	b := &Box{env: env, of: of, line: field.New(env.Theme, "Rules  ", "--older 90d --keep 10")}
	b.line.Set(env.Recall.Rules)
	b.line.Focus(true)
	return b
}

// Init has nothing to start.
func (b *Box) Init(context.Context) tea.Cmd { return nil }

// Title names the box.
func (b *Box) Title() string { return "What could go of " + b.of.String() }

// Capturing reports whether letters are text here: always.
func (b *Box) Capturing() bool { return true }

// Keys are the box's keys.
func (b *Box) Keys() help.KeyMap {
	form := b.env.Keys.Form
	plan, back := form.Submit, form.Cancel
	plan.SetHelp(plan.Help().Key, "plan")
	return screen.Keys{plan, back, b.env.Keys.Global.ForceQuit}
}

// Resize remembers the room for the box.
func (b *Box) Resize(width, height int) {
	b.width, b.height = text.Room(width, boxWidth), height
	b.line.SetWidth(b.width - 9)
}

// Update takes text.
func (b *Box) Update(msg tea.Msg) tea.Cmd {
	if press, isKey := msg.(tea.KeyPressMsg); isKey {
		switch form := b.env.Keys.Form; {
		case key.Matches(press, form.Submit):
			return b.submit()
		case key.Matches(press, form.Cancel):
			b.env.Pop()
			return nil
		}
	}
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		b.line.Update(msg)
	}
	return nil
}

// submit opens the plan in place of the box, where the rules can be followed.
func (b *Box) submit() tea.Cmd {
	asked, err := read(b.line.Value(), b.env.Now())
	if err != nil {
		return nil
	}
	b.env.Recall.Rules = strings.TrimSpace(b.line.Value())
	b.env.Pop()
	b.env.Push(newPlan(b.env, b.of, asked))
	return nil
}

// rules are those there are, each with what it says.
var rules = [][2]string{
	{"--older 90d", "pushed, and last pulled, before that"},
	{"--keep 10", "all but the 10 newest of each repository"},
	{"--keep-per minor", "all but the newest of each version line"},
	{"--match FILTER", "only what the filter finds"},
	{"--never FILTER", "not what this one finds"},
	{"--untagged", "manifests that no tag points at, too; by itself no tag"},
	{"--unpulled", "with --older: by the push where no pull is known"},
}

// costs is what the reading takes; nobody knows before how many tags there are.
func (a asked) costs() string {
	said := "Reads every tag: a request for each hundred"
	if a.Untagged {
		said += ", one or more for the manifests of each repository"
	}
	if !a.NoLocks {
		said += ", and one for the locks of each repository of which something would go"
	}
	return said + "."
}

// asked is what the line asks for, as far as it is understood.
func (b *Box) asked() asked {
	a, _ := read(b.line.Value(), b.env.Now())
	return a
}

// says is what the line would do, or what is wrong with it.
func (b *Box) says() (role theme.Role, words string) {
	line := b.line.Value()
	if strings.TrimSpace(line) == "" {
		return theme.Dim, "There is no default rule. All that are given must let a tag go."
	}
	asked, err := read(line, b.env.Now())
	if err != nil {
		return theme.Warn, clean.Line(err.Error())
	}
	return theme.Good, clean.Line(asked.rules.Words())
}

// View draws the line to type on, what it would do, and what there is.
func (b *Box) View() string {
	lines := []string{b.line.View()}
	lines[0] += strings.Repeat(" ", max(b.width-lipgloss.Width(lines[0]), 0))
	role, words := b.says()
	lines = append(lines, b.env.Theme.Wrap(role, words, b.width)...)
	if role == theme.Good {
		lines = append(lines, b.env.Theme.Wrap(theme.Dim, b.asked().costs(), b.width)...)
	}
	for _, r := range rules {
		room := 2
		if b.width >= roomy {
			room = 18 - len(r[0])
		}
		lines = append(lines, text.Truncate(
			r[0]+strings.Repeat(" ", room)+b.env.Theme.Paint(theme.Dim, r[1]), b.width))
	}
	return strings.Join(lines[:min(len(lines), max(b.height, 1))], "\n")
}

// Cursor stands in the text.
func (b *Box) Cursor() *tea.Cursor { return b.line.Cursor() }

// Speech asks for the rules.
func (b *Box) Speech() screen.Speech {
	_, words := b.says()
	told := []string{words, b.asked().costs()}
	for _, r := range rules {
		told = append(told, r[0]+": "+r[1])
	}
	return screen.Speech{
		Says: text.Sentences(told...),
		Asks: &screen.Question{Ask: "Rules", OrLeaving: true, Answer: func(line string) tea.Cmd {
			b.line.Set(strings.TrimSpace(line))
			return b.submit()
		}},
	}
}

package ui

import (
	"io"
	"os/exec"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/ui/theme"
)

// Outside is what the program can start beside itself.
type Outside struct {
	// Browse opens an address in a browser; nil where there is none.
	Browse func(url string) error
	// Engine is the path of docker, podman or nerdctl; empty where none is.
	Engine string
	// NoPull is why nothing can be pulled although there is an engine, as half a
	// sentence: the engine would ask another Hub than the one shown. Empty where
	// it can.
	NoPull string
}

type browsed struct {
	stay *places.Stay // whose address it is: nobody else is told of it
	url  string
	err  error
}

type pulled struct {
	reference string
	err       error
}

// Browse opens an address on the web. Where there is no browser the address is
// copied instead, and the toast says so.
func (a *App) Browse(url string) {
	if len(pasteable([]string{url})) == 0 {
		a.toast.show(a.top(), theme.Bad, "Not opened: this has no page on the web")
		return
	}
	open := a.options.Outside.Browse
	if open == nil {
		a.copyBecause("No browser here", url)
		return
	}
	stay := a.env.Book.Stay()
	a.later(func() tea.Msg { return browsed{stay, url, open(url)} })
}

// NoPull is why the key that pulls is off; empty where it works.
func (a *App) NoPull() string {
	if a.options.Outside.Engine == "" {
		return "there is no docker, podman or nerdctl on the PATH"
	}
	return a.options.Outside.NoPull
}

// Pull hands the terminal over to the container engine and takes it back.
func (a *App) Pull(r hub.Reference) {
	if a.NoPull() != "" {
		return
	}
	reference := forms.Reference(r) // and so neither an option nor foreign text
	if reference == "" {
		a.toast.show(a.top(), theme.Bad, "Not pulled: no image can have this name")
		return
	}
	engine := a.options.Outside.Engine
	work := &aside{
		first:   "$ " + strings.Join([]string{filepath.Base(engine), "pull", clean.Line(reference)}, " ") + "\n",
		command: exec.CommandContext(a.ctx, engine, "pull", reference),
	}
	a.later(tea.Exec(work, func(err error) tea.Msg { return pulled{reference, err} }))
}

// returned tells what became of what was started.
func (a *App) returned(msg tea.Msg) {
	switch msg := msg.(type) {
	case browsed:
		if msg.stay != a.env.Book.Stay() {
			return
		}
		if msg.err != nil {
			a.copyBecause("The browser did not open", msg.url)
		} else {
			a.Toast("Opened " + clean.Line(msg.url))
		}
	case pulled:
		if msg.err != nil {
			a.toast.show(a.top(), theme.Bad, "Pull failed, "+clean.Line(msg.err.Error())+": "+clean.Line(msg.reference))
		} else {
			a.Toast("Pulled " + clean.Line(msg.reference))
		}
	}
}

// aside is what happens on the terminal's ordinary screen while the program
// steps aside: a text, and then a command if there is one. It waits for Enter,
// so that the last words can be read.
type aside struct {
	first   string
	command *exec.Cmd // nil: none
	in      io.Reader
	out     io.Writer
}

// SetStdin gives the terminal's input over.
func (s *aside) SetStdin(r io.Reader) {
	s.in = r
	if s.command != nil {
		s.command.Stdin = r
	}
}

// SetStdout gives the terminal over.
func (s *aside) SetStdout(w io.Writer) {
	s.out = w
	if s.command != nil {
		s.command.Stdout = w
	}
}

// SetStderr gives the terminal over.
func (s *aside) SetStderr(w io.Writer) {
	if s.command != nil {
		s.command.Stderr = w
	}
}

// Run shows the text, does the work and waits.
func (s *aside) Run() error {
	_, told := io.WriteString(s.out, s.first)
	var failed error
	if s.command != nil {
		failed = s.command.Run()
	}
	if told == nil {
		_, told = io.WriteString(s.out, "\nEnter goes back to tagboat.\n")
	}
	if told == nil {
		s.waitForEnter()
	}
	return failed
}

func (s *aside) waitForEnter() {
	key := make([]byte, 1)
	for {
		n, err := s.in.Read(key)
		if err != nil || n == 1 && (key[0] == '\n' || key[0] == '\r') {
			return
		}
	}
}

// Package storage is where the bytes of a namespace are: by platform, by the age of the push, in
// which repositories and images. What is known is there at once; the rest is read as in any list.
package storage

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// Storage is the screen.
type Storage struct {
	env screen.Env
	ctx context.Context //nolint:containedctx // the screen's own, given by Init
	of  hub.Namespace
	// list opens the list of all tags of the namespace, filtered and in an order by its name.
	list func(filter, order string)

	walk    *walk
	reading task.Slot[told]
	begun   task.Work[told] // what is done, or was done last
	pages   int             // that were asked for last; 0: all of them
	all     bool            // somebody asked for all
	paused  bool
	failure error
	now     told

	rows          []row
	at, first     int // the selected row, and the first line in sight
	count         int // digits typed before a movement
	clicked       click
	width, height int
}

// New tells where the bytes of a namespace are. List opens the list of all its tags, filtered and
// in an order by its name; an empty one is its own.
func New(env screen.Env, of hub.Namespace, list func(filter, order string)) screen.Screen {
	return &Storage{env: env, of: of, list: list, walk: newWalk(env, of)}
}

// Init takes up what is known, and reads what costs little.
func (s *Storage) Init(ctx context.Context) tea.Cmd {
	s.ctx = ctx
	s.layOut()
	return s.goOn(pagesAtOnce)
}

// Return goes on with what was under way.
func (s *Storage) Return(ctx context.Context) tea.Cmd {
	s.ctx = ctx
	ended := hub.KindOf(s.failure) == hub.SessionEnded && s.env.Hub.Session() != nil
	switch {
	case s.reading.Busy():
		return s.resume()
	case ended:
		return s.reload()
	}
	return nil
}

// Rows is about how many rows are in memory, those that were summed up among them.
func (s *Storage) Rows() int { return s.now.Tags + s.now.Untagged }

// Title is the crumb.
func (s *Storage) Title() string { return string(s.of) + ", storage" }

// Pointed is the namespace.
func (s *Storage) Pointed() places.Place { return places.OfNamespace(s.of) }

// Waiting reports whether the Hub is being asked.
func (s *Storage) Waiting() bool { return s.reading.Busy() }

// Failure is why reading stopped, or what is missing.
func (s *Storage) Failure() error { return s.failure }

// Update takes keys, the mouse, and the answers to the screen's own questions.
func (s *Storage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.MouseClickMsg:
		s.click(msg)
		return nil
	case tea.MouseWheelMsg:
		s.wheel(msg)
		return nil
	case screen.Configured:
		s.layOut()
		return nil
	case screen.Resumed:
		if s.failure != nil {
			return s.reload()
		}
		return nil
	}
	if p, ok := s.reading.Take(msg); ok {
		return s.took(p)
	}
	return nil
}

// Resize gives the screen its area; the selection stays in sight.
func (s *Storage) Resize(width, height int) {
	s.width, s.height = width, height
	s.goTo(s.at)
}

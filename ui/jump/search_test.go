package jump_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/places"
)

func letter(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

// begins is what a key of a new search wants done: the search, and the wait after which it is said.
func (s *story) begins(press tea.KeyPressMsg) (search, wait tea.Cmd) {
	cmds, ok := s.box.Update(press)().(tea.BatchMsg)
	require.True(s.tb, ok)
	return cmds[0], cmds[1]
}

// loop runs what the box wants done as Bubble Tea does: beside the loop, which takes the answers
// whenever they are there.
type loop struct {
	s       *story
	answers chan tea.Msg
	running sync.WaitGroup
}

func (l *loop) does(cmd tea.Cmd) {
	if cmd != nil {
		l.running.Go(func() { l.answers <- cmd() })
	}
}

func (l *loop) takes() {
	select {
	case msg := <-l.answers:
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, cmd := range batch {
				l.does(cmd)
			}
		} else {
			l.does(l.s.box.Update(msg))
		}
	default:
	}
}

func TestEnterInOneBreathWithTheLettersOpensWhatTheySay(t *testing.T) {
	for turn := range 100 {
		s := tell(t, 72, 19, nil)
		for i := range 300 {
			s.names.See(s.place(fmt.Sprintf("org-%d/service:%d-arm64", i%9, i)))
		}
		l := loop{s: s, answers: make(chan tea.Msg, 99)}
		for _, r := range "api 2.4 arm" {
			l.does(s.box.Update(letter(r)))
			for range turn % 4 {
				l.takes()
			}
		}
		l.does(s.box.Update(tea.KeyPressMsg{Code: tea.KeyEnter}))
		assert.Equal(t, []string{"myorg/api:2.4-arm64"}, s.opened)
		for len(l.answers) > 0 {
			l.takes()
		}
		l.running.Wait()
	}
}

func TestKeysOfOneBreathActOnWhatWasTyped(t *testing.T) {
	for key, want := range map[tea.KeyPressMsg]string{
		{Code: tea.KeyEnter}: "nginx:1.27", {Code: tea.KeyDown}: "nginx:1.27-alpine", {Code: tea.KeyUp}: "nginx:1.27", {Code: tea.KeyPgDown}: "nginx:1.27-alpine",
	} {
		s := tell(t, 72, 19, nil)
		for _, r := range "nginx:1.27" {
			s.box.Update(letter(r))
		}
		s.box.Update(key)
		s.box.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
		assert.Equal(t, want, s.opened[0], "%v", key)
	}
	s := tell(t, 72, 19, nil)
	s.box.Update(tea.PasteMsg{Content: "api 2.4 arm"})
	s.box.Update(tea.KeyPressMsg{Code: 'y', Mod: tea.ModCtrl})
	assert.Equal(t, []string{"myorg/api:2.4-arm64"}, s.copied)
	assert.Equal(t, "myorg/api:2.4-arm64", s.rows()[0])
}

func TestTheFormerRowsStayUntilTheAnswerIsThere(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("ledg")
	before := s.rows()
	old, _ := s.begins(letter('x'))
	assert.Equal(t, before, s.rows())
	next := s.box.Update(letter('y'))
	s.run(old)
	assert.Equal(t, before, s.rows(), "an answer to what is not asked any more is refused")
	s.run(next)
	assert.Equal(t, []string{"ledgxy"}, s.rows())
}

func TestAClickOpensTheRowInSight(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("ledger")
	s.box.Update(letter('x'))
	s.box.Update(tea.MouseClickMsg{X: 3, Y: 1})
	assert.Equal(t, []string{"acme/ledger"}, s.opened)
}

func TestLeavingEndsTheSearch(t *testing.T) {
	s := tell(t, 72, 19, nil)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	s.run(s.box.Init(ctx))
	before := s.rows()
	search, _ := s.begins(letter('n'))
	leave()
	assert.Nil(t, search(), "nobody waits for the answer")
	assert.Equal(t, before, s.rows())
}

func TestNamesMayArriveWhileASearchRuns(t *testing.T) {
	s := tell(t, 72, 19, nil)
	var running sync.WaitGroup
	for i := range 50 {
		search, _ := s.begins(letter('a'))
		running.Go(func() { search() })
		s.names.See(s.place(fmt.Sprintf("aaa/%d", i)))
		s.names.ToggleFavourite(s.place("acme/api"))
		s.names.Visit(s.place("acme/ledger"))
		if i == 25 {
			s.names.Reset(places.Owner{Account: "bob"})
		}
		s.press("ctrl+u")
	}
	running.Wait()
}

func TestOnlyALongSearchIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := tell(t, 72, 19, nil)
		before := s.picture()
		_, wait := s.begins(letter('n'))
		search := s.box.Update(letter('g')) // the time that it may take goes on while one types
		assert.NotContains(t, s.picture(), "searching")
		began := time.Now()
		s.run(wait)
		assert.Equal(t, 300*time.Millisecond, time.Since(began))
		assert.Contains(t, s.picture(), "searching 15 names")
		s.run(search)
		assert.NotContains(t, s.picture(), "searching")
		assert.Contains(t, s.picture(), "4 of 15 names known")
		s.press("ctrl+u")
		assert.Equal(t, before, s.picture())
	})
}

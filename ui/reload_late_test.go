package ui_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui"
	"tagboat/ui/config"
)

// awaits asks for a configuration with another key for copies, and brings it once more was done.
func awaits(t *testing.T, before func(s *story), more func(s *story), then func(s *story)) {
	t.Helper()
	w := &wished{config: config.Default()}
	var arrived chan struct{}
	read := func(ctx context.Context) (ui.Configured, error) {
		<-arrived
		return w.read(ctx)
	}
	tell(t, setting{config: config.Default(), configure: read}, func(s *story) {
		arrived = make(chan struct{})
		before(s)
		w.config.Keys = map[string][]string{"list.copy": {"ctrl+y"}}
		s.does("reload configuration")
		more(s)
		close(arrived)
		s.settle()
		s.misses("The configuration was read again")
		then(s)
		s.sees("The configuration was read again", "ctrl+y copy")
	})
}

func TestAConfigurationThatArrivesWhileAPasswordIsTypedWaitsForTheForm(t *testing.T) {
	awaits(t, func(s *story) { s.press("ctrl+o", "esc") }, func(s *story) {
		s.press("ctrl+a")
		s.types("alice")
		s.press("tab")
		s.types("anc")
	}, func(s *story) {
		s.types("hor")
		assert.False(t, s.quit)
		s.press("enter")
		s.sees("alice", "NAMESPACES", "acme")
	})
}

func TestAConfigurationThatArrivesWhileAFilterIsTypedWaitsForIt(t *testing.T) {
	awaits(t, atAcme, func(s *story) { s.types("/ap") }, func(s *story) {
		s.types("i")
		s.press("enter")
		s.sees("26 of 300", "filter: api")
	})
}

func TestAConfigurationThatArrivesWhileABoxIsOpenWaitsForTheAnswer(t *testing.T) {
	tag := func(s *story) {
		atAcme(s)
		s.types("/api")
		s.press("enter", "enter")
	}
	awaits(t, tag, func(s *story) { s.types("c") }, func(s *story) {
		s.sees("Copy as")
		s.press("esc")
	})
	awaits(t, tag, func(s *story) { s.types("?") }, func(s *story) { s.press("esc") })
	awaits(t, tag, func(s *story) { s.types(":sort") }, func(s *story) { s.press("esc") })
}

func TestOfAConfigurationThatIsReadTwiceTheLastHolds(t *testing.T) {
	w := &wished{config: config.Default()}
	tell(t, setting{config: config.Default(), configure: w.read}, func(s *story) {
		atAcme(s)
		w.config.Keys = map[string][]string{"list.copy": {"ctrl+y"}}
		s.does("reload configuration")
		w.config.Keys = nil
		s.does("reload configuration")
		s.sees("The configuration was read again", "y copy")
		s.misses("ctrl+y")
	})
}

func TestAnEngineThatIsSetAndIsNotThereIsNamed(t *testing.T) {
	set := config.Default()
	set.Engine = "rm -rf"
	tell(t, setting{config: set}, func(s *story) {
		s.asks("nginx")
		s.press("P")
		s.sees("there is no rm -rf, the engine that is set")
	})
}

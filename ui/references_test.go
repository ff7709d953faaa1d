package ui_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/check"
	"tagboat/hub/hubtest"
	"tagboat/hub/refs"
	"tagboat/ui/golden"
	"tagboat/ui/theme"
)

// written are the references of two files, of which another could not be read.
func written(context.Context) ([]refs.File, []string, error) {
	return []refs.File{
		refs.Read("Dockerfile", []byte("ARG NGINX=1.27.2\nFROM nginx:${NGINX}-alpine\nFROM nginx\nFROM ghcr.io/acme/tool:3\n")),
		refs.Read("deploy/Dockerfile.api", []byte("FROM acme/api:1.20.0\nFROM acme/api:0.0.2\nFROM acme/nothing:1\nFROM nginx:1.27.3\nFROM \x1b[2J\n")),
	}, []string{"notes/Dockerfile: it is UTF-16, and is not read: save it as UTF-8"}, nil
}

// checking is a program that was started for these.
func checking(width, height int) setting {
	return setting{demo: true, references: written, check: &check.Request{}, width: width, height: height}
}

func TestReferencesInFilesAreAListLikeAnyOther(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
		for name, keys := range map[string]string{"references": "", "references-preview": "p", "references-help": "?"} {
			file := fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1])
			t.Run(file, func(t *testing.T) {
				tell(t, checking(size[0], size[1]), func(s *story) {
					s.pass(time.Minute)
					s.types(keys)
					s.isGolden(file)
				})
			})
		}
	}
}

func TestAReferenceOpensItsTagAndTheListStaysAsItWas(t *testing.T) {
	tell(t, checking(80, 24), func(s *story) {
		s.pass(time.Minute)
		s.types("/verdict:gone,newer")
		s.press("enter", "j")
		s.sees("3 of 8")
		s.press("y")
		assert.Equal(t, "acme/api:1.20.0", s.copied)
		s.press("enter")
		s.sees("acme/api", "1.20.0")
		s.press("esc")
		s.sees("References in files", "3 of 8")
		s.press("esc")
		s.types("sv")
		s.sees("acme/api:0.0.2")
		s.types("/ghcr")
		s.press("enter", "enter")
		s.sees("ghcr.io/acme/tool:3: on ghcr.io")
	})
}

func TestTheReferencesOfTheFolderAreFoundByName(t *testing.T) {
	tell(t, setting{references: written}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types(":references")
		s.sees("check the references in this folder")
		s.press("enter")
		s.pass(time.Minute)
		s.sees("8 of 8", "1 current")
	})
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types(":references")
		s.misses("check the references in this folder")
	})
}

func TestWithoutAnAccountReferencesAreCheckedToo(t *testing.T) {
	tell(t, checking(80, 24), func(s *story) {
		s.pass(time.Minute)
		s.types("5jp")
		s.sees("References in files", "not there, or")
	})
}

func TestAListOfReferencesThatWasLeftAsksNoMore(t *testing.T) {
	in := checking(80, 24)
	in.options = []hubtest.Option{hubtest.WithLatency(time.Minute)}
	tell(t, in, func(s *story) {
		s.pass(time.Second)
		s.sees("References in files")
		assert.Positive(t, s.server.InFlight())
		s.press("esc")
		s.pass(time.Second)
		s.misses("References in files")
		assert.LessOrEqual(t, s.server.InFlight(), 1, "what the home asks for")
	})
}

func TestVerdictsArePaintedByWhatTheyAskFor(t *testing.T) {
	in := checking(80, 24)
	in.theme = theme.Telling()
	tell(t, in, func(s *story) {
		s.pass(time.Minute)
		golden.Roles(t, filepath.Join("roles", "references.txt"), s.app.View().Content)
	})
}

package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/places"
)

// aView saves the tags of acme/api that were built for arm64 within a year, the largest first.
func aView(s *story) {
	openAPI(s)
	s.types("/arch:arm64 pushed:<1y")
	s.press("enter")
	s.types("ss")
	s.press("g")
	s.types("Sarm64 of this year")
	s.press("enter")
	s.pass(time.Second)
}

// atViews goes home, to the first view.
func atViews(s *story) {
	s.types(":views, lists")
	s.press("enter")
}

func TestAViewIsSavedAndOpensAsItWas(t *testing.T) {
	tell(t, setting{width: 120, height: 40, places: t.TempDir()}, func(s *story) {
		s.logIn("alice", "anchor")
		aView(s)
		s.sees("arm64 of this year is a view now: tags of acme/api · filter arch:arm64 pushed:<1y · by size")
		first := s.selected()
		s.restart()
		s.logIn("alice", "anchor")
		assert.Equal(t, []string{"arm64"}, s.under("VIEWS"))
		s.sees("tags of acme/api · filter arch:arm64 pushed:<1y · by size")
		s.press("y")
		assert.Equal(t, "acme/api", s.copied)
		s.press("enter")
		s.sees("alice ▸ acme ▸ api", "filter: arch:arm64 pushed:<1y", "SIZE")
		assert.Equal(t, first, s.selected())
		s.press("esc", "esc")
		s.press("ctrl+k")
		s.types("this year")
		s.sees("arm64 of this year", "view")
		s.press("enter")
		s.sees("alice ▸ acme ▸ api", "filter: arch:arm64 pushed:<1y")
		s.press("esc", "esc")
		s.types(":view arm64")
		s.press("enter")
		s.sees("filter: arch:arm64 pushed:<1y")
	})
}

func TestRepositoriesAndAllTagsOfANamespaceAreViewsToo(t *testing.T) {
	tell(t, setting{width: 120, height: 40, places: t.TempDir()}, func(s *story) {
		atAcme(s)
		s.types("/private:yes")
		s.press("enter")
		s.types("sasag") // by name, and turned round
		s.types("Sprivate ones")
		s.press("enter")
		s.sees("private ones is a view now: repositories of acme · filter private:yes · by name, turned round")
		first := s.selected()
		s.press("esc")
		s.types("T/arch:arm64")
		s.press("enter")
		s.types("Sall arm64")
		s.press("enter")
		s.sees("all arm64 is a view now: all tags of acme · filter arch:arm64 · by newest")
		s.restart()
		s.logIn("alice", "anchor")
		assert.Equal(t, []string{"all", "private"}, s.under("VIEWS"))
		s.press("enter")
		s.sees("acme, all tags", "filter: arch:arm64")
		s.press("esc", "esc", "j", "enter")
		s.sees("alice ▸ acme", "filter: private:yes")
		assert.Equal(t, first, s.selected())
	})
}

func TestAViewOfANameThatIsThereIsReplacedOnlyByWhoSaysSo(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		aView(s)
		s.press("esc")
		s.types("SARM64 of THIS year")
		s.press("enter")
		s.sees("Replace arm64 of this year?", "It is tags of acme/api", "filter arch:arm64 pushed:<1y")
		s.press("enter") // no
		s.sees("Save view", "ARM64 of THIS year")
		s.press("enter", "y")
		s.sees("ARM64 of THIS year is replaced: tags of acme/api · by size")
		atViews(s)
		s.sees("ARM64 of THIS year")
		s.misses("filter arch")
	})
}

func TestTheNameOfAViewIsJudgedWhereItIsTyped(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("S")
		s.press("enter")
		s.sees("A view needs a name")
		s.types("-rf")
		s.misses("A view needs")
		s.press("enter")
		s.sees("cannot begin with a dash")
		s.pastes(strings.Repeat("x", 61) + "\x1b[31m\nsecond line")
		s.press("enter")
		s.sees("at most 60 characters")
		s.press("esc")
		s.sees("alice ▸ acme ▸ api")
		atViews(s)
		s.sees("There is no view yet; S in a list saves one")
	})
}

func TestAViewIsRenamedAndDeletedAtHome(t *testing.T) {
	tell(t, setting{width: 120, height: 40, places: t.TempDir()}, func(s *story) {
		s.logIn("alice", "anchor")
		aView(s)
		atViews(s)
		s.press("*")
		s.sees("rename", "delete")
		s.press("r")
		s.sees("Rename view", "arm64 of this year")
		s.types(" or so")
		s.press("enter")
		s.sees("arm64 of this year is called arm64 of this year or so now")
		s.types(":delete the view arm")
		s.press("enter")
		s.sees("Delete arm64 of this year or so?")
		s.press("enter") // no
		assert.Equal(t, []string{"arm64"}, s.under("VIEWS"))
		s.press("*", "d")
		s.sees("arm64 of this year or so is no view any more")
		s.misses("VIEWS")
		s.restart()
		s.logIn("alice", "anchor")
		s.misses("VIEWS")
	})
}

func TestViewsOfAnotherAccountAreNotShown(t *testing.T) {
	tell(t, setting{width: 120, height: 40, places: t.TempDir()}, func(s *story) {
		s.logIn("alice", "anchor")
		aView(s)
		s.restart()
		s.press("ctrl+o", "esc")
		s.misses("VIEWS", "arm64 of this year")
		s.press("ctrl+k")
		s.types("this year")
		s.misses("view")
	})
}

func TestTheProgramBeginsAtAView(t *testing.T) {
	folder := t.TempDir()
	in := setting{
		width: 120, height: 40, places: folder, view: "ARM64 of this year", accounts: at(t.TempDir(), nil),
	}
	tell(t, in, func(s *story) {
		s.sees(`There is no view called "ARM64 of this year", nor any other`)
		s.press("ctrl+a")
		s.types("alice")
		s.press("tab")
		s.types("anchor")
		s.press("tab", "space", "enter")
		aView(s)
		s.restart()
		s.pass(time.Second)
		s.sees("alice ▸ acme ▸ api", "filter: arch:arm64 pushed:<1y")
	})
	in.view, in.accounts = "arm of this year", nil
	x := places.NewIndex(time.Now)
	x.Reset(places.OwnerOf("", ""))
	require.NoError(t, x.SaveView(places.View{
		Name: "arm64 of this year", List: places.ListOfAllTags, Place: places.OfNamespace("acme"),
	}))
	c, _ := x.Unsaved()
	require.NoError(t, places.NewStore(folder, time.Now).Write(t.Context(), c))
	tell(t, in, func(s *story) {
		s.sees(`There is no view called "arm of this year"; did you mean "arm64 of this year"?`)
	})
}

func TestWhatCannotBeKeptOfAViewIsSaidAndLastsAsLongAsTheProgram(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "places")
	require.NoError(t, os.WriteFile(folder, nil, 0o600)) // in place of the folder
	tell(t, setting{width: 120, height: 40, places: folder}, func(s *story) {
		s.logIn("alice", "anchor")
		aView(s)
		s.sees("cannot be made")
		atViews(s)
		assert.Equal(t, []string{"arm64"}, s.under("VIEWS"))
		s.press("*", "r")
		s.types("!")
		s.press("enter")
		s.pass(time.Second)
		s.sees("cannot be made") // each time, not once
	})
}

func TestOfAViewWhatIsNotKnownAnyMoreIsSaidAndTheRestIsInForce(t *testing.T) {
	folder := t.TempDir()
	tell(t, setting{width: 120, height: 40, places: folder}, func(s *story) {
		x := places.NewIndex(time.Now)
		x.Reset(places.OwnerOf("", "alice"))
		require.NoError(t, x.SaveView(places.View{
			Name: "old", List: places.ListOfTags, Place: places.OfRepository(hub.RepositoryName{Namespace: "acme", Name: "api"}),
			Filter: "colour:red alpine", Order: "beauty", Reversed: true, Columns: []string{"tag", "smell", "digest"},
		}))
		c, _ := x.Unsaved()
		require.NoError(t, places.NewStore(folder, time.Now).Write(t.Context(), c))
		s.logIn("alice", "anchor")
		s.press("enter")
		s.sees("Of old only some is in force", "filter: colour:red alpine", "TAG", "DIGEST")
		s.press("e")
		s.sees("no order is called beauty", `"smell"`, "in the filter", "colour:red: expected")
		s.press("esc")
		s.misses("SIZE")
	})
}

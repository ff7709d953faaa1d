package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/query"
	"tagboat/ui/theme"
)

// letters are the keys of orders, with the name of each.
func letters[T any](schema query.Schema[T]) map[string]string {
	all := map[string]string{}
	for _, order := range schema.Orders {
		all[string(order.Letter)] = order.Name
	}
	return all
}

func TestEveryOrderCanBeSeenAtEveryWidth(t *testing.T) {
	lists := map[string]map[string]string{
		"acme/api": letters(query.Tags()), "acme/": letters(query.Repositories()),
	}
	for _, width := range []int{40, 57, 80, 120, 200} {
		for place, orders := range lists {
			tell(t, setting{demo: true, width: width, height: 24}, func(s *story) {
				s.logIn("alice", "anchor")
				s.asks(place)
				for letter, order := range orders {
					s.types("s" + letter)
					arrows := strings.Count(s.line(1), "▼") + strings.Count(s.line(1), "▲")
					assert.Equal(t, 1, arrows, "%s at %d cells: %s", order, width, s.line(1))
				}
			})
		}
	}
}

func TestTheColumnOfAnOrderComesAndSaysWhichItIs(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/api")
		for _, step := range [][2]string{
			{"sv", "TAG, BY VERSION ▼"}, {"sa", "TAG, BY NAME ▲"}, {"sp", "LAST PULLED ▼"},
			{"sn", "PUSHED ▼"},
		} {
			s.types(step[0])
			assert.Contains(t, s.line(1), step[1])
		}
		assert.NotContains(t, s.line(1), "PULLED")
		s.asks("acme/")
		s.types("sp")
		assert.Contains(t, s.line(1), "PULLS ▼")
		s.types("ss")
		assert.Contains(t, s.line(1), "SIZE ▼")
	})
}

// signed are the names of rows that bear the sign of a favourite.
func signed(s *story) []string {
	var names []string
	for line := range strings.SplitSeq(s.screen(), "\n") {
		if before, _, found := strings.Cut(line, " *"); found && slices.Contains(strings.Fields(line), "*") {
			names = append(names, nameOf(before))
		}
	}
	return names
}

// nameOf is the first word of a row, without the signs before it.
func nameOf(line string) string {
	words := strings.Fields(strings.TrimLeft(line, "▌+ "))
	return words[0]
}

func TestAFavouriteBearsItsSignWhereverItIsListed(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/api")
		s.types("/^1.2 alpine")
		s.press("enter")
		name := nameOf(s.selected())
		s.types("*")
		s.sees("acme/api:" + name + " is a favourite now")
		s.press("space")
		s.sees("+" + name + " *")
		assert.Equal(t, []string{name}, signed(s))
		s.press("esc", "esc", "G")
		s.types("g")
		assert.Equal(t, name, nameOf(s.selected()), "a favourite tag stands first")
		s.press("enter")
		s.types("*")
		s.sees("acme/api:" + name + " is no favourite any more")
		s.press("enter")
		s.types("*")
		s.sees("acme/api:" + name + " is a favourite now")
		s.asks("acme/")
		s.types("j*")
		repository := slices.Clone(signed(s))
		assert.Len(t, repository, 1)
		s.types("i*")
		s.sees("acme/" + repository[0] + " is no favourite any more")
	})
}

func TestAFavouriteOfTheSearchBearsItsSignAndStaysWhereTheHubPutIt(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("ctrl+f")
		s.types("redis")
		s.pass(time.Second)
		s.press("enter", "j")
		s.types("*")
		s.sees("is a favourite now")
		assert.Len(t, signed(s), 1)
	})
}

func TestWhereNothingIsSelectedTheKeyOfFavouritesSaysSo(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.press("ctrl+o", "esc")
		s.types("*")
		s.sees("Nothing is highlighted here that could be a favourite")
	})
}

func TestTheBestOfWhatAFilterFoundIsSelected(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/api")
		s.types("20j")
		before := nameOf(s.selected())
		s.types("/alpine !" + before)
		assert.Equal(t, theme.Mark, s.line(2)[:len(theme.Mark)], "the first row of those that are left")
		s.press("esc")
		assert.Equal(t, before, nameOf(s.selected()), "and nothing was chosen by it")
	})
}

package places_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/places"
)

// aView is one of the tags of a repository.
func aView(name string) places.View {
	return places.View{
		Name: name, List: places.ListOfTags, Place: places.OfRepository(hub.RepositoryName{Namespace: "acme", Name: "api"}),
		Filter: `arch:arm64 "quoted" pushed:<7d`, Order: "size", Reversed: true, Columns: []string{"tag", "size"},
	}
}

func called(views []places.View) []string {
	names := make([]string, len(views))
	for i, v := range views {
		names[i] = v.Name
	}
	return names
}

func save(t *testing.T, x *places.Index, names ...string) {
	t.Helper()
	for _, name := range names {
		require.NoError(t, x.SaveView(aView(name)))
	}
}

func TestAViewIsReadAgainAsItWasSaved(t *testing.T) {
	directory := t.TempDir()
	all := places.View{Name: "äÖ 日本", List: places.ListOfAllTags, Place: places.OfNamespace("acme")}
	run(t, directory, alice, func(x *places.Index) {
		save(t, x, "arm64 this week")
		require.NoError(t, x.SaveView(all))
		x.ToggleFavourite(place(t, "nginx"))
	})
	x := run(t, directory, alice, func(x *places.Index) { x.Visit(place(t, "redis")) })
	assert.Equal(t, []places.View{aView("arm64 this week"), all}, x.Views(), "as typed, a relative age too")
	found, there := x.View("ARM64 This Week")
	assert.True(t, there)
	assert.True(t, found.Equal(aView("arm64 this week")))
	assert.Equal(t, []string{"nginx"}, written(x.Favourites()))
	saved, err := places.NewStore(directory, clock()).Views(alice)
	require.NoError(t, err)
	assert.Equal(t, x.Views(), saved)
	for _, o := range []places.Owner{{Hub: alice.Hub}, {Hub: alice.Hub, Account: "bob"}, {Hub: "https://elsewhere.example", Account: "alice"}} {
		assert.Empty(t, run(t, directory, o, func(*places.Index) {}).Views(), "each account of each Hub has its own")
	}
}

func TestAViewIsReplacedRenamedAndForgotten(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(x *places.Index) { save(t, x, "one", "two", "three") })
	run(t, directory, alice, func(x *places.Index) {
		again := aView("ONE")
		again.Filter = "!rc"
		require.NoError(t, x.SaveView(again))
		require.NoError(t, x.RenameView("two", "zwei"))
		removed, there := x.RemoveView("THREE")
		assert.True(t, there)
		assert.Equal(t, aView("three"), removed)
		_, there = x.RemoveView("three")
		assert.False(t, there)
		require.ErrorContains(t, x.RenameView("three", "drei"), "There is no view called three")
		require.ErrorContains(t, x.RenameView("zwei", "\x1b[31m"), "only what can be seen")
		assert.Equal(t, []string{"ONE", "zwei"}, called(x.Views()))
	})
	x := run(t, directory, alice, func(*places.Index) {})
	assert.Equal(t, []string{"ONE", "zwei"}, called(x.Views()))
	assert.Equal(t, "!rc", x.Views()[0].Filter)
}

func TestARenamedViewTakesThePlaceOfOneThatHadTheName(t *testing.T) {
	x := run(t, t.TempDir(), alice, func(x *places.Index) {
		save(t, x, "one", "two")
		require.NoError(t, x.RenameView("one", "Two"))
		assert.Equal(t, []string{"Two"}, called(x.Views()))
		require.NoError(t, x.RenameView("two", "TWO"))
	})
	assert.Equal(t, []string{"TWO"}, called(x.Views()))
}

func TestWhatTwoProgramsSaveAtOnceIsKept(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(x *places.Index) { save(t, x, "old", "older") })
	run(t, directory, alice, func(here *places.Index) {
		run(t, directory, alice, func(there *places.Index) {
			save(t, there, "there")
			there.RemoveView("old")
		})
		save(t, here, "here")
	})
	assert.Equal(t, []string{"here", "older", "there"}, called(run(t, directory, alice, func(*places.Index) {}).Views()))

	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			store, x := places.NewStore(directory, clock()), places.NewIndex(clock())
			x.Reset(alice)
			_, err := store.Open(t.Context(), x.Stay())
			assert.NoError(t, err)
			assert.NoError(t, x.SaveView(aView(fmt.Sprint("v", i))))
			c, _ := x.Unsaved()
			assert.NoError(t, store.Write(t.Context(), c))
		})
	}
	all.Wait()
	assert.Len(t, run(t, directory, alice, func(*places.Index) {}).Views(), 11)
}

func TestALogoutForgetsTheViews(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(x *places.Index) { save(t, x, "mine") })
	bob := places.Owner{Hub: alice.Hub, Account: "bob"}
	run(t, directory, bob, func(x *places.Index) { save(t, x, "his") })
	require.NoError(t, places.NewStore(directory, clock()).Forget(t.Context(), alice))
	content, err := os.ReadFile(filepath.Join(directory, "places.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(content), "mine")
	assert.Contains(t, string(content), "his")
	assert.Empty(t, run(t, directory, alice, func(*places.Index) {}).Views())
	assert.Len(t, run(t, directory, bob, func(*places.Index) {}).Views(), 1)
}

// before is what a program that knows of no views has of the file.
type before struct {
	Version int           `json:"version"`
	Owners  []ownerBefore `json:"owners"`
}

type ownerBefore struct {
	Hub        string        `json:"hub"`
	Account    string        `json:"account,omitempty"`
	Used       time.Time     `json:"used"`
	LoginID    string        `json:"mark,omitempty"`
	Favourites []string      `json:"favourites,omitempty"`
	Recent     []visitBefore `json:"recent,omitempty"`
}

type visitBefore struct {
	Place string    `json:"place"`
	At    time.Time `json:"at"`
}

// asBefore changes the file as such a program does.
func asBefore(t *testing.T, directory string, do func(*before)) {
	t.Helper()
	path, f := filepath.Join(directory, "places.json"), before{}
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, &f))
	do(&f)
	content, err = json.Marshal(f)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, content, 0o600))
}

func TestAProgramThatKnowsOfNoViewsDestroysNone(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(x *places.Index) { save(t, x, "kept") })
	asBefore(t, directory, func(f *before) {
		for i := range f.Owners {
			if f.Owners[i].Hub == alice.Hub {
				f.Owners[i].Favourites = []string{"nginx"} // of its own owner only what it knows
			}
		}
	})
	x := run(t, directory, alice, func(*places.Index) {})
	assert.Equal(t, []places.View{aView("kept")}, x.Views())
	assert.Equal(t, []string{"nginx"}, written(x.Favourites()))
}

func TestAfterALogoutByAProgramThatKnowsOfNoViewsNoneIsRead(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(x *places.Index) { save(t, x, "secret plan") })
	asBefore(t, directory, func(f *before) {
		f.Owners = slices.DeleteFunc(f.Owners, func(o ownerBefore) bool {
			return o.Hub == alice.Hub
		})
	})
	saved, err := places.NewStore(directory, clock()).Views(alice)
	require.NoError(t, err)
	assert.Empty(t, saved)
	x := run(t, directory, alice, func(x *places.Index) { x.Visit(place(t, "nginx")) })
	assert.Empty(t, x.Views())
	content, err := os.ReadFile(filepath.Join(directory, "places.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(content), "secret plan", "the next change removes them")
}

func TestWhatALaterProgramSavedOfAViewStays(t *testing.T) {
	directory := t.TempDir()
	run(t, directory, alice, func(x *places.Index) { save(t, x, "known") })
	later := `{"name":"later","list":"charts","place":"acme/","depth":7}`
	asBefore(t, directory, func(f *before) {
		for i := range f.Owners {
			if strings.HasPrefix(f.Owners[i].Hub, "views of ") {
				f.Owners[i].Favourites = append(f.Owners[i].Favourites, later, "no view at all")
			}
		}
	})
	x := run(t, directory, alice, func(x *places.Index) { save(t, x, "another") })
	assert.Equal(t, []string{"another", "known"}, called(x.Views()))
	asBefore(t, directory, func(f *before) {
		for _, o := range f.Owners {
			if strings.HasPrefix(o.Hub, "views of ") {
				assert.Contains(t, o.Favourites, later)
				assert.Contains(t, o.Favourites, "no view at all")
			}
		}
	})
}

func TestTheNameOfAViewIsSomethingThatCanBeSeenAndTyped(t *testing.T) {
	for typed, name := range map[string]string{
		"arm64": "arm64", "  arm64 \t this  week ": "arm64 this week", "«Ärger» 日本": "«Ärger» 日本",
		strings.Repeat("x", 60): strings.Repeat("x", 60),
	} {
		found, err := places.ReadViewName(typed)
		require.NoError(t, err, typed)
		assert.Equal(t, name, found)
	}
	for typed, why := range map[string]string{
		"": "needs a name", " ": "needs a name", strings.Repeat("é", 61): "at most 60 characters",
		"a\x1b[31mb": "only what can be seen", "a\u202eb": "only what can be seen", "a\x00": "only what can be seen",
		"\xff": "only what can be seen", "-rf": "cannot begin with a dash",
	} {
		_, err := places.ReadViewName(typed)
		require.ErrorContains(t, err, why, "%q", typed)
	}
}

func TestWhatIsNoViewIsRefusedAndSaid(t *testing.T) {
	x := places.NewIndex(clock())
	x.Reset(alice)
	for why, change := range map[string]func(*places.View){
		"needs a name":                     func(v *places.View) { v.Name = "" },
		"single blanks":                    func(v *places.View) { v.Name = "a  b" },
		"filter of a view has at most":     func(v *places.View) { v.Filter = strings.Repeat("x", 2001) },
		"filter of a view holds only what": func(v *places.View) { v.Filter = "\x1b]0;x\a" },
		"cannot be kept":                   func(v *places.View) { v.Place = place(t, "acme/api:1") },
		"cannot be kept as":                func(v *places.View) { v.List = "charts" },
		"cannot be kept as a":              func(v *places.View) { v.List = places.ListOfRepositories },
		"cannot be kept as a v":            func(v *places.View) { v.Order = "a\nb" },
		"cannot be kept as a view":         func(v *places.View) { v.Columns = []string{strings.Repeat("x", 61)} },
	} {
		v := aView("v")
		change(&v)
		require.ErrorContains(t, x.SaveView(v), why)
	}
	assert.Empty(t, x.Views())
	var none *places.Index
	assert.Error(t, none.SaveView(aView("v")))
}

func TestThereIsAnEndOfViewsAndItIsSaid(t *testing.T) {
	x := places.NewIndex(clock())
	x.Reset(alice)
	for i := range 200 {
		save(t, x, fmt.Sprint("v", i))
	}
	require.ErrorContains(t, x.SaveView(aView("one more")), "There are 200 views already")
	save(t, x, "V7")
	assert.Len(t, x.Views(), 200)

	x.Reset(alice)
	failed := error(nil)
	for i := 0; failed == nil && i < 200; i++ {
		v := aView(fmt.Sprint("v", i))
		v.Filter = strings.Repeat(`"`, 2000)
		failed = x.SaveView(v)
	}
	require.ErrorContains(t, failed, "together are too long")
	many := len(x.Views())
	directory := t.TempDir()
	store := places.NewStore(directory, clock())
	c, _ := x.Unsaved()
	require.NoError(t, store.Write(t.Context(), c))
	saved, err := store.Views(alice)
	require.NoError(t, err)
	assert.Len(t, saved, many, "the file has room for as many as may be")
}

func TestNoViewOfAnotherStayIsTakenUp(t *testing.T) {
	directory, x := t.TempDir(), places.NewIndex(clock())
	run(t, directory, alice, func(x *places.Index) { save(t, x, "mine") })
	x.Reset(alice)
	saved, err := places.NewStore(directory, clock()).Open(t.Context(), x.Stay())
	require.NoError(t, err)
	x.Reset(places.Owner{Hub: alice.Hub, Account: "bob"})
	x.Merge(saved)
	assert.Empty(t, x.Views())
}

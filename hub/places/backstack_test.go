package places_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/places"
)

func TestEarlierRunsComeBeforeTheFirstStepOfThisOne(t *testing.T) {
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	store := places.NewStore(t.TempDir(), func() time.Time { return now })
	begin := func() *places.Index {
		x := places.NewIndex(func() time.Time { now = now.Add(time.Second); return now })
		x.Reset(places.OwnerOf("", ""))
		return x
	}
	open := func(x *places.Index) {
		saved, err := store.Open(t.Context(), x.Stay())
		assert.NoError(t, err)
		x.Merge(saved)
	}
	step := func(p places.Place, ok bool) string {
		if !ok {
			return "none"
		}
		return p.Kind().String() + " " + p.String()
	}
	visit := func(x *places.Index, written string) {
		p, ok := places.Parse(written)
		assert.True(t, ok)
		x.Visit(p)
	}
	first := begin()
	open(first)
	first.Visit(places.Home())
	visit(first, "acme/")
	visit(first, "acme/api")
	assert.Equal(t, "namespace acme/", step(first.Back()))
	assert.Equal(t, "home ", step(first.Back()))
	assert.Equal(t, "namespace acme/", step(first.Last()))
	changes, ok := first.Unsaved()
	assert.True(t, ok)
	assert.NoError(t, store.Write(t.Context(), changes))

	again := begin()
	again.Visit(places.Home())
	assert.Equal(t, "none", step(again.Last()))
	open(again)
	assert.Equal(t, "repository acme/api", step(again.Last()), "home is no recent place, and nothing is before what was read late")
	assert.Equal(t, "repository acme/api", step(again.Back()))
	assert.Equal(t, "namespace acme/", step(again.Back()))
	assert.Equal(t, "none", step(again.Back()))
	assert.Len(t, again.Recent(), 2)

	third := begin()
	visit(third, "acme/api")
	open(third)
	assert.Equal(t, "namespace acme/", step(third.Back()), "the place in sight is not its own last")
}

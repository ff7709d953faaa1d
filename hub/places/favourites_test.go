package places_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/places"
)

func TestFavouritesAreReadWithoutAnythingBeingMade(t *testing.T) {
	folder := t.TempDir()
	store, alice := places.NewStore(folder, time.Now), places.OwnerOf("", "alice")
	none, err := store.Favourites(alice)
	require.NoError(t, err)
	assert.Empty(t, none)
	x := places.NewIndex(time.Now)
	x.Reset(alice)
	acme := places.OfNamespace("acme")
	x.ToggleFavourite(acme)
	made, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, made)
	changes, _ := x.Unsaved()
	require.NoError(t, store.Write(t.Context(), changes))
	found, err := store.Favourites(places.OwnerOf("", "Alice"))
	require.NoError(t, err)
	assert.Equal(t, []places.Place{acme}, found)
	others, err := store.Favourites(places.OwnerOf("", "bob"))
	require.NoError(t, err)
	assert.Empty(t, others)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "places.json"), []byte("{"), 0o600))
	_, err = store.Favourites(alice)
	assert.ErrorIs(t, err, places.ErrDamaged)
}

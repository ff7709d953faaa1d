package places_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/places"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// clock goes on by a minute each time it is asked.
func clock() func() time.Time {
	at := noon
	return func() time.Time {
		at = at.Add(time.Minute)
		return at
	}
}

func place(t *testing.T, s string) places.Place {
	t.Helper()
	p, ok := places.Parse(s)
	require.True(t, ok, s)
	return p
}

func written(list []places.Place) []string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.String()
	}
	return names
}

func visited(list []places.Visit) []string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = v.Place.String()
	}
	return names
}

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestAPlaceIsWrittenAndRead(t *testing.T) {
	for s, kind := range map[string]places.Kind{
		"acme/": places.Namespace, "nginx": places.Repository, "acme/api": places.Repository, "docker.io/localhost/api": places.Repository,
		"nginx:1.27": places.Tag, "acme/api:2.4-RC1": places.Tag, "nginx@" + digest: places.Tag, "acme/api:1@" + digest: places.Tag,
	} {
		p := place(t, s)
		assert.Equal(t, s, p.String())
		assert.Equal(t, kind, p.Kind(), s)
	}
	assert.Equal(t, "acme", place(t, "acme/").Copied())
	assert.Equal(t, "nginx:1", place(t, "nginx:1").Copied())
	for _, s := range []string{
		"", "/", "a b", "a/", "nginx:", "nginx:a/b", "nginx:\x1b[2J", "a:b:c", "nginx@sha256:12", "a/b/", "ä", "/x", strings.Repeat("x", 300),
		"localhost/api", "library/a/b:c", "Acme/", "acme/API", "-acme/", "nginx:-1", "ghcr.io/acme/api", "dhi/node", "nginx:$(reboot)",
	} {
		p, ok := places.Parse(s)
		assert.Equal(t, s == "a/", ok, "%q", s)
		_ = p.String()
	}
}

func FuzzAPlaceThatIsReadIsWrittenAsItWas(f *testing.F) {
	for _, s := range []string{"acme/", "nginx:1@" + digest, "library/nginx", "a/b/c:d", "library/x/y", ":", "@", "a@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, ok := places.Parse(s); ok {
			again, ok := places.Parse(p.String())
			assert.True(t, ok, s)
			assert.Equal(t, p, again)
		}
	})
}

// page is a page of tags, each with its own digest.
func page(n int) []hub.Tag {
	tags := make([]hub.Tag, n)
	for i := range tags {
		tags[i].Name = fmt.Sprintf("1.%d", i)
		tags[i].Digest, _ = hub.ParseDigest(fmt.Sprintf("sha256:%064x", uint64(i+1)<<40))
		tags[i].Images = []hub.Image{{Digest: tags[i].Digest}, {}}
	}
	return tags
}

func TestWhatIsSeenIsKnownOnce(t *testing.T) {
	b := places.NewIndex(clock())
	api := hub.RepositoryName{Namespace: "acme", Name: "api"}
	b.SeeNamespaces([]hub.Membership{{Namespace: "acme"}, {Namespace: ""}})
	b.SeeRepositories([]hub.Repository{{Name: api}, {Name: hub.RepositoryName{Namespace: "acme", Name: "b\x1b[2J"}}})
	b.SeeTags(api, page(3))
	b.SeeTags(api, append(page(3), hub.Tag{Name: "a b"}, hub.Tag{}))
	assert.Equal(t, 5, b.Known())
	assert.Equal(t, []int{1, 1, 3}, []int{b.Count(places.Namespace), b.Count(places.Repository), b.Count(places.Tag)})
	assert.True(t, b.Has(place(t, "acme/api:1.2")))
	assert.False(t, b.Has(place(t, "acme/api:1.3")))
	assert.Equal(t, []string{"acme/api@" + page(3)[1].Digest.String()}, written(b.Holding(page(3)[1].Digest, 9)))
	assert.Empty(t, b.Holding(hub.Digest{}, 9))
	b.Reset(places.Owner{})
	assert.Zero(t, b.Known(), "another account sees other things")
	assert.Empty(t, b.Holding(page(3)[1].Digest, 9))
}

func TestABookThatIsNotThereRemembersNothing(t *testing.T) {
	var b *places.Index
	b.SeeNamespaces([]hub.Membership{{Namespace: "acme"}})
	b.SeeRepositories([]hub.Repository{{Name: hub.RepositoryName{Namespace: "acme", Name: "api"}}})
	b.SeeTags(hub.RepositoryName{}, page(1))
	b.Visit(places.OfNamespace("acme"))
	b.Merge(places.Saved{})
	_, last := b.Last()
	_, back := b.Back()
	_, unsaved := b.Unsaved()
	assert.False(t, b.ToggleFavourite(places.OfNamespace("acme")) || b.IsFavourite(places.OfNamespace("acme")) || last || back || unsaved || b.Has(places.Place{}))
	assert.Zero(t, b.Known())
	assert.Empty(t, b.Favourites())
	assert.Empty(t, b.Recent())
}

func TestFavouritesThenRecentPlacesGoFirstAmongEquals(t *testing.T) {
	b := places.NewIndex(clock())
	for _, name := range []string{"api-a", "api-b", "api-c", "api-d"} {
		b.See(place(t, "acme/"+name))
	}
	b.Visit(place(t, "acme/api-d"))
	b.Visit(place(t, "acme/api-c"))
	assert.True(t, b.ToggleFavourite(place(t, "acme/api-b")))
	find := func(typed string) (names []string) {
		hits, _, err := b.Finder().Find(t.Context(), typed, 9)
		require.NoError(t, err)
		for _, h := range hits {
			names = append(names, h.Place.String())
		}
		return names
	}
	assert.Equal(t, []string{"acme/api-b", "acme/api-c", "acme/api-d", "acme/api-a"}, find("api"))
	assert.Equal(t, []string{"acme/api-b", "acme/api-c", "acme/api-d"}, find("  "))
	assert.False(t, b.ToggleFavourite(place(t, "acme/api-b")))
	assert.Equal(t, []string{"acme/api-c", "acme/api-d", "acme/api-a", "acme/api-b"}, find("api"))
}

func TestHistoryGoesBackAndForthAsInABrowser(t *testing.T) {
	b := places.NewIndex(clock())
	step := func(p places.Place, ok bool) string {
		if ok {
			b.Visit(p) // arriving changes nothing more
		}
		return p.String()
	}
	assert.Empty(t, step(b.Back()))
	assert.Empty(t, step(b.Last()))
	for _, s := range []string{"acme/", "acme/api", "nginx"} {
		b.Visit(place(t, s))
		b.Visit(place(t, s))
	}
	assert.Equal(t, "acme/api", step(b.Back()))
	assert.Equal(t, "acme/", step(b.Back()))
	assert.Empty(t, step(b.Back()))
	assert.Equal(t, "acme/api", step(b.Last()), "the last place is where one was before, whatever way led on")
	assert.Empty(t, step(b.Forward()), "going somewhere else forgets what lay ahead")
	assert.Equal(t, "acme/", step(b.Last()))
	assert.Equal(t, "acme/api", step(b.Last()))
	assert.Equal(t, []string{"acme/api", "acme/", "nginx"}, visited(b.Recent()))
	for i := range 500 {
		b.Visit(place(t, fmt.Sprintf("r%d", i)))
	}
	steps := 0
	for _, ok := b.Back(); ok; _, ok = b.Back() {
		steps++
	}
	assert.Equal(t, 199, steps, "a history has an end")
	assert.Len(t, b.Recent(), 100)
}

func TestAHundredThousandNamesTakeLessMemoryThanTheirRows(t *testing.T) {
	if testing.Short() {
		t.Skip("measures memory")
	}
	empty := live()
	rows := make([][]hub.Tag, 1000)
	for i := range rows {
		rows[i] = page(100)
	}
	held := live() - empty
	b := places.NewIndex(clock())
	for i := range rows {
		b.SeeTags(hub.RepositoryName{Namespace: "harbor-pilots", Name: fmt.Sprintf("service-%d", i)}, page(100))
	}
	names := live() - empty - held
	assert.Equal(t, 101_000, b.Known())
	t.Logf("%d bytes for each name, %d for its row", names/100_000, held/100_000)
	assert.Less(t, 2*names, held, "its digests are in it")
	runtime.KeepAlive(rows)
}

// live is the memory that is in use, in bytes: what is left by two collections, for the first
// empties the pools.
func live() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkSeeAPage(b *testing.B) {
	names, tags := places.NewIndex(clock()), page(100)
	for i := 0; b.Loop(); i++ {
		names.SeeTags(hub.RepositoryName{Namespace: "acme", Name: fmt.Sprintf("api-%d", i%3000)}, tags)
	}
}

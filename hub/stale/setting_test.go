package stale_test

import (
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/stale"
)

var (
	amd64   = hub.NewPlatform("linux", "amd64", "", "")
	arm64   = hub.NewPlatform("linux", "arm64", "", "")
	unknown = hub.Platform{}
	now     = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	api     = hub.RepositoryName{Namespace: "acme", Name: "api"}
)

// digest makes one from a word; "" is the unknown digest.
func digest(word string) hub.Digest {
	if word == "" {
		return hub.Digest{}
	}
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(word))))
	if err != nil {
		panic(err)
	}
	return d
}

func days(n int) hub.Timestamp { return hub.TimestampOf(now.AddDate(0, 0, -n)) }

func on(p hub.Platform, word string, size int64) hub.Image {
	return hub.Image{Platform: p, Digest: digest(word), Size: size}
}

// image is a row of one platform, of ten bytes, pushed and pulled so many days ago.
func image(name, word string, pushed, pulled int) hub.RepositoryTag {
	t := hub.Tag{
		Name: name, Digest: digest(word), Images: []hub.Image{on(amd64, word, 10)},
		Pushed: days(pushed), Updated: days(pushed), Pulled: days(pulled),
	}
	return hub.RepositoryTag{Repository: api, Tag: t}
}

// index is a row of several platforms.
func index(name, word string, pushed, pulled int, images ...hub.Image) hub.RepositoryTag {
	row := image(name, word, pushed, pulled)
	row.Images = images
	return row
}

// bare is a manifest without a tag.
func bare(word string, pushed int) hub.RepositoryTag {
	return hub.RepositoryTag{Repository: api, Tag: hub.Tag{Digest: digest(word), Pushed: days(pushed)}}
}

func signature(word, of string) hub.RepositoryTag {
	return image(signatureOf(of), word, 1, 1)
}

func signatureOf(word string) string {
	return fmt.Sprintf("sha256-%s.sig", digest(word).String()[len("sha256:"):])
}

func mutable() stale.Locks { return stale.LocksOf(hub.ImmutableTags{}) }

func locked(rules ...string) stale.Locks {
	return stale.LocksOf(hub.ImmutableTags{Enabled: true, Rules: rules})
}

type rows []hub.RepositoryTag

func (r rows) Len() int                     { return len(r) }
func (r rows) Row(n int) *hub.RepositoryTag { return &r[n] }

func (r rows) Brief(n int, _ *hub.RepositoryTag) *hub.RepositoryTag { return &r[n] }

func read(t *testing.T, w stale.Wanted) stale.Rules {
	t.Helper()
	r, err := w.Read(now)
	require.NoError(t, err)
	return r
}

// told is what becomes of each row, by its name, as in "goes: pushed 100 days ago".
func told(t *testing.T, w stale.Wanted, locks stale.Locks, all ...hub.RepositoryTag) map[string]string {
	t.Helper()
	rules := read(t, w)
	plan := rules.Draft(rows(all), true).Plan(locks)
	return words(plan, all)
}

func words(plan *stale.Plan, all rows) map[string]string {
	said := map[string]string{}
	for n := range all {
		name := all[n].Name
		if name == "" {
			name = all[n].Digest.Short()
		}
		what := "stays"
		if plan.Goes(n) {
			what = "goes"
		}
		said[name] = what + ": " + plan.Reason(n)
	}
	return said
}

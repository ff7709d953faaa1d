package query

import (
	"errors"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/compact"
)

// Tags is the schema of a repository's tags.
func Tags() Schema[hub.Tag] {
	return Schema[hub.Tag]{
		Name:    func(t *hub.Tag) string { return t.Name },
		Letters: isNameLetter,
		Fields:  tagFields(),
		Orders:  tagOrders(),
		Keep:    func() Keeper[hub.Tag] { return new(compact.Tags) },
		Groups: []func() func(*hub.Tag) uint32{
			groupByPlatforms,
			GroupBy(func(t *hub.Tag) hub.Symbol { return t.UpdatedBy }),
			GroupBy(func(t *hub.Tag) hub.Symbol { return t.Status }),
		},
	}
}

func tagFields() []Field[hub.Tag] {
	return []Field[hub.Tag]{
		grouped(
			Architecture("a platform's architecture, with or without its variant", eachPlatform),
			1,
		),
		grouped(OperatingSystem("built for this operating system", eachPlatform), 1),
		{
			Name: "size", Kind: Size, Help: "compressed bytes of one platform",
			Examples: []string{"size:<100MB", "size:>1.5GiB"}, Number: tagSize,
		},
		{
			Name: "pushed", Kind: Age, Help: "how long ago it was pushed",
			Examples: []string{"pushed:<7d", "pushed:>1y"}, Number: tagPushed,
		},
		{
			Name: "pulled", Kind: Age,
			Help:     "how long ago it was last pulled, as far as the Hub says",
			Examples: []string{"pulled:>90d"},
			Number:   func(t *hub.Tag) (int64, bool) { return int64(t.Pulled), !t.Pulled.IsZero() },
		},
		{
			Name: "digest", Kind: Digest,
			Help:     "the digest of the index or of one of its platforms starts so",
			Examples: []string{"digest:sha256:ab", "digest:ab12"}, Values: []string{"sha256:"},
			Digests: eachDigest,
		},
		{
			Name: "by", Kind: Text, Help: "who pushed it last",
			Examples: []string{"by:alice"}, Read: userName,
			Strings: func(
				t *hub.Tag, match func(string) bool,
			) bool {
				return match(t.UpdatedBy.String())
			}, Group: 2,
		},
		{
			Name: "status", Kind: Words, Help: "active or inactive",
			Examples: []string{"status:inactive"}, Values: []string{"active", "inactive"},
			Closed: true,
			Strings: func(
				t *hub.Tag, match func(string) bool,
			) bool {
				return match(t.Status.String())
			}, Group: 3,
		},
	}
}

func tagOrders() []Order[hub.Tag] {
	name := func(t *hub.Tag) string { return t.Name }
	return []Order[hub.Tag]{
		{
			Letter: 'n', Name: "newest", Help: "last pushed first", Descending: true,
			Number: tagPushed,
		},
		{Letter: 'o', Name: "oldest", Help: "last pushed last", Number: tagPushed},
		{Letter: 'a', Name: "name", Help: "from a to z", Text: name, Key: Fold},
		{
			Letter: 'v', Name: "version", Help: "highest version first, words after the versions",
			Descending: true, Text: name, Key: VersionKey,
		},
		{Letter: 's', Name: "size", Help: "largest first", Descending: true, Number: tagSize},
		{
			Letter: 'p', Name: "pulled", Help: "last pulled first", Descending: true,
			Number: func(t *hub.Tag) (int64, bool) { return int64(t.Pulled), !t.Pulled.IsZero() },
		},
	}
}

func tagSize(t *hub.Tag) (int64, bool) { return t.FullSize, t.FullSize > 0 }

// tagPushed falls back on the update, because the Hub leaves the push empty on old tags.
func tagPushed(t *hub.Tag) (int64, bool) {
	if !t.Pushed.IsZero() {
		return int64(t.Pushed), true
	}
	return int64(t.Updated), !t.Updated.IsZero()
}

func eachPlatform(t *hub.Tag, match func(hub.Platform) bool) bool {
	return slices.ContainsFunc(t.Images, func(i hub.Image) bool { return match(i.Platform) })
}

func grouped[T any](f Field[T], group int) Field[T] {
	f.Group = group
	return f
}

func eachDigest(t *hub.Tag, match func(hub.Digest) bool) bool {
	if match(t.Digest) {
		return true
	}
	for i := range t.Images {
		if match(t.Images[i].Digest) {
			return true
		}
	}
	return false
}

// groupByPlatforms numbers tags by their platforms in the order of their images: a repository's
// tags are built for a handful of different sets, so a filter decides each set once.
func groupByPlatforms() func(*hub.Tag) uint32 {
	type step struct {
		before   uint32
		platform hub.Platform
	}
	known := map[step]uint32{}
	return func(t *hub.Tag) uint32 {
		group := uint32(0)
		for i := range t.Images {
			s := step{group, t.Images[i].Platform}
			next, ok := known[s]
			if !ok {
				next = uint32(len(known) + 1)
				known[s] = next
			}
			group = next
		}
		return group
	}
}

// GroupBy numbers rows by a key of theirs, as a schema's Groups do.
func GroupBy[T any, K comparable](key func(*T) K) func() func(*T) uint32 {
	return func() func(*T) uint32 {
		known := map[K]uint32{}
		return func(row *T) uint32 {
			k := key(row)
			group, ok := known[k]
			if !ok {
				group = uint32(len(known))
				known[k] = group
			}
			return group
		}
	}
}

// userName is a part of a name, as people write it: @alice. No user is called by what no name can
// be written with.
func userName(word string) (string, error) {
	word = strings.TrimPrefix(word, "@")
	if word == "" || strings.ContainsFunc(word, func(r rune) bool { return !isNameLetter(r) }) {
		return "", errors.New("expected a part of a user's name, as in by:alice")
	}
	return word, nil
}

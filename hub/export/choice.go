package export

import (
	"slices"
	"sync"
	"time"

	"tagboat/hub"
	"tagboat/hub/query"
)

// choice is a filter that was understood, over the rows of lists.
type choice[T any] struct {
	fits   func(of hub.RepositoryName, row *T) bool
	isAll  bool
	fields []string // that it asks for
}

// chooser reads a filter; ages are measured from now.
type chooser[T any] func(text string, now time.Time) (choice[T], error)

func chooserOf[T any](schema query.Schema[T]) chooser[T] {
	return func(text string, now time.Time) (choice[T], error) {
		f, err := ParseFilter(schema, text, now)
		return choice[T]{
			fits:  func(_ hub.RepositoryName, row *T) bool { return f.Match(row) },
			isAll: f.IsZero(), fields: fieldsOf(schema, f),
		}, err
	}
}

// chooseTags reads a filter of tags, which may ask for their repository.
func chooseTags(text string, now time.Time) (choice[hub.Tag], error) {
	schema := query.NamespaceTags()
	f, err := ParseFilter(schema, text, now)
	fields := fieldsOf(schema, f)
	switch {
	case err != nil:
		return choice[hub.Tag]{}, err
	case slices.Contains(fields, "untagged"):
		return choice[hub.Tag]{}, &UsageError{
			"untagged: tags are read here, not the manifests without one; tagboat stale --untagged judges those"}
	case !slices.Contains(fields, "repo"):
		return chooserOf(query.Tags())(text, now)
	}
	rooms := sync.Pool{New: func() any { return new(hub.RepositoryTag) }}
	fits := func(of hub.RepositoryName, row *hub.Tag) bool {
		room, _ := rooms.Get().(*hub.RepositoryTag)
		defer rooms.Put(room)
		room.Repository, room.Tag = of, *row
		return f.Match(room)
	}
	return choice[hub.Tag]{fits: fits, fields: fields}, nil
}

func fieldsOf[T any](schema query.Schema[T], f query.Filter[T]) (names []string) {
	for _, t := range f.FieldTerms() {
		names = append(names, schema.Fields[t.Field].Name)
	}
	return names
}

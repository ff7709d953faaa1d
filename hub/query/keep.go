package query

import "tagboat/hub/compact"

// Keeper holds rows by their numbers, from 0.
type Keeper[T any] interface {
	Len() int
	Append(row *T)
	Set(number int, row *T)
	// Row is a row, not to be changed.
	Row(number int) *T
	// Brief is a row in room that the caller lends, good until the room is used again. Names,
	// numbers and words are in it; lists and digests may be left out: Name, Orders, and Fields
	// that have no group and are not about digests, do without.
	Brief(number int, room *T) *T
}

// Keeper makes an empty one.
func (s Schema[T]) Keeper() Keeper[T] {
	if s.Keep != nil {
		return s.Keep()
	}
	return new(compact.Chunks[T])
}

// Package garbage keeps a program with much in memory from taking twice that: by itself, Go
// collects when there is as much garbage as there is in use.
package garbage

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Bound has the program take so many bytes beside what is in use, or a sixteenth of that if it is
// more: garbage, stacks, and what the system has not got back. After each collection it looks how
// much is in use, and between them it costs nothing. What holds no pointers, as the tags of
// hub/compact, is nearly free to collect around, however often.
func Bound(room int64) { runtime.SetFinalizer(&sentinel{room: room}, (*sentinel).collected) }

// sentinel is garbage at every collection, and comes back.
type sentinel struct {
	room int64
	_    *byte // what is tiny and without pointers may never be found to be garbage
}

func (s *sentinel) collected() {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	debug.SetMemoryLimit(limit(s.room, int64(sample[0].Value.Uint64())))
	runtime.SetFinalizer(s, (*sentinel).collected)
}

func limit(room, live int64) int64 { return live + max(room, live/16) }

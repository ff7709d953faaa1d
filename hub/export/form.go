package export

import (
	"strconv"
	"strings"
)

// Form is how rows are written: the formats and their words are the caller's.
type Form[R any] struct {
	Sheet[R]

	// Format and Columns are how the person asked for it. A journal belongs to one of each, and to
	// lines: with Resume the sheet has no foot.
	Format, Columns string
	// NamesOnly says that references or names are written and nothing else, so that the registry's
	// list, which has names alone, serves as well.
	NamesOnly bool
	// Platforms says that the platforms of a tag are written: rows that wait for their order keep
	// them.
	Platforms bool
	// Moving says that something is written that moves without a push, such as when a tag was last
	// pulled: then no list is known by its newest rows.
	Moving bool
}

// Sheet turns rows into text. It is asked by one goroutine at a time.
type Sheet[R any] interface {
	Head(dst []byte) []byte // appends what stands before the first row
	// Append appends whole lines. What is left of dst after an error is written, and nothing more.
	Append(dst []byte, rows []R) ([]byte, error)
	Foot(dst []byte) []byte // appends what stands after the last row, also where rows are missing
}

// command names everything that decides what is written: a journal belongs to one of these.
func (f Form[R]) command(verb string, q Request) string {
	parts := []string{verb}
	add := func(flag, value string) {
		if value != "" {
			parts = append(parts, flag+"="+strconv.Quote(value))
		}
	}
	yes := func(flag string, on bool) {
		if on {
			parts = append(parts, flag)
		}
	}
	for _, t := range q.Targets {
		parts = append(parts, strconv.Quote(t))
	}
	add("--format", f.Format)
	add("--columns", f.Columns)
	add("--filter", q.Filter)
	add("--sort", q.Sort)
	add("--platform", q.Platform)
	yes("--digests", q.Digests)
	yes("--full", q.Full)
	return strings.Join(parts, " ")
}

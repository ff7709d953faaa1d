package paging

import "time"

// Route is the way a page came.
type Route uint8

// The routes: the Hub's API, the registry's list of tag names, the index, which is an older search
// on a host of its own, and the Hub's older search, which tells as little.
const (
	HubRoute Route = iota
	RegistryRoute
	IndexRoute
	OlderRoute
)

func (r Route) String() string {
	switch r {
	case RegistryRoute:
		return "the registry"
	case IndexRoute:
		return "the index"
	case OlderRoute:
		return "the Hub's older search"
	default:
		return "the Hub"
	}
}

// Page is one page of a listing.
type Page[T any] struct {
	Number    int // from 1
	Rows      []T
	Count     int  // the server's total over all pages; -1 unknown
	Last      bool // the server names no page after this one
	Route     Route
	Answered  time.Time // by the server's clock; zero: it did not tell
	Malformed int       // rows that could not be read and are left out
	Repair    bool      // rows found when pages were read a second time
	About     any       // what a whole answer tells beside its rows, see SliceAbout; nil otherwise
	// why this page could not be had; it has no rows then, and the list goes on behind it
	Hole error
}

// Sent is how many rows the server sent, those included that could not be read.
func (p Page[T]) Sent() int { return len(p.Rows) + p.Malformed }

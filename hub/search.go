package hub

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"tagboat/hub/name"
)

// Badge says who vouches for a public repository.
type Badge uint8

// The badges. UnknownBadge is that of a row whose route does not tell, and in a query any badge.
const (
	UnknownBadge Badge = iota
	Community
	Official
	VerifiedPublisher
	SponsoredOpenSource
	HardenedImage // of Docker's own, on dhi.io and not on Docker Hub
)

// badges are the Hub's words (Hub API notes, "v4").
var badges = map[Badge]string{
	Community: "none", Official: "official", VerifiedPublisher: "verified_publisher", SponsoredOpenSource: "open_source",
	HardenedImage: "dhi",
}

// String is the badge in words for a person; empty for UnknownBadge.
func (b Badge) String() string {
	return [...]string{"", "community", "official", "verified publisher", "sponsored open source", "Docker Hardened Image"}[b]
}

// SearchResult is a public repository that was found. What the route does not tell is zero, or -1 where zero means something.
type SearchResult struct {
	Name             RepositoryName
	Description      string // short; foreign text
	Badge            Badge
	Stars            int64 // -1 unknown
	Pulls            int64 // -1 unknown
	PullsText        Word  // a bucket such as "1B+"; empty unknown
	Updated          Timestamp
	Type             Word // "image", "plugin", "extension", "model"
	Architectures    []string
	OperatingSystems []string
	Archived         bool
}

// Elsewhere is why a result has no page and no tags here, or nil: search finds Docker Hardened Images
// among the rest, which are not on Docker Hub (Hub API notes, "Facts added in November 2026").
func (r *SearchResult) Elsewhere() error {
	if !r.Name.IsHardened() {
		return nil
	}
	return &name.HardenedError{Image: r.Name.Name}
}

// SearchSort is an order that the Hub sorts the results of a search by.
type SearchSort uint8

// The orders of a search; pulls and updates have the most and the newest first.
const (
	ByMatch SearchSort = iota
	ByPulls
	ByUpdated
)

// String is the order in words for a person.
func (s SearchSort) String() string {
	return [...]string{"best match first", "most pulled first", "last updated first"}[s]
}

// SearchQuery says what to look for among public repositories. Empty fields narrow nothing.
type SearchQuery struct {
	Text         string // words; at most 255 bytes
	Sort         SearchSort
	Badge        Badge
	Type         string // "image", "plugin", "extension" or "model"
	Architecture string // "amd64", "arm64"
	OS           string // "linux", "windows"
}

// Narrowed reports whether more than the text decides what is found.
func (q SearchQuery) Narrowed() bool {
	return q.Badge != UnknownBadge || q.Type != "" || q.Architecture != "" || q.OS != ""
}

// Search describes the public repositories that a query finds; private ones are never among them. The Hub's search is asked first. When it is
// refused, unreadable or dead, which is to say empty for what another answers, the Hub's older search takes its place, and then, beside
// Docker's own Hub, the index; Page.Door tells so. Those tell less of each row, know one order, their own, and can not narrow: a query that is
// Narrowed never goes there.
//
// When all fail, the error is that of the first, and its cause the next *Error; when none is there, it is NoSearch. Without an account the Hub
// pages only so deep: the error is DepthCapped then. A Reader takes one page at a time when it is
// asked for some, because of a thousand results ten are looked at.
func (c *Client) Search(q SearchQuery) Listing[SearchResult] {
	q.Text = strings.TrimPrefix(strings.Join(strings.Fields(q.Text), " "), string(name.Official)+"/")
	f := &finding{client: c, query: q, op: deed("search for " + q.Text)}
	if q.Text == "" {
		f.op = "search"
	}
	return Listing[SearchResult]{client: c, op: f.op, single: true, page: f.page, key: func(r SearchResult) string { return r.Name.String() }}
}

// Primed is the same listing with page 1 at hand: whoever comes first gets it without a request, and everybody later asks again.
func (l Listing[T]) Primed(first Page[T]) Listing[T] {
	var given atomic.Bool
	ask := l.page
	l.page = func(ctx context.Context, n int, u urgency) (Page[T], error) {
		if n != 1 || given.Swap(true) {
			return ask(ctx, n, u)
		}
		page := first
		page.Rows = slices.Clone(first.Rows)
		return page, nil
	}
	return l
}

// parameters are those of the Hub's search for page n.
func (q SearchQuery) parameters(n int) url.Values {
	values := url.Values{"query": {q.Text}, "from": {strconv.Itoa((n - 1) * pageSize)}, "size": {strconv.Itoa(pageSize)}}
	for name, value := range map[string]string{
		"badges": badges[q.Badge], "type": q.Type, "architectures": q.Architecture, "operating_systems": q.OS,
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if word := [...]string{ByPulls: "pull_count", ByUpdated: "updated_at"}[q.Sort]; word != "" {
		values.Set("sort", word)
		values.Set("order", "desc")
	}
	return values
}

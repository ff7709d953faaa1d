package hub

import (
	"net/url"
	"strconv"
	"strings"

	"tagboat/hub/name"
	"tagboat/hub/paging"
	"tagboat/hub/wire"
)

type (
	// Badge says who vouches for a public repository.
	Badge = wire.Badge
	// SearchResult is a public repository that was found.
	SearchResult = wire.SearchResult
)

// The badges. UnknownBadge is that of a row whose route does not tell, and in a query any badge.
const (
	UnknownBadge        = wire.UnknownBadge
	Community           = wire.Community
	Official            = wire.Official
	VerifiedPublisher   = wire.VerifiedPublisher
	SponsoredOpenSource = wire.SponsoredOpenSource
	HardenedImage       = wire.HardenedImage
)

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

// Search describes the public repositories that a query finds; private ones are never among them.
// The Hub's search is asked first. When it is refused, unreadable or dead, which is to say empty
// for what another answers, the Hub's older search takes its place, and then, beside Docker's own
// Hub, the index; Page.Route tells so. Those tell less of each row, know one order, their own, and
// can not narrow: a query that is Narrowed never goes there.
//
// When all fail, the error is that of the first, and its cause the next *Error; when none is there,
// it is NoSearch. Without an account the Hub pages only so deep: the error is DepthCapped then. A
// Reader takes one page at a time when it is asked for some, because of a thousand results ten are
// looked at.
func (c *Client) Search(q SearchQuery) Listing[SearchResult] {
	q.Text = strings.TrimPrefix(
		strings.Join(strings.Fields(q.Text), " "), string(name.Official)+"/",
	)
	f := &finding{client: c, query: q, op: opName("search for " + q.Text)}
	if q.Text == "" {
		f.op = "search"
	}
	return paging.New(paging.Source[SearchResult]{
		Op: f.op, InFlight: c.transport.Flight(), Key: foundKey, Bind: c.bound, Single: true,
		Page: f.page,
	})
}

func foundKey(r SearchResult) string { return r.Name.String() }

// parameters are those of the Hub's search for page n.
func (q SearchQuery) parameters(n int) url.Values {
	values := url.Values{
		"query": {q.Text}, "from": {strconv.Itoa((n - 1) * pageSize)},
		"size": {strconv.Itoa(pageSize)},
	}
	for name, value := range map[string]string{
		"badges": q.Badge.Word(), "type": q.Type, "architectures": q.Architecture,
		"operating_systems": q.OS,
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

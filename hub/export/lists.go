package export

import (
	"tagboat/hub"
	"tagboat/hub/index"
)

// lists is where a run has its lists from: the Hub, with what the index knows of them, or the index
// alone.
type lists interface {
	Tags(r hub.Repository) hub.Listing[hub.Tag]
	Repositories(ns hub.Namespace) hub.Listing[hub.Repository]
	Namespaces() hub.Listing[hub.Membership]
}

// lists are those of the request; whole has every list of tags read to
// its end.
func (q *Request) lists(c *hub.Client, whole bool) lists {
	how := index.ByNewest
	switch {
	case q.Offline != nil:
		return known{q.Offline}
	case whole:
		how = index.Whole
	case q.Delta:
		how = index.ByDate
	}
	return online{q.Index, c, how}
}

type known struct{ *index.Offline }

func (k known) Tags(r hub.Repository) hub.Listing[hub.Tag] { return k.Offline.Tags(r.Name) }

type online struct {
	index  *index.Index
	client *hub.Client
	how    index.Way
}

func (o online) Tags(r hub.Repository) hub.Listing[hub.Tag] {
	return o.index.TagsOf(o.client, r, o.how)
}

func (o online) Repositories(ns hub.Namespace) hub.Listing[hub.Repository] {
	return o.index.Repositories(o.client, ns, hub.NameAscending)
}

func (o online) Namespaces() hub.Listing[hub.Membership] {
	return o.index.Namespaces(o.client)
}

package export

import (
	"tagboat/hub"
	"tagboat/hub/index"
)

// lists is where a run has its lists from: the Hub, with what the index knows of them, or the index
// alone.
type lists interface {
	Tags(r hub.RepositoryName) hub.Listing[hub.Tag]
	Repositories(ns hub.Namespace) hub.Listing[hub.Repository]
	Namespaces() hub.Listing[hub.Membership]
}

// lists are those of the request; whole has every list of tags read to its end.
func (q *Request) lists(c *hub.Client, whole bool) lists {
	if q.Offline != nil {
		return q.Offline
	}
	return online{q.Index, c, whole}
}

type online struct {
	index  *index.Index
	client *hub.Client
	whole  bool
}

func (o online) Tags(r hub.RepositoryName) hub.Listing[hub.Tag] {
	if o.whole {
		return o.index.FreshTags(o.client, r, hub.Newest)
	}
	return o.index.Tags(o.client, r)
}

func (o online) Repositories(ns hub.Namespace) hub.Listing[hub.Repository] {
	return o.index.Repositories(o.client, ns, hub.NameAscending)
}

func (o online) Namespaces() hub.Listing[hub.Membership] {
	return o.index.Namespaces(o.client)
}

package hub

import (
	"context"

	"tagboat/hub/paging"
	"tagboat/hub/wire"
)

type (
	// Repository is a row of a namespace.
	Repository = wire.Repository
	// Seen is what is known of a repository that the list of its namespace does not tell.
	Seen = wire.Seen
	// RepositoryDetail is what the Hub tells about one repository.
	RepositoryDetail = wire.RepositoryDetail
	// Permissions are the rights of whoever asks.
	Permissions = wire.Permissions
	// ImmutableTags tells which tags cannot be moved.
	ImmutableTags = wire.ImmutableTags
)

// Repositories describes the repositories of a namespace. A namespace that does not exist is an
// empty list: the Hub makes no difference.
func (c *Client) Repositories(ns Namespace, by Order) Listing[Repository] {
	key := func(r Repository) string { return r.Name.String() }
	return paging.New(listing(c, collection[Repository]{
		op: opName("list repositories of " + string(ns)), path: repositoriesPath(ns),
		order:   by.ofRepositories(),
		subject: string(ns) + "/",
		key:     key, named: key,
		changed: Repository.Changed, newest: by == Newest,
		read: func(body []byte) (wire.Page[Repository], error) {
			return wire.ReadRepositories(body, ns)
		},
	}))
}

// Repository asks for one repository.
func (c *Client) Repository(ctx context.Context, name RepositoryName) (RepositoryDetail, error) {
	q := question{op: opName("read repository " + name.Familiar()), subject: name.String()}
	read := func(body []byte) (RepositoryDetail, error) {
		return wire.ReadRepository(body, name.Namespace)
	}
	return one(ctx, c, q, read, append(repositoriesPath(name.Namespace), name.Name)...)
}

func repositoriesPath(ns Namespace) []string {
	return []string{"v2", "namespaces", string(ns), "repositories"}
}

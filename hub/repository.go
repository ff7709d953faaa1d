package hub

import "context"

// Repository is a row of a namespace.
type Repository struct {
	Name         RepositoryName
	Description  string // short; foreign text
	Private      bool
	Inactive     bool // never pushed to, or emptied
	Stars        int64
	Pulls        int64
	Updated      Timestamp
	Modified     Timestamp
	Registered   Timestamp
	Type         Word // "image", "plugin", or empty on old repositories
	ContentTypes []string
	Categories   []string
	Storage      int64 // bytes; 0 also when the Hub does not say
}

// RepositoryDetail is what the Hub tells about one repository.
type RepositoryDetail struct {
	Repository

	FullDescription string // Markdown, foreign text, at most 256 KiB kept
	Collaborators   int64
	Automated       bool
	Starred         bool
	Permissions     Permissions
	ImmutableTags   ImmutableTags
}

// Permissions are the rights of whoever asks.
type Permissions struct{ Read, Write, Admin bool }

// ImmutableTags tells which tags cannot be moved: all that match one of Rules, regular expressions.
type ImmutableTags struct {
	Enabled bool
	Rules   []string
}

// Repositories describes the repositories of a namespace. A namespace that does not exist is an empty list: the Hub makes no difference.
func (c *Client) Repositories(ns Namespace, by Order) Listing[Repository] {
	l := collection[Repository]{
		op: deed("list repositories of " + string(ns)), path: repositoriesPath(ns), order: by.ofRepositories(),
		subject: string(ns) + "/",
		row: func(s *scanner) (Repository, bool, error) {
			d, good, err := s.repository(ns, false)
			return d.Repository, good, err
		},
		names: func(rows []Repository) []string {
			seen := make([]string, len(rows), len(rows)+1)
			for i, row := range rows {
				seen[i] = row.Name.String()
			}
			return seen
		},
	}
	return Listing[Repository]{
		client: c, op: l.op, key: func(r Repository) string { return r.Name.String() },
		page: func(ctx context.Context, n int, u urgency) (Page[Repository], error) { return fetch(ctx, c, l, n, u) },
	}
}

// Repository asks for one repository.
func (c *Client) Repository(ctx context.Context, name RepositoryName) (RepositoryDetail, error) {
	q := call{op: deed("read repository " + name.Familiar()), subject: name.String()}
	row := func(s *scanner) (RepositoryDetail, bool, error) { return s.repository(name.Namespace, true) }
	return one(ctx, c, q, row, append(repositoriesPath(name.Namespace), name.Name)...)
}

func repositoriesPath(ns Namespace) []string {
	return []string{"v2", "namespaces", string(ns), "repositories"}
}

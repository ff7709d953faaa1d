package fakehub

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"
)

// A Repository is what the Hub knows of one, apart from its tags. A zero time and an empty Type are
// sent as null.
type Repository struct {
	Namespace, Name string
	Description     string // at most 100 characters on the real Hub
	README          string // Markdown
	Private         bool
	Inactive        bool   // never pushed, or emptied
	Type            string // "image", "plugin"; "" on old repositories
	Stars           int
	Pulls           int64
	Updated         time.Time
	Modified        time.Time
	Registered      time.Time
	MediaTypes      []string
	ContentTypes    []string
	Categories      []string // by their names; the slug is made from the name
	Storage         int64    // bytes
	Immutable       []string // rules of immutable tags; nil: not enabled, empty: without any
	Collaborators   int
	Badge           string // in search: "official", "verified_publisher", "open_source" or ""
	// GenerateUntagged is called once, when the manifests without a tag are first looked at; it
	// must not touch the World.
	GenerateUntagged func() []Manifest
	// Generate is called once, when the tags are first looked at; it must not touch the World,
	// which changes none of the tags that it gets. Nil: there are none, or they are made.
	Generate func() []Tag
}

type categoryJSON struct {
	Name string `json:"name"`
	Slug string `json:"slug"`
}

type repositoryJSON struct {
	Name              string         `json:"name"`
	Namespace         string         `json:"namespace"`
	RepositoryType    *string        `json:"repository_type"`
	Status            int            `json:"status"`
	StatusDescription string         `json:"status_description"`
	Description       string         `json:"description"`
	IsPrivate         bool           `json:"is_private"`
	StarCount         int            `json:"star_count"`
	PullCount         int64          `json:"pull_count"`
	LastUpdated       stamp          `json:"last_updated"`
	LastModified      stamp          `json:"last_modified"`
	DateRegistered    stamp          `json:"date_registered"`
	Affiliation       *string        `json:"affiliation"`
	MediaTypes        []string       `json:"media_types"`
	ContentTypes      []string       `json:"content_types"`
	Categories        []categoryJSON `json:"categories"`
	StorageSize       int64          `json:"storage_size"`
}

type permissionsJSON struct {
	Read  bool `json:"read"`
	Write bool `json:"write"`
	Admin bool `json:"admin"`
}

type immutableJSON struct {
	Enabled bool     `json:"enabled"`
	Rules   []string `json:"rules"`
}

type repositoryDetailJSON struct {
	repositoryJSON

	User                  string          `json:"user"`
	HubUser               string          `json:"hub_user"`
	IsAutomated           bool            `json:"is_automated"`
	CollaboratorCount     int             `json:"collaborator_count"`
	HasStarred            bool            `json:"has_starred"`
	FullDescription       string          `json:"full_description"`
	Permissions           permissionsJSON `json:"permissions"`
	ImmutableTagsSettings immutableJSON   `json:"immutable_tags_settings"`
	Source                *string         `json:"source"`
}

func (r *Repository) full() string { return r.Namespace + "/" + r.Name }

// fits reports whether a pattern such as "team-*" is the repository's name.
func (r *Repository) fits(pattern string) bool {
	fits, err := path.Match(pattern, r.Name)
	return err == nil && fits
}

func (r *Repository) wire() repositoryJSON {
	affiliation := ""
	j := repositoryJSON{
		Name: r.Name, Namespace: r.Namespace, RepositoryType: nullable(r.Type), Status: 1,
		StatusDescription: "active", Description: r.Description, IsPrivate: r.Private,
		StarCount: r.Stars, PullCount: r.Pulls, LastUpdated: micro(r.Updated),
		LastModified: micro(r.Modified), DateRegistered: micro(r.Registered),
		Affiliation: &affiliation, MediaTypes: some(r.MediaTypes),
		ContentTypes: some(r.ContentTypes), Categories: []categoryJSON{}, StorageSize: r.Storage,
	}
	if r.Inactive {
		j.Status, j.StatusDescription = 0, "inactive"
	}
	for _, name := range r.Categories {
		j.Categories = append(j.Categories, categoryJSON{Name: name, Slug: slug(name)})
	}
	return j
}

func (r *Repository) detail(write, admin bool) repositoryDetailJSON {
	d := repositoryDetailJSON{
		User: r.Namespace, HubUser: r.Namespace, repositoryJSON: r.wire(),
		CollaboratorCount: r.Collaborators, FullDescription: r.README,
		Permissions:           permissionsJSON{Read: true, Write: write, Admin: admin},
		ImmutableTagsSettings: immutableJSON{Enabled: r.Immutable != nil, Rules: some(r.Immutable)},
	}
	d.Affiliation = nil
	return d
}

// visible lists what a principal may see of a namespace, in the Hub's order: a plain value sorts
// downwards and one with a minus upwards, whatever its specification says (The Hub API notes,
// "Ordering directions").
func (w *World) visible(p *principal, namespace, ordering, name string) []*Repository {
	w.mu.Lock()
	defer w.mu.Unlock()
	var rows []*Repository
	for _, s := range w.repositories[namespace] {
		if w.sees(p, &s.Repository) && strings.Contains(s.Name, name) {
			r := s.Repository
			rows = append(rows, &r)
		}
	}
	field, up := strings.CutPrefix(cmp.Or(ordering, "last_updated"), "-")
	slices.SortFunc(rows, func(a, b *Repository) int {
		order := 0
		switch field {
		case "last_updated":
			order = b.Updated.Compare(a.Updated)
		case "pull_count":
			order = cmp.Compare(b.Pulls, a.Pulls)
		}
		order = cmp.Or(order, cmp.Compare(b.Name, a.Name))
		if up {
			return -order
		}
		return order
	})
	return rows
}

var orderings = []string{
	"name", "-name", "last_updated", "-last_updated", "pull_count", "-pull_count",
}

func (x *exchange) repositories() {
	query := x.r.URL.Query()
	ordering := query.Get("ordering")
	if ordering != "" && !slices.Contains(orderings, ordering) {
		x.json(400, map[string]any{
			"fields": map[string][]string{"ordering": {
				"Invalid ordering value. Must be one of: " + strings.Join(orderings, ", "),
			}},
			"text": "Invalid ordering value",
		})
		return
	}
	rows := x.hub.world.visible(x.principal, x.value["ns"], ordering, query.Get("name"))
	servePage(x, rows, x.hub.options.RepositoryDepth, func(r *Repository) any { return r.wire() })
}

func (x *exchange) repository() {
	if d := x.hub.world.repositoryDetail(x.principal, x.value["ns"]+"/"+x.value["repo"]); d != nil {
		x.json(200, d)
		return
	}
	x.errorObject(404, "object not found", nil)
}

// repositoryDetail returns nil for what is not there and for what may not be seen: the Hub tells
// nobody which.
func (w *World) repositoryDetail(p *principal, name string) *repositoryDetailJSON {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.repo(name)
	if s == nil || !w.sees(p, &s.Repository) {
		return nil
	}
	write, admin := w.rights(p, s.Namespace)
	d := s.detail(write, admin)
	return &d
}

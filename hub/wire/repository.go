package wire

import "tagboat/hub/name"

// Repository is a row of a namespace.
type Repository struct {
	Name         name.Repository
	Description  string // short; foreign text
	Private      bool
	Inactive     bool // never pushed to, or emptied
	Stars        int64
	Pulls        int64
	Updated      Timestamp
	Modified     Timestamp
	Registered   Timestamp
	Type         Symbol // "image", "plugin", or empty on old repositories
	ContentTypes []string
	Categories   []string
	Storage      int64 // bytes; 0 also when the Hub does not say
	// PullsPerDay is of what was seen of it before, nil where that does not tell: the Hub never
	// does.
	PullsPerDay *float64
	// Seen is what was seen of its tags and of its page, of which the list tells nothing.
	Seen Seen
}

// Changed is the last push, and before the first one the day of registration. Nothing is known to
// move a repository within its namespace without one of these; what the Hub tells of another change
// counts as well. Zero is unknown.
func (r Repository) Changed() Timestamp {
	if r.Updated.IsZero() && r.Registered.IsZero() {
		return 0
	}
	return max(r.Updated, r.Registered, r.Modified)
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
	// Untold says that the Hub said nothing of it.
	Untold bool
}

// repositoryRow is a row of a list, or the detail object, which has the same fields and more.
type repositoryRow struct {
	Name        Name `json:"name"`
	Namespace   Name `json:"namespace"`
	Description Long `json:"description"`
	Private     Flag `json:"is_private"`
	// 0 is never pushed or emptied, 1 is active; absent says nothing
	Status       Number    `json:"status"`
	Stars        Number    `json:"star_count"`
	Pulls        Number    `json:"pull_count"`
	Storage      Number    `json:"storage_size"`
	Updated      Timestamp `json:"last_updated"`
	Modified     Timestamp `json:"last_modified"`
	Registered   Timestamp `json:"date_registered"`
	Type         word      `json:"repository_type"`
	ContentTypes Texts     `json:"content_types"`
	Categories   labels    `json:"categories"` // of a name, which is for people, and a slug
}

func (*repositoryRow) begin(*words) {}

func (r *repositoryRow) value(w *words) (Repository, bool) {
	if !name.IsPath([]byte(r.Name)) {
		return Repository{}, false
	}
	v := Repository{
		Name: name.Repository{Name: string(r.Name)}, Description: string(r.Description),
		Private:  bool(r.Private),
		Inactive: r.Status.Known && r.Status.N == 0, Stars: r.Stars.Amount(),
		Pulls: r.Pulls.Amount(), Storage: r.Storage.Amount(),
		Updated: r.Updated, Modified: r.Modified, Registered: r.Registered,
		Type: w.symbol(&r.Type), ContentTypes: r.ContentTypes, Categories: namesOf(r.Categories),
	}
	if name.IsPath([]byte(r.Namespace)) {
		v.Name.Namespace = name.Namespace(r.Namespace)
	}
	return v, true
}

type repositoryDetail struct {
	repositoryRow

	FullDescription Readme `json:"full_description"`
	Collaborators   Number `json:"collaborator_count"`
	Automated       Flag   `json:"is_automated"`
	Starred         Flag   `json:"has_starred"`
	Permissions     Object[struct {
		Read  Flag `json:"read"`
		Write Flag `json:"write"`
		Admin Flag `json:"admin"`
	}] `json:"permissions"`
	ImmutableTags Object[struct {
		Enabled Flag  `json:"enabled"`
		Rules   Texts `json:"rules"`
	}] `json:"immutable_tags_settings"`
}

func (r *repositoryDetail) value(w *words) (RepositoryDetail, bool) {
	row, good := r.repositoryRow.value(w)
	rights, immutable := r.Permissions.Value, r.ImmutableTags.Value
	return RepositoryDetail{
		Repository: row, FullDescription: string(r.FullDescription),
		Collaborators: r.Collaborators.Amount(),
		Automated:     bool(r.Automated), Starred: bool(r.Starred),
		Permissions: Permissions{bool(rights.Read), bool(rights.Write), bool(rights.Admin)},
		ImmutableTags: ImmutableTags{
			Enabled: bool(immutable.Enabled), Rules: immutable.Rules,
			Untold: !r.ImmutableTags.Present,
		},
	}, good
}

// ReadRepositories reads a page of the repositories of a namespace, which rows that name none, or
// none that can be, have.
func ReadRepositories(body []byte, of name.Namespace) (Page[Repository], error) {
	page, err := readPage(body, byCount[Repository, repositoryRow])
	for i := range page.Rows {
		belong(&page.Rows[i], of)
	}
	return page, err
}

// ReadRepository reads one repository of a namespace.
func ReadRepository(body []byte, of name.Namespace) (RepositoryDetail, error) {
	d, err := readOne[RepositoryDetail, repositoryDetail](body)
	belong(&d.Repository, of)
	return d, err
}

func belong(r *Repository, to name.Namespace) {
	if r.Name.Namespace == "" {
		r.Name.Namespace = to
	}
}

package wire

import "tagboat/hub/name"

// RepositoryTag is a tag with the repository that it is in: a row where those of several
// repositories stand in one list. One without a name is a manifest that no tag points at.
type RepositoryTag struct {
	Repository name.Repository
	Tag
}

// IsUntagged reports whether no tag points at it: all that is known of it is its digest, and when
// it was pushed.
func (t *RepositoryTag) IsUntagged() bool { return t.Name == "" }

// Reference is what docker pulls.
func (t *RepositoryTag) Reference() name.Reference {
	if t.IsUntagged() {
		return name.Reference{Repository: t.Repository, Digest: t.Digest}
	}
	return name.Reference{Repository: t.Repository, Tag: t.Name}
}

// Key is what makes a row the same row: "acme/api:1.0", or "acme/api@sha256:…".
func (t *RepositoryTag) Key() string { return t.Reference().String() }

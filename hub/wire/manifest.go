package wire

import (
	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/errs"
	"tagboat/hub/name"
)

// maxCursor bounds the place in a list from which it goes on; none was seen that comes near it.
const maxCursor = 4 << 10

var (
	errNoManifests = errs.NewCause(
		"the answer holds no list of manifests",
		"the answer is not the list of manifests that was asked for",
		"Tags are listed all the same. A proxy may be changing the answers, or this Hub may have no list of manifests.",
	)
	errNoCursor = errs.NewCause(
		"the answer goes on from a place that cannot be read",
		"it goes on from a place that is written in a way that is not understood", errs.CheckProxy,
	)
)

// Manifest is what lies in a repository under a digest, with the tags that point at it (Hub API
// notes, "Facts added in November 2026"). How large it is the Hub was not seen to tell. One without
// a tag may still be a platform of another that has one.
type Manifest struct {
	Digest name.Digest
	Tags   []string // none: no tag points at it
	Pushed Timestamp
}

// IsUntagged reports whether no tag points at it.
func (m *Manifest) IsUntagged() bool { return len(m.Tags) == 0 }

// manifestRow is a manifest as the Hub writes it.
type manifestRow struct {
	Digest Digest    `json:"manifest_digest"`
	Tags   TagNames  `json:"tags"`
	Pushed Timestamp `json:"last_pushed"`
}

func (*manifestRow) begin(*words) {}

// value is good where the manifest has a digest, and where its tags are known: what cannot be read
// is never taken for one without any.
func (r *manifestRow) value(*words) (Manifest, bool) {
	known := r.Tags.Listed && (len(r.Tags.Names) > 0 || r.Tags.Malformed == 0)
	return Manifest{Digest: r.Digest.Value, Tags: r.Tags.Names, Pushed: r.Pushed},
		known && !r.Digest.Value.IsZero()
}

// cursor is the place from which a list goes on; empty is its end. One that cannot be read is not
// the end.
type cursor struct {
	text   string
	spoilt bool
}

// UnmarshalJSONFrom takes null for the end.
func (c *cursor) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*c = cursor{}
	kind := dec.PeekKind()
	b, err := stringOf(dec, maxCursor)
	c.text, c.spoilt = string(b), kind != '"' && kind != 'n' || len(b) > maxCursor
	return err
}

// ReadManifests reads a page of the manifests of a repository. Nothing counts them; Next is the
// cursor of the page that follows.
func ReadManifests(body []byte) (Page[Manifest], error) {
	var answer Object[struct {
		Manifests rows[Manifest, manifestRow, *manifestRow] `json:"manifests"`
		Next      cursor                                    `json:"last_evaluated_key"`
	}]
	if err := Decode(body, &answer); err != nil {
		return Page[Manifest]{Count: -1}, err
	}
	list, next := answer.Value.Manifests, answer.Value.Next
	page := Page[Manifest]{
		Count: -1, Next: next.text, Rows: list.values, Malformed: list.malformed,
	}
	switch {
	case !list.listed:
		return page, errNoManifests
	case next.spoilt:
		return page, errNoCursor
	}
	return page, nil
}

package timeline

import (
	"time"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/hub/index/past"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// long is how long nobody looks for that to be a row of its own.
const long = 2 * 24 * time.Hour

type kind uint8

const (
	image  kind = iota // the tag was one
	absent             // it was not there
	unseen             // nobody looked
)

// row is a time in which a tag was something, or nobody looked.
type row struct {
	kind    kind
	number  int // the newest first
	digest  hub.Digest
	version string   // the most specific name that the image had then; "": no version
	names   []string // the other tags that were it then
	past.Gap
	change past.Gap // in which it became something else; zero: none was seen
	isLast bool     // it is so, as far as anybody saw
}

// rowsOf are the times of a history, with those in which nobody looked between them.
func rowsOf(tag string, held []past.Held) (all []row) {
	add := func(r row) {
		r.number = len(all)
		all = append(all, r)
	}
	for i, h := range held {
		if g := h.Unseen(); g.Length() >= long {
			add(row{kind: unseen, Gap: g})
		}
		r := row{
			digest: h.Digest, version: h.Version(tag), names: h.Names,
			Gap: past.Gap{From: h.First, To: h.Last}, change: h.Unseen(), isLast: i == 0,
		}
		if h.Digest.IsZero() {
			r.kind, r.version = absent, ""
		}
		if h.Gap.Length() < long {
			add(r)
			continue
		}
		before := r
		r.From, before.To = h.Gap.To, h.Gap.From
		before.change, before.isLast = past.Gap{}, false
		add(r)
		add(row{kind: unseen, Gap: h.Gap})
		add(before)
	}
	return all
}

// subject is the image of a row for the forms in which it can be copied.
func (r *row) subject(of hub.Reference) forms.Subject {
	return forms.Subject{
		Repository: of.Repository, Tag: hub.Tag{Name: of.Tag, Digest: r.digest}, Now: r.version,
		Past: true,
	}
}

// pinned is the reference that names the image for good; "" where there is none.
func (r *row) pinned(of hub.Reference) string {
	if r.digest.IsZero() {
		return ""
	}
	pinned, _ := forms.Text(r.subject(of), forms.PinnedNow)
	return pinned
}

// Pinned is the reference of what a tag was; "" where it was not there.
func Pinned(of hub.Reference, h past.Held) string {
	r := row{digest: h.Digest, version: h.Version(of.Tag)}
	return r.pinned(of)
}

// was says in a word or a version what the tag was.
func (r *row) was() string {
	switch {
	case r.kind == unseen:
		return "not looked at"
	case r.kind == absent:
		return "not there"
	case r.version == "":
		return text.Unknown
	}
	return r.version
}

// listName is what a person calls the list where it is set.
const listName = "history"

// Settable are the words in which the list is set.
func Settable() config.ListNames {
	return listing.Settable(listName, (&Timeline{}).columns(), schema())
}

func (t *Timeline) columns() listing.Columns[row] {
	return listing.Columns[row]{
		{
			Name: "was", Title: "WAS", Spoken: "%s", Foreign: true, Orders: []string{"newest", "oldest"},
			Least: 14, Enough: 18, Most: 32, Cell: was,
		},
		{Name: "seen", Title: "FROM – TO", Spoken: "%s", Rank: 1, Least: 20, Enough: 25, Cell: seen},
		{Name: "digest", Title: "DIGEST", Rank: 2, Least: 12, Cell: digest},
		{Name: "changed", Title: "CHANGED", Spoken: "%s", Rank: 3, Least: 20, Enough: 25, Cell: changed},
		{Name: "registry", Title: "REGISTRY", Spoken: "%s", Rank: 4, Spare: true, Least: 8, Cell: t.registry},
	}
}

func was(r *row, _ listing.Place) (string, theme.Role) {
	if r.kind != image || r.version == "" {
		return r.was(), theme.Dim
	}
	return r.was(), theme.Plain
}

func seen(r *row, at listing.Place) (string, theme.Role) {
	role := theme.Plain
	if r.kind == unseen {
		role = theme.Dim
	}
	return at.Period(r.From, r.To), role
}

func digest(r *row, _ listing.Place) (string, theme.Role) {
	if r.digest.IsZero() {
		return "", theme.Dim
	}
	return r.digest.Short(), theme.Dim
}

func changed(r *row, at listing.Place) (string, theme.Role) {
	switch {
	case r.isLast:
		return "no, " + at.Clock.AsOf(r.To, at.Now), theme.Dim
	case r.change.To.IsZero():
		return "", theme.Dim
	}
	return at.Period(r.change.From, r.change.To), theme.Dim
}

func (t *Timeline) registry(r *row, _ listing.Place) (string, theme.Role) {
	switch t.there[r.digest] {
	case isThere:
		return "there", theme.Good
	case isGone:
		return "gone", theme.Bad
	}
	return "", theme.Dim
}

func schema() query.Schema[row] {
	number := func(r *row) (int64, bool) { return int64(r.number), true }
	return query.Schema[row]{
		Name: (*row).was,
		Fields: []query.Field[row]{{
			Name: "digest", Kind: query.Digest, Help: "the digest starts so",
			Examples: []string{"digest:sha256:ab"}, Values: []string{"sha256:"},
			Digests: func(r *row, match func(hub.Digest) bool) bool { return match(r.digest) },
		}},
		Orders: []query.Order[row]{
			{Letter: 'n', Name: "newest", Help: "what it was last, first", Number: number},
			{Letter: 'o', Name: "oldest", Help: "what it was first, first", Number: number, Descending: true},
		},
	}
}

package table

import (
	"encoding/json"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/name"
)

// Kind is how rows of one kind are stored and read.
type Kind[T any] struct {
	Table string
	// Columns are what Read takes, by their numbers.
	Columns string
	Order   string
	Write   func(w *Words, at Place, row *T) error
	Read    func(w *Words, s *sqlite3.Stmt) (T, error)
}

// Place is where a row is written, and when.
type Place struct{ List, Reading, Now int64 }

const keep = ` on conflict (list, name) do update set
	(size, updated, pushed, pulled, platforms, hub_id, updated_by, status, media_type, content_type,
		reading, gone, born, since, digest) =
	(excluded.size, excluded.updated, excluded.pushed, excluded.pulled, excluded.platforms,
		excluded.hub_id, excluded.updated_by, excluded.status, excluded.media_type,
		excluded.content_type, excluded.reading, null, iif(gone is null, born, excluded.born),
		iif(digest is excluded.digest and gone is null, since, excluded.since), excluded.digest)
	where excluded.reading >= reading`

// Tags are the tags of a repository.
var Tags = Kind[hub.Tag]{
	Table: "tag",
	Columns: "name, digest, size, updated, pushed, pulled, platforms, hub_id, updated_by, status," +
		" media_type, content_type",
	Order: "updated desc",
	Write: writeTag, Read: readTag,
}

// TagColumns is how many columns Tags.Read takes: what is asked for beside them follows.
const TagColumns = 12

func writeTag(w *Words, at Place, t *hub.Tag) (err error) {
	var traits [4]any
	for i, word := range []hub.Symbol{t.UpdatedBy, t.Status, t.MediaType, t.ContentType} {
		if traits[i], err = w.number(word); err != nil {
			return err
		}
	}
	platforms, err := w.appendPlatforms(w.room[:0], t)
	if err != nil {
		return err
	}
	w.room = platforms
	if len(platforms) == 0 {
		platforms = nil
	}
	return w.conn.Exec("insert into tag (list, name, digest, size, updated, pushed, pulled, platforms,"+
		" hub_id, updated_by, status, media_type, content_type, reading, since, born)"+
		" values (?1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?15,"+
		" (select ?15 from list where id=?1 and whole>0))"+keep,
		at.List, t.Name, digest(t.Digest), t.FullSize, Moment(t.Updated), Moment(t.Pushed),
		Moment(t.Pulled), platforms, t.ID, traits[0], traits[1], traits[2], traits[3],
		at.Reading, at.Now)
}

func readTag(w *Words, s *sqlite3.Stmt) (t hub.Tag, err error) {
	t = hub.Tag{
		Name: s.ColumnText(0), FullSize: s.ColumnInt64(2), Updated: Timestamp(s, 3),
		Pushed: Timestamp(s, 4), Pulled: Timestamp(s, 5), ID: s.ColumnInt64(7),
		UpdatedBy: w.word(s, 8), Status: w.word(s, 9), MediaType: w.word(s, 10),
		ContentType: w.word(s, 11),
	}
	t.Digest = Digest(s, 1)
	// a copy: what is read of it may ask for more
	w.room = s.ColumnBlob(6, w.room[:0])
	t.Images, err = w.readPlatforms(w.room, &t)
	return t, err
}

// Repositories are those of a namespace.
var Repositories = Kind[hub.Repository]{
	Table: "repository",
	Columns: "name, namespace, description, private, inactive, stars, pulls, storage, updated," +
		" modified, registered, type, content_types, categories",
	Order: "name",
	Write: writeRepository, Read: readRepository,
}

func writeRepository(w *Words, at Place, r *hub.Repository) error {
	kind, err := w.number(r.Type)
	if err != nil {
		return err
	}
	return w.conn.Exec("replace into repository (list, name, namespace, description, private, inactive,"+
		" stars, pulls, storage, updated, modified, registered, type, content_types, categories,"+
		" reading, since) values (?1, ?2, ?3, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"+
		" coalesce((select since from repository where list=?1 and name=?2 and gone is null), ?))",
		at.List, r.Name.Name, string(r.Name.Namespace), r.Description, r.Private, r.Inactive,
		r.Stars, r.Pulls, r.Storage, Moment(r.Updated), Moment(r.Modified), Moment(r.Registered),
		kind, OfTexts(r.ContentTypes), OfTexts(r.Categories), at.Reading, at.Now)
}

func readRepository(w *Words, s *sqlite3.Stmt) (hub.Repository, error) {
	return hub.Repository{
		Name: hub.RepositoryName{
			Namespace: hub.Namespace(s.ColumnText(1)), Name: s.ColumnText(0),
		},
		Description: s.ColumnText(2), Private: s.ColumnBool(3), Inactive: s.ColumnBool(4),
		Stars: s.ColumnInt64(5), Pulls: s.ColumnInt64(6), Storage: s.ColumnInt64(7),
		Updated: Timestamp(s, 8), Modified: Timestamp(s, 9), Registered: Timestamp(s, 10),
		Type: w.word(s, 11), ContentTypes: Texts(s.ColumnRawText(12)),
		Categories: Texts(s.ColumnRawText(13)),
	}, nil
}

// Namespaces are those of an account.
var Namespaces = Kind[hub.Membership]{
	Table: "namespace", Columns: "name, full_name, role, personal", Order: "id",
	Write: writeNamespace, Read: readNamespace,
}

func writeNamespace(w *Words, at Place, m *hub.Membership) error {
	role, err := w.number(m.Role)
	if err != nil {
		return err
	}
	return w.conn.Exec("replace into namespace (list, name, full_name, role, personal, reading, since)"+
		" values (?1, ?2, ?, ?, ?, ?,"+
		" coalesce((select since from namespace where list=?1 and name=?2 and gone is null), ?))",
		at.List, string(m.Namespace), m.FullName, role, m.Personal, at.Reading, at.Now)
}

func readNamespace(w *Words, s *sqlite3.Stmt) (hub.Membership, error) {
	return hub.Membership{
		Namespace: hub.Namespace(s.ColumnText(0)), FullName: s.ColumnText(1), Role: w.word(s, 2),
		Personal: s.ColumnBool(3),
	}, nil
}

// Moment is a moment as it is stored: null is unknown.
func Moment(t hub.Timestamp) any {
	if t.IsZero() {
		return nil
	}
	return int64(t)
}

// Timestamp is the moment in a column.
func Timestamp(s *sqlite3.Stmt, column int) hub.Timestamp {
	return hub.Timestamp(s.ColumnInt64(column))
}

// Digest is the digest in a column; zero where it is null.
func Digest(s *sqlite3.Stmt, column int) (d hub.Digest) {
	var sum [32]byte
	if copy(sum[:], s.ColumnRawBlob(column)) == len(sum) {
		d = name.DigestOfSum(sum)
	}
	return d
}

func digest(d hub.Digest) any {
	if d.IsZero() {
		return nil
	}
	sum := d.Sum()
	return sum[:]
}

// OfTexts is several texts as they are stored; null is none.
func OfTexts(all []string) any {
	if len(all) == 0 {
		return nil
	}
	b, err := json.Marshal(all)
	if err != nil {
		return nil
	}
	return string(b)
}

// Texts are the texts in a column.
func Texts(b []byte) (all []string) {
	if len(b) > 0 {
		_ = json.Unmarshal(b, &all)
	}
	return all
}

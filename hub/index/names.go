package index

import (
	"bytes"
	"context"
	"errors"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/store"
)

// Names are some of the names that are known.
type Names struct {
	Coming       int // how many may come with these and behind them; told once
	Namespaces   []hub.Namespace
	Repositories []hub.RepositoryName
	Tags         []TagNames
	UpTo         Mark // with the last of them: where the names that come later begin
}

// TagNames are names of a repository's tags, each with a line feed behind it.
type TagNames struct {
	Repository hub.RepositoryName
	Names      []byte
}

// Mark is up to where names were handed out; zero: nothing was.
type Mark struct{ tag, repository, namespace int64 }

// namesAtOnce is how many names are handed out at once.
const namesAtOnce = 5000

// Names hands out the names that whoever asks has seen and that are not known to be gone, of what
// came behind a mark: namespaces and repositories, then the tags of repositories, those that were
// looked at last first, of each the newest first. A name may come twice. It reads beside everything
// else, and holds nobody up while a part is delivered; it ends where deliver reports false. The
// only error is that of ctx; where nothing can be read nothing comes.
func (x *Index) Names(
	ctx context.Context, c *hub.Client, after Mark, deliver func(Names) bool,
) error {
	if x == nil {
		return ctx.Err()
	}
	return x.store.Beside(ctx, x.store.Viewer(ctx, c), func(s *store.Session, viewer int64) error {
		n := naming{Session: s, viewer: viewer, after: after, deliver: deliver}
		return n.read()
	})
}

// naming is one walk through all names.
type naming struct {
	*store.Session

	viewer      int64
	after, upTo Mark
	deliver     func(Names) bool
	part        Names
	names       int // in the part
}

func (n *naming) read() error {
	if err := n.mark(); err != nil {
		return err
	}
	if err := n.places(); err != nil {
		return err
	}
	lists, err := n.lists()
	if err != nil {
		return err
	}
	for _, l := range lists {
		if err := n.tags(l); err != nil {
			return err
		}
	}
	n.part.UpTo = n.upTo
	return n.hand()
}

// mark finds up to where the names go. Where the file was begun anew the former mark means nothing.
func (n *naming) mark() error {
	if err := n.Each(func(row *sqlite3.Stmt) {
		n.upTo = Mark{row.ColumnInt64(0), row.ColumnInt64(1), row.ColumnInt64(2)}
	}, "select (select max(id) from tag), (select max(id) from repository),"+
		" (select max(id) from namespace)"); err != nil {
		return err
	}
	if n.upTo.tag < n.after.tag || n.upTo.repository < n.after.repository ||
		n.upTo.namespace < n.after.namespace {
		n.after = Mark{}
	}
	total, _, err := n.Number("select sum(total) from list where viewer=?", n.viewer)
	n.part.Coming = int(min(total, n.upTo.tag-n.after.tag))
	return err
}

// places are the namespaces and the repositories.
func (n *naming) places() error {
	err := n.Each(func(row *sqlite3.Stmt) {
		n.part.Namespaces = append(n.part.Namespaces, hub.Namespace(row.ColumnText(0)))
	}, "select namespace.name from list join namespace on namespace.list=list.id"+
		" where viewer=?1 and namespace.id>?2 and gone is null union"+
		" select namespace from list where viewer=?1 and namespace<>''", n.viewer, n.after.namespace)
	return errors.Join(err, n.Each(func(row *sqlite3.Stmt) {
		n.part.Repositories = append(n.part.Repositories, repositoryAt(row, 0))
	}, "select coalesce(repository.namespace, list.namespace), repository.name"+
		" from list join repository on repository.list=list.id"+
		" where viewer=? and repository.id>? and gone is null", n.viewer, n.after.repository),
		n.handMany())
}

// tagList is the list of a repository's tags.
type tagList struct {
	id    int64
	of    hub.RepositoryName
	heard bool // of some only the names are known
}

// lists are those that may have names behind the mark.
func (n *naming) lists() (all []tagList, err error) {
	isMore := n.upTo.tag > n.after.tag
	err = n.Each(func(row *sqlite3.Stmt) {
		l := tagList{row.ColumnInt64(0), repositoryAt(row, 1), row.ColumnBool(3)}
		if isMore || l.heard {
			all = append(all, l)
		}
	}, "select id, namespace, repository, exists (select 1 from heard where list=list.id) from list"+
		" where viewer=? and repository<>'' order by looked desc", n.viewer)
	return all, err
}

// tags are those of a list, unless it is somebody else's by now. What is read is in memory before
// it is handed out: nobody who removes a list waits for whoever takes its names.
func (n *naming) tags(l tagList) error {
	var names []byte
	read := func(from string, args ...any) error {
		return n.Each(func(row *sqlite3.Stmt) {
			names = append(append(names, row.ColumnRawText(0)...), '\n')
		}, "select name from "+from, args...)
	}
	const isOurs = " and exists (select 1 from list where id=?1 and viewer=?2)"
	err := read("tag where list=?1 and id>?3 and gone is null"+isOurs+" order by updated desc",
		l.id, n.viewer, n.after.tag)
	if err == nil && l.heard {
		err = read("heard where list=?1"+isOurs, l.id, n.viewer)
	}
	for err == nil && len(names) > 0 {
		some := names
		if end := nth(names, '\n', namesAtOnce-n.names); end >= 0 {
			some = names[:end+1]
		}
		n.part.Tags = append(n.part.Tags, TagNames{l.of, some})
		n.names += bytes.Count(some, []byte{'\n'})
		names = names[len(some):]
		err = n.handMany()
	}
	return err
}

// nth is where a byte stands the n-th time; -1 where it does not stand so often.
func nth(text []byte, c byte, n int) int {
	for at, b := range text {
		if b == c {
			if n--; n == 0 {
				return at
			}
		}
	}
	return -1
}

// handMany hands the part out if it has enough names.
func (n *naming) handMany() error {
	if n.names+len(n.part.Namespaces)+len(n.part.Repositories) < namesAtOnce {
		return nil
	}
	return n.hand()
}

func (n *naming) hand() error {
	if err := n.DB.GetInterrupt().Err(); err != nil {
		return err
	}
	part := n.part
	n.part, n.names = Names{}, 0
	if !n.deliver(part) {
		return store.ErrUnwanted
	}
	return nil
}

package past

import (
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/table"
)

// What is seen of a repository's tags and of its page is kept with the list of its tags.

// Seen is what a viewer saw of the repositories of a namespace, by their names.
func Seen(c *database.Conn, viewer int64, ns hub.Namespace) (map[string]hub.Seen, error) {
	all := map[string]hub.Seen{}
	err := c.Each(func(s *sqlite3.Stmt) {
		seen := hub.Seen{
			Counted: table.Timestamp(s, 2), Pulled: table.Timestamp(s, 3),
			AllPulls: table.Timestamp(s, 4),
		}
		if s.ColumnType(1) != sqlite3.NULL {
			tags := s.ColumnInt64(1)
			seen.Tags = &tags
		}
		if s.ColumnType(5) != sqlite3.NULL {
			seen.Locks = &hub.ImmutableTags{
				Enabled: s.ColumnBool(5), Rules: table.Texts(s.ColumnRawText(6)),
			}
		}
		all[s.ColumnText(0)] = seen
	}, "select repository, tags, counted, pulled, iif(whole>0, read, null), locked, rules from list"+
		" where viewer=? and namespace=? and repository<>''", viewer, string(ns))
	return all, err
}

// SawTags keeps when one of the tags of a list was pulled last.
func SawTags(c *database.Conn, list int64, tags []hub.Tag) error {
	last := hub.Timestamp(0)
	for i := range tags {
		last = max(last, tags[i].Pulled)
	}
	return SawPull(c, list, last)
}

// SawPull keeps that a tag of a list had been pulled; a zero moment is unknown.
func SawPull(c *database.Conn, list int64, last hub.Timestamp) error {
	if last.IsZero() {
		return nil
	}
	return c.Exec("update list set pulled=?2 where id=?1 and coalesce(pulled, 0)<?2",
		list, int64(last))
}

// SawCount keeps how many tags a list had at a moment, unless that was counted later.
func SawCount(c *database.Conn, list int64, tags int64, at time.Time) error {
	if tags < 0 { // it was not told
		return nil
	}
	return c.Exec("update list set tags=?2, counted=?3 where id=?1 and coalesce(counted, 0)<=?3",
		list, tags, at.UnixMicro())
}

// SawLocks keeps the rules for the tags of a list, where they were told.
func SawLocks(c *database.Conn, list int64, locks hub.ImmutableTags) error {
	if locks.Untold {
		return nil
	}
	return c.Exec("update list set locked=?2, rules=?3 where id=?1",
		list, locks.Enabled, table.OfTexts(locks.Rules))
}

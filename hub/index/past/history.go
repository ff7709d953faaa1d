package past

import (
	"slices"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/table"
	"tagboat/hub/siblings"
)

// Held is a time in which a tag was one image, as far as somebody looked.
type Held struct {
	Digest hub.Digest // zero: the tag was not there
	// First and Last are the first and the last look that saw it so.
	First, Last time.Time
	// By is the first look that saw it otherwise; zero: none did.
	By time.Time
	// Looks is how often somebody looked, once an hour at most is counted.
	Looks int
	// Gap is the longest time within it in which nobody looked.
	Gap Gap
	// Names are the other tags that were the same image then, some of that time at least.
	Names []string
}

// Version is the most specific name that the image had then, which may be the tag's own; "" where
// that says no version.
func (h Held) Version(tag string) string {
	if v := version(tag, h.Names); v != "" || !strings.ContainsAny(tag, digits) {
		return v
	}
	return tag
}

const digits = "0123456789"

// version is the most specific of some names, "" where none says more than the tag.
func version(tag string, names []string) string {
	best := tag
	for _, name := range names {
		if siblings.Compare(name, best) < 0 {
			best = name
		}
	}
	if best == tag {
		return ""
	}
	return best
}

// Gap is a time in which nobody looked.
type Gap struct{ From, To time.Time }

// Length is how long it was.
func (g Gap) Length() time.Duration { return g.To.Sub(g.From) }

// Unseen is the time in which it became something else.
func (h Held) Unseen() Gap {
	if h.By.IsZero() {
		return Gap{}
	}
	return Gap{h.Last, h.By}
}

// History is what a tag of a list was, the newest first; empty where it is not known.
func History(c *database.Conn, list int64, tag string) ([]Held, error) {
	all, err := spans(c, list, tag)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	looks, err := looks(c, list)
	if err != nil {
		return nil, err
	}
	held := make([]Held, 0, len(all))
	for _, s := range slices.Backward(all) {
		h := looks.held(s)
		if !s.digest.IsZero() {
			if h.Names, err = s.namesake(c, list, tag); err != nil {
				return nil, err
			}
		}
		held = append(held, h)
	}
	return held, nil
}

func (s span) namesake(c *database.Conn, list int64, tag string) (others []string, err error) {
	all, err := names(c, list, s.digest)
	for _, n := range all {
		if n.name != tag && n.since < s.by && s.since < n.by {
			others = append(others, n.name)
		}
	}
	return slices.Compact(others), err
}

// look is one time that somebody saw a list whole.
type look struct{ began, ended hub.Timestamp }

type looked []look

// looks are those of a list, the oldest first.
func looks(c *database.Conn, list int64) (all looked, err error) {
	err = c.Each(func(s *sqlite3.Stmt) {
		all = append(all, look{table.Timestamp(s, 0), table.Timestamp(s, 1)})
	}, "select began, ended from look where list=? order by began", list)
	return all, err
}

// held is a span as it was seen: what one look saw otherwise, only looks that ended before it saw
// so.
func (l looked) held(s span) Held {
	h := Held{Digest: s.digest, First: s.since.Time(), Looks: 1}
	if s.by != forever {
		h.By = s.by.Time()
	}
	last := s.since
	for _, one := range l {
		if one.began <= last || one.ended >= s.by {
			continue
		}
		if gap := (Gap{last.Time(), one.began.Time()}); gap.Length() > h.Gap.Length() {
			h.Gap = gap
		}
		last = one.began
		h.Looks++
	}
	h.Last = last.Time()
	return h
}

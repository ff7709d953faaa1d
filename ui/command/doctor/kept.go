package doctor

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub/credentials"
	"tagboat/hub/index"
)

// leastRoom is how many bytes a disk has to have: below that the index is soon not written.
const leastRoom = 10_000_000

// Folder is where things are kept.
type Folder struct {
	Unasked string
	Path    string // empty: there is no home for one
	IsThere bool
	Room    uint64
	Known   bool // Room is
	Err     error
}

// Finding is whether something can be kept.
func (f Folder) Finding() Finding {
	const about = "state"
	switch {
	case f.Unasked != "":
		return unasked(about, "%s", f.Unasked)
	case f.Path == "":
		return look(about, "Set HOME or XDG_STATE_HOME to a whole path.",
			"there is no home for a folder, so nothing is kept")
	case f.Err != nil:
		return look(about, "Until then nothing is kept: neither sessions nor favourites nor lists.", "%s", f.Err)
	}
	says := f.Path
	if !f.IsThere {
		says += ", not there yet"
	}
	if f.Known {
		says += ", " + humanize.Bytes(f.Room) + " free"
	}
	if f.Known && f.Room < leastRoom {
		return look(about, "Make room on that disk.", "%s", says)
	}
	return fine(about, "%s", says)
}

// Index is the file of what was seen of lists.
type Index struct {
	Unasked string // why it is not used; empty: it is
	Path    string
	index.Checkup

	Within time.Duration // for how long at most
}

// Finding is whether it is whole.
func (i Index) Finding() Finding {
	const about = "index"
	says := fmt.Sprintf("%s, %s, schema %d", i.Path, humanize.Bytes(uint64(max(i.Bytes, 0))), i.Version)
	switch {
	case i.Unasked != "":
		return unasked(about, "not used: %s", i.Unasked)
	case i.Health == index.Absent:
		return fine(about, "nothing is kept yet")
	case i.Health == index.Sound && i.Version < i.Newest:
		return fine(about, "%s, whole; the next run brings it to %d", says, i.Newest)
	case i.Health == index.Sound:
		return fine(about, "%s, whole", says)
	case i.Health == index.Unfinished:
		return fine(about, "%s, no fault found within %s", says, span(i.Within))
	case i.Health == index.Damaged:
		return look(about, "The next run puts it aside and begins anew. tagboat index clear removes it.",
			"%s is damaged, or another program's", i.Path)
	case i.Health == index.Newer:
		return look(about, "Use that newer tagboat, or --no-index.",
			"%s was written by a newer tagboat (schema %d, this one knows %d)", i.Path, i.Version, i.Newest)
	case i.Health == index.Held:
		return look(about, "End what has it open, and ask again.", "%s: %s", i.Path, i.Why)
	default:
		return look(about, "Until then nothing is kept of lists. --no-index does without.", "%s", i.Why)
	}
}

// Logins is where logins are kept, without a name or a secret.
type Logins struct {
	Unasked string
	credentials.Checkup

	Given []string // the variables in which a login was given to this run
}

// Findings are those of the accounts, of Docker's configuration, and of its credential helper.
func (l Logins) Findings() []Finding {
	if l.Unasked != "" {
		return []Finding{
			unasked("accounts", "%s", l.Unasked), unasked("docker", "%s", l.Unasked),
			unasked("helper", "%s", l.Unasked),
		}
	}
	return []Finding{l.accounts(), l.docker(), l.helper()}
}

func (l Logins) accounts() Finding {
	const about = "accounts"
	says := humanize.Comma(int64(l.Accounts)) + " kept for this Hub"
	if len(l.Given) > 0 {
		says += "; " + strings.Join(l.Given, " and ") + " set for this run"
	}
	switch {
	case l.Unlisted != nil:
		return look(about, "Mend it as it says; where the file is damaged, tagboat login begins it anew.", "%s", l.Unlisted)
	case len(l.Missing) > 0:
		return look(about, "Install it again, or log in anew: tagboat login.",
			"%s, but %s is not in the PATH, which some are kept in", says, strings.Join(l.Missing, ", "))
	default:
		return fine(about, "%s", says)
	}
}

func (l Logins) docker() Finding {
	const about = "docker"
	says := "no configuration of Docker's"
	if l.IsThere {
		says = l.Docker
	}
	if l.Variable {
		says += ", and DOCKER_AUTH_CONFIG before it"
	}
	if l.Plain {
		says += ", with a login for this Hub"
	}
	switch {
	case l.Misread != nil:
		return look(about, "Correct the variable, or unset it.", "%s", l.Misread)
	case l.Unread != nil:
		return look(about, "Correct the file. Until then what docker login stored is not used.", "%s", l.Unread)
	default:
		return fine(about, "%s", says)
	}
}

func (l Logins) helper() Finding {
	const about = "helper"
	h := l.Helper
	took := h.Took.Round(time.Millisecond).Milliseconds()
	switch {
	case h.Program == "":
		return fine(about, "no credential helper is named for this Hub")
	case !h.Installed:
		return look(about, "Install it, or name another one in "+l.Docker+".",
			"%s is named, and not in the PATH", h.Program)
	case !h.Asked:
		return unasked(about, "%s is in the PATH, and was not asked", h.Program)
	case h.Failed != nil:
		return look(about, "It may have to be unlocked, or set up; docker login uses the same.", "%s", h.Failed)
	case h.Holds:
		return fine(about, "%s holds a login for this Hub, after %d ms", h.Program, took)
	default:
		return fine(about, "%s holds none for this Hub, after %d ms", h.Program, took)
	}
}

package places

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"tagboat/hub/statefile"
)

// Owner is whose places they are: an account of a Hub.
type Owner struct {
	Hub     string // the name of its server
	Account string // its name, in any spelling; empty without an account
}

// OwnerOf is the owner of an account's places on a server; empty is Docker Hub.
func OwnerOf(server, account string) Owner {
	return Owner{Hub: cmp.Or(server, "hub.docker.com"), Account: account}
}

// Saved is what outlasts the run, of one owner.
type Saved struct {
	Owner      Owner
	Favourites []Place // the last added first
	Recent     []Visit // the last visited first
	Views      []View  // by their names

	stay *Stay
}

// Changes is what a run did that is to be saved. Applying it twice changes nothing.
type Changes struct {
	stay     *Stay
	marked   map[Place]bool
	order    []Place
	recent   []Visit
	views    map[string]*View // by their names as viewKey gives them; nil: forgotten
	revision int
}

// Unsaved gives what has changed since it was asked for the last time, for
// Store.Write; false when that is nothing.
func (x *Index) Unsaved() (Changes, bool) {
	if x == nil || x.revision == x.written {
		return Changes{}, false
	}
	x.written = x.revision
	return Changes{
		x.stay, maps.Clone(x.marked), slices.Clone(x.favourites), slices.Clone(x.recent),
		maps.Clone(x.changedViews), x.revision,
	}, true
}

// Merge takes up what was saved. What belongs to another stay came too late and is
// refused.
func (x *Index) Merge(k Saved) {
	if x == nil || k.stay != x.stay {
		return
	}
	x.favourites = apply(k.Favourites, x.marked, x.favourites)
	x.views = changed(k.Views, x.changedViews)
	x.back.precede(k.Recent)
	x.recent = join(x.recent, k.Recent)
	for _, p := range x.favourites {
		x.See(p)
	}
	for _, v := range x.recent {
		x.See(v.Place)
	}
}

// apply brings what was marked in this run, in its order, together with what was
// saved before.
func apply(saved []Place, marked map[Place]bool, order []Place) []Place {
	all := slices.DeleteFunc(slices.Clone(saved), func(p Place) bool {
		_, changed := marked[p]
		return changed
	})
	for _, p := range slices.Backward(order) {
		if marked[p] {
			all = markedAs(all, p, true)
		}
	}
	return all[:min(len(all), mostFavourites)]
}

const (
	version    = 1
	mostOwners = 64 // records, two of which may be of one; the oldest are forgotten
)

// What errors of a Store match.
var (
	ErrNewer   = statefile.ErrNewer   // the file stays as it is
	ErrDamaged = statefile.ErrDamaged // writing puts the file aside
	// ErrLoggedOut says that the account was logged out elsewhere while this program
	// goes on with it.
	ErrLoggedOut = errors.New("the account was logged out elsewhere, so favourites, views and recent places are not kept any more")
)

// file is what is on disk.
type file struct {
	Version int           `json:"version"`
	Owners  []ownerRecord `json:"owners"`
}

// ownerRecord is what is on disk of one owner.
type ownerRecord struct {
	Hub     string    `json:"hub"`
	Account string    `json:"account,omitempty"`
	Used    time.Time `json:"used"`
	// a random one for each login: another one after a logout
	LoginID    string        `json:"mark,omitempty"`
	Favourites []string      `json:"favourites,omitempty"`
	Recent     []visitRecord `json:"recent,omitempty"`
}

type visitRecord struct {
	Place string    `json:"place"`
	At    time.Time `json:"at"`
}

func (f *file) find(o Owner) int {
	return slices.IndexFunc(f.Owners, func(s ownerRecord) bool {
		return s.Hub == o.Hub && strings.EqualFold(s.Account, o.Account)
	})
}

// saved is what the file holds of an owner; entries that can not be read are left out. A visit that
// is still to come was noted by a clock that was wrong, and would stand before all others until
// then: it takes the moment of another.
func (f *file) saved(o Owner, now, instead time.Time) Saved {
	k := Saved{Owner: o, Views: f.savedViews(o)}
	at := f.find(o)
	if at < 0 {
		return k
	}
	for _, written := range f.Owners[at].Favourites {
		if p, ok := Parse(written); ok && !slices.Contains(k.Favourites, p) &&
			len(k.Favourites) < mostFavourites {
			k.Favourites = append(k.Favourites, p)
		}
	}
	for _, v := range f.Owners[at].Recent {
		if p, ok := Parse(v.Place); ok && v.At.Year() > 0 && v.At.Year() < 10_000 {
			if v.At.After(now) {
				v.At = instead
			}
			k.Recent = append(k.Recent, Visit{p, v.At})
		}
	}
	k.Recent = join(k.Recent, nil)
	return k
}

// put brings a run's changes into the file.
func (f *file) put(c Changes, now time.Time) {
	owner := c.stay.owner
	instead := c.stay.opened
	if instead.IsZero() {
		instead = now
	}
	k := f.saved(owner, now, instead)
	s := ownerRecord{
		Hub: owner.Hub, Account: owner.Account, Used: now.UTC().Truncate(time.Second),
		LoginID: c.stay.loginID,
	}
	for _, p := range apply(k.Favourites, c.marked, c.order) {
		s.Favourites = append(s.Favourites, p.String())
	}
	for _, v := range join(c.recent, k.Recent) {
		s.Recent = append(s.Recent, visitRecord{v.Place.String(), v.At.UTC()})
	}
	views, some := f.putViews(c, s)
	f.removeAll(owner)
	f.Owners = append(f.Owners, s)
	if some {
		f.Owners = append(f.Owners, views)
	}
	slices.SortStableFunc(f.Owners, func(a, b ownerRecord) int { return b.Used.Compare(a.Used) })
	f.Owners = f.Owners[:min(len(f.Owners), mostOwners)]
}

func (f *file) remove(o Owner) (there bool) {
	at := f.find(o)
	if at >= 0 {
		f.Owners = slices.Delete(f.Owners, at, at+1)
	}
	return at >= 0
}

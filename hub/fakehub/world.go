package fakehub

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// A World is all that a Hub knows: users, organizations, repositories and tags. It may be changed
// while a Hub serves it, from any goroutine; a page asked for later shows the change, which is how
// rows come to move from one page to the next.
type World struct {
	mu            sync.Mutex
	now           time.Time
	users         map[string]*User
	organizations map[string]*Organization
	repositories  map[string]map[string]*repo // by namespace, then by name
	added         int64
}

// A repo is one repository and its tags.
type repo struct {
	Repository

	id      int64
	lastTag int64
	shared  bool // Generate makes the tags of clones too
	tags    map[string]*Tag
	newest  []*Tag // by date, the newest first; nil: to be sorted anew
	names   []*Tag // by name, A to Z; nil: to be sorted anew

	untagged map[string]time.Time // pushed, by the digests that had no tag at some time
}

// NewWorld returns an empty world in which it is now. The time is what ages are counted from
// (Publish, Build); the tokens' clock belongs to the Hub.
func NewWorld(now time.Time) *World {
	return &World{
		now:           now.UTC(),
		users:         map[string]*User{},
		organizations: map[string]*Organization{},
		repositories:  map[string]map[string]*repo{},
	}
}

// Clone returns a world of its own with all that is in this one. Tags that are not made yet are
// made once for both, and for all other clones.
func (w *World) Clone() *World {
	w.mu.Lock()
	defer w.mu.Unlock()
	clone := &World{
		now: w.now, users: copies(w.users), organizations: copies(w.organizations),
		repositories: make(map[string]map[string]*repo, len(w.repositories)), added: w.added,
	}
	for namespace, repositories := range w.repositories {
		for _, s := range repositories {
			if s.Generate != nil && !s.shared {
				s.Generate, s.shared = sync.OnceValue(s.Generate), true
			}
		}
		clone.repositories[namespace] = copies(repositories)
		for _, s := range clone.repositories[namespace] {
			s.tags = maps.Clone(s.tags) // to tags that never change
			s.untagged = maps.Clone(s.untagged)
		}
	}
	return clone
}

func copies[T any](of map[string]*T) map[string]*T {
	all := make(map[string]*T, len(of))
	for name, v := range of {
		one := *v
		all[name] = &one
	}
	return all
}

// Now returns the time that the world was made with.
func (w *World) Now() time.Time { return w.now }

// AddRepository adds or replaces a repository without tags; Repository.Generate may give it some at
// the first look.
func (w *World) AddRepository(r Repository) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.repositories[r.Namespace] == nil {
		w.repositories[r.Namespace] = map[string]*repo{}
	}
	w.added++
	s := &repo{
		Repository: r, id: 7_300_000 + w.added, tags: map[string]*Tag{},
	}
	s.lastTag = 1_000_000_000 + w.added*10_000_000
	w.repositories[r.Namespace][r.Name] = s
}

// Publish adds a public, active repository with believable fields, and the tags. It is the short
// way for tests; the name is "namespace/name".
func (w *World) Publish(name string, tags ...Tag) {
	namespace, short, _ := strings.Cut(name, "/")
	w.AddRepository(Repository{
		Namespace: namespace, Name: short, Type: "image", Description: "The image " + name,
		Pulls: 1000, Updated: w.now.Add(-time.Hour), Modified: w.now.Add(-time.Hour),
		Registered: w.now.AddDate(-1, 0, 0),
		MediaTypes: []string{MediaIndex}, ContentTypes: []string{"image"},
	})
	w.Push(name, tags...)
}

// Update changes the fields of a repository. It reports whether there is one.
func (w *World) Update(name string, change func(r *Repository)) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.repo(name)
	if s != nil {
		change(&s.Repository)
	}
	return s != nil
}

// Remove deletes a repository with its tags. It reports whether there was one.
func (w *World) Remove(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	namespace, short, _ := strings.Cut(name, "/")
	found := w.repo(name) != nil
	delete(w.repositories[namespace], short)
	return found
}

// Push adds tags to a repository, or moves the ones it has: a name keeps its id, as on the real
// Hub, and what it pointed at stays behind without it. A tag whose Updated is later than every
// other's comes first in the default order and so shifts every row by one. It reports whether the
// repository is there.
func (w *World) Push(repository string, tags ...Tag) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.filled(repository)
	if s == nil {
		return false
	}
	for _, t := range tags {
		s.put(&t, w.now)
		if t.Updated.After(s.Updated) {
			s.Updated = t.Updated
		}
	}
	return true
}

// Delete removes a tag, and leaves what it pointed at. It reports whether there was one.
func (w *World) Delete(repository, tag string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.filled(repository)
	if s == nil || s.tags[tag] == nil {
		return false
	}
	s.leave(Manifest{s.tags[tag].Digest, s.tags[tag].Updated})
	delete(s.tags, tag)
	s.newest, s.names = nil, nil
	return true
}

// Tags returns the tags of a repository, newest first; nil for an unknown one.
func (w *World) Tags(repository string) []Tag {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.filled(repository)
	if s == nil {
		return nil
	}
	tags := make([]Tag, 0, len(s.tags))
	for _, t := range s.byDate() {
		tags = append(tags, *t)
	}
	return tags
}

// Repositories returns the repositories of a namespace, sorted by name.
func (w *World) Repositories(namespace string) []Repository {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make([]Repository, 0, len(w.repositories[namespace]))
	for _, s := range w.repositories[namespace] {
		all = append(all, s.Repository)
	}
	slices.SortFunc(all, func(a, b Repository) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// References returns every "namespace/repository:tag" of a namespace, private ones among them,
// sorted. It generates what was not looked at yet.
func (w *World) References(namespace string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for name := range w.repositories[namespace] {
		full := namespace + "/" + name
		for tag := range w.filled(full).tags {
			all = append(all, full+":"+tag)
		}
	}
	slices.Sort(all)
	return all
}

// repo needs the lock; it returns nil for an unknown name.
func (w *World) repo(name string) *repo {
	namespace, short, _ := strings.Cut(name, "/")
	return w.repositories[namespace][short]
}

// filled is repo with the tags generated; it needs the lock.
func (w *World) filled(name string) *repo {
	s := w.repo(name)
	if s != nil && s.Generate != nil {
		generate := s.Generate
		s.Generate = nil                 // they are made once
		tags := slices.Clone(generate()) // they may be another world's too
		s.tags = make(map[string]*Tag, len(tags))
		for i := range tags {
			s.put(&tags[i], w.now)
		}
	}
	return s
}

func (s *repo) put(t *Tag, now time.Time) {
	const month = 30 * 24 * time.Hour
	if unused := now.Add(-month); t.Updated.Before(unused) && t.Pulled.Before(unused) {
		t.Inactive = true
	}
	if old := s.tags[t.Name]; old != nil {
		t.ID = old.ID
		if old.Digest != t.Digest {
			s.leave(Manifest{old.Digest, old.Updated})
		}
	}
	if t.ID == 0 {
		s.lastTag++
		t.ID = s.lastTag
	}
	s.tags[t.Name] = t
	s.newest, s.names = nil, nil
}

func (s *repo) byDate() []*Tag {
	if s.newest == nil {
		s.newest = s.sorted(func(a, b *Tag) int {
			return cmp.Or(b.Updated.Compare(a.Updated), cmp.Compare(a.ID, b.ID))
		})
	}
	return s.newest
}

func (s *repo) byName() []*Tag {
	if s.names == nil {
		s.names = s.sorted(func(a, b *Tag) int { return cmp.Compare(a.Name, b.Name) })
	}
	return s.names
}

func (s *repo) sorted(compare func(a, b *Tag) int) []*Tag {
	tags := make([]*Tag, 0, len(s.tags))
	for _, t := range s.tags {
		tags = append(tags, t)
	}
	slices.SortFunc(tags, compare)
	return tags
}

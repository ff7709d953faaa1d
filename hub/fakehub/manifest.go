package fakehub

import (
	"cmp"
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"time"
)

// A Manifest is what no tag points at: a tag was moved away from it, or deleted. A zero time is
// sent as null.
type Manifest struct {
	Digest string
	Pushed time.Time
}

// manifestJSON has what was seen of a row, and no more (The Hub API notes, "Facts added in November
// 2026").
type manifestJSON struct {
	Digest     string   `json:"manifest_digest"`
	Tags       []string `json:"tags"`
	LastPushed stamp    `json:"last_pushed"`
}

type manifestsJSON struct {
	Manifests []manifestJSON `json:"manifests"`
	Cursor    string         `json:"last_evaluated_key"` // "" at the end, which is not known
}

// Leave adds manifests without a tag to a repository. It reports whether the repository is there.
func (w *World) Leave(repository string, manifests ...Manifest) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.filled(repository)
	if s != nil {
		s.left()
		for _, m := range manifests {
			s.leave(m)
		}
	}
	return s != nil
}

// Untagged returns the manifests of a repository without a tag, sorted by digest.
func (w *World) Untagged(repository string) []Manifest {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []Manifest
	if s := w.filled(repository); s != nil {
		tagged := s.tagged()
		for digest, pushed := range s.left() {
			if tagged[digest] == nil {
				all = append(all, Manifest{digest, pushed})
			}
		}
	}
	slices.SortFunc(all, func(a, b Manifest) int { return cmp.Compare(a.Digest, b.Digest) })
	return all
}

// leave keeps a manifest for the time when no tag points at it.
func (s *repo) leave(m Manifest) {
	if m.Digest == "" {
		return
	}
	if s.untagged == nil {
		s.untagged = map[string]time.Time{}
	}
	s.untagged[m.Digest] = m.Pushed
}

// left are the manifests that had no tag at some time, generated where nobody looked yet.
func (s *repo) left() map[string]time.Time {
	if s.GenerateUntagged != nil {
		generate := s.GenerateUntagged
		s.GenerateUntagged = nil
		for _, m := range generate() {
			s.leave(m)
		}
	}
	return s.untagged
}

// tagged are the digests that tags point at.
func (s *repo) tagged() map[string][]*Tag {
	all := map[string][]*Tag{}
	for _, t := range s.byName() {
		if t.Digest != "" {
			all[t.Digest] = append(all[t.Digest], t)
		}
	}
	return all
}

// manifests are the rows behind a cursor, sorted by digest: the real Hub's order is not known.
func (w *World) manifests(repository, after string, most int) (rows []manifestJSON, next string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.filled(repository)
	if s == nil {
		return nil, ""
	}
	tagged, left := s.tagged(), s.left()
	digests := slices.AppendSeq(slices.Collect(maps.Keys(tagged)), maps.Keys(left))
	digests = slices.DeleteFunc(digests, func(d string) bool { return d <= after })
	slices.Sort(digests)
	digests = slices.Compact(digests)
	if len(digests) > most {
		digests = digests[:most]
		next = digests[most-1]
	}
	rows = make([]manifestJSON, len(digests))
	for i, digest := range digests {
		pushed, names := left[digest], []string{}
		for _, t := range tagged[digest] {
			names = append(names, t.Name)
			if t.Updated.After(pushed) {
				pushed = t.Updated
			}
		}
		rows[i] = manifestJSON{Digest: digest, Tags: names, LastPushed: micro(pushed)}
	}
	return rows, next
}

// owns reports whether a repository is a principal's own: the route of its manifests is for nobody
// else. It needs the lock.
func (w *World) owns(p *principal, r *Repository) bool {
	switch {
	case p == nil:
		return false
	case p.organization != "":
		return p.organization == r.Namespace &&
			(p.covers == nil || slices.ContainsFunc(p.covers, r.fits))
	case p.user == r.Namespace:
		return true
	}
	o := w.organizations[r.Namespace]
	return o != nil && o.Members[p.user] != ""
}

// listManifests answers by a cursor, which names the repository that it is of.
func (x *exchange) listManifests() {
	w, name := x.hub.world, x.value["ns"]+"/"+x.value["repo"]
	w.mu.Lock()
	s := w.repo(name)
	seen := s != nil && w.sees(x.principal, &s.Repository)
	own := seen && w.owns(x.principal, &s.Repository)
	w.mu.Unlock()
	_, size := x.paging()
	after, good := readCursor(name, x.r.URL.Query().Get("last_evaluated_key"))
	switch {
	case x.principal == nil:
		x.unauthorized()
	case !seen:
		x.errorObject(404, "object not found", nil)
	case !own:
		x.errorObject(403, "access to the resource is forbidden", nil)
	case !good:
		x.errorObject(400, BadCursor, nil)
	default:
		rows, next := w.manifests(name, after, size)
		x.json(200, manifestsJSON{Manifests: rows, Cursor: cursorOf(name, next)})
	}
}

// BadCursor is what a cursor is told that leads nowhere. The real text is not recorded.
const BadCursor = "invalid last_evaluated_key"

func cursorOf(repository, digest string) string {
	if digest == "" {
		return ""
	}
	return base64.StdEncoding.EncodeToString([]byte(repository + " " + digest))
}

func readCursor(repository, cursor string) (digest string, good bool) {
	if cursor == "" {
		return "", true
	}
	plain, err := base64.StdEncoding.DecodeString(cursor)
	if err != nil {
		return "", false
	}
	return strings.CutPrefix(string(plain), repository+" ")
}

package fakehub

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A hit is a public repository that search found.
type hit struct {
	Repository

	systems, architectures []string
}

// search finds public repositories whose name or description has every word, the best match first:
// the exact name, official images, then by pulls.
func (w *World) search(query string) []*hit {
	w.mu.Lock()
	defer w.mu.Unlock()
	words := strings.Fields(strings.ToLower(query))
	var hits []*hit
	for _, namespace := range w.repositories {
		for _, s := range namespace {
			if !s.Private && s.found(words) {
				hits = append(hits, s.hit())
			}
		}
	}
	rank := func(h *hit) int {
		switch {
		case h.Name == query && h.Namespace == official:
			return 0
		case h.Name == query || h.full() == query:
			return 1
		case h.Namespace == official && strings.Contains(h.Name, query):
			return 2
		case strings.Contains(h.Name, query):
			return 3
		}
		return 4
	}
	slices.SortFunc(hits, func(a, b *hit) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Pulls, a.Pulls),
			cmp.Compare(a.full(), b.full()))
	})
	return hits
}

const official = "library"

// found looks at official images by their bare name: a query with "library/" matches nothing on the
// real Hub either.
func (s *repo) found(words []string) bool {
	name := s.full()
	if s.Namespace == official {
		name = s.Name
	}
	text := strings.ToLower(name + " " + s.Description)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// hit knows the platforms of a repository's newest tag; of one whose tags were never looked at,
// what nearly all have.
func (s *repo) hit() *hit {
	h := &hit{Repository: s.Repository}
	if s.Generate != nil || len(s.tags) == 0 {
		h.systems, h.architectures = []string{"linux"}, []string{"amd64", "arm64"}
		return h
	}
	for _, i := range s.byDate()[0].Images {
		if !slices.Contains(h.systems, i.OS) && i.OS != "unknown" {
			h.systems = append(h.systems, i.OS)
		}
		if !slices.Contains(h.architectures, i.Architecture) {
			h.architectures = append(h.architectures, i.Architecture)
		}
	}
	return h
}

type labelJSON struct {
	Name  string `json:"name"`
	Label string `json:"label"`
}

type hitJSON struct {
	ID               string         `json:"id"`
	Name             string         `json:"name"`
	Slug             string         `json:"slug"`
	Type             string         `json:"type"`
	Publisher        map[string]any `json:"publisher"`
	CreatedAt        stamp          `json:"created_at"`
	UpdatedAt        stamp          `json:"updated_at"`
	ShortDescription string         `json:"short_description"`
	Badge            string         `json:"badge"`
	StarCount        int            `json:"star_count"`
	PullCount        string         `json:"pull_count"`
	RawPullCount     int64          `json:"raw_pull_count"`
	OperatingSystems []labelJSON    `json:"operating_systems"`
	Architectures    []labelJSON    `json:"architectures"`
	LogoURL          map[string]any `json:"logo_url"`
	Reviewed         bool           `json:"extension_reviewed"`
	Categories       []categoryJSON `json:"categories"`
	Archived         bool           `json:"archived"`
	MediaTypes       []string       `json:"media_types"`
	ContentTypes     []string       `json:"content_types"`
}

func (h *hit) wire() hitJSON {
	j := hitJSON{
		ID: h.full(), Name: h.full(), Slug: h.full(), Type: cmp.Or(h.Type, "image"),
		Publisher: map[string]any{"id": h.Namespace, "name": h.Namespace},
		CreatedAt: micro(h.Registered), UpdatedAt: micro(h.Updated),
		ShortDescription: h.Description, Badge: cmp.Or(h.Badge, "none"), StarCount: h.Stars,
		PullCount: bucket(h.Pulls), RawPullCount: h.Pulls, OperatingSystems: labels(h.systems),
		Architectures: labels(h.architectures), Categories: h.Repository.wire().Categories,
		MediaTypes: some(h.MediaTypes), ContentTypes: some(h.ContentTypes),
	}
	if h.Namespace == official {
		j.Name, j.Slug = h.Name, h.Name
		j.Publisher = map[string]any{"id": "docker", "name": "Docker"}
	}
	return j
}

var labelOf = map[string]string{
	"linux": "Linux", "windows": "Windows",
	"amd64": "x86-64", "arm64": "ARM 64", "arm": "ARM", "386": "x86",
}

func labels(names []string) []labelJSON {
	list := make([]labelJSON, 0, len(names))
	for _, name := range names {
		list = append(list, labelJSON{Name: name, Label: cmp.Or(labelOf[name], name)})
	}
	return list
}

// bucket is the Hub's rounded count: "1B+", "500M+", "10K+", "".
func bucket(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1e9, "B"}, {1e6, "M"}, {1e3, "K"}} {
		for _, step := range []int64{500, 100, 50, 10, 5, 1} {
			if n >= step*unit.size {
				return strconv.FormatInt(step, 10) + unit.name + "+"
			}
		}
	}
	return ""
}

// narrowed applies v4's filters and order.
func (x *exchange) narrowed() []*hit {
	query := x.r.URL.Query()
	one := func(name string, has func(h *hit, word string) bool) func(h *hit) bool {
		words := strings.FieldsFunc(query.Get(name), func(r rune) bool { return r == ',' })
		return func(h *hit) bool {
			return len(words) == 0 ||
				slices.ContainsFunc(words, func(word string) bool { return has(h, word) })
		}
	}
	tests := []func(h *hit) bool{
		one("type", func(h *hit, word string) bool { return cmp.Or(h.Type, "image") == word }),
		one("badges", func(h *hit, word string) bool { return cmp.Or(h.Badge, "none") == word }),
		one("architectures", func(h *hit, word string) bool {
			return slices.Contains(h.architectures, word)
		}),
		one("operating_systems", func(h *hit, word string) bool {
			return slices.Contains(h.systems, word)
		}),
		one("categories", func(h *hit, word string) bool {
			return slices.ContainsFunc(h.Categories, func(c string) bool { return slug(c) == word })
		}),
	}
	hits := slices.DeleteFunc(x.hub.world.search(query.Get("query")), func(h *hit) bool {
		return slices.ContainsFunc(tests, func(fits func(h *hit) bool) bool { return !fits(h) })
	})
	sign := -1
	if query.Get("order") == "asc" {
		sign = 1
	}
	switch query.Get("sort") {
	case "pull_count":
		slices.SortStableFunc(hits, func(a, b *hit) int {
			return sign * cmp.Compare(a.Pulls, b.Pulls)
		})
	case "updated_at":
		slices.SortStableFunc(hits, func(a, b *hit) int {
			return sign * a.Updated.Compare(b.Updated)
		})
	}
	return hits
}

func (x *exchange) searchV4() {
	query := x.r.URL.Query()
	hits := x.narrowed()
	from, _ := strconv.Atoi(query.Get("from"))
	size := min(positive(query.Get("size"), 25), 100)
	j := struct {
		Total   int       `json:"total"`
		Results []hitJSON `json:"results"`
	}{Total: len(hits)}
	from = max(0, min(from, len(hits)))
	for _, h := range hits[from:min(from+size, len(hits))] {
		j.Results = append(j.Results, h.wire())
	}
	x.json(200, j)
}

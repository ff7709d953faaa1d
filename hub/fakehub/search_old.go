package fakehub

import "strings"

type oldHitJSON struct {
	Name        string `json:"repo_name"`
	Description string `json:"short_description"`
	Stars       int    `json:"star_count"`
	Pulls       int64  `json:"pull_count"`
	Owner       string `json:"repo_owner"`
	Automated   bool   `json:"is_automated"`
	Official    bool   `json:"is_official"`
}

// searchV2 has the usual page but for "" in place of null at the ends.
func (x *exchange) searchV2() {
	x.emptyEnds = true
	hits := x.hub.world.search(x.r.URL.Query().Get("query"))
	servePage(x, hits, x.hub.options.SearchDepth, func(h *hit) any {
		j := oldHitJSON{
			Name:        h.full(),
			Description: h.Description,
			Stars:       h.Stars,
			Pulls:       h.Pulls,
			Owner:       h.Namespace,
		}
		if h.Namespace == official {
			j.Name, j.Owner, j.Official = h.Name, "", true
		}
		return j
	})
}

type v1HitJSON struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Stars       int    `json:"star_count"`
	Pulls       int64  `json:"pull_count"`
	Official    bool   `json:"is_official"`
	Automated   bool   `json:"is_automated"`
	Trusted     bool   `json:"is_trusted"`
}

// searchV1 is what the Docker engine asks.
func (x *exchange) searchV1() {
	query := x.r.URL.Query()
	hits := x.hub.world.search(query.Get("q"))
	size, page := min(positive(query.Get("n"), 25), 100), positive(query.Get("page"), 1)
	j := struct {
		Pages   int         `json:"num_pages"`
		Hits    int         `json:"num_results"`
		Size    int         `json:"page_size"`
		Page    int         `json:"page"`
		Query   string      `json:"query"`
		Results []v1HitJSON `json:"results"`
	}{Pages: (len(hits) + size - 1) / size, Hits: len(hits), Size: size, Page: page,
		Query: query.Get("q"), Results: []v1HitJSON{}}
	for n := (page - 1) * size; page <= j.Pages && n < min(page*size, len(hits)); n++ {
		h := hits[n]
		j.Results = append(j.Results, v1HitJSON{
			Name: strings.TrimPrefix(h.full(), official+"/"), Description: h.Description,
			Stars: h.Stars, Pulls: h.Pulls,
			Official: h.Namespace == official,
		})
	}
	x.json(200, j)
}

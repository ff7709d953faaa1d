package fakehub

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
)

type pageJSON struct {
	Count    int     `json:"count"`
	Next     *string `json:"next"`
	Previous *string `json:"previous"`
	Results  any     `json:"results"`
}

// PageSize is a key of a request's context: lists are answered with pages of so many rows, an int,
// whatever the request asks for. Next links still echo what was asked for.
type PageSize struct{}

// paging reads page and page_size. What is no number, or below one, gets the default: the real
// Hub's answer is not known.
func (x *exchange) paging() (page, size int) {
	query := x.r.URL.Query()
	page, size = positive(query.Get("page"), 1), positive(query.Get("page_size"), 10)
	if most := x.hub.options.LargestPage; most > 0 {
		size = min(size, most)
	}
	if forced, ok := x.r.Context().Value(PageSize{}).(int); ok {
		size = forced
	}
	return page, size
}

func positive(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return otherwise
	}
	return n
}

// servePage answers with one page of rows: depth first, range second, as the real Hub does.
func servePage[R any](x *exchange, rows []R, depth int, wire func(R) any) {
	page, size := x.paging()
	if x.principal == nil && depth > 0 && (page-1) >= (depth+size-1)/size {
		x.errorObject(403,
			"pagination offset too large for anonymous requests; sign in to page further", nil)
		return
	}
	from := len(rows)
	if page-1 <= len(rows)/size {
		from = min((page-1)*size, len(rows))
	}
	if page > 1 && from >= len(rows) {
		x.errorObject(404, "object not found", nil)
		return
	}
	to := min(from+size, len(rows))
	results := make([]any, 0, to-from)
	for _, row := range rows[from:to] {
		results = append(results, wire(row))
	}
	j := pageJSON{Count: len(rows), Results: results}
	if to < len(rows) || x.hub.options.NextBeyond && to-from < size {
		j.Next = x.pageURL(page + 1)
	}
	if page > 1 {
		j.Previous = x.pageURL(page - 1)
	}
	if empty := ""; x.emptyEnds {
		j.Next, j.Previous = cmp.Or(j.Next, &empty), cmp.Or(j.Previous, &empty)
	}
	x.json(200, j)
}

// pageURL is the request's own address with another page: same scheme, host and path, the query
// sorted, page_size only if it was sent, keys it does not know kept (The Hub API notes,
// "Envelope").
func (x *exchange) pageURL(page int) *string {
	query := x.r.URL.Query()
	query.Set("page", strconv.Itoa(page))
	u := url.URL{
		Scheme: scheme(x.r), Host: x.r.Host, Path: x.r.URL.Path, RawPath: x.r.URL.RawPath,
		RawQuery: query.Encode(),
	}
	s := u.String()
	return &s
}

func scheme(r *http.Request) string {
	if r.TLS != nil || r.URL.Scheme == "https" {
		return "https"
	}
	return "http"
}

// json writes with Go's default escaping and a newline at the end: what the real Hub's bytes look
// like.
func (x *exchange) json(status int, v any) {
	x.w.Header().Set("Content-Type", "application/json")
	x.w.WriteHeader(status)
	if err := json.NewEncoder(x.w).Encode(v); err != nil {
		Abort(x.w, err) // the client has left
	}
}

type errorJSON struct {
	Message string         `json:"message"`
	ErrInfo map[string]any `json:"errinfo"`
}

func (x *exchange) errorObject(status int, message string, details map[string]any) {
	if details == nil {
		details = map[string]any{}
	}
	x.json(status, errorJSON{Message: message, ErrInfo: details})
}

func (x *exchange) unauthorized() { x.errorObject(401, "unauthorized", nil) }

type detailJSON struct {
	Detail string `json:"detail"`
}

func (x *exchange) detail(status int, text string) { x.json(status, detailJSON{Detail: text}) }

const notFoundPage = `<!DOCTYPE html>
<html lang="en"><head><title>Page Not Found | Docker Hub</title></head>
<body><h1>404</h1><p>Oops! The page you are looking for does not exist.</p></body></html>
`

func (x *exchange) html(status int, page string) {
	x.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	x.w.WriteHeader(status)
	_, _ = x.w.Write([]byte(page))
}

package fakehub

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// An exchange is one request and its answer.
type exchange struct {
	hub       *Hub
	w         http.ResponseWriter
	r         *http.Request
	value     map[string]string // the path's variables
	principal *principal        // nil: anonymous
	emptyEnds bool              // the ends of a listing are "" in place of null
}

type route struct {
	methods string
	pattern []string
	legacy  bool // refused to sessions of organization access tokens
	serve   func(*exchange)
}

func to(methods, pattern string, serve func(*exchange)) route {
	return route{methods: methods, pattern: strings.Split(pattern, "/"), serve: serve}
}

func legacy(methods, pattern string, serve func(*exchange)) route {
	r := to(methods, pattern, serve)
	r.legacy = true
	return r
}

// The first route that fits is taken, so "namespaces" stands before the variable.
var routes = []route{
	to("POST", "v2/users/login", (*exchange).login),
	to("POST", "v2/users/2fa-login", (*exchange).secondFactor),
	to("POST", "v2/auth/token", (*exchange).authToken),
	to("POST", "v2/logout", (*exchange).logout),
	to("GET", "v2/user", (*exchange).me),
	to("GET", "v2/user/orgs", (*exchange).myOrganizations),
	to("GET", "v2/access-tokens", (*exchange).accessTokens),
	to("GET", "v2/users/{name}", (*exchange).user),
	to("GET", "v2/orgs/{name}", (*exchange).organization),
	legacy("GET", "v2/repositories/namespaces", (*exchange).myNamespaces),
	to("GET", "v2/namespaces/{ns}/repositories", (*exchange).repositories),
	to("GET HEAD", "v2/namespaces/{ns}/repositories/{repo}", (*exchange).repository),
	to("GET HEAD", "v2/namespaces/{ns}/repositories/{repo}/tags", (*exchange).tags),
	to("GET HEAD", "v2/namespaces/{ns}/repositories/{repo}/tags/{tag}", (*exchange).tag),
	to("DELETE", "v2/namespaces/{ns}/repositories/{repo}/tags/{tag}", (*exchange).deleteTag),
	to("GET", "v2/namespaces/{ns}/repositories/{repo}/manifests", (*exchange).listManifests),
	legacy("GET", "v2/repositories/{ns}", (*exchange).repositories),
	legacy("GET HEAD", "v2/repositories/{ns}/{repo}", (*exchange).repository),
	legacy("GET HEAD", "v2/repositories/{ns}/{repo}/tags", (*exchange).tags),
	legacy("GET HEAD", "v2/repositories/{ns}/{repo}/tags/{tag}", (*exchange).tag),
	legacy("DELETE", "v2/repositories/{ns}/{repo}/tags/{tag}", (*exchange).deleteTag),
	legacy("GET", "v2/repositories/{ns}/{repo}/tags/{tag}/images", (*exchange).images),
	to("GET", "api/search/v4", (*exchange).searchV4),
	to("GET", "v2/search/repositories", (*exchange).searchV2),
	to("GET", "v1/search", (*exchange).searchV1),
}

func (r *route) match(path []string) (map[string]string, bool) {
	if len(path) != len(r.pattern) {
		return nil, false
	}
	value := map[string]string{}
	for i, p := range r.pattern {
		if name, ok := strings.CutPrefix(p, "{"); ok && path[i] != "" {
			value[strings.TrimSuffix(name, "}")] = path[i]
		} else if p != path[i] {
			return nil, false
		}
	}
	return value, true
}

// api answers in the order of the real Hub's checks: rate, bearer, route, and then what the route
// itself looks at (visibility, depth, range).
func (x *exchange) api(path []string) {
	session, valid := x.hub.bearer(x.r)
	if session != nil {
		x.principal = &session.principal
	}
	if x.limited() {
		return
	}
	if !valid {
		x.unauthorized()
		return
	}
	found := false
	for i := range routes {
		value, ok := routes[i].match(path)
		if !ok {
			continue
		}
		found = true
		if !slices.Contains(strings.Fields(routes[i].methods), x.r.Method) {
			continue
		}
		if routes[i].legacy && x.principal != nil && x.principal.organization != "" {
			x.errorObject(403, "token issued from organization access token is not allowed", nil)
			return
		}
		x.value = value
		routes[i].serve(x)
		return
	}
	if found {
		x.html(405, "<html><body><h1>405 Method Not Allowed</h1></body></html>\n")
		return
	}
	x.html(404, notFoundPage)
}

type service uint8

const (
	apiService service = iota
	registryService
	tokenService
)

// service decides which service a request is for and returns its path's elements, unescaped,
// without the Hub's own prefix and without a trailing slash. A path outside the prefix has no
// elements.
func (h *Hub) service(r *http.Request) (service, []string) {
	escaped := r.URL.EscapedPath()
	switch hostOf(r) {
	case registryHost:
		if path := elements(escaped); len(path) == 1 && path[0] == "token" {
			return tokenService, path
		}
		return registryService, elements(escaped)
	case dockersRegistry:
		return registryService, elements(escaped)
	case authHost:
		return tokenService, elements(escaped)
	case indexHost:
		return apiService, elements(escaped)
	}
	inside, ok := strings.CutPrefix(escaped, h.prefix)
	if !ok {
		return apiService, nil
	}
	path := elements(inside)
	switch hostOf(r) {
	case hubHost, dockersHub, dockersAlias:
	default:
		switch {
		case len(path) == 1 && path[0] == "token":
			return tokenService, path
		case len(path) == 1 && path[0] == "v2",
			len(path) == 5 && path[0] == "v2" && path[3] == "tags" && path[4] == "list":
			return registryService, path
		}
	}
	return apiService, path
}

func elements(escaped string) []string {
	path := strings.Split(strings.TrimSuffix(strings.TrimPrefix(escaped, "/"), "/"), "/")
	for i, element := range path {
		if plain, err := url.PathUnescape(element); err == nil {
			path[i] = plain
		}
	}
	return path
}

func hostOf(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.Host); err == nil {
		return host
	}
	return r.Host
}

package fakehub

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A grant is what a registry token allows.
type grant struct {
	principal  *principal // nil: anonymous
	repository string     // "" for none
	expires    time.Time
}

const (
	registryServiceName = "registry.docker.io"
	registryTokenLife   = 5 * time.Minute
	largestNamesPage    = 1000
)

type registryErrorJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Detail  any    `json:"detail"`
}

func (x *exchange) refuse(status int, code, message string, detail any) {
	x.json(status, map[string][]registryErrorJSON{
		"errors": {{Code: code, Message: message, Detail: detail}},
	})
}

// registry serves the list of tag names and the heads of manifests, and nothing else of the
// registry.
func (x *exchange) registry(path []string) {
	x.w.Header().Set("Docker-Distribution-Api-Version", "registry/2.0")
	grant := x.hub.registryGrant(x.r)
	get, head := x.r.Method == http.MethodGet, x.r.Method == http.MethodHead
	switch {
	case len(path) == 1 && path[0] == "v2":
		if grant == nil {
			x.askForToken("")
			return
		}
		x.json(200, struct{}{})
	case len(path) == 5 && path[0] == "v2" && (path[3] == "tags" && path[4] == "list" && get ||
		path[3] == "manifests" && head):
		repository := path[1] + "/" + path[2]
		switch {
		case grant == nil || grant.repository != repository:
			x.askForToken(repository)
		case repository == preview:
			x.allowance(grant)
		case head:
			x.manifest(grant, repository, path[4])
		default:
			x.names(grant, repository)
		}
	case len(path) == 5 && path[0] == "v2":
		x.refuse(405, "UNSUPPORTED", "The operation is unsupported.", nil)
	default:
		http.NotFound(x.w, x.r)
	}
}

// askForToken names the token service; but for Docker's it is on the same server.
func (x *exchange) askForToken(repository string) {
	var realm string
	switch hostOf(x.r) {
	case dockersRegistry:
		realm = "https://" + authHost + "/token"
	case registryHost:
		realm = "https://" + registryHost + "/token"
	default:
		realm = scheme(x.r) + "://" + x.r.Host + x.hub.prefix + "/token"
	}
	challenge := `Bearer realm="` + realm + `",service="` + registryServiceName + `"`
	var detail any
	if repository != "" {
		challenge += `,scope="repository:` + repository + `:pull"`
		detail = []map[string]string{
			{"Type": "repository", "Class": "", "Name": repository, "Action": "pull"},
		}
	}
	x.w.Header().Set("WWW-Authenticate", challenge)
	x.refuse(401, "UNAUTHORIZED", "authentication required", detail)
}

// token answers with a token in any case but wrong credentials; one without rights lacks the scope.
func (x *exchange) token() {
	var p *principal
	if x.r.Header.Get("Authorization") != "" {
		name, secret, ok := basic(x.r)
		if x.locked(name) {
			return
		}
		found, known := x.hub.world.identify(name, secret)
		if !ok || !known || found.sso || found.code != "" {
			x.hub.fail(name)
			x.json(401, map[string]string{"details": "incorrect username or password"})
			return
		}
		p = &found
	}
	repository, _ := strings.CutPrefix(x.r.URL.Query().Get("scope"), "repository:")
	repository, actions, _ := strings.Cut(repository, ":")
	maySee := repository == preview || x.hub.world.maySee(p, repository)
	if !slices.Contains(strings.Split(actions, ","), "pull") || !maySee {
		repository = ""
	}
	token, issued := x.hub.grant(p, repository)
	x.json(200, struct {
		Token       string `json:"token"`
		AccessToken string `json:"access_token"`
		ExpiresIn   int    `json:"expires_in"`
		IssuedAt    stamp  `json:"issued_at"`
	}{token, token, seconds(registryTokenLife), nano(issued)})
}

// maySee is true as well for a repository that is missing in a namespace where the principal would
// see everything.
func (w *World) maySee(p *principal, repository string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s := w.repo(repository); s != nil {
		return w.sees(p, &s.Repository)
	}
	namespace, name, _ := strings.Cut(repository, "/")
	return w.sees(p, &Repository{Namespace: namespace, Name: name, Private: true})
}

func (h *Hub) grant(p *principal, repository string) (token string, issued time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.issued++
	now := h.now()
	token = encodeJWT(map[string]any{
		"aud": registryServiceName, "exp": now.Add(registryTokenLife).Unix(), "iat": now.Unix(),
		"iss": authHost,
		"jti": strconv.FormatInt(h.issued, 10),
	})
	h.grants[token] = &grant{
		principal: p, repository: repository, expires: now.Add(registryTokenLife),
	}
	return token, now
}

// registryGrant returns nil for everything but a registry token that is valid now.
func (h *Hub) registryGrant(r *http.Request) *grant {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	g := h.grants[token]
	if g == nil || !h.now().Before(g.expires) {
		return nil
	}
	return g
}

// manifest tells whether there is an image by its digest, or one that a tag points at. As the real
// one, it denies an image whose type was not asked for.
func (x *exchange) manifest(g *grant, repository, reference string) {
	rows, _, _ := x.hub.world.tagRows(g.principal, repository, "", "")
	for _, t := range rows {
		digests := []string{t.Digest}
		for i := range t.Images {
			digests = append(digests, t.Images[i].Digest)
		}
		switch {
		case t.Name != reference && !slices.Contains(digests, reference):
		case !strings.Contains(x.r.Header.Get("Accept"), "image.index"):
			x.refuse(404, "MANIFEST_UNKNOWN", "OCI index found, but Accept header does not support OCI indexes", nil)
			return
		default:
			if t.Name == reference {
				reference = t.Digest
			}
			x.w.Header().Set("Docker-Content-Digest", reference)
			x.w.WriteHeader(200)
			return
		}
	}
	x.refuse(404, "MANIFEST_UNKNOWN", "manifest unknown", nil)
}

// preview is the repository whose manifest tells how much may be pulled.
const preview = "ratelimitpreview/test"

// allowance tells what is left of the pulls; asking costs none.
func (x *exchange) allowance(g *grant) {
	limit, source := x.hub.options.PullLimit, address(x.r)
	if p := g.principal; p != nil {
		limit, source = x.hub.options.SignedInPullLimit, "account "+p.user+p.organization
	}
	if limit == 0 {
		x.w.WriteHeader(200)
		return
	}
	left := max(limit-x.hub.options.Pulled, 0)
	header := x.w.Header()
	header.Set("Ratelimit-Limit", strconv.Itoa(limit)+";w=3600")
	header.Set("Ratelimit-Remaining", strconv.Itoa(left)+";w=3600")
	header.Set("Docker-Ratelimit-Source", source)
	if left == 0 {
		x.refuse(429, "TOOMANYREQUESTS", "You have reached your pull rate limit.", nil)
		return
	}
	x.w.WriteHeader(200)
}

func (x *exchange) names(g *grant, repository string) {
	rows, _, ok := x.hub.world.tagRows(g.principal, repository, "-name", "")
	if !ok {
		x.refuse(404, "NAME_UNKNOWN", "repository name not known to registry",
			map[string]string{"name": repository})
		return
	}
	query := x.r.URL.Query()
	n := len(rows) // without n, all come in one answer
	if asked := query.Get("n"); asked != "" && !x.hub.options.NamesAtOnce {
		n = min(positive(asked, largestNamesPage), largestNamesPage)
	}
	if last := query.Get("last"); last != "" {
		after, found := slices.BinarySearchFunc(rows, last,
			func(t *Tag, name string) int { return strings.Compare(t.Name, name) })
		if found {
			after++
		}
		rows = rows[after:]
	}
	names := make([]string, 0, min(n, len(rows)))
	for _, t := range rows[:min(n, len(rows))] {
		names = append(names, t.Name)
	}
	if len(rows) > n {
		x.w.Header().Set("Link", x.namesLink(names[n-1], n))
	}
	x.json(200, struct {
		Name string   `json:"name"`
		Tags []string `json:"tags"`
	}{repository, names})
}

func (x *exchange) namesLink(last string, n int) string {
	query := url.Values{"last": {last}, "n": {strconv.Itoa(n)}}
	to := x.r.URL.EscapedPath() + "?" + query.Encode()
	if x.hub.options.AbsoluteLinks {
		to = scheme(x.r) + "://" + x.r.Host + to
	}
	return "<" + to + `>; rel="next"`
}

package hubtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

var noon = time.Date(2025, 11, 21, 12, 0, 0, 0, time.UTC)

// A visitor speaks plain HTTP to a Hub, with or without a bearer token.
type visitor struct {
	t     *testing.T
	http  *http.Client
	base  string
	token string
}

type reply struct {
	status int
	header http.Header
	body   string
}

func visit(t *testing.T, h *hubtest.Hub) *visitor {
	t.Helper()
	return &visitor{t: t, http: &http.Client{Transport: h.Transport()}, base: h.URL()}
}

func (v *visitor) as(token string) *visitor {
	other := *v
	other.token = token
	return &other
}

func (v *visitor) try(method, path string, body any) (reply, error) {
	v.t.Helper()
	var send io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		require.NoError(v.t, err)
		send = bytes.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.base+path, send)
	require.NoError(v.t, err)
	r.Header.Set("User-Agent", "hubtest/1")
	r.Header.Set("Content-Type", "application/json")
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	return v.send(r)
}

func (v *visitor) send(r *http.Request) (reply, error) {
	answer, err := v.http.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	return reply{status: answer.StatusCode, header: answer.Header, body: string(text)}, err
}

func (v *visitor) do(method, path string, body any) reply {
	v.t.Helper()
	r, err := v.try(method, path, body)
	require.NoError(v.t, err)
	return r
}

func (v *visitor) get(path string) reply {
	v.t.Helper()
	return v.do(http.MethodGet, path, nil)
}

type page struct {
	Count    int
	Next     *string
	Previous *string
	Results  []map[string]any
}

func (v *visitor) page(path string) page {
	v.t.Helper()
	return v.get(path).page(v.t)
}

func (r reply) page(t *testing.T) page {
	t.Helper()
	require.Equal(t, 200, r.status, r.body)
	var p page
	r.decode(t, &p)
	return p
}

func (r reply) decode(t *testing.T, v any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(r.body), v), r.body)
}

func (p page) names() []string {
	names := make([]string, 0, len(p.Results))
	for _, row := range p.Results {
		name, _ := row["name"].(string)
		names = append(names, name)
	}
	return names
}

// request is a GET without credentials, for a test to add to.
func (v *visitor) request(path string) *http.Request {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.base+path, nil)
	require.NoError(v.t, err)
	return r
}

// is asserts a type that a test's other assertions go on with.
func is[T any](t *testing.T, value any) T {
	t.Helper()
	got, ok := value.(T)
	require.True(t, ok, "%T", value)
	return got
}

// later lets time pass, in a bubble of synctest.
func later(d time.Duration) { <-time.After(d) }

// shelf is a world with one public repository of n tags, t001 the newest.
func shelf(n int) *hubtest.World {
	w := hubtest.NewWorld(noon)
	tags := make([]hubtest.Tag, 0, n)
	for i := range n {
		name := "t" + string([]byte{byte('0' + (i+1)/100%10), byte('0' + (i+1)/10%10), byte('0' + (i+1)%10)})
		tags = append(tags, hubtest.Build{Content: name, Pushed: noon.Add(-time.Duration(i+1) * time.Hour), By: "ci"}.Tag(name))
	}
	w.Publish("acme/api", tags...)
	return w
}

const tagsPath = "/v2/namespaces/acme/repositories/api/tags"

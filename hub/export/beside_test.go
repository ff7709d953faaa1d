package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

// BenchmarkBesideTheIdeal reads lists of each shape from a server on this machine, by turns with a
// client that cannot be beaten with eight requests in flight: it knows what to ask for, asks for
// nothing twice, and makes nothing of the answers. What it reports is how many times as long the
// last row took, and how many round trips the first one.
func BenchmarkBesideTheIdeal(b *testing.B) {
	shapes := []struct {
		name  string
		sizes []int
		repos bool // the list of repositories alone
	}{
		{"25,000 tags", []int{25_000}, false},
		{"100 repositories of 250 tags", slices.Repeat([]int{250}, 100), false},
		{"the list of 1,000 repositories", slices.Repeat([]int{1}, 1000), true},
		{"1,000 repositories of 20 tags", slices.Repeat([]int{20}, 1000), false},
	}
	for _, latency := range []time.Duration{100 * time.Millisecond, 20 * time.Millisecond} {
		for _, shape := range shapes {
			b.Run(fmt.Sprintf("%s, %s", shape.name, latency), func(b *testing.B) {
				beside(b, shape.sizes, shape.repos, latency)
			})
		}
	}
}

func beside(b *testing.B, sizes []int, listOnly bool, latency time.Duration) {
	b.Helper()
	w := account(time.Now().Add(-time.Hour))
	pages, total := make([]int, len(sizes)), 0
	for i, size := range sizes {
		total += size
		add(w, "alice/r-"+pad(i), size)
		pages[i] = (size + 99) / 100
	}
	if listOnly {
		pages = nil
	}
	h := hubtest.New(w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(latency))
	server := httptest.NewServer(h)
	defer server.Close()
	needed := (len(sizes) + 99) / 100 // pages of the list of repositories, and of each of them
	if len(sizes) == 1 {
		needed = 0
	}
	for _, n := range pages {
		needed += n
	}
	var ours, ideal, first time.Duration
	extra := 0
	for b.Loop() {
		ideal += idealRead(b, server.URL, len(sizes), pages)
		client := loggedIn(b, server.URL)
		asked := len(h.Requests())
		out := &timed{}
		open := images
		if listOnly {
			open = repositories
		}
		request := export.Request{Targets: []string{"alice"}}
		if len(sizes) == 1 {
			open, request.Targets = tags, []string{"alice/r-00000"}
		}
		work, err := open(client, request, out)
		require.NoError(b, err)
		began := time.Now()
		summary := work.Run(b.Context())
		ours += time.Since(began)
		first += out.first.Sub(began)
		extra = len(h.Requests()) - asked - needed
		require.Equal(b, export.Complete, summary.Outcome())
		require.Len(b, lines(out.String()), total)
	}
	b.ReportMetric(float64(ours)/float64(ideal), "×ideal")
	b.ReportMetric(float64(extra), "requests-beyond-pages")
	b.ReportMetric(float64(first)/float64(b.N)/float64(latency), "round-trips-to-the-first-row")
}

func loggedIn(b *testing.B, base string) *hub.Client {
	b.Helper()
	client, err := hub.New(hub.Options{BaseURL: base, UserAgent: "tagboat/test"})
	require.NoError(b, err)
	session, err := client.Login(b.Context(), "alice", hub.NewSecret("anchor-chain"))
	require.NoError(b, err)
	client.Use(session)
	return client
}

// timed notes when the first row is written.
type timed struct {
	bytes.Buffer
	first time.Time
}

func (t *timed) Write(p []byte) (int, error) {
	if t.first.IsZero() {
		t.first = time.Now()
	}
	return t.Buffer.Write(p)
}

// idealRead asks for the pages of the list of repositories, if there are several, and for all pages
// of each, as soon as the Hub's answers tell that they are there.
func idealRead(b *testing.B, base string, repositories int, pages []int) time.Duration {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8, MaxConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	token := bearer(b, client, base)
	flight := make(chan struct{}, 8)
	var wg sync.WaitGroup
	get := func(path string) {
		flight <- struct{}{}
		defer func() { <-flight }()
		request, _ := http.NewRequestWithContext(b.Context(), http.MethodGet, base+path, nil)
		request.Header.Set("Authorization", "Bearer "+token)
		resp, err := client.Do(request)
		require.NoError(b, err)
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		require.Equal(b, 200, resp.StatusCode)
	}
	one := func(i int) {
		path := fmt.Sprintf("/v2/namespaces/alice/repositories/r-%s/tags?page_size=100&page=", pad(i))
		get(path + "1")
		for n := 2; n <= pages[i]; n++ {
			wg.Go(func() { get(fmt.Sprint(path, n)) })
		}
	}
	began := time.Now()
	list := "/v2/namespaces/alice/repositories?page_size=100&ordering=name&page="
	if repositories > 1 {
		get(list + "1")
	}
	for i := range min(100, len(pages)) {
		wg.Go(func() { one(i) })
	}
	for n := 2; n <= (repositories+99)/100; n++ {
		wg.Go(func() {
			get(fmt.Sprint(list, n))
			for i := (n - 1) * 100; i < min(n*100, len(pages)); i++ {
				wg.Go(func() { one(i) })
			}
		})
	}
	wg.Wait()
	return time.Since(began)
}

func bearer(tb testing.TB, client *http.Client, base string) string {
	tb.Helper()
	request, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, base+"/v2/users/login",
		strings.NewReader(`{"username":"alice","password":"anchor-chain"}`))
	require.NoError(tb, err)
	request.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(request)
	require.NoError(tb, err)
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		Token string `json:"token"`
	}
	require.NoError(tb, json.NewDecoder(resp.Body).Decode(&answer))
	return answer.Token
}

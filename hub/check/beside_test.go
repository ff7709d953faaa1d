package check_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/hubtest"
)

// BenchmarkBesideTheIdeal checks 120 references in 40 files to 30 repositories, of which a third
// has 1,250 tags, by turns with a client that cannot be beaten with eight requests in flight: it
// knows what to ask for, begins with the longest lists, and makes nothing of the answers.
func BenchmarkBesideTheIdeal(b *testing.B) {
	for _, latency := range []time.Duration{100 * time.Millisecond, 20 * time.Millisecond} {
		b.Run(latency.String(), func(b *testing.B) { beside(b, latency) })
	}
}

func beside(b *testing.B, latency time.Duration) {
	b.Helper()
	w := hubtest.NewWorld(time.Now())
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain"})
	files := manyFiles(w)
	server := httptest.NewServer(hubtest.New(w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(latency)))
	defer server.Close()
	var ours, ideal time.Duration
	requests := 0
	for b.Loop() {
		client, err := hub.New(hub.Options{BaseURL: server.URL, UserAgent: "tagboat/test"})
		require.NoError(b, err)
		session, err := client.Login(b.Context(), "alice", hub.NewSecret("anchor-chain"))
		require.NoError(b, err)
		client.Use(session)
		bearer, err := session.Bearer(b.Context(), "a test")
		require.NoError(b, err)
		ideal += idealRead(b, server.URL, bearer.Reveal())
		began := time.Now()
		report, err := check.New(client, check.Request{Files: files}).Run(b.Context(), nil)
		require.NoError(b, err)
		ours += time.Since(began)
		require.Zero(b, report.Count(check.Unknown))
		requests = report.Requests
	}
	b.ReportMetric(float64(ours)/float64(ideal), "×ideal")
	b.ReportMetric(float64(requests), "requests")
}

// idealRead asks for all pages of all lists.
func idealRead(b *testing.B, base, token string) time.Duration {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8, MaxConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	flight := make(chan struct{}, 8)
	var wg sync.WaitGroup
	get := func(repository, page int) {
		flight <- struct{}{}
		defer func() { <-flight }()
		address := fmt.Sprintf("%s/v2/namespaces/acme/repositories/r-%02d/tags?page_size=100&page=%d", base, repository, page)
		request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
		require.NoError(b, err)
		request.Header.Set("Authorization", "Bearer "+token)
		resp, err := client.Do(request)
		require.NoError(b, err)
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		require.Equal(b, http.StatusOK, resp.StatusCode)
	}
	began := time.Now()
	for i := range 30 {
		for page := range map[bool]int{true: 1, false: 13}[i < 20] {
			wg.Go(func() { get(i, page+1) })
		}
	}
	wg.Wait()
	return time.Since(began)
}

package hubtest_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// struck is a visitor of a small Hub on which a fault lies.
func struck(t *testing.T, do hubtest.Action) *visitor {
	t.Helper()
	h := hubtest.New(shelf(30))
	h.Inject(hubtest.Fault{Do: do})
	return visit(t, h)
}

func TestAFaultStrikesWhatItIsMeantFor(t *testing.T) {
	h := hubtest.New(shelf(30))
	v := visit(t, h)
	h.Inject(hubtest.Fault{
		Match: hubtest.Match{Method: "GET", Path: "/tags", Query: "page_size=10", Page: 2, Nth: 2, Times: 2}, Do: hubtest.ServerError(),
	})
	statuses := make([]int, 0, 5)
	for range 5 {
		statuses = append(statuses, v.get(tagsPath+"?page_size=10&page=2").status)
	}
	assert.Equal(t, []int{200, 500, 500, 200, 200}, statuses)
	assert.Equal(t, 200, v.get(tagsPath+"?page_size=10&page=1").status)
	assert.Equal(t, 2, h.Struck())
	h.Inject(hubtest.Fault{Match: hubtest.Match{Page: 1}, Do: hubtest.NotFound()})
	assert.Equal(t, 404, v.get(tagsPath).status, "no page is page 1")
	h.Heal()
	assert.Equal(t, 200, v.get(tagsPath).status)
}

func TestChanceStrikesTheSameRequestsWhateverTheirOrder(t *testing.T) {
	run := func(seed uint64, pages []int) map[int]int {
		h := hubtest.New(shelf(999), hubtest.WithSeed(seed), hubtest.WithRateLimit(0, 0), hubtest.WithDepth(0, 0, 0))
		h.Inject(hubtest.Fault{Match: hubtest.Match{Chance: 0.3}, Do: hubtest.Gateway(503)})
		v := visit(t, h)
		statuses := map[int]int{}
		for _, page := range pages {
			statuses[page] = v.get(tagsPath + "?page=" + strconv.Itoa(page)).status
		}
		return statuses
	}
	var up, down []int
	for page := 1; page <= 99; page++ {
		up, down = append(up, page), append([]int{page}, down...)
	}
	first := run(7, up)
	assert.Equal(t, first, run(7, down))
	assert.NotEqual(t, first, run(8, up))
	failed := 0
	for _, status := range first {
		if status == 503 {
			failed++
		}
	}
	assert.InDelta(t, 30, failed, 12)
}

func TestWeatherIsPassedBySomebodyPatient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := hubtest.New(shelf(300), hubtest.WithRateLimit(0, 0))
		h.Inject(hubtest.Weather(0.5)...)
		v := visit(t, h)
		for page := 1; page <= 30; page++ {
			assert.Eventually(t, func() bool {
				r, err := v.try("GET", tagsPath+"?page="+strconv.Itoa(page), nil)
				return err == nil && r.status == 200 && json.Valid([]byte(r.body))
			}, time.Hour, time.Second)
		}
		assert.Positive(t, h.Struck())
	})
}

func TestLatencyIsWaitedOutAndEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := hubtest.New(shelf(3), hubtest.WithLatency(100*time.Millisecond))
		h.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(2 * time.Second)})
		v := visit(t, h)
		start := time.Now()
		v.get(tagsPath)
		assert.Equal(t, 2100*time.Millisecond, time.Since(start))

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start = time.Now()
		_, err := v.send(v.request(tagsPath).WithContext(ctx))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Second, time.Since(start))
		assert.Zero(t, h.InFlight(), "the handler has ended with the request")
	})
}

func TestHangingEndsWithTheContextOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := struck(t, hubtest.Hang())
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Hour, cancel)
		start := time.Now()
		_, err := v.send(v.request(tagsPath).WithContext(ctx))
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, time.Hour, time.Since(start))
	})
}

func TestNetworkErrorsAreThoseOfTheStandardLibrary(t *testing.T) {
	get := func(do hubtest.Action) error {
		_, err := struck(t, do).try("GET", tagsPath, nil)
		require.Error(t, err)
		return err
	}
	require.ErrorIs(t, get(hubtest.Drop()), syscall.ECONNRESET)
	require.ErrorIs(t, get(hubtest.ConnectionRefused()), syscall.ECONNREFUSED)
	require.ErrorIs(t, get(hubtest.NetworkUnreachable()), syscall.ENETUNREACH)
	var dns *net.DNSError
	require.ErrorAs(t, get(hubtest.NoSuchHost()), &dns)
	assert.True(t, dns.IsNotFound)
	var certificate *tls.CertificateVerificationError
	require.ErrorAs(t, get(hubtest.BadCertificate()), &certificate)
	var plain tls.RecordHeaderError
	require.ErrorAs(t, get(hubtest.NotTLS()), &plain)
	var proxy *net.OpError
	require.ErrorAs(t, get(hubtest.ProxyRefused()), &proxy)
	assert.Equal(t, "proxyconnect", proxy.Op)
}

func TestAConnectionBreaksInMidBody(t *testing.T) {
	r, err := struck(t, hubtest.DropMidBody()).try("GET", tagsPath, nil)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, 200, r.status)
	assert.NotEmpty(t, r.body)

	r = struck(t, hubtest.Truncated()).get(tagsPath)
	assert.Equal(t, 200, r.status)
	assert.False(t, json.Valid([]byte(r.body)))
}

func TestASlowBodyArrivesPieceByPieceAndCanBeLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := struck(t, hubtest.Drip(1000, time.Second))
		start := time.Now()
		r := v.get(tagsPath)
		assert.True(t, json.Valid([]byte(r.body)))
		assert.Equal(t, time.Duration((len(r.body)+999)/1000)*time.Second, time.Since(start))

		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		answer, err := v.http.Do(v.request(tagsPath).WithContext(ctx))
		require.NoError(t, err)
		got, err := io.ReadAll(answer.Body)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Len(t, got, 2000)
		require.NoError(t, answer.Body.Close())
	})
}

func TestRefusalsLookAsTheyDidInTheWild(t *testing.T) {
	for _, c := range []struct {
		do       hubtest.Action
		status   int
		kind     string
		contains string
	}{
		{hubtest.ServerError(), 500, "application/json", `"errinfo":{"field":["invalid"],"limit":5}`},
		{hubtest.Gateway(502), 502, "text/html", "502 Bad Gateway"},
		{hubtest.Gateway(504), 504, "text/html", "504 Gateway Timeout"},
		{hubtest.HTMLOK(), 200, "text/html", "504 Gateway Timeout"},
		{hubtest.BotChallenge(), 403, "text/html; charset=UTF-8", "Just a moment..."},
		{hubtest.ErrorCode1010(), 403, "text/plain; charset=UTF-8", "error code: 1010"},
		{hubtest.AbuseLimit(), 429, "text/plain", "HAP429"},
		{hubtest.Unauthorized("Token is expired"), 401, "application/json", `{"message":"Token is expired","errinfo":{}}`},
		{hubtest.Forbidden("no"), 403, "application/json", `"no"`},
		{hubtest.NotFound(), 404, "application/json", "object not found"},
		{hubtest.Answer(418, "text/plain", "tea", "X-Pot", "1"), 418, "text/plain", "tea"},
	} {
		r := struck(t, c.do).get(tagsPath)
		assert.Equal(t, c.status, r.status)
		assert.Equal(t, c.kind, r.header.Get("Content-Type"))
		assert.Contains(t, r.body, c.contains)
	}
}

func TestEveryHintSaysWhenToComeBack(t *testing.T) {
	clock := hubtest.WithClock(func() time.Time { return noon })
	at := strconv.FormatInt(noon.Add(30*time.Second).Unix(), 10)
	for hint, header := range map[hubtest.Hint][2]string{
		hubtest.NoHint:              {"Retry-After", ""},
		hubtest.RetryAfterSeconds:   {"Retry-After", "30"},
		hubtest.RetryAfterDate:      {"Retry-After", "Fri, 21 Nov 2025 12:00:30 GMT"},
		hubtest.RetryAfterTimestamp: {"Retry-After", at},
		hubtest.XRetryAfter:         {"X-Retry-After", at},
		hubtest.RateLimitReset:      {"X-Ratelimit-Reset", at},
	} {
		h := hubtest.New(shelf(1), clock)
		h.Inject(hubtest.Fault{Do: hubtest.TooMany(hint, 30*time.Second)})
		r := visit(t, h).get(tagsPath)
		assert.Equal(t, 429, r.status)
		assert.Equal(t, header[1], r.header.Get(header[0]))
		if header[0] != "Retry-After" {
			assert.Empty(t, r.header.Get("Retry-After"))
		}
	}
}

func TestRowsAndPagesAreEdited(t *testing.T) {
	row := func(do hubtest.Action) map[string]any { return struck(t, do).page(tagsPath).Results[0] }
	assert.Equal(t, []any{}, row(hubtest.Set("images", []any{}))["images"])
	assert.Nil(t, row(hubtest.Set("images", nil))["images"])
	assert.NotContains(t, row(hubtest.Unset("images")), "images")
	assert.NotContains(t, row(hubtest.Unset("digest")), "digest")
	dated := row(hubtest.Dates("99999-12-31T23:59:59Z"))
	assert.Equal(t, "99999-12-31T23:59:59Z", dated["last_updated"])
	assert.Equal(t, "99999-12-31T23:59:59Z", is[map[string]any](t, is[[]any](t, dated["images"])[0])["last_pushed"])
	assert.Nil(t, row(hubtest.Dates(nil))["tag_last_pushed"])
	assert.Equal(t, -1, struck(t, hubtest.Count(func(int) int { return -1 })).page(tagsPath).Count)
	away := struck(t, hubtest.NextTo("https://elsewhere.example")).page(tagsPath)
	assert.Equal(t, "https://elsewhere.example"+tagsPath+"?page=2", *away.Next)
	var tag map[string]any
	struck(t, hubtest.Set("full_size", 0)).get(tagsPath+"/t001").decode(t, &tag)
	assert.InDelta(t, 0, tag["full_size"], 0)
	assert.Greater(t, tag["id"], 1e9)
}

func TestPageSizeIsIgnoredYetEchoed(t *testing.T) {
	p := struck(t, hubtest.PageSize(25)).page(tagsPath + "?page_size=100")
	assert.Len(t, p.Results, 25)
	assert.Contains(t, *p.Next, "page=2&page_size=100")
	second := struck(t, hubtest.PageSize(25)).page(tagsPath + "?page_size=100&page=2")
	assert.Equal(t, "t026", second.names()[0])
}

func TestRowsMoveBetweenTwoPages(t *testing.T) {
	w := shelf(6)
	h := hubtest.New(w)
	push := func() { w.Push("acme/api", hubtest.Build{Content: "new", Pushed: noon}.Tag("t000")) }
	h.Inject(hubtest.Fault{Match: hubtest.Match{Page: 1, Times: 1}, Do: hubtest.After(push)},
		hubtest.Fault{Match: hubtest.Match{Page: 2}, Do: hubtest.Before(func() { w.Delete("acme/api", "t006") })})
	v := visit(t, h)
	assert.Equal(t, []string{"t001", "t002", "t003"}, v.page(tagsPath+"?page_size=3").names())
	second := v.page(tagsPath + "?page_size=3&page=2")
	assert.Equal(t, []string{"t003", "t004", "t005"}, second.names())
	assert.Equal(t, 6, second.Count)
}

func TestMonstersAreStreamedAndCanBeLeft(t *testing.T) {
	for name, do := range map[string]hubtest.Action{
		"huge": hubtest.HugeBody(1 << 40), "bomb": hubtest.GzipBomb(1 << 40), "rows": hubtest.ManyRows(1 << 40),
	} {
		v := struck(t, do)
		answer, err := v.http.Do(v.request(tagsPath))
		require.NoError(t, err, name)
		_, err = io.CopyN(io.Discard, answer.Body, 1<<20)
		require.NoError(t, err, name)
		require.NoError(t, answer.Body.Close())
	}
	assert.Len(t, struck(t, hubtest.HugeBody(2<<20)).page(tagsPath).Results[0]["name"], 2<<20)
	assert.Len(t, struck(t, hubtest.GzipBomb(1<<20)).page(tagsPath).Results[0]["name"], 1<<20)
	assert.Len(t, struck(t, hubtest.ManyRows(5000)).page(tagsPath).Results, 5000)
	assert.Contains(t, struck(t, hubtest.DeepBody(100_000)).get(tagsPath).body, strings.Repeat("[", 100_000))
}

func TestRedirects(t *testing.T) {
	h := hubtest.New(shelf(3))
	h.Inject(hubtest.Fault{Do: hubtest.SlashRedirect()})
	v := visit(t, h)
	assert.Len(t, v.page(tagsPath+"?page_size=2").Results, 2)
	log := h.Requests()
	require.Len(t, log, 2)
	assert.Equal(t, 301, log[0].Status)
	assert.Equal(t, tagsPath+"/", log[1].Path)

	_, err := struck(t, hubtest.RedirectTo("https://elsewhere.example/steal")).try("GET", tagsPath, nil)
	var dns *net.DNSError
	require.ErrorAs(t, err, &dns)
	assert.Equal(t, "elsewhere.example", dns.Name)
}

func TestATestMayWriteItsOwnFault(t *testing.T) {
	v := struck(t, func(_ *hubtest.Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Own", "1")
			next.ServeHTTP(w, r)
		})
	})
	assert.Equal(t, "1", v.get(tagsPath).header.Get("X-Own"))
	_, err := struck(t, hubtest.Broken(errors.ErrUnsupported)).try("GET", tagsPath, nil)
	require.ErrorIs(t, err, errors.ErrUnsupported)
}

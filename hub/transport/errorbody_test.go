package transport

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/redact"
)

func TestMessagesAreFoundInEveryShape(t *testing.T) {
	for body, want := range map[string]string{
		`{"message":"a","detail":"b"}`:                                      "a",
		`{"detail":"b","error":false}`:                                      "b",
		`{"text":"c","fields":{"ordering":["Invalid","x"],"n":3}}`:          "c: ordering: Invalid",
		`{"message":"httperror 404: tag not found","errinfo":{"a":[1,{}]}}`: "tag not found",
		`{"message":"httperror abc: x"}`:                                    "httperror abc: x",
		`{"errors":[{"code":"DENIED","message":"no"},{"code":"B"}]}`:        "DENIED: no; B",
		`{"message":null,"detail":["x"],"text":7}`:                          "",
		"Too Many Requests (HAP429).\n":                                     "Too Many Requests (HAP429).",
		`{"message":"cut off`:                                               "",
		`{"message":"said","detail":`:                                       "said",
		``:                                                                  "",
		"{\"message\":\"one\\ntwo\\u0000 \"}":                               "one two\x00",
	} {
		assert.Equal(t, want, serverMessage([]byte(body)), body)
	}
	assert.LessOrEqual(t, len(serverMessage([]byte(strings.Repeat("long ", 100_000)))), maxPlain)
	assert.Equal(t, "ab…", redact.Line("ab"+strings.Repeat("ü", 9), 6), "cut on a character")
}

func FuzzErrorParser(f *testing.F) {
	answers.Seed(f)
	f.Add([]byte(`{"message":"dckr_pat_secret eyJhbGciOiJSUzI1NiJ9.e30.sig"}`))
	c := New(Options{})
	address := &url.URL{Scheme: "https", Host: "hub.example", Path: "/v2"}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, status := range []int{301, 400, 401, 403, 404, 429, 500, 503} {
			for _, role := range []role{session, login, anonymous} {
				e := c.refusal(call{op: "test", address: address, role: role}, Answer{status, http.Header{}, body}, []redact.Secret{redact.NewSecret("tiger")})
				if e.Kind == 0 || len(e.Message) > redact.MaxMessage || !utf8.ValidString(e.Message) || e.Sentence() == "" || e.Advice() == "" {
					t.Fatalf("%d: %+v", status, e)
				}
				for _, secret := range []string{"tiger", "dckr_pat_s"} {
					if strings.Contains(e.Error()+e.Sentence(), secret) {
						t.Fatalf("a secret in %q", e.Error())
					}
				}
			}
		}
	})
}

func FuzzRetryHint(f *testing.F) {
	for _, text := range []string{"30", "1763719230", "Fri, 21 Nov 2025 10:00:30 GMT", "-1", "1e400", "NaN", "inf", " 5 ", "0x10", ""} {
		f.Add(text, text, text, text)
	}
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, after, xafter, reset, date string) {
		h := http.Header{"Retry-After": {after}, "X-Retry-After": {xafter}, "X-Ratelimit-Reset": {reset}, "Date": {date}}
		if d, _ := hint(h, now); d < 0 || d > longestPause {
			t.Fatal(d)
		}
		h.Set("X-RateLimit-Limit", after)
		h.Set("X-RateLimit-Remaining", xafter)
		g := newLimiter(time.Now, func(Event) {}, 8)
		g.observe(h, nil)
		if b := g.Budget(); b.Known && (b.Limit < 1 || b.Remaining < 0 || b.Remaining > b.Limit) {
			t.Fatal(b)
		}
	})
}

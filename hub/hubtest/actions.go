package hubtest

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tagboat/hub/fakehub"
)

// before runs something and goes on.
func before(do func(w http.ResponseWriter, r *http.Request)) Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			do(w, r)
			next.ServeHTTP(w, r)
		})
	}
}

// instead answers in the Hub's place.
func instead(do func(w http.ResponseWriter, r *http.Request)) Action {
	return func(*Hub, http.Handler) http.Handler { return http.HandlerFunc(do) }
}

// Latency waits before the answer, or until the request's context ends.
func Latency(d time.Duration) Action {
	return before(func(w http.ResponseWriter, r *http.Request) {
		if !fakehub.Wait(r.Context(), d) {
			fakehub.Abort(w, r.Context().Err())
		}
	})
}

// Hang waits until the request's context ends, or the client goes away.
func Hang() Action {
	return before(func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		fakehub.Abort(w, r.Context().Err())
	})
}

// Before calls a function before the request is served: change the World here to move rows.
func Before(do func()) Action { return before(func(http.ResponseWriter, *http.Request) { do() }) }

// After calls a function when the answer has been made and is not sent yet: what it changes shows
// from the next request on.
func After(do func()) Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			made := record(next, r)
			do()
			made.send(w)
		})
	}
}

// PageSize makes the Hub ignore page_size and send pages of n rows, as it did for a day in 2023
// with 25; next links still echo what was asked for.
func PageSize(n int) Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), fakehub.PageSize{}, n)))
		})
	}
}

// Asked changes the query before the Hub reads it: a Hub that does not know a parameter, or reads
// it otherwise. Next links are those of the changed query.
func Asked(change func(query url.Values)) Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			changed := r.Clone(r.Context())
			query := r.URL.Query()
			change(query)
			changed.URL.RawQuery = query.Encode()
			next.ServeHTTP(w, changed)
		})
	}
}

// Answer sends a status, a content type and a body. Pairs of words are further headers.
func Answer(status int, contentType, body string, headers ...string) Action {
	return instead(func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		send(w, status, contentType, body)
	})
}

func send(w http.ResponseWriter, status int, contentType, body string) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

// refusal is the Hub's error object.
func refusal(status int, message, details string) Action {
	said, err := json.Marshal(message)
	if err != nil {
		panic("hubtest: a message is a string: " + err.Error())
	}
	return Answer(status, jsonType, `{"message":`+string(said)+`,"errinfo":`+details+"}\n")
}

// ServerError is a 500 whose body wraps another service's refusal.
func ServerError() Action {
	return refusal(500, "httperror 500: unexpected status from upstream: 401",
		`{"field":["invalid"],"limit":5}`)
}

// Gateway is the HTML page of a proxy: 502, 503 or 504.
func Gateway(status int) Action { return Answer(status, "text/html", gatewayPage(status)) }

// HTMLOK is status 200 with the HTML page of a 504 as body, seen in 2019.
func HTMLOK() Action { return Answer(200, "text/html", gatewayPage(504)) }

func gatewayPage(status int) string {
	title := strconv.Itoa(status) + " " + http.StatusText(status)
	return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
		"</h1></center>\r\n</body>\r\n</html>\r\n"
}

// BotChallenge is Cloudflare's page for clients whose TLS fingerprint it does not like.
func BotChallenge() Action {
	return Answer(403, "text/html; charset=UTF-8",
		`<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>`+
			`<meta name="robots" content="noindex,nofollow"></head>`+
			`<body><noscript>Enable JavaScript and cookies to continue</noscript>`+
			`<script>window._cf_chl_opt={cvId:'3'};</script></body></html>`,
		"Server", "cloudflare", "Cf-Mitigated", "challenge")
}

// ErrorCode1010 is Cloudflare's short refusal of a client's signature.
func ErrorCode1010() Action {
	return Answer(403, "text/plain; charset=UTF-8", "error code: 1010", "Server", "cloudflare")
}

// AbuseLimit is the answer of the limiter in front of everything; see also WithAbuseLimit.
func AbuseLimit() Action {
	return Answer(429, "text/plain", "Too Many Requests (HAP429).\n", "Retry-After", "60",
		"Connection", "close")
}

// Unauthorized is a 401 with an error object; "unauthorized" and "Token is expired" were seen.
func Unauthorized(message string) Action { return refusal(401, message, "{}") }

// Forbidden is a 403 with an error object.
func Forbidden(message string) Action { return refusal(403, message, "{}") }

// NotFound is the error object of a missing repository, for something that is there.
func NotFound() Action { return refusal(404, "object not found", "{}") }

// A Hint is the form in which a 429 says when to come back.
type Hint uint8

// The forms seen in the wild and in the Hub's own papers.
const (
	NoHint              Hint = iota
	RetryAfterSeconds        // Retry-After: 30
	RetryAfterDate           // Retry-After: Fri, 21 Nov 2025 10:00:30 GMT
	RetryAfterTimestamp      // Retry-After: 1763719230
	XRetryAfter              // X-Retry-After: 1763719230
	RateLimitReset           // X-RateLimit-Reset: 1763719230, with a limit of 180 and 0 remaining
)

// TooMany is a 429 that names a wait in one of its forms, by the Hub's clock.
func TooMany(hint Hint, wait time.Duration) Action {
	answer := func(h *Hub, w http.ResponseWriter) {
		until := h.Now().Add(wait + time.Second - 1).Truncate(time.Second)
		timestamp := strconv.FormatInt(until.Unix(), 10)
		header := w.Header()
		switch hint {
		case NoHint:
		case RetryAfterSeconds:
			header.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		case RetryAfterDate:
			header.Set("Retry-After", until.UTC().Format(http.TimeFormat))
		case RetryAfterTimestamp:
			header.Set("Retry-After", timestamp)
		case XRetryAfter:
			header.Set("X-Retry-After", timestamp)
		case RateLimitReset:
			header.Set("X-Ratelimit-Limit", "180")
			header.Set("X-Ratelimit-Remaining", "0")
			header.Set("X-Ratelimit-Reset", timestamp)
		}
		send(w, http.StatusTooManyRequests, jsonType, limitExceeded+"\n")
	}
	return func(h *Hub, _ http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { answer(h, w) })
	}
}

// SlashRedirect is the 301 of 2017: from a path without a slash at the end to the one with it, for
// GET and HEAD.
func SlashRedirect() Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			path := r.URL.EscapedPath()
			if (r.Method != http.MethodGet && r.Method != http.MethodHead) ||
				path[len(path)-1] == '/' {
				next.ServeHTTP(w, r)
				return
			}
			scheme := "http"
			if r.TLS != nil || r.URL.Scheme == "https" {
				scheme = "https"
			}
			to := scheme + "://" + r.Host + path + "/"
			if r.URL.RawQuery != "" {
				to += "?" + r.URL.RawQuery
			}
			//nolint:gosec // To the caller's own address, with a slash.
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		})
	}
}

// RedirectTo is a 302 to an address, which may be on another host.
func RedirectTo(url string) Action {
	return instead(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, url, http.StatusFound)
	})
}

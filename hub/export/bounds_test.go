package export_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

func TestNoAddressIsTriedMoreThanSixTimesByAllLayersTogether(t *testing.T) {
	for name, do := range map[string]hubtest.Action{
		"502": hubtest.Gateway(502), "500": hubtest.ServerError(), "cut": hubtest.DropMidBody(), "truncated": hubtest.Truncated(),
		"hanging": hubtest.Hang(), "429": hubtest.TooMany(hubtest.RetryAfterSeconds, time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := small(t)
				s.hub.Inject(
					hubtest.Fault{
						Match: hubtest.Match{Path: "/acme/repositories/web/", Page: 2},
						Do:    do,
					},
				)
				_, summary := s.images(export.Request{})
				assert.NotEmpty(t, summary.Misses)
				tried := map[string][]time.Time{}
				for _, r := range s.hub.Requests() {
					key := r.Path + "?" + r.Query
					tried[key] = append(tried[key], r.Time)
				}
				most := 0
				for address, times := range tried {
					most = max(most, len(times))
					assert.LessOrEqual(t, len(times), 6, address)
				}
				assert.Greater(t, most, 2, "it was tried again")
			})
		})
	}
}

func TestAnOutageOfTenSecondsCostsAnExportNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t, hubtest.WithLatency(20*time.Millisecond))
		began := time.Now()
		s.hub.Inject(
			hubtest.Fault{
				Match: hubtest.Match{Path: "/tags"},
				Do: func(h *hubtest.Hub, next http.Handler) http.Handler {
					return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						if age := time.Since(began); age > 50*time.Millisecond &&
							age < 10*time.Second {
							next = hubtest.Drop()(h, next)
						}
						next.ServeHTTP(w, r)
					})
				},
			},
		)
		_, summary := s.images(export.Request{})
		agrees(t, summary, 4, 6, 474)
	})
}

package hubtest_test

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestTheHundredAndEightyFirstRequestOfAMinuteIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := visit(t, hubtest.New(shelf(3)))
		for n := range 180 {
			r := v.get("/v2/repositories/acme/api/")
			assert.Equal(t, 200, r.status)
			assert.Equal(t, strconv.Itoa(179-n), r.header.Get("X-Ratelimit-Remaining"))
		}
		later(20 * time.Second)
		r := v.get("/v2/repositories/acme/api/")
		assert.Equal(t, 429, r.status)
		assert.JSONEq(t, `{"detail":"Rate limit exceeded","error":false}`, r.body)
		assert.Equal(t, "40", r.header.Get("Retry-After"))
		assert.Equal(t, strconv.FormatInt(time.Now().Add(40*time.Second).Unix(), 10), r.header.Get("X-Ratelimit-Reset"))
		later(40 * time.Second)
		assert.Equal(t, 200, v.get("/v2/repositories/acme/api/").status)
	})
}

func TestAnAccountHasItsOwnBudget(t *testing.T) {
	h := hubtest.New(hubtest.Demo(noon), hubtest.WithRateLimit(2, 5))
	v := visit(t, h)
	signedIn := v.as(h.Session("alice", "anchor"))
	assert.Equal(t, "2", v.get("/v2/orgs/acme").header.Get("X-Ratelimit-Limit"))
	assert.Equal(t, 200, v.get("/v2/orgs/acme").status)
	assert.Equal(t, 429, v.get("/v2/orgs/acme").status)
	assert.Equal(t, "4", signedIn.get("/v2/orgs/acme").header.Get("X-Ratelimit-Remaining"))
}

func TestTheAbuseLimiterStandsInFrontAndSpeaksPlainText(t *testing.T) {
	v := visit(t, hubtest.New(shelf(1), hubtest.WithAbuseLimit(1), hubtest.WithRateLimit(1, 1)))
	assert.Equal(t, 200, v.get("/v2/repositories/acme/api/").status)
	r := v.get("/v2/repositories/acme/api/")
	assert.Equal(t, 429, r.status)
	assert.Equal(t, "Too Many Requests (HAP429).\n", r.body)
	assert.Equal(t, "text/plain", r.header.Get("Content-Type"))
	assert.Equal(t, "60", r.header.Get("Retry-After"))
}

func TestDepthIsRefusedBeforeRangeAndOnlyToStrangers(t *testing.T) {
	w := hubtest.Demo(noon)
	h := hubtest.New(w)
	v := visit(t, h)
	deep := "/v2/repositories/acme/api/tags/?page_size=100&page="
	assert.Equal(t, 200, v.get(deep+"10").status)
	assert.Equal(t, 403, v.get(deep+"11").status)
	assert.Equal(t, 403, v.get(deep+"999").status)
	assert.Equal(t, 403, v.get("/v2/repositories/acme/api/tags/?page_size=10&page=9223372036854775807").status)
	signedIn := v.as(h.Session("alice", "anchor"))
	assert.Equal(t, 200, signedIn.get(deep+"120").status)
	assert.Equal(t, 404, signedIn.get(deep+"121").status)
	assert.Equal(t, 404, signedIn.get(deep+"9223372036854775807").status)
	assert.Equal(t, 403, v.get("/v2/namespaces/bitnami/repositories?page_size=100&page=2").status)
	assert.Equal(t, 403, v.get("/v2/search/repositories/?query=&page_size=100&page=2").status)
	open := visit(t, hubtest.New(w, hubtest.WithDepth(0, 0, 0)))
	assert.Equal(t, 200, open.get(deep+"120").status)
}

func TestPageSizesAreCutDownAndNonsenseGetsTheDefault(t *testing.T) {
	v := visit(t, hubtest.New(shelf(120)))
	for query, rows := range map[string]int{
		"": 10, "?page_size=100": 100, "?page_size=5000": 100, "?page_size=0": 10, "?page_size=-3": 10, "?page_size=ten": 10, "?page=-1": 10,
	} {
		assert.Len(t, v.page(tagsPath+query).Results, rows, query)
	}
	wide := visit(t, hubtest.New(shelf(120), hubtest.WithLargestPage(0)))
	assert.Len(t, wide.page(tagsPath+"?page_size=5000").Results, 120)
}

func TestTheLastPageHasNoNextAndAnExactOneNeither(t *testing.T) {
	v := visit(t, hubtest.New(shelf(6)))
	last := v.page(tagsPath + "?page_size=3&page=2")
	assert.Nil(t, last.Next)
	assert.NotNil(t, last.Previous)
	assert.Equal(t, 6, last.Count)
	assert.Equal(t, 404, v.get(tagsPath+"?page_size=3&page=3").status)
	assert.Equal(t, 404, v.do("HEAD", "/v2/repositories/acme/nothing/tags", nil).status)
}

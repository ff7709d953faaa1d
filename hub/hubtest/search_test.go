package hubtest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type found struct {
	Total   int
	Results []struct {
		ID, Name, Badge string
		Raw             int64  `json:"raw_pull_count"`
		Pulls           string `json:"pull_count"`
	}
}

func (v *visitor) search(query string) found {
	v.t.Helper()
	var f found
	v.get("/api/search/v4?"+query).decode(v.t, &f)
	return f
}

func TestSearchFindsPublicRepositoriesAndNarrows(t *testing.T) {
	_, v := visitDemo(t)
	redis := v.search("query=redis")
	assert.Equal(t, "library/redis", redis.Results[0].ID)
	assert.Equal(t, "10B+", redis.Results[0].Pulls)
	assert.Greater(t, redis.Total, 3)
	for _, hit := range v.search("query=redis&badges=verified_publisher").Results {
		assert.Equal(t, "verified_publisher", hit.Badge)
	}
	pulls := v.search("query=&sort=pull_count&size=50").Results
	require.Len(t, pulls, 50)
	assert.GreaterOrEqual(t, pulls[0].Raw, pulls[49].Raw)
	assert.Equal(t, 7, v.search("query=&type=model").Total)
	assert.Equal(t, pulls[10].ID, v.search("query=&sort=pull_count&from=10&size=1").Results[0].ID)
	assert.Zero(t, v.search("query=field_notes").Total, "private")
	nothing := v.get("/api/search/v4?query=zzzzzz")
	assert.JSONEq(t, `{"total":0,"results":null}`, nothing.body)
	assert.Empty(t, v.search("query=redis&from=9999").Results)
}

func TestTheOlderSearches(t *testing.T) {
	_, v := visitDemo(t)
	var classic struct {
		Count          int
		Next, Previous *string
		Results        []map[string]any
	}
	v.get("/v2/search/repositories/?query=nginx&page_size=1").decode(t, &classic)
	assert.Equal(t, "nginx", classic.Results[0]["repo_name"])
	assert.Empty(t, classic.Results[0]["repo_owner"])
	assert.Empty(t, *classic.Previous)
	assert.NotEmpty(t, *classic.Next)
	v.get("/v2/search/repositories/?query=library/nginx").decode(t, &classic)
	assert.Zero(t, classic.Count)
	assert.Empty(t, *classic.Next)

	var index struct {
		Pages   int `json:"num_pages"`
		Hits    int `json:"num_results"`
		Results []map[string]any
	}
	v.get("/v1/search?q=redis&n=2&page=2").decode(t, &index)
	assert.Len(t, index.Results, 2)
	assert.Equal(t, (index.Hits+1)/2, index.Pages)
	v.get("/v1/search?q=redis&page=9999999").decode(t, &index)
	assert.Empty(t, index.Results)
}

package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/config"
)

func TestTheLaterPatternWinsAndSaysNothingOfWhatItDoesNotName(t *testing.T) {
	name, version, filter, yes := "name", "version", "!rc", true
	c := config.Default()
	c.Lists = map[string]config.List{"tags": {Columns: []string{"tag"}, Sort: &name, Preview: &yes}}
	c.Patterns = []config.Pattern{
		{Glob: "library/*", List: config.List{Sort: &version}},
		{Glob: "*/nginx", List: config.List{Filter: &filter}},
	}
	assert.Equal(t, config.List{Columns: []string{"tag"}, Sort: &version, Filter: &filter, Preview: &yes},
		c.List("tags", "library/nginx"))
	assert.Equal(t, config.List{Columns: []string{"tag"}, Sort: &name, Preview: &yes}, c.List("tags", "acme/api"))
	assert.Equal(t, config.List{}, c.List("repositories", ""))
}

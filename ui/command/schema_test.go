package command

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/config"
)

func TestTheSchemaOfTheConfigurationIsCurrent(t *testing.T) {
	text, err := config.Describe(vocabulary())
	require.NoError(t, err)
	if flag.Lookup("update").Value.String() == "true" {
		require.NoError(t, os.WriteFile("../config/schema.json", []byte(text), 0o600))
		return
	}
	assert.Equal(t, text, config.Schema, "go test ./ui/command -run Schema -update writes it anew")
}

func TestTheListsThatACommandCanNameAreThoseThatItWorksIn(t *testing.T) {
	for _, list := range vocabulary().On {
		c := config.Default()
		c.Commands = []config.Command{{Name: "tool", Run: []string{"tool", "{{.Repository}}"}, On: []string{list}}}
		assert.Empty(t, judgeOwn(c), list)
	}
	_, _, problems := config.Read([]byte("[[command]]\nname = \"tool\"\nrun = [\"tool\"]\non = [\"layers\"]\n"), vocabulary())
	require.NotEmpty(t, problems)
	assert.Contains(t, problems[0].Words, "there is tags, platforms, repositories, search, references or news")
}

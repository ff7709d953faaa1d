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

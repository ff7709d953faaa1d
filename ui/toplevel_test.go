package ui_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheTopLevelHoldsTheseAndWhatToolsInsistOn(t *testing.T) {
	entries, err := os.ReadDir("..")
	require.NoError(t, err)
	for _, entry := range entries {
		if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			assert.Contains(t, []string{"hub", "keymap", "ui"}, entry.Name())
		}
	}
}

package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// issueForm is what GitHub reads of a form.
type issueForm struct {
	Name        string   `yaml:"name"`
	Description string   `yaml:"description"`
	Labels      []string `yaml:"labels"`
	Body        []struct {
		Type       string `yaml:"type"`
		ID         string `yaml:"id"`
		Attributes struct {
			Label       string `yaml:"label"`
			Description string `yaml:"description"`
			Placeholder string `yaml:"placeholder"`
			Value       string `yaml:"value"`
			Render      string `yaml:"render"`
			Options     []any  `yaml:"options"`
		} `yaml:"attributes"`
		Validations struct {
			Required bool `yaml:"required"`
		} `yaml:"validations"`
	} `yaml:"body"`
}

func TestTheFormsForIssuesAreWhole(t *testing.T) {
	files, err := filepath.Glob("../../.github/ISSUE_TEMPLATE/*.yml")
	require.NoError(t, err)
	forms := 0
	for _, file := range files {
		if filepath.Base(file) == "config.yml" {
			continue
		}
		forms++
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		decoder := yaml.NewDecoder(strings.NewReader(string(text)))
		decoder.KnownFields(true) // GitHub shows no form that has others
		var form issueForm
		require.NoError(t, decoder.Decode(&form), file)
		assert.NotEmpty(t, form.Name, file)
		assert.NotEmpty(t, form.Description, file)
		ids, asks := map[string]bool{}, false
		for _, field := range form.Body {
			if field.Type == "markdown" {
				assert.NotEmpty(t, field.Attributes.Value, file)
				continue
			}
			assert.Contains(t, []string{"textarea", "input", "dropdown", "checkboxes"}, field.Type, file)
			assert.Regexp(t, `^[a-z-]+$`, field.ID, file)
			assert.False(t, ids[field.ID], "%s: two are called %s", file, field.ID)
			ids[field.ID] = true
			assert.NotEmpty(t, field.Attributes.Label, file)
			chosen := field.Type == "dropdown" || field.Type == "checkboxes"
			assert.Equal(t, chosen, len(field.Attributes.Options) > 0, "%s: %s", file, field.ID)
			asks = asks || strings.Contains(field.Attributes.Description, "`tagboat doctor`")
		}
		assert.True(t, asks, "%s asks for what tagboat doctor prints", file)
	}
	assert.Equal(t, 2, forms)
}

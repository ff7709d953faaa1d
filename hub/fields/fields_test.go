package fields_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/fields"
)

func digest(t *testing.T, digit string) hub.Digest {
	t.Helper()
	d, err := hub.ParseDigest("sha256:" + strings.Repeat(digit, 64))
	require.NoError(t, err)
	return d
}

func TestAPlatformHasTheFieldsOfItsTagAndADigestAndASizeOfItsOwn(t *testing.T) {
	arm := hub.Image{Platform: hub.NewPlatform("linux", "arm64", "v8", ""), Digest: digest(t, "2"), Size: 60}
	row := fields.Platform{Image: arm, TagRow: export.TagRow{
		Repository: hub.RepositoryName{Namespace: "library", Name: "nginx"},
		Tag:        hub.Tag{Name: "1.27", Digest: digest(t, "1"), FullSize: 70, Images: []hub.Image{arm}},
	}}
	told := map[string]any{}
	for _, f := range fields.Platforms {
		told[f.Name] = f.Value(&row)
	}
	assert.Equal(t, "nginx:1.27", told["reference"])
	assert.Equal(t, arm.Digest, told["digest"])
	assert.Equal(t, int64(60), told["size"])
	assert.Equal(t, "linux/arm64/v8", told["platform"])
	assert.Equal(t, append(fields.Names(fields.Tags), "platform"), fields.Names(fields.Platforms))
}

func TestEveryFieldOfAnEmptyRowHasAValue(t *testing.T) {
	empty(t, fields.Tags)
	empty(t, fields.Platforms)
	empty(t, fields.Repositories)
	empty(t, fields.Found)
	empty(t, fields.References)
	empty(t, fields.News)
}

func empty[R any](t *testing.T, all []fields.Field[R]) {
	t.Helper()
	var row R
	seen := map[string]bool{}
	for _, f := range all {
		assert.False(t, seen[f.Name], "%s is there twice", f.Name)
		seen[f.Name] = true
		assert.Equal(t, strings.ToLower(f.Name), f.Name)
		assert.NotEmpty(t, f.Help, f.Name)
		assert.NotPanics(t, func() { fields.Plain(f.Value(&row)) }, f.Name)
	}
}

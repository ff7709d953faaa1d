package compare

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/ui/config"
	"tagboat/ui/screen"
)

func TestOfTagsThatAreOnlyKnownNoLayersAreCountedButWhatTheyAre(t *testing.T) {
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	p := &page{env: screen.Env{Config: new(config.Config), Now: func() time.Time { return now }}, old: "a", new: "b"}
	p.found.asOf = now.Add(-3 * time.Hour)
	old, updated := hub.Image{Size: 5e6}, hub.Image{Size: 7e6}
	for words, d := range map[string]comparison.Diff{
		"another image, of 7.0 MB after 5.0 MB":    {Side: comparison.Both, Old: old, New: updated},
		"only the new tag has it, of 7.0 MB":       {Side: comparison.NewOnly, New: updated},
		"gone: only the old tag has it":            {Side: comparison.OldOnly, Old: old},
		"the very same image: nothing to download": {Side: comparison.Both, Same: true},
	} {
		assert.Equal(t, words, p.cost(d))
	}
	assert.Equal(t, "offline, as of 3 h ago; layers are not known", p.offline())
	p.found.asOf = time.Time{}
	assert.Empty(t, p.offline())
}

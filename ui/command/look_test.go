package command

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/config"
)

func TestARoleThatIsNoStyleIsAMistakeAndOneThatCannotBeReadIsToldOf(t *testing.T) {
	c := config.Default()
	assert.Empty(t, judgeLook(c))
	c.Theme, c.Roles = "dark", map[string]string{"accent": "blod"}
	mistakes := judgeLook(c)
	assert.Len(t, mistakes, 1)
	assert.Equal(t, "roles.accent", mistakes[0].Setting)
	assert.False(t, mistakes[0].Note)
	c.Roles = map[string]string{"good": "#000033"}
	notes := judgeLook(c)
	assert.Len(t, notes, 1)
	assert.Equal(t, "roles.good", notes[0].Setting)
	assert.True(t, notes[0].Note)
}

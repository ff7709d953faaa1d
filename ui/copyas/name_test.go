package copyas

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/ui/text"
)

func TestANameOfWideLettersLeavesRoomForTheTextsBesideIt(t *testing.T) {
	short := name(forms.Form{Letter: "z", Name: strings.Repeat("中", 40)}, hub.Platform{})
	assert.LessOrEqual(t, text.Width(short), mostOfOwn)
	assert.Equal(t, "mine", name(forms.Form{Letter: "z", Name: "mine"}, hub.Platform{}))
}

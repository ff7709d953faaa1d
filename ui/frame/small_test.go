package frame_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/frame"
)

func TestAWindowThatIsTooSmallSaysWhatIsNeededHoweverNarrowItIs(t *testing.T) {
	for width, want := range map[int]string{
		39: "tagboat needs 40×10, this is 39×9", 33: "tagboat needs 40×10, this is 33×9",
		32: "tagboat needs 40×10", 19: "tagboat needs 40×10", 18: "needs 40×10", 11: "needs 40×10", 10: "40×10", 5: "40×10",
	} {
		assert.Equal(t, want, frame.Frame{Width: width, Height: 9}.TooSmall())
	}
}

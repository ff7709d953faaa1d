package statefile_test

import (
	"io/fs"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/statefile"
)

// spoken is an error in the words of a system.
type spoken string

func (s spoken) Error() string { return string(s) }

func TestTheReasonOfASystemFitsIntoASentence(t *testing.T) {
	windows := spoken("The system cannot find the path specified.")
	for _, err := range []error{
		windows, &fs.PathError{Op: "open", Path: `C:\x`, Err: windows}, &os.LinkError{Op: "rename", Old: "a", New: "b", Err: windows},
	} {
		reason := statefile.Reason(err)
		assert.EqualError(t, reason, "The system cannot find the path specified")
		assert.ErrorIs(t, reason, windows)
	}
	assert.Equal(t, fs.ErrNotExist, statefile.Reason(&fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}))
	assert.NoError(t, statefile.Reason(nil))
}

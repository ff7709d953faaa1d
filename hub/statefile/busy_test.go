package statefile

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errBusy = errors.New("used by another process")

func TestWhatSomebodyHasOpenIsTriedAgainForALittleWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, tries := time.Now(), 0
		isBusy := func(err error) bool { return errors.Is(err, errBusy) }
		err := retried(func() error {
			if tries++; tries < 8 {
				return errBusy
			}
			return nil
		}, isBusy)
		require.NoError(t, err)
		assert.Equal(t, 7*busyPause, time.Since(began))

		began, tries = time.Now(), 0
		require.ErrorIs(t, retried(func() error { tries++; return errBusy }, isBusy), errBusy)
		assert.Equal(t, busyTime, time.Since(began), "there is an end")

		tries = 0
		other := errors.New("no space left on device")
		require.ErrorIs(t, retried(func() error { tries++; return other }, isBusy), other)
		assert.Equal(t, 1, tries, "what waiting does not mend is not waited for")
	})
}

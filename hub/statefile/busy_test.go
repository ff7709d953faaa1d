package statefile

import (
	"context"
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

func TestWhoWaitsForItsTurnIsToldOnceAndGetsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir() + "/state"
		release, err := LockInTurn(t.Context(), folder, "turn.lock", func() { t.Error("nobody has it") })
		require.NoError(t, err)
		waited := 0
		began := time.Now()
		time.AfterFunc(10*time.Minute, release)
		release, err = LockInTurn(t.Context(), folder, "turn.lock", func() { waited++ })
		require.NoError(t, err)
		assert.Equal(t, 1, waited)
		assert.InDelta(t, 10*time.Minute, time.Since(began), float64(time.Second))
		ctx, cancel := context.WithCancelCause(t.Context())
		_, err = LockInTurn(ctx, folder, "turn.lock", func() { cancel(nil) })
		require.ErrorIs(t, err, context.Canceled)
		release()
		release, err = LockInTurn(t.Context(), folder, "turn.lock", nil)
		require.NoError(t, err, "whoever gave up holds nothing")
		release()
	})
}

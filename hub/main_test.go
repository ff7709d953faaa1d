package hub_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain has garbage collected less often, as most tests leave a world behind. The process whose
// memory is measured collects as the program does.
func TestMain(m *testing.M) {
	if os.Getenv(hubOfGlutton) == "" {
		debug.SetGCPercent(400)
	}
	os.Exit(m.Run())
}

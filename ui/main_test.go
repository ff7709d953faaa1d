package ui_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain has garbage collected less often: every story leaves a world behind, and looking through
// them took a sixth of the time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

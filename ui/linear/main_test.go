package linear_test

import (
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // what is told holds moments
	os.Exit(m.Run())
}

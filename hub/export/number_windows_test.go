package export_test

import (
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// number is what a journal calls a file.
func number(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	var info syscall.ByHandleFileInformation
	require.NoError(t, syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info))
	return fmt.Sprintf("%d:%d:%d", info.VolumeSerialNumber, info.FileIndexHigh, info.FileIndexLow)
}

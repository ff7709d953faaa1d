package credentials_test

import (
	"os"
	"syscall"
)

// quit ends a played process at once: os.Exit waits a second under the race detector, for every
// call of a helper.
func quit(code int) {
	if _, _, failed := syscall.RawSyscall(syscall.SYS_EXIT_GROUP, uintptr(code), 0, 0); failed != 0 {
		os.Exit(code)
	}
}

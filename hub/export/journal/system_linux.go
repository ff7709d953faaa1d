package journal

import (
	"os"
	"strconv"
)

// pathOf is the path of an open file; "" where the system tells none.
func pathOf(descriptor uintptr) string {
	path, _ := os.Readlink("/proc/self/fd/" + strconv.FormatUint(uint64(descriptor), 10))
	return path
}

package journal

import (
	"os"
	"strconv"
)

// pathOf is the path of an open file; "" when there is none.
func pathOf(descriptor uintptr) string {
	path, _ := os.Readlink("/proc/self/fd/" + strconv.FormatUint(uint64(descriptor), 10))
	return path
}

//go:build unix && !linux && !darwin

package journal

// pathOf is unknown here: the system does not tell the path of an open file.
func pathOf(uintptr) string { return "" }

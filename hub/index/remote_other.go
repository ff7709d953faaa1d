//go:build !linux && !darwin && !windows

package index

// isRemote reports whether a folder is another machine's, which is not known here.
func isRemote(string) bool { return false }

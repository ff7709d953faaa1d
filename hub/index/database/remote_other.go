//go:build !linux && !darwin && !windows

package database

// isRemote reports whether a folder is another machine's, which is not known here.
func isRemote(string) bool { return false }

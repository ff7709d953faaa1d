//go:build !linux && !darwin && !freebsd && !windows

package statefile

func writable(string) error { return nil }

func room(string) (bytes uint64, known bool) { return 0, false }

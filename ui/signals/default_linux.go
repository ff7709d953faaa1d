package signals

import (
	"os"
	"os/signal"
	"syscall"
	"unsafe"
)

// action is the kernel's record of what a signal does, taken as it is: its
// fields lie differently on different processors, but all zeros mean the
// default everywhere.
type action [64]byte

// byDefault calls f while the signal does what it does to a program that knows
// nothing of it. Package signal cannot do that for SIGTSTP once somebody has
// listened to it: its handler stays, and swallows the signal.
func byDefault(s syscall.Signal, f func() error) error {
	var usual, kept action
	if err := setAction(s, &usual, &kept); err != nil {
		return err
	}
	err := f()
	if back := setAction(s, &kept, nil); err == nil {
		err = back
	}
	return err
}

func setAction(s syscall.Signal, fresh, old *action) error {
	const maskBytes = 8 // of the set of signals inside
	_, _, errno := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(s),
		uintptr(unsafe.Pointer(fresh)), uintptr(unsafe.Pointer(old)), maskBytes, 0, 0) //nolint:gosec // There is no other way to say it.
	if errno != 0 {
		return errno
	}
	return nil
}

func watchJobs(heard chan<- os.Signal) { signal.Notify(heard, syscall.SIGTSTP, syscall.SIGCONT) }

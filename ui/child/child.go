// Package child runs programs beside the screen: without the terminal, with no input, and with
// output of bounded length. What is given up is asked to end, and soon after ended, with all that
// it started.
package child

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// gracePeriod is how long a program that was asked to end may take, and straggling how long what it
// started may hold its output after it has ended.
const (
	gracePeriod = 500 * time.Millisecond
	straggling  = 700 * time.Millisecond
)

// Result is what became of a program.
type Result struct {
	Output  string // foreign text: what it wrote, to either of its outputs
	LeftOut int64  // bytes of the middle of it that were too many
	Err     error  // nil: it ended well
}

// Run runs a program that [Find] found until it ends; when ctx ends, it is ended. For a process
// that may leave before that, known is told, once there is something to end, how to end it at once,
// and gives what is called when there is no more; it may be nil.
func Run(
	ctx context.Context, argv []string, known func(end func()) (forget func()),
) Result {
	out := &ends{}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...) //nolint:gosec // That is what it is for.
	cmd.Stdout, cmd.Stderr = out, out
	apart(cmd)
	cmd.WaitDelay = straggling
	var hard *time.Timer
	cmd.Cancel = func() error {
		hard = time.AfterFunc(gracePeriod, func() { end(cmd.Process) })
		return endSoftly(cmd.Process)
	}
	err := cmd.Start()
	if err == nil {
		if known != nil {
			defer known(func() { end(cmd.Process) })()
		}
		err = cmd.Wait()
	}
	if hard != nil {
		hard.Stop()
	}
	switch {
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.Is(err, exec.ErrWaitDelay): // it ended well, and what it started goes on
		err = nil
	}
	text, left := out.text()
	return Result{Output: text, LeftOut: left, Err: err}
}

// Ended says how a program ended, in a few words.
func Ended(err error) string {
	exit, isExit := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil:
		return "exit code 0"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "cancelled"
	case isExit && exit.Exited():
		return fmt.Sprintf("exit code %d", exit.ExitCode())
	case isExit:
		return exit.Error() // by a signal
	}
	if cause := errors.Unwrap(err); cause != nil {
		return "not started: " + cause.Error()
	}
	return "not started: " + err.Error()
}

// Find is the path of a program: of a name that is on the PATH, or of a path from the root. The
// current folder is not looked into, as what lies there may be anybody's. The error is a sentence
// without its stop.
func Find(name string) (string, error) { return find(name, runtime.GOOS, exec.LookPath) }

func find(name, system string, lookPath func(string) (string, error)) (string, error) {
	if strings.ContainsAny(name, separators(system)) && !filepath.IsAbs(name) {
		return "", fmt.Errorf("%s is neither a name nor a path from the root", name)
	}
	path, err := lookPath(name)
	switch {
	case errors.Is(err, exec.ErrDot):
		return "", fmt.Errorf("%s is in this folder only, where anybody could have put it", name)
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("there is no %s on the PATH", name)
	case err != nil:
		return "", fmt.Errorf("%s cannot be run: %w", name, cause(err))
	case system == "windows" && slices.Contains(batch, strings.ToLower(filepath.Ext(path))):
		return "", fmt.Errorf(
			"%s is a batch file: cmd.exe would read what is filled in as commands", name,
		)
	}
	return path, nil
}

// batch are the ends of names that Windows gives to cmd.exe, which knows no arguments.
var batch = []string{".bat", ".cmd"}

// IsName reports whether a program is called by its name alone; an empty one is.
func IsName(name string) bool { return !strings.ContainsAny(name, separators(runtime.GOOS)+" ") }

func separators(system string) string {
	if system == "windows" {
		return `/\:`
	}
	return "/"
}

func cause(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

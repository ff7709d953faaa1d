package folder

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
)

// ErrNoGit is a folder that git cannot tell about: it is not installed, or the folder is no
// working tree.
var ErrNoGit = errors.New("no working tree of git")

// Tracked asks git for the files of a folder: those it tracks and those it does not ignore. They
// are relative to the folder, with slashes, and sorted. No program that the configuration of the
// folder names is run.
func Tracked(ctx context.Context, dir string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "git", "-c", "core.fsmonitor=false", "-C", dir,
		"ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Env = append(slices.DeleteFunc(cmd.Environ(), namesRepository), "GIT_OPTIONAL_LOCKS=0")
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, ErrNoGit
	}
	paths := strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 })
	slices.Sort(paths)
	return append([]string{}, slices.Compact(paths)...), nil
}

// namesRepository reports whether a variable tells git of another repository than the folder's, as
// within a hook.
func namesRepository(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{
		"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR",
	}, strings.ToUpper(name))
}

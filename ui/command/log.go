package command

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
)

// ownerOnly is the mode of a file that nobody else may read.
const ownerOnly = 0o600

// openLog opens the log for its owner's eyes only. A link could lead anywhere, a
// pipe may have no reader and would hold the program up, and a file that others
// can read stays one: those are refused.
func openLog(m Machine, path string) (*slog.Logger, func(), error) {
	if path == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	file, err := openOwn(m, path)
	if err != nil {
		return nil, nil, fmt.Errorf("the log can not be written: %w", err)
	}
	return slog.New(
		slog.NewTextHandler(file, &slog.HandlerOptions{Level: slog.LevelDebug}),
	), func() { _ = file.Close() }, nil
}

func openOwn(m Machine, path string) (*os.File, error) {
	if info, err := os.Lstat(path); err == nil {
		if err := mine(m, path, info); err != nil {
			return nil, err
		}
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY|plainOnly, ownerOnly)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat() // of what was opened, whatever stood there a moment ago
	if err == nil {
		err = mine(m, path, info)
	}
	if out, unknown := m.Out.Stat(); err == nil && unknown == nil && os.SameFile(info, out) {
		err = fmt.Errorf("%s is where the results go; name another file", path)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// isOneFile reports whether two names lead to one file that is there.
func isOneFile(a, b string) bool {
	one, err := os.Stat(a)
	other, missing := os.Stat(b)
	return err == nil && missing == nil && os.SameFile(one, other)
}

// mine tells what keeps a file from being a log of one's own.
func mine(m Machine, path string, info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a link; name the file itself", path)
	case info.IsDir():
		return fmt.Errorf("%s is a folder; name a file in it", path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is a pipe or a device; name a file, which tail -f follows", path)
	case m.OS != "windows" && info.Mode().Perm()&^ownerOnly != 0: // modes say nothing there
		return fmt.Errorf("others may read %s; chmod 600 it, or name another file", path)
	case !isMine(info):
		return fmt.Errorf("%s belongs to somebody else; name a file of your own", path)
	}
	return nil
}

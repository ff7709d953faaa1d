package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"tagboat/hub/statefile"
)

// Loaded is a file that was read; or what is in force without it.
type Loaded struct {
	Config

	Sources  Sources
	Problems []Problem
	// Off are the settings of the file that are not used, because somebody else may have written
	// them.
	Off []string
}

// Load reads the file at a path. One that is not there matches fs.ErrNotExist, and anything else
// than a file is refused; a link to one is followed. What starts something, what is pasted where
// something is started, and where secrets are sent, is taken from no file that somebody else may
// have written.
func Load(path string, names func() Vocabulary) (Loaded, error) {
	nothing := Loaded{Config: Default(), Sources: Sources{}}
	data, err := content(path)
	if err != nil || path == os.DevNull {
		return nothing, err
	}
	var found Loaded
	found.Config, found.Sources, found.Problems = Read(data, names())
	if why := statefile.Changeable(path); why != nil {
		found.distrust(why)
	}
	return found, nil
}

func content(path string) ([]byte, error) {
	if path == os.DevNull {
		return nil, nil
	}
	about, err := os.Stat(path)
	if err != nil {
		return nil, unread(path, err)
	}
	if !about.Mode().IsRegular() {
		return nil, notAFile(path, about)
	}
	// what stands there by now may be a pipe without anybody at its other end
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, unread(path, err)
	}
	defer func() { _ = file.Close() }()
	if about, err = file.Stat(); err == nil && !about.Mode().IsRegular() {
		return nil, notAFile(path, about)
	}
	data, err := io.ReadAll(io.LimitReader(file, MostBytes+1))
	if err != nil {
		return nil, unread(path, err)
	}
	return data, nil
}

func unread(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return notThere{path}
	}
	return fmt.Errorf("%s cannot be read: %w", path, statefile.Reason(err))
}

// notThere says so, and matches fs.ErrNotExist.
type notThere struct{ path string }

func (n notThere) Error() string { return "there is no file " + n.path }

func (notThere) Unwrap() error { return fs.ErrNotExist }

func notAFile(path string, about fs.FileInfo) error {
	what := "a pipe or a device"
	if about.IsDir() {
		what = "a folder"
	}
	return fmt.Errorf("%s is %s and is not read", path, what)
}

// distrust has nothing in force of what a stranger could harm by.
func (l *Loaded) distrust(why error) {
	plain := Default()
	for _, s := range []struct {
		name  string
		isSet bool
	}{
		{"copies", len(l.Copies) > 0}, {"commands", len(l.Commands) > 0}, {"engine", l.Engine != ""},
		{"browser", len(l.Browser) > 0}, {"hub", l.Hub != ""},
	} {
		if s.isSet {
			l.Off = append(l.Off, s.name)
		}
	}
	l.Copies, l.Commands = plain.Copies, plain.Commands
	l.Engine, l.Browser, l.Hub = plain.Engine, plain.Browser, plain.Hub
	for name := range l.Sources {
		if startsSomething(name) {
			delete(l.Sources, name)
		}
	}
	l.Problems = append([]Problem{{
		Words: why.Error() + ": its commands, forms to copy, engine, browser and hub are not used",
	}}, l.Problems...)
}

func startsSomething(setting string) bool {
	return setting == "engine" || setting == "browser" || setting == "hub" ||
		strings.HasPrefix(setting, "command.") || strings.HasPrefix(setting, "copy.")
}

// isThere says so, and matches fs.ErrExist.
type isThere struct{ path string }

func (i isThere) Error() string { return i.path + " is there already, and was left as it is" }

func (isThere) Unwrap() error { return fs.ErrExist }

// Write makes a file with what Example writes, for its owner alone, in a folder that is made if
// there is none. What stands there already is left as it is, and matches fs.ErrExist.
func Write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", filepath.Dir(path), statefile.Reason(err))
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return isThere{path}
	case err != nil:
		return fmt.Errorf("%s cannot be made: %w", path, statefile.Reason(err))
	}
	_, err = file.WriteString(text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(
			fmt.Errorf("%s cannot be written: %w", path, statefile.Reason(err)), os.Remove(path),
		)
	}
	return nil
}

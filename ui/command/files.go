package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"tagboat/hub/clean"
	"tagboat/hub/refs"
	"tagboat/hub/refs/folder"
)

// piped is what references on standard input are called by.
const piped = "standard input"

// found is what the files of a command line say of images.
type found struct {
	files    []refs.File
	contents [][]byte // of files, in their order
	read     int      // files that were looked at
	ignored  int      // references that a comment leaves out
	unread   []string // what could not be read, in sentences without a full stop
	notes    []string // what else was not understood

	seen map[string]bool // absolute paths
}

// tell says what was not read or not understood.
func (f *found) tell(m Machine) {
	for _, note := range slices.Concat(f.unread, f.notes) {
		tell(m.said, "tagboat:", clean.Line(note))
	}
}

// add takes a file, once however often and in whichever way it is named.
func (f *found) add(file refs.File, content []byte) {
	key := file.Path
	if whole, err := filepath.Abs(filepath.FromSlash(key)); err == nil && key != piped {
		key = whole
	}
	if f.seen[key] {
		return
	}
	f.seen[key] = true
	f.read++
	f.ignored += file.Ignored
	for _, n := range file.Notes {
		text := file.Path + ": " + n.Text
		if n.Line > 0 {
			text = fmt.Sprintf("%s:%d: %s", file.Path, n.Line, n.Text)
		}
		if n.Lost {
			f.unread = append(f.unread, text)
		} else {
			f.notes = append(f.notes, text)
		}
	}
	if len(file.Refs) > 0 {
		f.files, f.contents = append(f.files, file), append(f.contents, content)
	}
}

// findIn reads the files and folders that were named; none is the current folder, - is standard
// input. What cannot be read is noted; what is not there is a wrong command line.
func findIn(ctx context.Context, m Machine, names []string) (*found, error) {
	if len(names) == 0 {
		names = []string{"."}
	}
	f := &found{seen: map[string]bool{}}
	for _, name := range names {
		err := f.named(ctx, m, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usage{fmt.Errorf("there is no file or folder %q", clean.Line(name))}
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			f.unread = append(f.unread, fmt.Sprintf("%s cannot be read: %v", name, reason(err)))
		}
	}
	return f, nil
}

func (f *found) named(ctx context.Context, m Machine, name string) error {
	if name == "-" {
		content, err := io.ReadAll(io.LimitReader(patient{ctx, m.In}, refs.Largest+1))
		if err == nil {
			f.add(refs.Lines(piped, content), content)
		}
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return f.folder(ctx, name)
	}
	shown := filepath.ToSlash(filepath.Clean(name))
	if !info.Mode().IsRegular() {
		return errors.New("it is no file")
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, refs.Largest+1))
	if err != nil {
		return err
	}
	if !refs.IsRead(shown) {
		f.unread = append(f.unread, shown+" is of no kind that is read; one reference a line is read with: tagboat check - <"+shown)
		return nil
	}
	f.add(refs.Read(shown, content), content)
	return nil
}

// folder reads the files that git tracks or does not ignore, with or without git.
func (f *found) folder(ctx context.Context, name string) error {
	root, err := os.OpenRoot(name)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	paths, err := folder.Tracked(ctx, name)
	if err != nil && !errors.Is(err, folder.ErrNoGit) {
		return err
	}
	above := filepath.ToSlash(filepath.Clean(name))
	inside := func(p string) string { return path.Join(above, p) }
	result, err := folder.Walk(ctx, root.FS(), paths, func(file refs.File, content []byte) error {
		file.Path = inside(file.Path)
		f.add(file, content)
		return nil
	})
	for _, note := range result.Notes {
		if above != "." {
			note = above + ": " + note
		}
		f.unread = append(f.unread, note)
	}
	return err
}

// patched is a path as a patch of it names the file, relative to the current folder; else why git
// would not apply it.
func patched(shown string) (name, why string) {
	if shown == piped {
		return "", "what is piped is no file"
	}
	name = filepath.FromSlash(shown)
	here, err := os.Getwd()
	if whole, failed := filepath.Abs(name); err == nil && failed == nil {
		if inside, err := filepath.Rel(here, whole); err == nil {
			name = inside
		}
	}
	if !filepath.IsLocal(name) {
		return "", "it lies outside the current folder, and git apply would refuse it"
	}
	return filepath.ToSlash(name), ""
}

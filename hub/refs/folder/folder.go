// Package folder goes through the files of a folder that may name images: those that git tracks and
// those it does not ignore, with git or without.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"tagboat/hub/refs"
)

const (
	// mostFiles bounds how many files of a folder are looked at, mostBytes what is read of them.
	mostFiles = 200_000
	mostBytes = 1 << 30
)

// Result is what was seen of a folder.
type Result struct {
	Files int      // how many were read
	Notes []string // what was not, in sentences without a full stop
}

// Each is called with a file that may name images, and its content. Its error ends the walk.
type Each func(found refs.File, content []byte) error

// Walk reads the files of a folder one by one, in the order of their names. fsys is the folder,
// which must not lead out of itself: [os.Root.FS] does not. paths are git's, by [Tracked], or nil:
// then all are taken but those that .gitignore files leave out. Walk ends soon after ctx is over.
func Walk(ctx context.Context, fsys fs.FS, paths []string, each Each) (Result, error) {
	w := walk{ctx: ctx, fsys: fsys, each: each}
	var err error
	if paths == nil {
		err = w.folder(".", nil)
	} else {
		for _, p := range paths {
			if err = w.file(p); err != nil {
				break
			}
		}
	}
	if errors.Is(err, errEnough) {
		err = nil
	}
	return w.result, err
}

type walk struct {
	ctx    context.Context //nolint:containedctx // A walk is one call.
	fsys   fs.FS
	each   Each
	seen   int
	bytes  int64
	result Result
}

// errEnough ends a walk that has reached a bound.
var errEnough = errors.New("enough")

func (w *walk) tellf(format string, args ...any) {
	w.result.Notes = append(w.result.Notes, fmt.Sprintf(format, args...))
}

// folder goes through a folder and those in it.
func (w *walk) folder(dir string, above []rules) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		w.tellf("%s cannot be read: %v", dir, plain(err))
		return nil
	}
	ignored := slices.Concat(above, []rules{rulesOf(w.fsys, dir)})
	for _, entry := range entries {
		inside := path.Join(dir, entry.Name())
		if entry.Name() == ".git" || leavesOut(ignored, inside, entry.IsDir()) {
			continue
		}
		if entry.IsDir() {
			if !w.isRepository(inside) {
				err = w.folder(inside, ignored)
			}
		} else if entry.Type().IsRegular() {
			err = w.file(inside)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isRepository reports whether a folder is a repository of its own, as a submodule is.
func (w *walk) isRepository(dir string) bool {
	_, err := fs.Lstat(w.fsys, path.Join(dir, ".git"))
	return err == nil
}

// file reads one file, if it may name images.
func (w *walk) file(p string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if w.seen++; w.seen > mostFiles {
		w.tellf("only the first %d files are looked at", mostFiles)
		return errEnough
	}
	if !refs.IsRead(p) {
		return nil
	}
	info, err := fs.Lstat(w.fsys, p)
	switch {
	case errors.Is(err, fs.ErrNotExist): // git tracks it still
		return nil
	case err != nil:
		w.tellf("%s cannot be read: %v", p, plain(err))
		return nil
	case !info.Mode().IsRegular(): // a link, a submodule
		return nil
	}
	content, err := w.read(p)
	if err != nil {
		w.tellf("%s cannot be read: %v", p, plain(err))
		return nil
	}
	if w.bytes += int64(len(content)); w.bytes > mostBytes {
		w.tellf("only the first GiB of files is read, up to %s", p)
		return errEnough
	}
	w.result.Files++
	return w.each(refs.Read(p, content), content)
}

// read takes no more of a file than shows that it is too large.
func (w *walk) read(p string) ([]byte, error) {
	file, err := w.fsys.Open(p)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, refs.Largest+1))
}

// plain is an error without the path, which the sentence has.
func plain(err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return of.Err
	}
	return err
}

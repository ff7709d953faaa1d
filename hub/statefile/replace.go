package statefile

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const tried = 16 << 10 // bytes that must have room before a secret is sent for a session to be kept

// How long a file that somebody else has open is tried again: on Windows one that is being read,
// by a process or by a scanner for viruses, can be neither replaced nor opened.
const (
	busyPause = 20 * time.Millisecond
	busyTime  = 2 * time.Second
)

// replace brings a value to the disk under the file's name, whole or not at all. The caller holds
// the lock.
func (f File) replace(value any) error {
	content, err := json.MarshalIndent(value, "", "\t")
	if err == nil && len(content) >= MostBytes {
		err = ErrTooLarge
	}
	if err != nil {
		return f.told(err)
	}
	return f.Put(append(content, '\n'))
}

// Put brings content to the disk under the file's name, whole or not at all, whatever it is. The
// caller holds the lock.
func (f File) Put(content []byte) error {
	f.sweep()
	fresh, err := f.beside(content)
	if err != nil {
		return f.told(err)
	}
	defer func() { _ = os.Remove(fresh) }()
	if err := patiently(func() error { return os.Rename(fresh, f.Path()) }); err != nil {
		return f.told(err)
	}
	settle(f.Folder)
	return nil
}

// beside brings a new version to the disk, under a name of its own and for its owner only. Nothing
// is left of one that could not be written whole.
func (f File) beside(content []byte) (path string, err error) {
	fresh, err := os.CreateTemp(f.Folder, "."+f.Name+"-*")
	if err != nil {
		return "", err
	}
	_, err = fresh.Write(content)
	if err == nil {
		err = fresh.Sync()
	}
	if closing := fresh.Close(); err == nil {
		err = closing
	}
	if err != nil {
		_ = os.Remove(fresh.Name())
	}
	return fresh.Name(), err
}

// try writes as much as a small file has, and removes it.
func (f File) try() error {
	path, err := f.beside(make([]byte, tried))
	if err != nil {
		return err
	}
	return os.Remove(path)
}

// sweep removes what killed processes left: who holds the lock knows that nobody writes.
func (f File) sweep() {
	for _, entry := range f.beneath() {
		if f.isHalf(entry) {
			_ = os.Remove(filepath.Join(f.Folder, entry.Name()))
		}
	}
}

// beneath is what lies in the folder; nothing where there is none.
func (f File) beneath() []fs.DirEntry {
	if f.Folder == "" {
		return nil
	}
	entries, _ := os.ReadDir(f.Folder)
	return entries
}

// isHalf reports whether an entry is a version of the file that was not written to its end.
func (f File) isHalf(entry fs.DirEntry) bool {
	return entry.Type().IsRegular() && strings.HasPrefix(entry.Name(), "."+f.Name+"-")
}

// patiently does something again for as long as somebody else has the file.
func patiently(do func() error) error { return retried(do, busy) }

func retried(do func() error, busy func(error) bool) error {
	for waited := time.Duration(0); ; waited += busyPause {
		err := do()
		if err == nil || !busy(err) || waited >= busyTime {
			return err
		}
		<-time.After(busyPause)
	}
}

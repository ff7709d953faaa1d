package folder

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// rules are the lines of the .gitignore of one folder. Libraries were weighed: one reads ? and
// slashes wrongly, go-git's brings six modules and encoding/gob to every start.
type rules struct {
	dir   string
	lines []rule
}

type rule struct {
	elements  []string // of the pattern, ** among them
	isAgain   bool     // it takes in again what another leaves out
	isFolder  bool     // it is about folders alone
	isAnyPath bool     // it has no slash, and is about names at any depth
}

// longestRules bounds a .gitignore, in bytes.
const longestRules = 1 << 20

func rulesOf(fsys fs.FS, dir string) rules {
	r := rules{dir: dir}
	name := path.Join(dir, ".gitignore")
	info, err := fs.Lstat(fsys, name)
	if err != nil || !info.Mode().IsRegular() {
		return r
	}
	file, err := fsys.Open(name)
	if err != nil {
		return r
	}
	defer func() { _ = file.Close() }()
	content, _ := io.ReadAll(io.LimitReader(file, longestRules)) // what was read of it counts
	for line := range strings.Lines(strings.TrimPrefix(string(content), "\ufeff")) {
		if parsed, ok := parse(line); ok {
			r.lines = append(r.lines, parsed)
		}
	}
	return r
}

// parse reads one line, as gitignore(5) has it.
func parse(line string) (r rule, ok bool) {
	line = strings.TrimRight(line, "\r\n")
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	if line == "" || line[0] == '#' {
		return rule{}, false
	}
	line, r.isAgain = strings.CutPrefix(line, "!")
	line, r.isFolder = strings.CutSuffix(line, "/")
	r.isAnyPath = !strings.Contains(line, "/")
	line = strings.ReplaceAll(strings.TrimPrefix(line, "/"), "[!", "[^")
	r.elements = strings.Split(line, "/")
	return r, line != ""
}

// leavesOut reports what the last rule says that is about a path, those of the deepest folder last.
func leavesOut(all []rules, p string, isDir bool) bool {
	for _, of := range slices.Backward(all) {
		inside := p
		if of.dir != "." {
			inside = strings.TrimPrefix(p, of.dir+"/")
		}
		for _, r := range slices.Backward(of.lines) {
			if r.matches(inside, isDir) {
				return !r.isAgain
			}
		}
	}
	return false
}

func (r rule) matches(p string, isDir bool) bool {
	if r.isFolder && !isDir {
		return false
	}
	if r.isAnyPath {
		return fits(r.elements, []string{path.Base(p)})
	}
	return fits(r.elements, strings.Split(p, "/"))
}

// fits holds the elements of a path against those of a pattern. Two stars are any number of
// elements, and at the end one at least.
func fits(pattern, elements []string) bool {
	switch {
	case len(pattern) == 0 || len(elements) == 0:
		return len(pattern) == len(elements)
	case pattern[0] == "**" && len(pattern) == 1:
		return true
	case pattern[0] == "**":
		return fits(pattern[1:], elements) || fits(pattern, elements[1:])
	}
	ok, err := path.Match(pattern[0], elements[0])
	return err == nil && ok && fits(pattern[1:], elements[1:])
}

package source

import (
	"bytes"
	"cmp"
	"errors"
	"regexp"
	"slices"
	"sync"
	"unicode/utf8"

	"tagboat/hub/name"
)

const (
	mostRefs = 10_000 // are told of one file
	errMany  = "only its first 10000 references are told"
)

var errBlank = errors.New("there is no image")

// Finish makes a file of what a reader found in it: references are read, what is ignored is left
// out, and offsets become lines and columns.
func Finish(path string, kind Kind, content []byte, found Findings) File {
	f := File{Path: path, Kind: kind, Notes: found.Notes}
	lines := linesOf(content)
	seen := map[key]bool{}
	for i, r := range found.Refs {
		if i == mostRefs {
			f.Notes = append(f.Notes, Note{Text: errMany})
			break
		}
		if k := keyOf(r); seen[k] {
			continue
		} else if seen[k] = true; lines.ignored(r) {
			f.Ignored++
			continue
		}
		r.check(content)
		r.read()
		r.Line, r.Column = lines.position(r.Offset)
		f.Refs = append(f.Refs, r)
	}
	for i, n := range f.Notes {
		if n.Offset >= 0 {
			f.Notes[i].Line, _ = lines.position(n.Offset)
		}
	}
	slices.SortStableFunc(f.Refs, func(a, b Found) int { return cmp.Compare(a.Offset, b.Offset) })
	slices.SortStableFunc(f.Notes, func(a, b Note) int { return cmp.Compare(a.Line, b.Line) })
	share(f.Refs)
	return f
}

// key tells references apart: what a merge key brings into several services is one.
type key struct {
	offset   int
	text     string
	platform name.Platform
}

func keyOf(r Found) key { return key{r.Offset, r.Text, r.Platform} }

// check drops the parts of a reference when they are not what the file holds, byte for byte.
func (r *Found) check(content []byte) {
	text, written := "", false
	for _, p := range r.Parts {
		stands := p.Offset == -1 || p.Offset >= 0 && p.End() <= len(content) &&
			string(content[p.Offset:p.End()]) == p.Text
		if !stands {
			text = ""
			break
		}
		text += p.Text
		written = written || p.IsWritten() && p.Text != ""
	}
	switch {
	case r.Reason != "":
		r.Parts = nil
	case text != r.Text || !written:
		r.Parts = nil
		r.Fixed = cmp.Or(r.Fixed, "its text is put together in a way that is not changed by bytes")
	}
}

func (r *Found) read() {
	switch {
	case r.Reason != "":
	case r.Text == "":
		r.Err = errBlank
	default:
		r.Reference, r.Err = name.ParseReference(r.Text)
	}
}

// share counts for each reference how many others are made of the same bytes.
func share(refs []Found) {
	of := map[int][]int{} // the references, by where their parts begin
	for i, r := range refs {
		for _, p := range r.Parts {
			if p.IsWritten() && p.Text != "" {
				of[p.Offset] = append(of[p.Offset], i)
			}
		}
	}
	for i := range refs {
		others := map[int]bool{}
		for _, p := range refs[i].Parts {
			for _, j := range of[p.Offset] {
				if len(others) == mostShared {
					break
				}
				if j != i {
					others[j] = true
				}
			}
		}
		refs[i].Shared = len(others)
	}
}

// mostShared bounds the counting: whether there are a thousand or more makes no difference.
const mostShared = 1000

// lines knows where the lines of a file begin.
type lines struct {
	content []byte
	starts  []int
	ignores bool // whether any line may have a comment to that end
}

func linesOf(content []byte) lines {
	l := lines{content, []int{0}, bytes.Contains(content, []byte("tagboat:"))}
	for i, c := range content {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// number is the line of an offset, from zero.
func (l lines) number(offset int) int {
	i, exact := slices.BinarySearch(l.starts, offset)
	if exact {
		return i
	}
	return i - 1
}

func (l lines) position(offset int) (line, column int) {
	offset = max(0, min(offset, len(l.content)))
	line = l.number(offset)
	before := bytes.TrimPrefix(l.content[l.starts[line]:offset], []byte("\ufeff"))
	return line + 1, utf8.RuneCount(before) + 1
}

func (l lines) text(number int) []byte {
	if number < 0 {
		return nil
	}
	end := len(l.content)
	if number+1 < len(l.starts) {
		end = l.starts[number+1]
	}
	return l.content[l.starts[number]:end]
}

var (
	ignoring = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|\s)(?:#|//)\s*tagboat:\s*ignore\b`)
	})
	comment = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\s*(?:#|//)`)
	})
)

// ignored reports whether a comment says so, on the line of the reference or of the variable that
// it is made of, or alone on the line above.
func (l lines) ignored(r Found) bool {
	if !l.ignores {
		return false
	}
	at := []int{r.Offset}
	for _, p := range r.Parts {
		if p.Variable != "" && p.IsWritten() {
			at = append(at, p.Offset)
		}
	}
	return slices.ContainsFunc(at, func(offset int) bool {
		number := l.number(max(0, min(offset, len(l.content))))
		above := l.text(number - 1)
		return ignoring().Match(l.text(number)) ||
			comment().Match(above) && ignoring().Match(above)
	})
}

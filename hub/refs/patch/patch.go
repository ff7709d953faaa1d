// Package patch changes references in a file, and nothing beside them: bytes are replaced where the
// parts of a reference stand, so that comments, quotes and the ends of lines stay.
package patch

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tagboat/hub/name"
	"tagboat/hub/refs/source"
)

// Change asks for another text of the reference File.Refs[Index].
type Change struct {
	Index int
	Text  string
}

// Refusal is a change that was not made, and why in a sentence without a full stop.
type Refusal struct {
	Change
	Why string
}

// Retag is a reference with another tag and digest, its repository spelt as it was. An empty tag or
// a zero digest leaves that part out.
func Retag(text, tag string, digest name.Digest) string {
	text, _, _ = strings.Cut(text, "@")
	if colon := strings.LastIndexByte(text, ':'); colon > strings.LastIndexByte(text, '/') {
		text = text[:colon]
	}
	if tag != "" {
		text += ":" + tag
	}
	if !digest.IsZero() {
		text += "@" + digest.String()
	}
	return text
}

// edit puts a text in the place of the bytes from start to end.
type edit struct {
	start, end int
	text       string
	bare       bool
}

// Apply makes changes to the content that f was read from. A change is refused when the text does
// not stand in the file as it is pulled, and when its bytes serve another reference too, which
// would not become what is asked for it.
func Apply(f source.File, content []byte, changes []Change) (after []byte, refused []Refusal) {
	edits := map[int][]edit{} // by the index of the change
	for i, c := range changes {
		found := f.Refs[c.Index]
		made, ok := editsOf(found, c.Text)
		if !ok {
			refused = append(refused, Refusal{c, cmp.Or(found.Reason, found.Fixed, errSplit)})
			continue
		}
		edits[i] = made
	}
	for {
		spoiled := conflict(f, changes, edits)
		if len(spoiled) == 0 {
			break
		}
		for _, i := range spoiled {
			refused = append(refused, Refusal{changes[i], errShared})
			delete(edits, i)
		}
	}
	slices.SortStableFunc(refused, func(a, b Refusal) int { return cmp.Compare(a.Index, b.Index) })
	return replaced(content, edits), refused
}

const (
	errSplit = "the change does not fit the parts that the text is made of"
	// errShared is about an ARG, a variable or an anchor.
	errShared = "its text serves another reference too, which would become another than is asked for it"
)

// conflict is which changes would make of some reference what is not asked for it.
func conflict(f source.File, changes []Change, edits map[int][]edit) []int {
	all := map[int]edit{} // by the start
	var spoiled []int
	for i := range changes {
		for _, e := range edits[i] {
			if other, ok := all[e.start]; ok && other != e {
				return changing(edits, e.start)
			}
			all[e.start] = e
		}
	}
	want := map[int]string{}
	for i, c := range changes {
		if _, ok := edits[i]; ok {
			want[c.Index] = c.Text
		}
	}
	for i, r := range f.Refs {
		text, at := "", -1
		for _, p := range r.Parts {
			if e, ok := all[p.Offset]; ok && p.IsWritten() && e.end == p.End() {
				text, at = text+e.text, p.Offset
			} else {
				text += p.Text
			}
		}
		wanted, ok := want[i]
		if at >= 0 && text != wanted && (ok || text != r.Text) {
			spoiled = append(spoiled, changing(edits, at)...)
		}
	}
	slices.Sort(spoiled)
	return slices.Compact(spoiled)
}

func changing(edits map[int][]edit, start int) (which []int) {
	for i, made := range edits {
		if slices.ContainsFunc(made, func(e edit) bool { return e.start == start }) {
			which = append(which, i)
		}
	}
	slices.Sort(which)
	return which
}

func replaced(content []byte, edits map[int][]edit) []byte {
	var all []edit
	for _, made := range edits {
		all = append(all, made...)
	}
	slices.SortFunc(all, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var after []byte
	at := 0
	for _, e := range slices.Compact(all) {
		after = append(after, content[at:e.start]...)
		if e.bare && isNumber().MatchString(e.text) {
			after = append(after, '"')
			after = append(after, e.text...)
			after = append(after, '"')
		} else {
			after = append(after, e.text...)
		}
		at = e.end
	}
	return append(after, content[at:]...)
}

// isNumber finds what YAML takes for a number, a date, a truth or nothing when it has no quotes.
var isNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|` +
		`[-+]?\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|` +
		`[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|` +
		`[-+]?\.inf|\.nan|y|n|yes|no|on|off|true|false|null|~|)$`)
})

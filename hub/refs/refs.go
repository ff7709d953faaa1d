// Package refs finds references to images in files: what they name, where it stands, and which
// bytes a change would touch. It takes bytes and gives references; it knows no network, and nothing
// of what the Hub has.
//
//	Read           one file, by its path and its content
//	Lines          one reference a line
//	KindOf         what a file is by its path
//
// Its rooms are hub/refs/source (what is found, and where), variables (${NAME:-default}), and a
// reader for each family of files: dockerfile, and manifest for those that are a tree of YAML or
// JSON, with positions (tree). Beside it,
// hub/refs/folder goes through the files of a folder, and hub/refs/patch changes references.
package refs

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"tagboat/hub/refs/dockerfile"
	"tagboat/hub/refs/source"
)

type (
	// File is what one file says of images.
	File = source.File
	// Found is one reference.
	Found = source.Found
	// Part is a run of a reference's text, and where it stands.
	Part = source.Part
	// Note is what was not read, and why.
	Note = source.Note
	// Kind is what a file is read as.
	Kind = source.Kind
)

// Largest is how many bytes of a file are read, 4 MiB: none that a person wrote has as many.
const Largest = 4 << 20

const mark = "\ufeff" // of UTF-8, at the start of a file

// IsRead reports whether Read would look into a file of this path.
func IsRead(path string) bool { return KindOf(path) != source.Unread || isTold(path) }

// Read finds the references of a file. The path, with slashes, tells what kind of file it is; YAML
// and JSON of another name may be told by what they hold, and a file of an unknown kind has no
// references. What cannot be read is a Note.
func Read(path string, content []byte) File {
	kind := KindOf(path)
	if kind == source.Unread && !isTold(path) {
		return File{Path: path}
	}
	plain := bytes.TrimPrefix(content, []byte(mark))
	if kind == source.Unread && !mayHold(plain) {
		return File{Path: path}
	}
	if why := unreadable(content); why != "" {
		return File{Path: path, Kind: kind, Notes: []Note{{Text: why, Lost: true}}}
	}
	var found source.Findings
	switch {
	case kind == source.Dockerfile:
		found = dockerfile.Read(plain)
	case !utf8.Valid(plain):
		found.Lose(0, "it is not UTF-8, and is not read: save it as UTF-8")
	default:
		kind = readTree(path, kind, plain, &found)
	}
	moved(&found, len(content)-len(plain))
	return source.Finish(path, kind, content, found)
}

// moved adds what stands before the content that was read.
func moved(found *source.Findings, by int) {
	for i := range found.Refs {
		found.Refs[i].Offset += by
		for j := range found.Refs[i].Parts {
			if p := &found.Refs[i].Parts[j]; p.IsWritten() {
				p.Offset += by
			}
		}
	}
	for i := range found.Notes {
		found.Notes[i].Offset += by
	}
}

// unreadable says why a content is not looked at, or nothing.
func unreadable(content []byte) string {
	switch {
	case len(content) > Largest:
		return fmt.Sprintf("it is larger than %d MiB, and is not read", Largest>>20)
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
		return "it is UTF-16, and is not read: save it as UTF-8"
	case bytes.IndexByte(content, 0) >= 0:
		return "it holds NUL bytes as no text does, and is not read"
	}
	return ""
}

// Package source is what the readers of files find, and where it stands: references to images, the
// runs of bytes that their text is made of, and what was not read.
//
// Offsets count bytes from the start of the file. Lines and columns count from one; a column counts
// characters, as editors do.
package source

import "tagboat/hub/name"

// Kind is what a file is read as. It is the word that people call such a file by.
type Kind string

// The kinds of files. Unread is a file that none of the readers is for.
const (
	Unread       Kind = ""
	Dockerfile   Kind = "Dockerfile"
	Compose      Kind = "Compose"
	Kubernetes   Kind = "Kubernetes"
	Kustomize    Kind = "Kustomize"
	Helm         Kind = "Helm values"
	Workflow     Kind = "GitHub Actions"
	GitLab       Kind = "GitLab CI"
	Devcontainer Kind = "devcontainer.json"
	List         Kind = "list of references"
)

// File is what one file says of images.
type File struct {
	Path    string
	Kind    Kind
	Refs    []Found // in the order in which they stand
	Notes   []Note  // what was not read, or not all of it
	Ignored int     // how many references a comment "tagboat: ignore" leaves out
}

// Note says in a sentence, without a full stop, what of a file was not read and why. Line is zero
// where the sentence is about the whole file.
type Note struct {
	Line int
	Text string
	Lost bool // there may be references that were not found for it

	Offset int // of what Line is made from
}

// Found is one reference to an image.
type Found struct {
	// Text is the reference as it would be pulled, defaults of variables put in. Where Reason is
	// set it is what is written.
	Text string
	// Reason says why it is not known which image it is: a variable without a default, a template.
	Reason string

	// Reference is Text as hub/name reads it. It is zero where Reason or Err is set.
	Reference name.Reference
	// Err is hub/name's: an image on another registry is a [*name.ElsewhereError].
	Err error

	// Platform is the one that the file asks for, zero where it asks for none.
	Platform name.Platform

	// Line and Column are where the image is named: the FROM, not the ARG behind it.
	Line, Column int
	// Context is where in the file that is: "FROM", "services.web.image".
	Context string

	// Parts are the runs of Text in their order; together they are Text. They are empty where the
	// text does not stand in the file as it is pulled, and Fixed says why.
	Parts []Part
	Fixed string
	// Shared is how many other references of the file are made of the same bytes: of an ARG, of an
	// anchor.
	Shared int

	Offset int // of what Line and Column are made from
}

// Part is a run of a reference's text.
type Part struct {
	Text string
	// Offset is where Text stands in the file, byte for byte. It is -1 for what stands nowhere: the
	// colon between the repository and the tag of Helm's values.
	Offset int
	// Variable is the one whose default, or whose value, it is.
	Variable string
	// Bare reports whether it is all of a YAML scalar without quotes: 1.30 in its place would be a
	// number.
	Bare bool
}

// End is the offset of the first byte behind it.
func (p Part) End() int { return p.Offset + len(p.Text) }

// IsWritten reports whether it stands in the file.
func (p Part) IsWritten() bool { return p.Offset >= 0 }

// Findings is what a reader gathers.
type Findings struct {
	Refs  []Found
	Notes []Note
}

// Add keeps a reference.
func (f *Findings) Add(found Found) { f.Refs = append(f.Refs, found) }

// Tell keeps a sentence about what stands at the offset.
func (f *Findings) Tell(offset int, text string) {
	f.Notes = append(f.Notes, Note{Offset: offset, Text: text})
}

// Lose keeps a sentence about what stands at the offset, and was not read.
func (f *Findings) Lose(offset int, text string) {
	f.Notes = append(f.Notes, Note{Offset: offset, Text: text, Lost: true})
}

// Package own is what a person made: forms to copy, and commands to run, filled in with the fields
// of a row. No shell reads a command: each element of it is one argument, and what a Hub or a file
// says goes into one only as a single clean word.
package own

import (
	"tagboat/hub/export"
	"tagboat/hub/forms"
)

func rowOfSubject(s forms.Subject) export.TagRow {
	return export.TagRow{Repository: s.Repository, Tag: s.Tag}
}

// Package sheet turns rows into text: lines, JSON, JSON lines, CSV, tab-separated values, a Go
// template, or a table for a terminal.
//
//	format, err := sheet.Parse("jsonl")
//	s, err := sheet.New(format, columns, chosen, width)
//	out = s.Head(nil)
//	out, err = s.Append(out, rows)                  // whole lines; called page by page
//	out = s.Foot(out)
//
// Rows hold foreign text. In lines, CSV, tables and the fields of a template it is cleaned, so that
// it is one harmless line; JSON keeps it as it was sent and escapes every character that a terminal
// would obey or hide. No format writes a control character other than the line feed, and the tab
// between values.
//
// CSV is what spreadsheets open, and they calculate whatever begins with = + - or @. Such text gets
// a ' before it there; TSV is for programs and has it as it is.
package sheet

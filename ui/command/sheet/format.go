package sheet

import (
	"fmt"
	"strings"
)

// Kind is a way to write rows.
type Kind uint8

// The kinds.
const (
	Text     Kind = iota // the chosen columns of a row on one line, tabs between them
	JSON                 // one document: an array with an object a line
	JSONL                // an object a line
	CSV                  // RFC 4180 with a line of names and line feeds
	TSV                  // tabs between values, with a line of names
	Table                // aligned columns under a line of names
	Template             // a Go template, once a row
)

var kinds = map[string]Kind{
	"text":  Text,
	"json":  JSON,
	"jsonl": JSONL,
	"csv":   CSV,
	"tsv":   TSV,
	"table": Table,
}

// Format is a kind and, for [Template], its text.
type Format struct {
	Kind Kind
	Text string
}

// Allowed says what Parse takes.
const Allowed = "text, table, json, jsonl, csv, tsv, or a Go template such as '{{.Reference}} {{.Size}}'"

// Parse reads what a person typed. Whatever holds {{ is a template.
func Parse(s string) (Format, error) {
	if strings.Contains(s, "{{") {
		return Format{Kind: Template, Text: s}, nil
	}
	if kind, ok := kinds[strings.ToLower(s)]; ok {
		return Format{Kind: kind}, nil
	}
	return Format{}, fmt.Errorf("there is no format %q; expected %s", s, Allowed)
}

// InLines reports whether what is written is nothing but lines, so that the output of two runs, one
// after the other, is that of one.
func (f Format) InLines() bool { return f.Kind != JSON && f.Kind != Table }

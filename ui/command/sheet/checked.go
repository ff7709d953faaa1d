package sheet

import (
	"cmp"
	"fmt"
	"strings"

	"tagboat/hub/check"
	"tagboat/hub/clean"
	"tagboat/hub/fields"
)

// AllowedForCheck says which formats there are for references of files.
const AllowedForCheck = "text, table, json, jsonl, csv, tsv, github (annotations of a workflow),\n" +
	"or a Go template such as '{{.Position}} {{.Verdict}}'"

// github is the format of workflow commands, which is no table.
const github = "github"

// CheckFields are the names of the columns of check, for a help text.
func CheckFields() string { return Names(fields.References) }

// ForCheck is how the results of a check are written. With strict, floating is annotated too.
func ForCheck(a Asked, strict bool) (func([]check.Result) ([]byte, error), error) {
	if a.Format == github {
		if a.Columns != "" {
			return nil, wrong("annotations have no columns: give columns or --format github")
		}
		return func(all []check.Result) ([]byte, error) {
			return annotations(all, strict), nil
		}, nil
	}
	format, err := Parse(cmp.Or(a.Format, "text"))
	if err != nil {
		return nil, wrong(fmt.Sprintf("there is no format %q; expected %s", a.Format, AllowedForCheck))
	}
	if a.Columns != "" && format.Kind == Template {
		return nil, wrong("a template names its own fields: give columns or a template")
	}
	usually := usual{
		Text: "position,verdict,reference,says", Table: "position,verdict,reference,says",
	}
	chosen, err := Choose(fields.References, cmp.Or(a.Columns, usually[format.Kind]))
	if err != nil {
		return nil, wrong(err.Error())
	}
	s, err := New(format, fields.References, chosen, a.Width)
	if err != nil {
		return nil, wrong(err.Error())
	}
	s.charset = a.Charset
	return func(all []check.Result) ([]byte, error) {
		text, err := s.Append(s.Head(nil), all)
		if err != nil {
			return nil, err
		}
		return s.Foot(text), nil
	}, nil
}

// annotations are workflow commands of GitHub Actions, one a line for what asks for something.
func annotations(all []check.Result, strict bool) []byte {
	var dst []byte
	for i := range all {
		r := &all[i]
		level := map[check.Verdict]string{
			check.Gone: "error", check.Moved: "warning", check.Newer: "warning", check.Unknown: "warning",
		}[r.Verdict]
		if strict && r.Verdict == check.Floating {
			level = "warning"
		}
		if level == "" {
			continue
		}
		message := fmt.Sprintf("%s is %s", clean.Line(r.Found.Text), r.Verdict)
		if says := clean.Line(r.Says()); says != "" {
			message += ": " + says
		}
		dst = fmt.Appendf(dst, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", level,
			property.Replace(clean.Line(r.Path)), r.Found.Line, r.Found.Column,
			property.Replace("tagboat check"), escaped.Replace(message))
	}
	return dst
}

// What a workflow command escapes: in its text, and in its properties.
var (
	escaped  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// costColumns are those of a dry run of check.
var costColumns = []Column[check.Cost]{
	{Name: "repository", Value: func(c *check.Cost) any { return c.Repository.Familiar() }},
	{
		Name: "references", Right: true,
		Value: func(c *check.Cost) any { return int64(c.References) },
	},
	{Name: "requests", Right: true, Value: func(c *check.Cost) any {
		if c.AtLeast {
			return fmt.Sprintf("%d or more", c.Requests)
		}
		return int64(c.Requests)
	}},
	{Name: "known", Value: func(c *check.Cost) any {
		if c.Known.IsZero() {
			return ""
		}
		return c.Known.UTC().Format("2006-01-02 15:04")
	}},
	{Name: "tags", Right: true, Value: func(c *check.Cost) any {
		if c.Known.IsZero() {
			return ""
		}
		return int64(c.Tags)
	}},
}

// Costs is a table of what a check will ask for.
func Costs(all []check.Cost, width int) ([]byte, error) {
	s, err := New(Format{Kind: Table}, costColumns, costColumns, width)
	if err != nil {
		return nil, err
	}
	text, err := s.Append(nil, all)
	return s.Foot(text), err
}

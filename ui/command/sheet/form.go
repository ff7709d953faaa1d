package sheet

import (
	"cmp"
	"strings"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/fields"
	"tagboat/ui/text"
)

// Asked is how a person wants rows to be written, as typed.
type Asked struct {
	Format  string       // see Allowed; "": text
	Columns string       // names with commas; "": the format's own
	Width   int          // cells of the terminal, for a table; 0: no bound
	Lines   bool         // only what is nothing but lines will do
	Charset text.Charset // of the terminal
}

// usual are the columns of a format when none are named; all but those that must be asked for where
// a format has none here.
type usual map[Kind]string

const reference = "reference"

// ForImages is the form of a list of tags of many repositories, whose names a table shows too.
// Errors are for whoever typed it, here and below.
func ForImages(a Asked) (export.Form[export.TagRow], error) {
	return ofTags(a, fields.Tags, usual{
		Text: reference, Table: "reference,size,pushed,digest,platforms",
	})
}

// ForTags is the form of the list of tags of one repository.
func ForTags(a Asked) (export.Form[export.TagRow], error) {
	return ofTags(a, fields.Tags, usual{
		Text: reference, Table: "tag,size,pushed,digest,platforms",
	})
}

func ofTags(
	a Asked, columns []Column[export.TagRow], usual usual,
) (export.Form[export.TagRow], error) {
	if IsMirror(a.Format) {
		return mirrored(a)
	}
	return form(a, columns, usual)
}

// ForRepositories is the form of a list of repositories.
func ForRepositories(a Asked) (export.Form[hub.Repository], error) {
	return form(a, fields.Repositories, usual{
		Text: "repository", Table: "repository,private,stars,pulls,updated,size,description",
	})
}

func form[R any](a Asked, columns []Column[R], usual usual) (export.Form[R], error) {
	format, err := Parse(cmp.Or(a.Format, "text"))
	if err != nil {
		return export.Form[R]{}, wrong(err.Error())
	}
	if a.Lines && !format.InLines() {
		return export.Form[R]{}, wrong(
			"a run that can be resumed writes lines: choose text, jsonl, csv, tsv or a template",
		)
	}
	if a.Columns != "" && format.Kind == Template {
		return export.Form[R]{}, wrong(
			"a template names its own fields: give columns or a template",
		)
	}
	chosen, err := Choose(columns, cmp.Or(a.Columns, usual[format.Kind]))
	if err != nil {
		return export.Form[R]{}, wrong(err.Error())
	}
	s, err := New(format, columns, chosen, a.Width)
	if err != nil {
		return export.Form[R]{}, wrong(err.Error())
	}
	s.charset = a.Charset
	return export.Form[R]{
		Sheet: s, Format: a.Format, Columns: a.Columns,
		NamesOnly: format.Kind == Text && s.Names() == reference,
		Platforms: format.Kind == Template || strings.Contains(s.Names(), "platforms"),
		Moving:    moves(format, s.Names()),
	}, nil
}

// movesIn reports whether columns hold what moves without a push.
func movesIn(names string) bool {
	return strings.Contains(names, "pulled") || strings.Contains(names, "status")
}

// moves reports whether a format may write what moves without a push: a template may, unless it is
// made of nothing but single fields of other kinds.
func moves(format Format, names string) bool {
	if format.Kind != Template {
		return movesIn(names)
	}
	for template := format.Text; ; {
		_, rest, found := strings.Cut(template, "{{")
		if !found {
			return false
		}
		action, rest, _ := strings.Cut(rest, "}}")
		name, isField := strings.CutPrefix(strings.Trim(action, "- "), ".")
		if !isField || name == "" || strings.ContainsAny(name, " .|()$") ||
			movesIn(strings.ToLower(name)) {
			return true
		}
		template = rest
	}
}

func wrong(message string) error { return &export.UsageError{Message: message} }

// ForInspection is how one tag is written: as text for a person, in the other formats as a row with
// the columns of tags; json is one object.
func ForInspection(a Asked) (func(*export.TagRow) ([]byte, error), error) {
	format, err := Parse(cmp.Or(a.Format, "text"))
	if err != nil {
		return nil, wrong(err.Error())
	}
	switch format.Kind {
	case Text:
		return func(r *export.TagRow) ([]byte, error) { return describe(r, a) }, nil
	case JSON:
		format.Kind = JSONL // one row is one object
	}
	chosen, err := Choose(fields.Tags, "")
	if err != nil {
		return nil, wrong(err.Error())
	}
	s, err := New(format, fields.Tags, chosen, a.Width)
	if err != nil {
		return nil, wrong(err.Error())
	}
	s.charset = a.Charset
	return func(r *export.TagRow) ([]byte, error) {
		text, err := s.Append(s.Head(nil), []export.TagRow{*r})
		if err != nil {
			return nil, err
		}
		return s.Foot(text), nil
	}, nil
}

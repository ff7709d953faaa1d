package export_test

import (
	"encoding/json"
	"fmt"
	"io"

	"tagboat/hub"
	"tagboat/hub/export"
)

// lined is a sheet of one line a row.
type lined[R any] struct {
	head, foot string
	line       func(*R) string
}

func (l lined[R]) Head(dst []byte) []byte { return append(dst, l.head...) }
func (l lined[R]) Foot(dst []byte) []byte { return append(dst, l.foot...) }

func (l lined[R]) Append(dst []byte, rows []R) ([]byte, error) {
	for i := range rows {
		dst = append(append(dst, l.line(&rows[i])...), '\n')
	}
	return dst, nil
}

type tagForm = export.Form[export.TagRow]

var (
	references = tagForm{
		Sheet: lined[export.TagRow]{line: (*export.TagRow).Reference}, NamesOnly: true,
	}
	pins = tagForm{
		Sheet: lined[export.TagRow]{line: func(r *export.TagRow) string {
			return r.Tag.Name + "\t" + r.Digest().String()
		}},
		Columns: "tag,digest",
	}
	// objects need all that there is, as JSON does, and stand between brackets or not.
	objects  = tagForm{Sheet: lined[export.TagRow]{line: object}, Format: "jsonl", Platforms: true}
	document = tagForm{
		Sheet:  lined[export.TagRow]{head: "[\n", line: object, foot: "]\n"},
		Format: "json", Platforms: true,
	}
	csvOfTags = tagForm{
		Sheet: lined[export.TagRow]{
			head: "tag\n", line: func(r *export.TagRow) string { return r.Tag.Name },
		},
		Format: "csv", Columns: "tag",
	}
	csvOfSizes = tagForm{
		Sheet: lined[export.TagRow]{head: "tag,size\n", line: func(r *export.TagRow) string {
			return fmt.Sprintf("%s,%d", r.Tag.Name, r.Size())
		}},
		Format: "csv", Columns: "tag,size",
	}
	repositoryNames = export.Form[hub.Repository]{
		Sheet: lined[hub.Repository]{
			line: func(r *hub.Repository) string { return r.Name.Familiar() },
		},
	}
)

func object(r *export.TagRow) string {
	text, err := json.Marshal(r.Tag)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// command is what is asked for, in the form in which it is.
type command func(*hub.Client, export.Request, io.Writer) (*export.Work, error)

func imagesAs(form tagForm) command {
	return func(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
		return export.Images(c, q, form, out)
	}
}

func tagsAs(form tagForm) command {
	return func(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
		return export.Tags(c, q, form, out)
	}
}

func repositories(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
	return export.Repositories(c, q, repositoryNames, out)
}

var (
	images = imagesAs(references)
	tags   = tagsAs(references)
)

// Package references is the list of the references to images that files hold, and whether each is
// still right.
package references

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/clean"
	"tagboat/hub/fields"
	"tagboat/hub/places"
	"tagboat/hub/refs"
	"tagboat/ui/listing"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Find finds the references, and says in sentences without a full stop what could not be read.
type Find func(ctx context.Context) (files []refs.File, unread []string, err error)

// row is one reference, and the place that it has among all.
type row struct {
	check.Result

	number int
}

// found is what was found out of all of them, for the lines above the rows.
type found struct {
	report check.Report
	unread []string
}

// New checks the references that are found. How is what is asked of them; its files are not looked
// at.
func New(env screen.Env, find Find, how check.Request) screen.Screen {
	client := env.Hub
	how.Index = env.Index
	fetch := func(ctx context.Context) ([]row, any, error) {
		files, unread, err := find(ctx)
		if err != nil {
			return nil, nil, err
		}
		how := how
		how.Files = files
		report, err := check.New(client, how).Run(ctx, nil)
		if err != nil {
			return nil, nil, err
		}
		rows := make([]row, len(report.Results))
		for i, r := range report.Results {
			rows[i] = row{r, i}
		}
		return rows, found{report, unread}, nil
	}
	key := func(r row) string { return strconv.Itoa(r.number) + " " + r.Position() }
	var all found
	return listing.New(env, listing.Config[row]{
		Name:      listName,
		Title:     "References in files",
		Noun:      "references",
		Listing:   hub.WholeAbout("check the references in files", fetch, key),
		Schema:    schema(),
		Columns:   columns(),
		Empty:     "No file here that is read names an image: neither a Dockerfile nor a manifest.",
		Open:      func(r row) { open(env, &r) },
		Reference: func(r row) string { return r.Found.Text },
		PlaceOf:   placeOf,
		Preview: listing.Preview[row]{Known: func(r *row, width int) []string {
			return known(env.Theme, r, width)
		}},
		Row:   func(r row) own.Row { return own.Of(fields.References, r.Result, r.Found.Text) },
		About: func(about any) { all, _ = about.(found) },
		Above: func(width int) []string { return above(env.Theme, &all, width) },
	})
}

// open shows a reference among the tags of its repository.
func open(env screen.Env, r *row) {
	if r.Found.Reference.Repository.Name == "" {
		env.Toast(clean.Line(r.Found.Text + ": " + r.Says()))
		return
	}
	reference := r.Reference()
	if reference.Tag != "" {
		reference.Digest = hub.Digest{} // a filter by it would hide what the tag is now
	}
	env.Push(tags.New(env, reference))
}

func placeOf(r *row) places.Place {
	if r.Found.Reference.Repository.Name == "" {
		return places.Place{}
	}
	return places.Of(r.Reference())
}

// above counts the verdicts, and says what could not be read.
func above(look *theme.Theme, all *found, width int) []string {
	const margin = "  "
	var parts []string
	for _, v := range check.Verdicts {
		if n := all.report.Count(v); n > 0 {
			parts = append(parts, look.Paint(roles[v], fmt.Sprintf("%d %s", n, v)))
		}
	}
	var lines []string
	if len(parts) > 0 {
		lines = append(lines, text.Truncate(margin+strings.Join(parts, " · "), width))
	}
	if n := len(all.unread); n > 0 {
		said := "not read: " + all.unread[0]
		if n > 1 {
			said = fmt.Sprintf("%d not read: %s, …", n, all.unread[0])
		}
		said = text.Truncate(clean.Line(said), width-len(margin))
		lines = append(lines, margin+look.Paint(theme.Warn, said))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

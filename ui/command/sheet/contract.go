package sheet

import (
	"tagboat/hub/export"
	"tagboat/hub/fields"
)

// Contract is what a command prints with --format json: its name, which is the command's where
// there is one kind of rows, what each row is, and the schema of that.
type Contract struct {
	Name  string
	Words string

	rows   func(columns string) (*Schema, error) // of rows whose columns can be chosen
	single func() *Schema                        // of an object whose members are always the same
}

// Contracts are all of them.
var Contracts = []Contract{
	{Name: "images", Words: "A tag: a row of tagboat images.", rows: columnsOf(fields.Tags)},
	{Name: "tags", Words: "A tag: a row of tagboat tags.", rows: columnsOf(fields.Tags)},
	{
		Name: "repositories", Words: "A repository: a row of tagboat repositories.",
		rows: columnsOf(fields.Repositories),
	},
	{
		Name: "view", rows: columnsOf(fields.Views),
		Words: "A saved view: a row of tagboat view; what a view finds are rows of tags or of repositories.",
	},
	{
		Name: "inspect", Words: "A tag: what tagboat inspect prints.",
		single: inspection,
	},
	{
		Name: "compare", Words: "What it costs to go from one tag to another: what tagboat compare prints.",
		single: comparisons.schema,
	},
	{
		Name: "stale", rows: columnsOf(fields.Stale),
		Words: "A tag, or a manifest without one, and what becomes of it: a row of tagboat stale.",
	},
	{
		Name: "stale-plan", rows: planOf,
		Words: "A plan as a whole: the document of tagboat stale --format json, whose rows are those of stale.",
	},
	{
		Name: "check", Words: "A reference in a file: a row of tagboat check.",
		rows: columnsOf(fields.References),
	},
	{
		Name: "which", Words: "A tag that a digest is, or was: a row of tagboat which.",
		rows: columnsOf(matchColumns),
	},
	{
		Name: "history", Words: "A time in which a tag was one image: a row of tagboat history.",
		rows: columnsOf(heldColumns),
	},
	{Name: "news", Words: "A piece of news: a row of tagboat news.", rows: columnsOf(fields.News)},
	{
		Name: "limits", Words: "What is left of requests and pulls: what tagboat limits prints.",
		single: limits.schema,
	},
	{Name: "sync", Words: "What a sync came to: what tagboat sync prints.", single: syncs.schema},
	{
		Name: "doctor", Words: "What is around the program: what tagboat doctor prints.",
		single: findings.schema,
	},
	{
		Name: "index", Words: "What is kept of lists: what tagboat index prints.",
		single: indexes.schema,
	},
}

func columnsOf[R any](all []Column[R]) func(string) (*Schema, error) {
	return func(names string) (*Schema, error) { return ofRows(all, names) }
}

// planOf is a plan whose rows have columns of their own.
func planOf(columns string) (*Schema, error) {
	rows, err := ofRows(fields.Stale, columns)
	if err != nil {
		return nil, err
	}
	s := plans.schema()
	s.Properties[len(s.Properties)-1].of.Items = rows
	return s, nil
}

// inspection is the row of a tag without what only lists can be asked for.
func inspection() *Schema {
	chosen, _ := Choose(fields.Tags, "")
	s := schemaOf(chosen, new(export.TagRow))
	for _, p := range s.Properties {
		if p.name == "platforms" {
			p.of.Items = images.schema()
		}
	}
	return s
}

// Schema is that of a row, with all columns or, of rows whose columns can be chosen, with the ones
// that are named.
func (c *Contract) Schema(columns string) (*Schema, error) {
	if c.rows == nil {
		if columns != "" {
			return nil, wrong(c.Name + " has no columns to choose from: leave --columns out")
		}
		return c.single().titled("tagboat "+c.Name, c.Words), nil
	}
	s, err := c.rows(columns)
	if err != nil {
		return nil, err
	}
	return s.titled("tagboat "+c.Name, c.Words), nil
}

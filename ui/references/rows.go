package references

import (
	"strings"

	"tagboat/hub/check"
	"tagboat/hub/clean"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// roles are how verdicts are painted.
var roles = map[check.Verdict]theme.Role{
	check.Current: theme.Good, check.Newer: theme.Warn, check.Moved: theme.Warn,
	check.Gone: theme.Bad, check.Floating: theme.Plain, check.Elsewhere: theme.Dim,
	check.Unknown: theme.Bad,
}

// listName is what a person calls the list where it is set.
const listName = "references"

// Settable are the words in which the list is set.
func Settable() config.ListNames { return listing.Settable(listName, columns(), schema()) }

func columns() listing.Columns[row] {
	return listing.Columns[row]{
		{
			Name: "reference", Title: "REFERENCE", Spoken: "%s", Foreign: true, Orders: []string{"reference"},
			Least: 16, Enough: 36, Most: 80, Cell: reference,
		},
		{
			Name: "verdict", Title: "VERDICT", Spoken: "%s", Orders: []string{"verdict"}, Rank: 1, Least: 9,
			Cell: verdict,
		},
		{Name: "says", Title: "SAYS", Spoken: "%s", Foreign: true, Rank: 2, Least: 14, Enough: 40, Most: 80, Cell: says},
		{
			Name: "position", Title: "POSITION", Spoken: "in %s", Foreign: true, Orders: []string{"position"},
			Rank: 3, Least: 18, Enough: 24, Most: 60, Cell: position,
		},
	}
}

func reference(r *row, _ listing.Place) (string, theme.Role) { return r.Found.Text, theme.Plain }

func verdict(r *row, _ listing.Place) (string, theme.Role) {
	return string(r.Verdict), roles[r.Verdict]
}

func says(r *row, _ listing.Place) (string, theme.Role) { return r.Says(), theme.Plain }

func position(r *row, _ listing.Place) (string, theme.Role) { return r.Position(), theme.Dim }

func schema() query.Schema[row] {
	var values []string
	for _, v := range check.Verdicts {
		values = append(values, string(v))
	}
	return query.Schema[row]{
		Name: func(r *row) string { return r.Found.Text },
		Fields: []query.Field[row]{
			{
				Name: "verdict", Kind: query.Words, Help: "what can be said of it",
				Examples: []string{"verdict:newer,moved"}, Values: values, Closed: true,
				Strings: func(r *row, match func(string) bool) bool {
					return match(string(r.Verdict))
				},
			},
			{
				Name: "file", Kind: query.Words, Help: "the file that it stands in",
				Examples: []string{"file:Dockerfile"},
				Strings: func(r *row, match func(string) bool) bool {
					return match(strings.ToLower(r.Path))
				},
			},
		},
		Orders: []query.Order[row]{
			{
				Letter: 'p', Name: "position", Help: "as they stand in files",
				Number: func(r *row) (int64, bool) { return int64(r.number), true },
			},
			{
				Letter: 'v', Name: "verdict", Help: "what asks for something first",
				Number: func(r *row) (int64, bool) { return urgency[r.Verdict], true },
			},
			{
				Letter: 'r', Name: "reference", Help: "A to Z",
				Text: func(r *row) string { return r.Found.Text },
				Key:  func(dst []byte, text string) []byte { return append(dst, text...) },
			},
		},
	}
}

// urgency puts verdicts in order.
var urgency = map[check.Verdict]int64{
	check.Gone: 0, check.Moved: 1, check.Newer: 2, check.Unknown: 3, check.Floating: 4,
	check.Elsewhere: 5, check.Current: 6,
}

// known tells of one reference in lines.
func known(look *theme.Theme, r *row, width int) []string {
	var lines []string
	add := func(role theme.Role, words string) {
		if words = clean.Line(words); words != "" {
			lines = append(lines, look.Wrap(role, words, width)...)
		}
	}
	add(theme.Strong, r.Found.Text)
	add(roles[r.Verdict], string(r.Verdict))
	if r.Verdict == check.Newer {
		for _, step := range r.Answer.Newer {
			lines = append(lines, text.Truncate("  "+text.Pad(step.Level.String(), 12)+clean.Line(step.Tag), width))
		}
	} else {
		add(theme.Plain, r.Says())
	}
	if digest := r.Answer.Digest; !digest.IsZero() {
		add(theme.Dim, "is "+digest.String())
	}
	if len(r.Answer.Was) > 0 {
		add(theme.Plain, "the digest in the file is "+strings.Join(r.Answer.Was, ", ")+" now")
	}
	lines = append(lines, "")
	add(theme.Plain, r.Position())
	add(theme.Dim, r.Found.Context)
	return lines
}

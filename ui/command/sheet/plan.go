package sheet

import (
	"cmp"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/fields"
	"tagboat/ui/command/report"
)

// Planned puts what is told of a plan before its rows, where the format has room for it: comments
// in text and in a table, members in a document of JSON, whose rows are one of them. Of other
// formats told is false: they are rows alone.
func Planned(a Asked, p *report.Planned, rows []byte) (text []byte, told bool) {
	format, err := Parse(cmp.Or(a.Format, "text"))
	switch {
	case err != nil:
		return rows, false
	case format.Kind == JSON:
		return document(plans.members, &planned{p, rows}), true
	case format.Kind != Text && format.Kind != Table:
		return rows, false
	}
	for _, line := range p.Lines() {
		text = append(append(append(text, "# "...), a.Charset.Signs(clean.Line(line))...), '\n')
	}
	return append(text, rows...), true
}

// document is an object of which each member is a line.
func document[R any](members []Column[R], row *R) []byte {
	dst := []byte{'{'}
	for _, m := range members {
		value := m.Value(row)
		if value == nil {
			continue
		}
		if len(dst) > 1 {
			dst = append(dst, ',')
		}
		dst = append(clean.AppendJSON(append(dst, '\n'), m.Name), ':', ' ')
		dst = appendValue(dst, value)
	}
	return append(dst, "\n}\n"...)
}

// planned is a plan, and its rows as they are written.
type planned struct {
	*report.Planned

	rows []byte
}

// rowsOfPlan are the rows of a plan, written already.
type rowsOfPlan []byte

func (r rowsOfPlan) append(dst []byte) []byte {
	for len(r) > 0 && r[len(r)-1] == '\n' {
		r = r[:len(r)-1]
	}
	return append(dst, r...)
}

func (rowsOfPlan) schema() *Schema {
	return &Schema{Type: "array", Items: schemaOf(fields.Stale, new(export.StaleRow))}
}

// sum is a number of a plan, which is there once something was judged.
func sum(name, help string, of func(*export.StaleSum) any) Column[planned] {
	return Column[planned]{Name: name, Help: help, More: true, Value: func(p *planned) any {
		if p.Summary.Stale == nil {
			return nil
		}
		return of(p.Summary.Stale)
	}}
}

// sized is a number of bytes, which is unknown where nobody tells any.
func sized(s *export.StaleSum, bytes int64) *int64 {
	return numberIf(bytes, !report.IsUnsized(s.Sum))
}

var plans = &object[planned]{
	members: []Column[planned]{
		{Name: "read", Help: "when", Value: func(p *planned) any { return hub.TimestampOf(p.Read) }},
		{Name: "account", Help: "as whom; empty without an account", Value: func(p *planned) any { return p.Account }},
		{Name: "hub", Help: "its address", Value: func(p *planned) any { return p.Hub }},
		{
			Name: "offline", Help: "whether it rests on what was known, and nobody was asked",
			Value: func(p *planned) any { return p.Offline },
		},
		{Name: "rules", Help: "as they were given", Value: func(p *planned) any { return p.Rules }},
		{
			Name: "complete", Help: "whether everything was read that was asked for",
			Value: func(p *planned) any { return p.IsComplete() },
		},
		{
			Name: "missing", Help: "what was not read, in words",
			Value: func(p *planned) any {
				var words []string
				for _, miss := range p.Summary.Misses {
					words = append(words, report.Miss(miss))
				}
				return words
			},
		},
		{
			Name: "notes", Help: "what is to be known before it is followed, in words",
			Value: func(p *planned) any { return p.Notes() },
		},
		sum("tags", "how many go", func(s *export.StaleSum) any { return int64(s.Tags) }),
		sum("untagged", "how many manifests go that no tag points at",
			func(s *export.StaleSum) any { return int64(s.Untagged) }),
		sum("images", "how many images go with them",
			func(s *export.StaleSum) any { return int64(s.Images) }),
		sum("repositories", "of how many repositories",
			func(s *export.StaleSum) any { return int64(s.Repositories) }),
		sum("stay", "how many tags and manifests stay",
			func(s *export.StaleSum) any { return int64(s.Stay) }),
		sum("sizeunknown", "how many manifests that would be free have no known size",
			func(s *export.StaleSum) any { return int64(s.Unknown) }),
		sum("atleast", "bytes that would be free at least; null where no size is known",
			func(s *export.StaleSum) any { return sized(s, s.AtLeast) }),
		sum("atmost", "bytes that would be free at most; null where no size is known",
			func(s *export.StaleSum) any { return sized(s, s.AtMost) }),
		{
			Name: "rows", Help: "what goes and, with --all, what stays",
			Value: func(p *planned) any { return rowsOfPlan(p.rows) },
		},
	},
	full: planned{Planned: &report.Planned{Summary: export.Summary{Stale: &export.StaleSum{}}}},
}

package sheet

import (
	"tagboat/hub"
	"tagboat/hub/fields"
	"tagboat/hub/which"
)

// matchColumns are those of the tags that a digest is or was.
var matchColumns = []Column[which.Match]{
	{Name: reference, Help: "the tag, as docker pulls it", Value: func(m *which.Match) any {
		r := m.Reference
		r.Digest = hub.Digest{}
		return r.Familiar()
	}},
	{
		Name: "repository", Help: "namespace/name",
		Value: func(m *which.Match) any { return m.Reference.Repository.String() },
	},
	{Name: "tag", Help: "its name", Value: func(m *which.Match) any { return m.Reference.Tag }},
	{
		Name: "digest", Help: "the one that was looked for", Value: func(m *which.Match) any { return m.Reference.Digest },
		Brief: func(m *which.Match) string { return m.Reference.Digest.Short() },
	},
	{Name: "platform", Help: "the one that it is the image of; empty where it is the index", Value: func(m *which.Match) any {
		if m.Platform.IsUnknown() {
			return ""
		}
		return m.Platform.String()
	}},
	{Name: "state", Help: "is or was", Words: []string{"is", "was"}, Value: func(m *which.Match) any {
		if m.Until.IsZero() {
			return "is"
		}
		return "was"
	}},
	{
		Name: "until", Help: "the last look that saw it so; null where it is so now", Value: func(m *which.Match) any { return hub.TimestampOf(m.Until) },
		Brief: func(m *which.Match) string { return fields.Date(hub.TimestampOf(m.Until)) },
	},
}

// MatchFields are the names of the columns, for a help text.
func MatchFields() string { return Names(matchColumns) }

// ForMatches is how tags are written that a digest is or was, and whether that is as text.
func ForMatches(a Asked) (write func([]which.Match) ([]byte, error), isText bool, err error) {
	f, err := form(a, matchColumns, usual{
		Text: reference, Table: "reference,platform,digest,state,until",
	})
	if err != nil {
		return nil, false, err
	}
	return func(rows []which.Match) ([]byte, error) {
		text, err := f.Append(f.Head(nil), rows)
		if err != nil {
			return nil, err
		}
		return f.Foot(text), nil
	}, f.NamesOnly, nil
}

package sheet

import (
	"cmp"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/ui/news"
)

// newsColumns are those of news.
var newsColumns = []Column[past.Event]{
	{
		Name: "what", Help: "appeared, moved or vanished",
		Value: func(e *past.Event) any { return e.Kind.String() },
	},
	{
		Name: reference, Help: "the tag, or the repository", Value: func(e *past.Event) any {
			return hub.Reference{Repository: e.Repository, Tag: e.Tag}.Familiar()
		},
	},
	{
		Name: "repository", Help: "namespace/name",
		Value: func(e *past.Event) any { return e.Repository.String() },
	},
	{Name: "tag", Help: "its name", Value: func(e *past.Event) any { return e.Tag }},
	{
		Name: "change", Help: "before and after, by versions where these tell it, else by digests",
		Value: func(e *past.Event) any { return news.Change(*e) },
	},
	{
		Name: "before", Help: "the image that it was",
		Value: func(e *past.Event) any { return e.Before },
		Brief: func(e *past.Event) string { return e.Before.Short() },
	},
	{
		Name: "after", Help: "the image that it is",
		Value: func(e *past.Event) any { return e.After },
		Brief: func(e *past.Event) string { return e.After.Short() },
	},
	{Name: "was", Help: "the version before", Value: func(e *past.Event) any { return e.Was }},
	{Name: "is", Help: "the version after", Value: func(e *past.Event) any { return e.Is }},
	{
		Name: "changes", Help: "how often it changed, as far as was seen", Right: true,
		Value: func(e *past.Event) any { return int64(e.Changes) },
	},
	{
		Name: "from", Help: "the last look before the last change",
		Value: func(e *past.Event) any { return hub.TimestampOf(e.From) },
		Brief: func(e *past.Event) string { return minute(e.From) },
	},
	{
		Name: "by", Help: "the first look that saw it as it is",
		Value: func(e *past.Event) any { return hub.TimestampOf(e.By) },
		Brief: func(e *past.Event) string { return minute(e.By) },
	},
}

// NewsFields are the names of the columns, for a help text.
func NewsFields() string { return Names(newsColumns) }

// ForNews is how news are written; of none a person reads nothing, and a program an empty list.
func ForNews(a Asked) (func([]past.Event) ([]byte, error), error) {
	f, err := form(a, newsColumns, usual{
		Text: "what,reference,change", Table: "what,reference,change,from,by",
	})
	if err != nil {
		return nil, err
	}
	format, err := Parse(cmp.Or(a.Format, "text"))
	if err != nil {
		return nil, wrong(err.Error())
	}
	forPeople := format.Kind != JSON && format.Kind != CSV && format.Kind != TSV
	return func(rows []past.Event) ([]byte, error) {
		if len(rows) == 0 && forPeople {
			return nil, nil
		}
		text, err := f.Append(f.Head(nil), rows)
		if err != nil {
			return nil, err
		}
		return f.Foot(text), nil
	}, nil
}

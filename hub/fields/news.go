package fields

import (
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
)

const inMinutes = "2006-01-02 15:04"

// Minute is a moment as a table shows it, in the zone of whoever looks.
func Minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format(inMinutes)
}

// News are those of a piece of news.
var News = []Field[past.Event]{
	{
		Name: "what", Help: "appeared, moved or vanished", Words: words(past.Kinds),
		Value: func(e *past.Event) any { return e.Kind.String() },
	},
	{
		Name: "reference", Help: "the tag, or the repository", Value: func(e *past.Event) any {
			return hub.Reference{Repository: e.Repository, Tag: e.Tag}.Familiar()
		},
	},
	{
		Name: "repository", Help: "namespace/name",
		Value: func(e *past.Event) any { return e.Repository.String() },
	},
	{Name: "tag", Help: "its name", Value: func(e *past.Event) any { return e.Tag }},
	{
		Name: "change", Told: true, Help: "before and after, by versions where these tell it, else by digests",
		Value: func(e *past.Event) any { return e.Change() },
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
		Brief: func(e *past.Event) string { return Minute(e.From) },
	},
	{
		Name: "by", Help: "the first look that saw it as it is",
		Value: func(e *past.Event) any { return hub.TimestampOf(e.By) },
		Brief: func(e *past.Event) string { return Minute(e.By) },
	},
}

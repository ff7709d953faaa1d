package sheet

import (
	"cmp"

	"tagboat/hub/export"
	"tagboat/hub/fields"
	"tagboat/hub/index/past"
)

// NewsFields are the names of the columns, for a help text.
func NewsFields() string { return Names(fields.News) }

// ForNews is how news are written; of none a person reads nothing, and a program an empty list.
func ForNews(a Asked) (func([]past.Event) ([]byte, error), error) {
	f, err := form(a, fields.News, usual{
		Text: "what,reference,change", Table: "what,reference,change,from,by",
	})
	if err != nil {
		return nil, err
	}
	return whole(a, f)
}

// whole is how rows are written that are all there at once.
func whole[R any](a Asked, f export.Form[R]) (func([]R) ([]byte, error), error) {
	format, err := Parse(cmp.Or(a.Format, "text"))
	if err != nil {
		return nil, wrong(err.Error())
	}
	forPeople := format.Kind != JSON && format.Kind != CSV && format.Kind != TSV
	return func(rows []R) ([]byte, error) {
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

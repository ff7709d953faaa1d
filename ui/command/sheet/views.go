package sheet

import (
	"tagboat/hub/fields"
	"tagboat/hub/places"
)

// ViewFields are the names of the columns, for a help text.
func ViewFields() string { return Names(fields.Views) }

// ForViews is how saved views are written; of none a person reads nothing, and a program an empty
// list.
func ForViews(a Asked) (func([]places.View) ([]byte, error), error) {
	f, err := form(a, fields.Views, usual{
		Text: "name", Table: "name,list,place,filter,order,reversed",
	})
	if err != nil {
		return nil, err
	}
	return whole(a, f)
}

package fields

import "tagboat/hub/places"

// Views are those of a saved view.
var Views = []Field[places.View]{
	{Name: "name", Help: "what it is called", Value: func(v *places.View) any { return v.Name }},
	{
		Name: "list", Help: "repositories, tags or all-tags", Words: spelled(places.Lists),
		Value: func(v *places.View) any { return string(v.List) },
	},
	{
		Name: "place", Help: "the namespace or the repository",
		Value: func(v *places.View) any { return v.Place.Copied() },
	},
	{Name: "filter", Help: "as it was typed", Value: func(v *places.View) any { return v.Filter }},
	{Name: "order", Help: "by its name", Value: func(v *places.View) any { return v.Order }},
	{
		Name: "reversed", Help: "whether it stands against the order",
		Value: func(v *places.View) any { return v.Reversed },
	},
	{Name: "columns", Help: "by their names", Value: func(v *places.View) any { return v.Columns }},
}

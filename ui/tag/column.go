package tag

import (
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// listName is what a person calls the list where it is set.
const listName = "platforms"

// Settable are the words in which the list is set.
func Settable() config.ListNames { return listing.Settable(listName, columns(), schema()) }

func columns() listing.Columns[hub.Image] {
	return listing.Columns[hub.Image]{
		{
			Name: "platform", Title: "PLATFORM", Spoken: "%s", Foreign: true, Orders: []string{"platform"},
			Least: 16, Most: 40, Cell: platform,
		},
		{
			Name: "size", Title: "SIZE", Spoken: "%s", Orders: []string{"size"},
			Rank: 1, Least: 9, Right: true, Cell: size,
		},
		{Name: "digest", Title: "DIGEST", Rank: 2, Least: 12, Cell: digest},
		{Name: "pushed", Title: "PUSHED", Spoken: "pushed %s", Rank: 3, Least: 10, Moment: true, Cell: pushed},
		{Name: "pulled", Title: "LAST PULLED", Spoken: "last pulled %s", Rank: 4, Least: 11, Moment: true, Cell: pulled},
		{Name: "status", Title: "STATUS", Spoken: "%s", Rank: 5, Least: 8, Cell: status},
	}
}

func platform(i *hub.Image, _ listing.Place) (string, theme.Role) {
	if i.Platform.IsUnknown() {
		return "no platform", theme.Dim
	}
	name := i.Platform.String()
	if version := i.Platform.OSVersion(); version != "" {
		name += " " + version
	}
	return name, theme.Plain
}

func size(i *hub.Image, _ listing.Place) (string, theme.Role) {
	return text.Size(i.Size), theme.Plain
}

func digest(i *hub.Image, _ listing.Place) (string, theme.Role) {
	if i.Digest.IsZero() {
		return text.Unknown, theme.Dim
	}
	return i.Digest.Short(), theme.Dim
}

func pushed(i *hub.Image, at listing.Place) (string, theme.Role) {
	return at.Ago(i.Pushed.Time()), theme.Dim
}

func pulled(i *hub.Image, at listing.Place) (string, theme.Role) {
	return at.Ago(i.Pulled.Time()), theme.Dim
}

func status(i *hub.Image, _ listing.Place) (string, theme.Role) {
	return i.Status.String(), theme.Dim
}

// Age says when something happened, also when nobody knows.
func Age(t hub.Timestamp, env screen.Env) string {
	if t.IsZero() {
		return "at an unknown time"
	}
	return env.Clock().When(t.Time(), env.Now())
}

// By names who did it, where that is known.
func By(who hub.Symbol) string {
	if name := strings.TrimSpace(clean.Line(who.String())); name != "" {
		return " by " + name
	}
	return ""
}

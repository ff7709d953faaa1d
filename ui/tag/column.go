package tag

import (
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

func columns() []listing.Column[hub.Image] {
	return []listing.Column[hub.Image]{
		{Title: "PLATFORM", Order: "platform", Least: 16, Most: 40, Cell: platform},
		{Title: "SIZE", Order: "size", Rank: 1, Least: 9, Most: 9, Right: true, Cell: size},
		{Title: "DIGEST", Rank: 2, Least: 12, Most: 12, Cell: digest},
		{Title: "PUSHED", Rank: 3, Least: 10, Most: 10, Cell: pushed},
		{Title: "LAST PULLED", Rank: 4, Least: 11, Most: 11, Cell: pulled},
		{Title: "STATUS", Rank: 5, Least: 8, Most: 8, Cell: status},
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
	return text.Age(i.Pushed.Time(), at.Now), theme.Dim
}

func pulled(i *hub.Image, at listing.Place) (string, theme.Role) {
	return text.Age(i.Pulled.Time(), at.Now), theme.Dim
}

func status(i *hub.Image, _ listing.Place) (string, theme.Role) {
	return i.Status.String(), theme.Dim
}

// Age says when something happened, also when nobody knows.
func Age(t hub.Timestamp, now time.Time) string {
	if t.IsZero() {
		return "at an unknown time"
	}
	return text.Age(t.Time(), now)
}

// By names who did it, where that is known.
func By(who hub.Symbol) string {
	if name := strings.TrimSpace(clean.Line(who.String())); name != "" {
		return " by " + name
	}
	return ""
}

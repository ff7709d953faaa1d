package sheet

import (
	"cmp"
	"slices"

	"tagboat/hub"
	"tagboat/hub/fields"
	"tagboat/hub/index/past"
	"tagboat/ui/timeline"
)

// Held is a time in which a tag was one image, or was not there.
type Held struct {
	Reference hub.Reference // the tag
	IsLast    bool          // it is so, as far as anybody saw
	past.Held
}

// heldColumns are those of history.
var heldColumns = []Column[Held]{
	{
		Name: reference, Help: "the tag",
		Value: func(h *Held) any { return h.Reference.Familiar() },
	},
	{
		Name: "repository", Help: "namespace/name",
		Value: func(h *Held) any { return h.Reference.Repository.String() },
	},
	{Name: "tag", Help: "its name", Value: func(h *Held) any { return h.Reference.Tag }},
	{
		Name: "state", Help: "is, was, or absent: it was not there",
		Words: []string{"is", "was", "absent"},
		Value: func(h *Held) any { return h.state() },
	},
	{
		Name: "version", Help: "the most specific name that the image had then",
		Value: func(h *Held) any { return h.version() },
		Brief: func(h *Held) string {
			if h.Digest.IsZero() {
				return "not there"
			}
			return h.version()
		},
	},
	{
		Name: "digest", Help: "the image",
		Value: func(h *Held) any { return h.Digest },
		Brief: func(h *Held) string { return h.Digest.Short() },
	},
	{
		Name: "pinned", Help: "the image for good, to be pulled",
		Value: func(h *Held) any { return timeline.Pinned(h.Reference, h.Held) },
	},
	{
		Name: "from", Help: "the first look that saw it so",
		Value: func(h *Held) any { return hub.TimestampOf(h.First) },
		Brief: func(h *Held) string { return fields.Minute(h.First) },
	},
	{
		Name: "until", Help: "the last look that saw it so",
		Value: func(h *Held) any { return hub.TimestampOf(h.Last) },
		Brief: func(h *Held) string { return fields.Minute(h.Last) },
	},
	{
		Name: "by", Help: "the first look that saw it otherwise; between, nobody looked",
		Value: func(h *Held) any { return hub.TimestampOf(h.By) },
		Brief: func(h *Held) string { return fields.Minute(h.By) },
	},
	{
		Name: "gapfrom", Help: "when the longest time within it began in which nobody looked",
		Value: func(h *Held) any { return hub.TimestampOf(h.Gap.From) },
		Brief: func(h *Held) string { return fields.Minute(h.Gap.From) },
	},
	{
		Name: "gapto", Help: "when that ended",
		Value: func(h *Held) any { return hub.TimestampOf(h.Gap.To) },
		Brief: func(h *Held) string { return fields.Minute(h.Gap.To) },
	},
	{
		Name: "looks", Help: "how many saw it so, one an hour at most", Right: true,
		Value: func(h *Held) any { return int64(h.Looks) },
	},
	{
		Name: "names", Help: "the other tags that were the same image then",
		Value: func(h *Held) any { return append([]string{}, h.Names...) },
	},
}

func (h *Held) state() string {
	switch {
	case h.Digest.IsZero():
		return "absent"
	case h.IsLast:
		return "is"
	}
	return "was"
}

func (h *Held) version() string {
	if h.Digest.IsZero() {
		return ""
	}
	return h.Version(h.Reference.Tag)
}

// HeldFields are the names of the columns, for a help text.
func HeldFields() string { return Names(heldColumns) }

// ForHistory is how it is written what tags were. As text only images are, so that each line is a
// reference.
func ForHistory(a Asked) (func([]Held) ([]byte, error), error) {
	f, err := form(a, heldColumns, usual{
		Text: "pinned", Table: "reference,version,digest,from,until,by",
	})
	if err != nil {
		return nil, err
	}
	onlyImages := a.Columns == "" && cmp.Or(a.Format, "text") == "text"
	return func(rows []Held) ([]byte, error) {
		if onlyImages {
			rows = slices.DeleteFunc(slices.Clone(rows), func(h Held) bool {
				return h.Digest.IsZero()
			})
		}
		text, err := f.Append(f.Head(nil), rows)
		if err != nil {
			return nil, err
		}
		return f.Foot(text), nil
	}, nil
}

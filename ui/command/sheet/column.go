package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
)

// Column is a value of a row that has a name. The name is one lower-case word; in a template it is
// capitalized.
type Column[R any] struct {
	Name  string
	Help  string
	Value func(row *R) any    // string, int64, bool, hub.Digest, hub.Timestamp, []string or Images
	Brief func(row *R) string // as a table shows it; nil: as text
	Right bool                // numbers, in a table
	More  bool                // not written unless it is asked for
}

// Image is one platform of a row.
type Image struct {
	Platform string
	Digest   hub.Digest
	Size     int64   // compressed bytes
	Layers   []Layer // nil: not asked for, or unknown
}

// Layer is one step of an image's history.
type Layer struct {
	Digest      hub.Digest
	Size        int64  // compressed bytes
	Instruction string // foreign text
}

// Images are the platforms of a row.
type Images []Image

// String is the platforms' names with commas between them.
func (all Images) String() string {
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Platform
	}
	return strings.Join(names, ",")
}

// Moment is a time in a template: nothing when it is unknown.
type Moment struct{ time.Time }

func (m Moment) String() string { return m.Format(time.RFC3339Nano) }

// Format is nothing too: a template would have it in the year 1.
func (m Moment) Format(layout string) string {
	if m.IsZero() {
		return ""
	}
	return m.Time.Format(layout)
}

// plain is a value as one harmless line.
func plain(value any) string {
	switch v := value.(type) {
	case string:
		return clean.Line(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case *float64:
		return number(v)
	case hub.Digest:
		return v.String()
	case hub.Timestamp:
		return moment(v).String()
	case []string:
		return clean.Line(strings.Join(v, ","))
	case Images:
		return clean.Line(v.String())
	default:
		return clean.Line(fmt.Sprint(v))
	}
}

// number has one decimal; nothing is unknown.
func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', 1, 64)
}

func moment(t hub.Timestamp) Moment {
	if t.IsZero() {
		return Moment{}
	}
	return Moment{t.Time().UTC()}
}

// Names lists the columns for an error or a help text.
func Names[R any](columns []Column[R]) string {
	names := make([]string, len(columns))
	for i := range columns {
		names[i] = columns[i].Name
	}
	return strings.Join(names, ", ")
}

// Choose finds columns by a list of names with commas. An empty list is all that need not be asked
// for.
func Choose[R any](columns []Column[R], list string) ([]Column[R], error) {
	var chosen []Column[R]
	if strings.TrimSpace(list) == "" {
		for _, c := range columns {
			if !c.More {
				chosen = append(chosen, c)
			}
		}
		return chosen, nil
	}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		at := -1
		for i := range columns {
			if columns[i].Name == name {
				at = i
			}
		}
		if at < 0 {
			return nil, fmt.Errorf(
				"there is no column %q; expected some of %s",
				name,
				Names(columns),
			)
		}
		chosen = append(chosen, columns[at])
	}
	return chosen, nil
}

// Package fields names what there is to be told of a row: of a tag, a platform, a repository, a
// reference in a file, a piece of news. What --format writes and what people fill into their own
// forms and commands are these, and there is no other table of them.
package fields

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub"
	"tagboat/hub/clean"
)

// Field is a value of a row that has a name. The name is one lower-case word; in a template it is
// capitalized, see [Title].
type Field[R any] struct {
	Name  string
	Help  string
	Value func(row *R) any    // string, int64, bool, hub.Digest, hub.Timestamp, []string or Images
	Brief func(row *R) string // as a table shows it; nil: as text
	Right bool                // numbers, in a table
	More  bool                // not written unless it is asked for
	Told  bool                // words of ours, with signs that not every terminal can show
	Words []string            // all that it may be; nil: anything of its kind
}

// Title is a name as a template has it.
func Title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// Names are the names of fields.
func Names[R any](all []Field[R]) []string {
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	return names
}

// words are the names of all that something may be.
func words[K fmt.Stringer](all []K) []string {
	names := make([]string, len(all))
	for i, k := range all {
		names[i] = k.String()
	}
	return names
}

// spelled are the words that are all that something may be.
func spelled[W ~string](all []W) []string {
	names := make([]string, len(all))
	for i, w := range all {
		names[i] = string(w)
	}
	return names
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

// MomentOf is a time of the Hub's.
func MomentOf(t hub.Timestamp) Moment {
	if t.IsZero() {
		return Moment{}
	}
	return Moment{t.Time().UTC()}
}

func (m Moment) String() string { return m.Format(time.RFC3339Nano) }

// Format is nothing too: a template would have it in the year 1.
func (m Moment) Format(layout string) string {
	if m.IsZero() {
		return ""
	}
	return m.Time.Format(layout)
}

// Plain is a value as one harmless line.
func Plain(value any) string {
	switch v := value.(type) {
	case string:
		return clean.Line(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case *float64:
		return Number(v)
	case *int64:
		return Count(v)
	case hub.Digest:
		return v.String()
	case hub.Timestamp:
		return MomentOf(v).String()
	case []string:
		return clean.Line(strings.Join(v, ","))
	case Images:
		return clean.Line(v.String())
	default:
		return clean.Line(fmt.Sprint(v))
	}
}

// Number has one decimal; nothing is unknown.
func Number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', 1, 64)
}

// Count is a number; nothing is unknown.
func Count(v *int64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatInt(*v, 10)
}

// Digest is one in a template: a text, of which a part can be taken.
type Digest string

// Short is the first of its digits, as docker shows them.
func (d Digest) Short() string {
	known, _ := hub.ParseDigest(string(d))
	return known.Short()
}

// IsZero reports whether it is unknown.
func (d Digest) IsZero() bool { return d == "" }

// InTemplate is a value as a template has it, its texts as foreign has them.
func InTemplate(value any, foreign func(string) string) any {
	switch v := value.(type) {
	case string:
		return foreign(v)
	case *float64:
		return Number(v)
	case *int64:
		return Count(v)
	case hub.Digest:
		return Digest(v.String())
	case hub.Timestamp:
		return MomentOf(v)
	case []string:
		lines := make([]string, len(v))
		for i := range v {
			lines[i] = foreign(v[i])
		}
		return lines
	case Images:
		images := make(Images, len(v))
		for i := range v {
			images[i] = v[i]
			images[i].Platform = foreign(v[i].Platform)
			images[i].Layers = nil
			for _, l := range v[i].Layers {
				l.Instruction = foreign(l.Instruction)
				images[i].Layers = append(images[i].Layers, l)
			}
		}
		return images
	default:
		return v
	}
}

// Bytes is a size in few letters; nothing is unknown.
func Bytes(bytes int64) string {
	if bytes <= 0 {
		return ""
	}
	return humanize.Bytes(uint64(bytes))
}

// Date is the day of a time.
func Date(t hub.Timestamp) string {
	if t.IsZero() {
		return ""
	}
	return t.Time().UTC().Format(time.DateOnly)
}

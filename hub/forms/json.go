package forms

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"tagboat/hub"
)

// tagObject is a tag as JSON. What is unknown is null.
type tagObject struct {
	Repository string           `json:"repository"`
	Tag        string           `json:"tag"`
	Digest     *string          `json:"digest"`
	Pushed     *string          `json:"pushed"`
	Size       *int64           `json:"size"` // compressed bytes of all platforms together
	Platforms  []platformObject `json:"platforms"`
}

type platformObject struct {
	Platform  string  `json:"platform"`
	OSVersion string  `json:"os_version,omitempty"`
	Digest    *string `json:"digest"`
	Size      *int64  `json:"size"` // compressed bytes
}

// object is one line of JSON in ASCII: what else there is in foreign text is escaped, so that no
// terminal acts on it.
func object(s Subject) string {
	o := tagObject{
		Repository: s.Repository.String(), Tag: s.Tag.Name, Digest: known(s.Tag.Digest.String()),
		Pushed:    moment(s.Tag.Pushed),
		Platforms: []platformObject{},
	}
	total, whole := int64(0), true
	for i := range s.Tag.Platforms() {
		o.Platforms = append(o.Platforms, platformObject{
			Platform: i.Platform.String(), OSVersion: i.Platform.OSVersion(),
			Digest: known(i.Digest.String()), Size: size(i.Size),
		})
		total += i.Size
		whole = whole && i.Size > 0
	}
	if whole {
		o.Size = size(total)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(o); err != nil {
		return "" // strings and numbers always encode
	}
	return ascii(bytes.TrimSpace(b.Bytes()))
}

func known(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func size(n int64) *int64 {
	if n <= 0 {
		return nil
	}
	return &n
}

func moment(t hub.Timestamp) *string {
	if t.IsZero() {
		return nil
	}
	text := t.Time().Format(time.RFC3339Nano)
	return &text
}

// ascii escapes the rest of Unicode, which in JSON stands within strings only.
func ascii(text []byte) string {
	var b []byte
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r < 0x7f:
			b = append(b, byte(r))
		case r < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		}
		text = text[n:]
	}
	return string(b)
}

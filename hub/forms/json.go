package forms

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
)

// tagObject is a tag as JSON. What is unknown is null.
type tagObject struct {
	Repository word             `json:"repository"`
	Tag        word             `json:"tag"`
	Digest     *word            `json:"digest"`
	Pushed     *word            `json:"pushed"`
	Size       *int64           `json:"size"` // compressed bytes of all platforms together
	Platforms  []platformObject `json:"platforms"`
}

type platformObject struct {
	Platform  word   `json:"platform"`
	OSVersion word   `json:"os_version,omitempty"`
	Digest    *word  `json:"digest"`
	Size      *int64 `json:"size"` // compressed bytes
}

// word is foreign text that no terminal obeys, in ASCII.
type word string

func (w word) MarshalJSON() ([]byte, error) { return clean.AppendASCII(nil, string(w)), nil }

// object is one line of JSON.
func object(s Subject) string {
	o := tagObject{
		Repository: word(s.Repository.String()), Tag: word(s.Tag.Name),
		Digest: known(s.Tag.Digest.String()), Pushed: moment(s.Tag.Pushed),
		Platforms: []platformObject{},
	}
	total, whole := int64(0), true
	for i := range s.Tag.Platforms() {
		o.Platforms = append(o.Platforms, platformObject{
			Platform: word(i.Platform.String()), OSVersion: word(i.Platform.OSVersion()),
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
	return strings.TrimSpace(b.String())
}

func known(text string) *word {
	if text == "" {
		return nil
	}
	w := word(text)
	return &w
}

func size(n int64) *int64 {
	if n <= 0 {
		return nil
	}
	return &n
}

func moment(t hub.Timestamp) *word {
	if t.IsZero() {
		return nil
	}
	return known(t.Time().Format(time.RFC3339Nano))
}

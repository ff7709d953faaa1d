package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/name"
)

// theirs is any JSON as the standard library reads it.
func theirs(body []byte) (value any, err error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err = dec.Decode(&value); err != nil {
		return nil, err
	}
	if !json.Valid(body) { // something stands behind it
		return nil, errors.New("more than one value")
	}
	return value, nil
}

// whole64 is a whole number as every decoder must read it; false where decoders may differ.
func whole64(value any) (int64, bool) {
	var text string
	switch v := value.(type) {
	case json.Number:
		text = v.String()
	case string:
		text = v
	default:
		return 0, value == nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	const exact = 1 << 53
	return n, err == nil && 0 <= n && n < exact && text == strconv.FormatInt(n, 10)
}

// FuzzBothDecodersReadTheSame holds the tolerant types against encoding/json, which reads
// everything into maps and knows no tag.
func FuzzBothDecodersReadTheSame(f *testing.F) {
	answers.Seed(f)
	f.Add([]byte(`{"results":[{"name":"1","name":"2","id":"7","images":[{},null]},{"name":7},4,null]}`))
	f.Add([]byte(`{"results":[{"name":"\u0061","digest":5,"last_updated":"2026-01-12T09:08:21Z"}]} x`))
	f.Add([]byte(`{"results":null,"Results":[{"name":"1"}],"results":[{"Name":"1"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := ReadTags(body)
		value, broken := theirs(body)
		if errors.Is(err, ErrTooMuch) {
			return
		}
		if broken != nil {
			require.Error(t, err)
			return
		}
		top, isObject := value.(map[string]any)
		results, isList := top["results"].([]any)
		if !isObject || !isList {
			_, there := top["results"]
			require.Equal(t, there && top["results"] == nil, err == nil, "null is an empty list")
			require.Empty(t, page.Rows)
			return
		}
		require.NoError(t, err)
		require.Equal(t, len(results), len(page.Rows)+page.Malformed)
		if count, sure := whole64(top["count"]); sure && top["count"] != nil && count <= maxCount {
			require.Equal(t, int(count), page.Count)
		}
		if next, ok := top["next"].(string); ok && len(next) <= 4<<10 && utf8.Valid(body) {
			require.Equal(t, next, page.Next)
		}
		rows := page.Rows
		for _, result := range results {
			row, _ := result.(map[string]any)
			text, _ := row["name"].(string)
			images, _ := row["images"].([]any)
			if !name.IsTag([]byte(text)) || len(images) > MaxImages {
				continue
			}
			require.NotEmpty(t, rows)
			sameRow(t, row, rows[0], utf8.Valid(body))
			rows = rows[1:]
		}
		require.Empty(t, rows)
	})
}

func sameRow(t *testing.T, row map[string]any, tag Tag, valid bool) {
	t.Helper()
	require.Equal(t, row["name"], tag.Name)
	if id, sure := whole64(row["id"]); sure {
		require.Equal(t, id, tag.ID)
	}
	if size, sure := whole64(row["full_size"]); sure && size > 0 {
		require.Equal(t, size, tag.FullSize)
	}
	if text, ok := row["digest"].(string); ok {
		if digest, ok := name.DigestOf([]byte(text)); ok {
			require.Equal(t, digest, tag.Digest)
		}
	}
	if text, ok := row["last_updated"].(string); ok {
		at, err := time.Parse("2006-01-02T15:04:05.999999999Z", text)
		if err == nil && at.Year() >= 1970 && at.Year() < 2200 {
			require.Equal(t, TimestampOf(at), tag.Updated)
		}
	} else {
		require.Zero(t, tag.Updated)
	}
	by, _ := row["last_updater_username"].(string)
	if valid && len(by) < 1<<10 {
		require.Equal(t, by, tag.UpdatedBy.String())
	}
	images, isList := row["images"].([]any)
	if !isList {
		images = []any{row["images"]}
	}
	objects := 0
	for _, image := range images {
		if _, ok := image.(map[string]any); ok {
			objects++
		}
	}
	require.Len(t, tag.Images, objects)
}

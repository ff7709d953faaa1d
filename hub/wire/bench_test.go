package wire

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// largePage is a page of 100 tags with 16 platforms each, in the Hub's own shape: half a megabyte.
func largePage() []byte {
	var b strings.Builder
	b.WriteString(`{"count":25000,"next":"https://hub.example/v2/namespaces/acme/repositories/museum/tags?page=2\u0026page_size=100","previous":null,"results":[`)
	for i := range 100 {
		fmt.Fprintf(&b, `%s{"creator":41,"id":%d,"images":[`, comma(i), 1008109846+i)
		for j := range 16 {
			fmt.Fprintf(&b, `%s{"architecture":"arch%d","features":"","variant":null,"digest":"sha256:%064x","os":"linux","os_features":"","os_version":null,`+
				`"size":%d,"status":"active","last_pulled":"2026-01-12T09:08:21.390357865Z","last_pushed":"2025-11-10T13:47:33.102355622Z"}`,
				comma(j), j, i*1000+j+1, 270889921+j)
		}
		fmt.Fprintf(&b, `],"last_updated":"2025-11-10T14:19:44.292916Z","last_updater":41,"last_updater_username":"curator","name":"1.119.%d",`+
			`"repository":73,"full_size":270889921,"v2":true,"tag_status":"active","tag_last_pulled":"2026-01-12T09:08:21.390357865Z",`+
			`"tag_last_pushed":"2025-11-10T14:19:44.292916Z","media_type":"application/vnd.oci.image.index.v1+json","content_type":"image","digest":"sha256:%064x"}`,
			i, i+1)
	}
	b.WriteString("]}\n")
	return []byte(b.String())
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// whole is the page as a plain structure, every field of the Hub in it.
type whole struct {
	Count    int        `json:"count"`
	Next     *string    `json:"next"`
	Previous *string    `json:"previous"`
	Results  []wholeTag `json:"results"`
}

type wholeTag struct {
	Creator             int64        `json:"creator"`
	ID                  int64        `json:"id"`
	Images              []wholeImage `json:"images"`
	LastUpdated         *time.Time   `json:"last_updated"`
	LastUpdater         int64        `json:"last_updater"`
	LastUpdaterUsername string       `json:"last_updater_username"`
	Name                string       `json:"name"`
	Repository          int64        `json:"repository"`
	FullSize            int64        `json:"full_size"`
	V2                  bool         `json:"v2"`
	TagStatus           string       `json:"tag_status"`
	TagLastPulled       *time.Time   `json:"tag_last_pulled"`
	TagLastPushed       *time.Time   `json:"tag_last_pushed"`
	MediaType           string       `json:"media_type"`
	ContentType         string       `json:"content_type"`
	Digest              string       `json:"digest"`
}

type wholeImage struct {
	Architecture string     `json:"architecture"`
	Features     string     `json:"features"`
	Variant      *string    `json:"variant"`
	Digest       string     `json:"digest"`
	OS           string     `json:"os"`
	OSFeatures   string     `json:"os_features"`
	OSVersion    *string    `json:"os_version"`
	Size         int64      `json:"size"`
	Status       string     `json:"status"`
	LastPulled   *time.Time `json:"last_pulled"`
	LastPushed   *time.Time `json:"last_pushed"`
}

func decodeOurs(body []byte) (int, error) {
	page, err := ReadTags(body)
	return len(page.Rows), err
}

func decodeWhole(body []byte) (int, error) {
	var page whole
	err := json.Unmarshal(body, &page)
	return len(page.Results), err
}

func benchmark(body []byte, decode func([]byte) (int, error)) func(*testing.B) {
	return func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			if n, err := decode(body); n != 100 || err != nil {
				b.Fatal(n, err)
			}
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	body := largePage()
	b.Run("ours", benchmark(body, decodeOurs))
	b.Run("encoding-json-whole", benchmark(body, decodeWhole))
	b.Run("ratio", func(b *testing.B) {
		var ours, theirs time.Duration
		for b.Loop() {
			ours += timed(b, body, decodeOurs)
			theirs += timed(b, body, decodeWhole)
		}
		b.ReportMetric(float64(theirs)/float64(ours), "×time")
		b.ReportMetric(allocations(body, decodeWhole)/allocations(body, decodeOurs), "×allocs")
	})
}

func timed(b *testing.B, body []byte, decode func([]byte) (int, error)) time.Duration {
	b.Helper()
	began := time.Now()
	if n, err := decode(body); n != 100 || err != nil {
		b.Fatal(n, err)
	}
	return time.Since(began)
}

func allocations(body []byte, decode func([]byte) (int, error)) float64 {
	return testing.AllocsPerRun(5, func() { _, _ = decode(body) })
}

func TestBothDecodersReadTheSame(t *testing.T) {
	body := largePage()
	var page whole
	require.NoError(t, json.Unmarshal(body, &page))
	ours, err := ReadTags(body)
	require.NoError(t, err)
	require.Len(t, ours.Rows, len(page.Results))
	for i, row := range ours.Rows {
		their := page.Results[i]
		assert.Equal(t, their.Name, row.Name)
		assert.Equal(t, their.ID, row.ID)
		assert.Equal(t, their.Digest, row.Digest.String())
		assert.Equal(t, TimestampOf(*their.LastUpdated), row.Updated)
		assert.Equal(t, their.MediaType, row.MediaType.String())
		require.Len(t, row.Images, len(their.Images))
	}
	assert.Less(t, allocations(body, decodeOurs)*1.5, allocations(body, decodeWhole))
}

package hub

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
	Count          int
	Next, Previous *string
	Results        []wholeTag
}

type wholeTag struct {
	Creator             int64
	ID                  int64
	Images              []wholeImage
	LastUpdated         *time.Time `json:"last_updated"`
	LastUpdater         int64      `json:"last_updater"`
	LastUpdaterUsername string     `json:"last_updater_username"`
	Name                string
	Repository          int64
	FullSize            int64 `json:"full_size"`
	V2                  bool
	TagStatus           string     `json:"tag_status"`
	TagLastPulled       *time.Time `json:"tag_last_pulled"`
	TagLastPushed       *time.Time `json:"tag_last_pushed"`
	MediaType           string     `json:"media_type"`
	ContentType         string     `json:"content_type"`
	Digest              string
}

type wholeImage struct {
	Architecture string
	Features     string
	Variant      *string
	Digest       string
	OS           string
	OSFeatures   string  `json:"os_features"`
	OSVersion    *string `json:"os_version"`
	Size         int64
	Status       string
	LastPulled   *time.Time `json:"last_pulled"`
	LastPushed   *time.Time `json:"last_pushed"`
}

func decodeOurs(body []byte) (int, error) {
	page, err := readPage(body, (*scanner).tag)
	return len(page.rows), err
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
		for b.Loop() {
			ours, theirs := testing.Benchmark(benchmark(body, decodeOurs)), testing.Benchmark(benchmark(body, decodeWhole))
			b.ReportMetric(float64(theirs.NsPerOp())/float64(ours.NsPerOp()), "×time")
			b.ReportMetric(float64(theirs.AllocsPerOp())/float64(ours.AllocsPerOp()), "×allocs")
			b.ReportMetric(float64(theirs.AllocedBytesPerOp())/float64(ours.AllocedBytesPerOp()), "×bytes")
		}
	})
}

func TestBothDecodersReadTheSame(t *testing.T) {
	body := largePage()
	var page whole
	require.NoError(t, json.Unmarshal(body, &page))
	ours, err := readPage(body, (*scanner).tag)
	require.NoError(t, err)
	require.Len(t, ours.rows, len(page.Results))
	for i, row := range ours.rows {
		their := page.Results[i]
		assert.Equal(t, their.Name, row.Name)
		assert.Equal(t, their.ID, row.ID)
		assert.Equal(t, their.Digest, row.Digest.String())
		assert.Equal(t, TimestampOf(*their.LastUpdated), row.Updated)
		assert.Equal(t, their.MediaType, row.MediaType.String())
		require.Len(t, row.Images, len(their.Images))
	}
	theirAllocs := testing.AllocsPerRun(3, func() { _, _ = decodeWhole(body) })
	ourAllocs := testing.AllocsPerRun(3, func() { _, _ = decodeOurs(body) })
	assert.Less(t, ourAllocs*1.5, theirAllocs)
}

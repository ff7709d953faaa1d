package hubtest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"time"

	"tagboat/hub/fakehub"
)

// recorded is an answer that is made and not sent.
type recorded struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (r *recorded) Header() http.Header { return r.header }

func (r *recorded) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(b) //nolint:wrapcheck // It is always nil.
}

func (r *recorded) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func record(next http.Handler, r *http.Request) *recorded {
	made := &recorded{header: http.Header{}}
	next.ServeHTTP(made, r)
	made.WriteHeader(http.StatusOK)
	return made
}

func (r *recorded) head(w http.ResponseWriter) {
	maps.Copy(w.Header(), r.header)
	w.WriteHeader(r.status)
}

func (r *recorded) send(w http.ResponseWriter) {
	r.head(w)
	_, _ = w.Write(r.body.Bytes())
}

// after changes how a made answer is sent.
func after(do func(w http.ResponseWriter, r *http.Request, made *recorded)) Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			do(w, r, record(next, r))
		})
	}
}

// DropMidBody breaks the connection when half of the body is out.
func DropMidBody() Action {
	return after(func(w http.ResponseWriter, _ *http.Request, made *recorded) {
		made.head(w)
		_, _ = w.Write(made.body.Bytes()[:made.body.Len()/2])
		_ = http.NewResponseController(w).Flush()
		fakehub.Abort(w, io.ErrUnexpectedEOF)
	})
}

// Truncated sends half of the body and ends it as if that were all.
func Truncated() Action {
	return after(func(w http.ResponseWriter, _ *http.Request, made *recorded) {
		made.body.Truncate(made.body.Len() / 2)
		made.send(w)
	})
}

// Drip sends the body a few bytes at a time with a wait between.
func Drip(bytes int, every time.Duration) Action {
	return after(func(w http.ResponseWriter, r *http.Request, made *recorded) {
		made.head(w)
		for made.body.Len() > 0 {
			if _, err := w.Write(made.body.Next(bytes)); err != nil ||
				!fakehub.Wait(r.Context(), every) {
				fakehub.Abort(w, r.Context().Err())
			}
			_ = http.NewResponseController(w).Flush()
		}
	})
}

const pageStart = `{"count":1,"next":null,"previous":null,"results":[`

// pour writes a page whose one row has a name of size bytes.
func pour(w io.Writer, size int64) {
	chunk := bytes.Repeat([]byte("a"), 1<<16)
	_, err := io.WriteString(w, pageStart+`{"name":"`)
	for ; size > 0 && err == nil; size -= int64(len(chunk)) {
		_, err = w.Write(chunk[:min(size, int64(len(chunk)))])
	}
	if err == nil {
		_, _ = io.WriteString(w, `"}]}`)
	}
}

// HugeBody is a page whose one row has a name of so many bytes. It is streamed, never held.
func HugeBody(size int64) Action {
	return instead(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		pour(w, size)
	})
}

// GzipBomb is HugeBody compressed about a thousand times.
func GzipBomb(size int64) Action {
	return instead(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		pour(z, size)
		_ = z.Close()
	})
}

// ManyRows is a page of so many small rows; its total says the same. It is streamed, never held.
func ManyRows(rows int) Action {
	return instead(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, err := fmt.Fprintf(w, `{"count":%d,"next":null,"previous":null,"results":[`, rows)
		var chunk []byte
		for n := 1; n <= rows && err == nil; n++ {
			chunk = fmt.Appendf(chunk, `{"id":%d,"name":"row-%d","namespace":"rows","images":[]}`,
				n, n)
			if n < rows {
				chunk = append(chunk, ',')
			}
			if len(chunk) > 1<<15 || n == rows {
				_, err = w.Write(chunk)
				chunk = chunk[:0]
			}
		}
		_, _ = io.WriteString(w, "]}\n")
	})
}

// DeepBody is a page whose one row is so many arrays, one in the other.
func DeepBody(depth int) Action {
	row := strings.Repeat("[", depth) + strings.Repeat("]", depth)
	return Answer(200, "application/json", pageStart+row+"]}\n")
}

// EditPage changes a JSON object before it is sent; numbers are json.Number. Other answers pass
// untouched.
func EditPage(edit func(page map[string]any)) Action {
	return after(func(w http.ResponseWriter, _ *http.Request, made *recorded) {
		decoder := json.NewDecoder(bytes.NewReader(made.body.Bytes()))
		decoder.UseNumber()
		var page map[string]any
		if made.status == 200 && decoder.Decode(&page) == nil {
			edit(page)
			made.body.Reset()
			_ = json.NewEncoder(&made.body).Encode(page)
		}
		made.send(w)
	})
}

// EditRows changes every row of a page, or the one object of an answer that is no page.
func EditRows(edit func(row map[string]any)) Action {
	return EditPage(func(page map[string]any) {
		rows, ok := page["results"].([]any)
		if !ok {
			rows, ok = page["manifests"].([]any)
		}
		if !ok {
			edit(page)
		}
		for _, row := range rows {
			if object, ok := row.(map[string]any); ok {
				edit(object)
			}
		}
	})
}

// Set gives a field of every row a value: Set("images", []any{}), Set("images", nil),
// Set("full_size", 0).
func Set(field string, value any) Action {
	return EditRows(func(row map[string]any) { row[field] = value })
}

// Unset takes a field out of every row: Unset("images"), Unset("digest").
func Unset(field string) Action {
	return EditRows(func(row map[string]any) { delete(row, field) })
}

// Dates gives every date of every row, and of its images, a value: nil, "0000-01-01T00:00:00Z",
// "99999-12-31T23:59:59Z".
func Dates(value any) Action {
	return EditRows(func(row map[string]any) {
		setDates(row, value)
		images, _ := row["images"].([]any)
		for _, image := range images {
			if object, ok := image.(map[string]any); ok {
				setDates(object, value)
			}
		}
	})
}

func setDates(row map[string]any, value any) {
	for _, field := range []string{
		"last_updated", "last_modified", "date_registered", "tag_last_pulled", "tag_last_pushed",
		"last_pulled", "last_pushed",
	} {
		if _, ok := row[field]; ok {
			row[field] = value
		}
	}
}

// Count changes a page's total: func(int) int { return -1 }.
func Count(change func(count int) int) Action {
	return EditPage(func(page map[string]any) {
		if count, ok := page["count"].(json.Number); ok {
			n, _ := count.Int64()
			page["count"] = change(int(n))
		}
	})
}

// NextTo points a page's next link at another scheme and host: "https://elsewhere.example".
func NextTo(host string) Action {
	return EditPage(func(page map[string]any) {
		if next, ok := page["next"].(string); ok {
			_, rest, _ := strings.Cut(next, "://")
			_, path, _ := strings.Cut(rest, "/")
			page["next"] = host + "/" + path
		}
	})
}

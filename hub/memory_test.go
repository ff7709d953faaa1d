package hub_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
)

// hostile are answers that try to grow; each writes without end or up to just below the bound of
// one answer.
var hostile = []func(w io.Writer){
	func(w io.Writer) { pour(w, `{"results":[{"name":"`, "a", `"}]}`, 1<<30) },
	func(w io.Writer) { pour(w, `{"results":[{"name":"`, "a", `"}]}`, 15<<20) },
	func(w io.Writer) { pour(w, `{"results":[{"name":"`, `\u0061`, `"}]}`, 15<<20) },
	func(w io.Writer) { pour(w, `{"results":[`, "{},", "{}]}", 15<<20) },
	func(w io.Writer) { pour(w, `{"results":[{"name":"a","images":[`, "{},", "{}]}]}", 15<<20) },
	func(w io.Writer) {
		pour(w, `{"results":[`, `{"name":"a","images":[`+strings.Repeat("{},", 500)+`{}]},`, `{}]}`, 15<<20)
	},
	func(w io.Writer) {
		pour(w, `{"results":[`, `{"name":"a","images":[`+strings.Repeat(`{"os":"`+strings.Repeat("x", 900)+`"},`, 10)+`{}]},`, `{}]}`, 15<<20)
	},
	func(w io.Writer) { pour(w, `{"results":[{"name":"a","images":`, "[", "]}]}", 15<<20) },
	func(w io.Writer) { sow(w, `{"results":[{"name":"a"`, `,"tag_status":"%x"`, `}]}`, 15<<20) },
	func(w io.Writer) {
		sow(w, `{"results":[`, `{"name":"a","media_type":"%x","images":[{"os":"%[1]x"}]},`, `{}]}`, 15<<20)
	},
	func(w io.Writer) { sow(w, `{"results":[{"name":"a"`, `,"%x":1`, `}]}`, 15<<20) },
	func(w io.Writer) { pour(w, `{"results":[{"name":"a","`, `\u0061`, `":1}]}`, 15<<20) },
	func(w io.Writer) {
		z := gzip.NewWriter(w)
		pour(z, `{"results":[{"name":"`, "a", `"}]}`, 1<<30)
		_ = z.Close()
	},
}

func pour(w io.Writer, begin, middle, end string, size int) {
	chunk := bytes.Repeat([]byte(middle), 1+(64<<10)/len(middle))
	_, err := io.WriteString(w, begin)
	for ; size > 0 && err == nil; size -= len(chunk) {
		_, err = w.Write(chunk)
	}
	_, _ = io.WriteString(w, end)
}

// sow is pour with something else each time.
func sow(w io.Writer, begin, middle, end string, size int) {
	b := bufio.NewWriter(w)
	_, _ = io.WriteString(b, begin)
	for n := 0; size > 0; n++ {
		wrote, err := fmt.Fprintf(b, middle, n)
		if size -= wrote; err != nil {
			return
		}
	}
	_, _ = io.WriteString(b, end)
	_ = b.Flush()
}

const hubOfGlutton = "TAGBOAT_TEST_GLUTTON"

// TestWhateverEightAnswersDoMemoryStaysUnder100MB asks in a process of its own for eight large
// answers at once, several times over, and looks at the most memory that process ever had. What is
// measured is the system's number, of a run whose speed does not matter.
func TestWhateverEightAnswersDoMemoryStaysUnder100MB(t *testing.T) {
	if address := os.Getenv(hubOfGlutton); address != "" {
		devour(t, address)
		return
	}
	t.Parallel() // most of its time is another process's
	if runtime.GOOS != "linux" {
		t.Skip("the system's peak is read from /proc")
	}
	if raced {
		t.Skip("the race detector keeps a shadow of all memory")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		w.Header().Set("Content-Type", "application/json")
		if n%len(hostile) == len(hostile)-1 {
			w.Header().Set("Content-Encoding", "gzip")
		}
		hostile[n%len(hostile)](w)
	}))
	defer server.Close()
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", fmt.Sprintf("-test.short=%t", testing.Short()))
	c.Env = append(os.Environ(), hubOfGlutton+"="+server.URL)
	out, err := c.CombinedOutput()
	require.NoError(t, err, "%s", out)
	_, rest, found := strings.Cut(string(out), "peak ")
	require.True(t, found, "%s", out)
	var peak int
	_, err = fmt.Sscanf(rest, "%d", &peak)
	require.NoError(t, err)
	t.Logf("%d MB", peak>>10)
	assert.Less(t, peak, 100<<10, "kB at most")
}

func devour(t *testing.T, address string) {
	t.Helper()
	c, err := hub.New(hub.Options{BaseURL: address})
	require.NoError(t, err)
	listing := c.Tags(museum, hub.Newest)
	rounds := 2
	if testing.Short() { // to decode what eight hostile answers hold takes seconds of the processor
		rounds = 1
	}
	for round := range rounds {
		var wg sync.WaitGroup
		for n := range hostile {
			wg.Go(func() { _, _ = listing.Page(t.Context(), 1+round*len(hostile)+n) })
		}
		wg.Wait()
	}
	status, err := os.ReadFile("/proc/self/status")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Printf("\npeak %s\n", strings.TrimSpace(rest)) //nolint:forbidigo // read by the parent
}

package hub_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/http2"

	"tagboat/hub"
)

// resetting answers the first request of each connection and breaks the connection at every further
// one, once it has read it whole.
type resetting struct {
	net.Listener

	mu       sync.Mutex
	requests []string
}

func (r *resetting) serve() {
	for {
		c, err := r.Accept()
		if err != nil {
			return
		}
		go r.talk(c)
	}
}

func (r *resetting) talk(c net.Conn) {
	defer func() { _ = c.Close() }()
	in := bufio.NewReader(c)
	for n := 0; ; n++ {
		q, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		r.mu.Lock()
		r.requests = append(r.requests, q.URL.RequestURI())
		r.mu.Unlock()
		if n > 0 {
			_ = c.(*net.TCPConn).SetLinger(0) //nolint:forcetypeassert // the listener is one of TCP
			return
		}
		body := `{"count":0,"next":null,"results":[]}`
		_, _ = c.Write([]byte("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n" + body))
	}
}

func TestAConnectionThatBreaksIsARetryThatIsCountedAndNoReplayThatNobodySees(t *testing.T) {
	t.Parallel() // real pauses between tries, for connections cannot be in a bubble
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := &resetting{Listener: listener}
	go server.serve()
	defer func() { _ = listener.Close() }()
	var retries atomic.Int32
	c, err := hub.New(hub.Options{BaseURL: "http://" + listener.Addr().String(), Observe: func(e hub.Event) {
		if e.Kind == hub.Retrying {
			retries.Add(1)
		}
	}})
	require.NoError(t, err)
	tags := c.Tags(museum, hub.Newest)
	for range 5 {
		_, err = tags.Page(t.Context(), 1)
		require.NoError(t, err)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	assert.Len(t, server.requests, 5+int(retries.Load()), "each request that the server saw beyond the first is a try that was told")
	assert.Equal(t, 4, int(retries.Load()))
}

func TestHTTP2DoesNotReplayByItselfEither(t *testing.T) {
	t.Parallel() // real pauses between tries, for connections cannot be in a bubble
	var asked, retries atomic.Int32
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	listener := server.Listener
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go refuseStreams(c, &asked)
		}
	}()
	transport := &http.Transport{Protocols: new(http.Protocols)}
	transport.Protocols.SetUnencryptedHTTP2(true)
	c, err := hub.New(hub.Options{BaseURL: "http://" + listener.Addr().String(), Transport: transport, Observe: func(e hub.Event) {
		if e.Kind == hub.Retrying {
			retries.Add(1)
		}
	}})
	require.NoError(t, err)
	_, err = c.Tags(museum, hub.Newest).Page(t.Context(), 1)
	require.ErrorIs(t, err, hub.NoNetwork)
	assert.Equal(t, 1+retries.Load(), asked.Load())
	assert.LessOrEqual(t, asked.Load(), int32(6))
	transport.CloseIdleConnections()
	_ = listener.Close()
	<-done
}

// refuseStreams speaks just enough HTTP/2 to refuse every request as one that may be sent again.
func refuseStreams(c net.Conn, asked *atomic.Int32) {
	defer func() { _ = c.Close() }()
	preface := make([]byte, len(http2.ClientPreface))
	if _, err := io.ReadFull(c, preface); err != nil || !strings.HasPrefix(string(preface), "PRI") {
		return
	}
	framer := http2.NewFramer(c, c)
	_ = framer.WriteSettings()
	for {
		f, err := framer.ReadFrame()
		if err != nil {
			return
		}
		switch f := f.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				_ = framer.WriteSettingsAck()
			}
		case *http2.HeadersFrame:
			asked.Add(1)
			_ = framer.WriteRSTStream(f.StreamID, http2.ErrCodeRefusedStream)
		}
	}
}

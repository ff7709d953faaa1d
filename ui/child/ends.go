package child

import (
	"strings"
	"sync"
)

// mostKept is how many bytes are kept of the beginning of an output, and as many of its end.
const mostKept = 512 << 10

// ends keeps the beginning and the end of what is written, however much it is.
type ends struct {
	mu         sync.Mutex
	head, tail []byte
	left       int64 // bytes between the two
}

func (e *ends) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := len(p)
	if room := mostKept - len(e.head); room > 0 {
		room = min(room, len(p))
		e.head, p = append(e.head, p[:room]...), p[room:]
	}
	if over := len(p) - mostKept; over > 0 {
		e.left += int64(len(e.tail) + over)
		e.tail, p = e.tail[:0], p[over:]
	}
	e.tail = append(e.tail, p...)
	if over := len(e.tail) - 2*mostKept; over > 0 { // moved seldom, not with each write
		e.drop(len(e.tail) - mostKept)
	}
	return n, nil
}

func (e *ends) drop(n int) {
	e.left += int64(n)
	e.tail = append(e.tail[:0], e.tail[n:]...)
}

// text is what is kept, with a line in the place of what is not.
func (e *ends) text() (text string, left int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if over := len(e.tail) - mostKept; over > 0 {
		e.drop(over)
	}
	if e.left == 0 {
		return string(e.head) + string(e.tail), 0
	}
	var b strings.Builder
	b.Write(e.head)
	b.WriteString("\n…\n")
	b.Write(e.tail)
	return b.String(), e.left
}

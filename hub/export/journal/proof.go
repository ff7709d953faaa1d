package journal

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/dustin/go-humanize"
)

// RefusedError says why a journal or an output is not touched, and what to do.
type RefusedError struct{ Message string }

func (e *RefusedError) Error() string { return e.Message }

// check holds a page that was written against this run's output. What the file is too short for is
// lost; of a page that it holds the beginning of, the rest is written.
func (s *state) check(p *page, start int64) error {
	switch {
	case s.here.length <= start:
		s.lose(p, len(s.runs))
		return nil
	case !s.here.known():
		if s.here.length < s.end {
			return s.torn(start, errUnseen)
		}
		s.keep(p)
		return nil
	}
	want, err := p.text()
	if err != nil {
		return err
	}
	got, err := s.here.from(start, p.Bytes)
	if err != nil {
		return fmt.Errorf("the output cannot be read: %w", err)
	}
	switch {
	case want == nil && len(got) < int(p.Bytes):
		return s.torn(start, errUnproven)
	case want == nil && !s.mayHold(p, got), !bytes.HasPrefix(want, got) && want != nil:
		return s.changed(start)
	case len(got) < int(p.Bytes):
		s.rest = append(s.rest, rest{here: true, text: want[len(got):]})
	}
	s.keep(p)
	return nil
}

// mayHold reports whether a text can be a page of which no more is known than its keys.
func (s *state) mayHold(p *page, text []byte) bool {
	return bytes.HasSuffix(text, []byte("\n")) && (!s.names || holdsKeys(p, text))
}

func holdsKeys(p *page, text []byte) bool {
	for _, k := range p.Keys {
		at := bytes.Index(text, []byte(k))
		if at < 0 {
			return false
		}
		text = text[at+len(k):]
	}
	return true
}

// settle decides about the page at the journal's end, of which no record says that it was written.
func (s *state) settle() error {
	p := s.open
	if p == nil {
		return nil
	}
	s.open = nil
	run := s.run()
	switch {
	case run.ID == "":
		s.doubt += len(p.Keys)
		return nil
	case run.ID != s.output.ID:
		s.last.settle(s, p)
		return nil
	}
	if s.here.length <= s.end {
		return nil
	}
	at, missing, err := s.here.find(p, run, s.end)
	switch {
	case err == nil && at >= 0:
		s.found(p, at, rest{here: true, text: missing})
	case err == nil:
	case errors.Is(err, errChanged):
		return s.changed(s.end)
	case errors.Is(err, errUnproven), errors.Is(err, errUnseen):
		if s.here.length < s.end+p.Bytes {
			return s.torn(s.end, err)
		}
		s.doubt += len(p.Keys) // nothing has to be cut to write it again
	default:
		return fmt.Errorf("the output cannot be read: %w", err)
	}
	return nil
}

func (s *state) found(p *page, at int64, r rest) {
	s.settled = &record{OK: true}
	if at > s.end {
		s.settled.At = at
	}
	if len(r.text) > 0 {
		s.rest = append(s.rest, r)
	}
	s.keep(p)
}

var (
	errUnproven = errors.New("the journal is of an earlier tagboat and does not tell which")
	errUnseen   = errors.New("the file cannot be read to see which")
	errChanged  = errors.New("something else stands there")
)

// searched is how many bytes of what others wrote are looked through for a page.
const searched = 64 << 20

// find looks for a page from a place on: where it stands, and what of it is missing there. The
// place is -1 when nothing of it was written.
func (c content) find(p *page, run place, from int64) (at int64, missing []byte, err error) {
	if !c.known() {
		return -1, nil, errUnseen
	}
	tail, err := c.from(from, p.Bytes+searched)
	if err != nil || len(tail) == 0 {
		return -1, nil, err
	}
	want, err := p.text()
	switch {
	case err != nil:
		return -1, nil, err
	case want == nil && len(tail) >= int(p.Bytes) && tail[p.Bytes-1] == '\n' &&
		holdsKeys(p, tail[:p.Bytes]):
		return from, nil, nil
	case want == nil:
		return -1, nil, errUnproven
	}
	if at := index(tail, want); at >= 0 {
		return from + int64(at), nil, nil
	}
	same := 0
	for same < min(len(tail), len(want)) && tail[same] == want[same] {
		same++
	}
	switch {
	case same == 0:
		return -1, nil, nil
	case from+int64(same) == c.length && run.as(c):
		return from, want[same:], nil
	default:
		return -1, nil, errChanged
	}
}

// index finds a text that begins where a line does.
func index(tail, text []byte) int {
	for at := 0; ; {
		next := bytes.Index(tail[at:], text)
		if next < 0 {
			return -1
		}
		if at += next; at == 0 || tail[at-1] == '\n' {
			return at
		}
		at++
	}
}

// elsewhere is the output of the last run, when it is another file than this run's. Nothing of it
// is changed but that a torn page is completed, and that only when all the run wrote is there.
type elsewhere struct {
	content

	place place
	whole bool // so far, all that the run wrote is there
}

func look(p place) *elsewhere {
	e := &elsewhere{place: p, content: p.read()}
	e.whole = e.known() && p.as(e.content)
	return e
}

func (e *elsewhere) check(p *page, start int64) {
	if !e.whole {
		return
	}
	want, err := p.text()
	got, unread := e.from(start, p.Bytes)
	e.whole = err == nil && unread == nil && int64(len(got)) == p.Bytes &&
		(want == nil || bytes.Equal(got, want))
}

func (e *elsewhere) settle(s *state, p *page) {
	if e != nil && e.whole {
		at, missing, err := e.find(p, e.place, s.end)
		if err == nil && at >= 0 {
			s.found(p, at, rest{place: e.place, text: missing})
		}
		if err == nil {
			return
		}
	}
	s.doubt += len(p.Keys)
	if e != nil {
		s.doubtIn = e.place.Path
	}
}

func (s *state) outputName() string {
	if s.output.Path == "" {
		return "the output"
	}
	return s.output.Path
}

const asItIs = " Nothing was changed. "

func (s *state) changed(at int64) error {
	return &RefusedError{
		fmt.Sprintf(
			"%s is not what the runs before wrote: from byte %s on something else stands there."+asItIs+
				"Write to another file to go on, or begin again with a new journal and a new file",
			s.outputName(),
			humanize.Comma(at),
		),
	}
}

func (s *state) torn(at int64, why error) error {
	return &RefusedError{
		fmt.Sprintf(
			"%s ends within what the run before wrote: from byte %s on there is a part of it, or something else; %s."+asItIs+
				"If it is the run's, cut the file to %d bytes and run this again; else write to another file",
			s.outputName(),
			humanize.Comma(at),
			why,
			at,
		),
	}
}

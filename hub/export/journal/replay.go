package journal

import (
	"fmt"
	"os"
)

// state is what the records say, held against what the outputs still hold.
type state struct {
	head    *head
	done    map[string]int
	written map[string]map[key]struct{}
	names   map[string][]string // the keys as they are, while a list is open
	headed  bool                // what stands before the first row was written
	doubt   int
	loose   bool // something had to be looked up outside: to be settled by writing the journal anew

	output *place // of this run
	length int64  // of this run's output
	cut    int64  // where a torn page of this run's output begins; -1: none
	lost   map[string]bool

	run  place // the run whose records are read
	end  int64 // of its output, as far as records tell
	open *page // the newest page, while no record says that it was written
}

func newState(output *place) *state {
	s := &state{
		done: map[string]int{}, written: map[string]map[key]struct{}{}, names: map[string][]string{}, lost: map[string]bool{},
		output: output, cut: -1,
	}
	if output.ID != "" {
		s.length = output.At
	}
	return s
}

func (s *state) take(rec record) error {
	switch {
	case rec.Head != nil:
		s.head = rec.Head
	case rec.Run != nil:
		s.settle()
		s.run, s.end = *rec.Run, rec.Run.At
	case rec.Page != nil:
		s.settle()
		s.open = rec.Page
	case rec.OK:
		if s.open == nil {
			return errDamaged
		}
		s.confirmed()
	case rec.Done != nil:
		s.settle()
		if !s.lost[rec.Done.List] {
			s.done[rec.Done.List] = rec.Done.Rows
			delete(s.written, rec.Done.List)
			delete(s.names, rec.Done.List)
		}
	}
	return nil
}

// confirmed takes a page that was written, unless this run's output has become shorter than that.
func (s *state) confirmed() {
	p := s.open
	s.open = nil
	start := s.end
	s.end += p.Bytes
	if p.Bytes > 0 && s.isOutput() && s.end > s.length {
		s.lose(p, start)
		return
	}
	s.keep(p)
}

// settle decides about a page of which no record says that it was written.
func (s *state) settle() {
	p := s.open
	if p == nil {
		return
	}
	s.open, s.loose = nil, true
	start := s.end
	switch {
	case s.isOutput():
		s.end += p.Bytes
		if s.end > s.length {
			s.lose(p, start)
			return
		}
		s.keep(p)
	case s.run.ID == "":
		s.doubt += len(p.Keys)
		s.lost[p.List] = true
	default:
		s.elsewhere(p, start)
	}
}

// elsewhere looks at the file that an earlier run wrote, if it is still there. Its torn page is cut off, as nobody can have written after it.
func (s *state) elsewhere(p *page, start int64) {
	file, err := os.OpenFile(s.run.Path, os.O_WRONLY, 0)
	if s.run.Path == "" || err != nil {
		s.doubt += len(p.Keys)
		s.lost[p.List] = true
		return
	}
	defer func() { _ = file.Close() }()
	length, id := regular(file)
	switch {
	case id != s.run.ID:
		s.doubt += len(p.Keys)
		s.lost[p.List] = true
	case length >= start+p.Bytes:
		s.end += p.Bytes
		s.keep(p)
	default:
		if length > start {
			_ = file.Truncate(start)
		}
		s.lost[p.List] = true
	}
}

func (s *state) isOutput() bool { return s.output.ID != "" && s.run.ID == s.output.ID }

func (s *state) keep(p *page) {
	if p.List == "" {
		s.headed = true
		return
	}
	if s.written[p.List] == nil {
		s.written[p.List] = map[key]struct{}{}
	}
	for _, k := range p.Keys {
		s.written[p.List][keyOf(k)] = struct{}{}
	}
	s.names[p.List] = append(s.names[p.List], p.Keys...)
}

// lose takes a page that this run's output does not hold, or only the beginning of.
func (s *state) lose(p *page, start int64) {
	s.loose, s.lost[p.List] = true, true
	if start < s.length && (s.cut < 0 || start < s.cut) {
		s.cut = start
	}
}

// records writes the state as a journal that needs no looking up.
func (s *state) records() []byte {
	out := record{Head: s.head}.append(nil)
	if s.headed {
		out = record{OK: true}.append(record{Page: &page{}}.append(out))
	}
	for list, rows := range s.done {
		out = record{Done: &done{list, rows}}.append(out)
	}
	for list, keys := range s.names {
		out = record{OK: true}.append(record{Page: &page{List: list, Keys: keys}}.append(out))
	}
	return out
}

// check refuses the journal of another command.
func (s *state) check(command string) error {
	switch {
	case s.head == nil:
		return errDamaged
	case s.head.Version != version:
		return fmt.Errorf("the journal is of version %d; this program writes version %d", s.head.Version, version)
	case s.head.Command != command:
		return fmt.Errorf("the journal belongs to another command (%s); give this one (%s) a journal of its own", s.head.Command, command)
	}
	return nil
}

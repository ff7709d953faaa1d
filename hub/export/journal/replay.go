package journal

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
)

// state is what the records say, held against what the outputs still hold. Nothing is changed
// while it is found out: what has to be written is left to finish.
type state struct {
	head    *head
	done    map[string]int
	written map[string]map[key]struct{}
	headed  bool // what stands before the first row was written
	doubt   int
	doubtIn string // the file that may hold what is in doubt; "": a pipe

	output place   // of this run
	here   content // what it holds
	names  bool    // each line of the output holds its key
	runs   []place // in order

	now  int            // in runs: the run whose records are read; -1: none yet
	end  int64          // of its output, as far as records tell
	open *page          // the newest page, while no record says that it was written
	lost map[string]int // lists, and the run from which on they may be done again
	last *elsewhere     // the output of the last run, when it is another file

	settled *record // says that the page at the journal's end was written
	rest    []rest
}

// rest is what is missing of a page of which a file has the beginning.
type rest struct {
	place place
	here  bool // in this run's output
	text  []byte
}

func newState(output place) *state {
	return &state{
		done: map[string]int{}, written: map[string]map[key]struct{}{}, lost: map[string]int{},
		output: output, now: -1,
	}
}

// survey takes the first reading: whose journal it is, and where the outputs of all runs are.
func (s *state) survey(line []byte) error {
	if s.head != nil && !bytes.HasPrefix(line, []byte(`{"run":`)) &&
		!bytes.HasPrefix(line, []byte(`{"head":`)) {
		return nil
	}
	rec, err := parse(line)
	switch {
	case s.head == nil && (err != nil || rec.Head == nil):
		return errNone
	case err != nil:
		return err
	case rec.Head != nil:
		s.head = rec.Head
	case rec.Run != nil:
		s.runs = append(s.runs, *rec.Run)
	}
	return nil
}

// take takes the second reading.
func (s *state) take(line []byte) error {
	rec, err := parse(line)
	switch {
	case err != nil:
		return err
	case rec.Head != nil:
	case rec.Run != nil:
		s.open = nil // it was not written, and that run knew
		s.now++
		s.end = rec.Run.At
		if s.now == len(s.runs)-1 && rec.Run.ID != "" && rec.Run.ID != s.output.ID {
			s.last = look(*rec.Run)
		}
	case rec.Page != nil && s.open == nil:
		s.open = rec.Page
	case rec.OK && s.open != nil:
		p := s.open
		s.open = nil
		return s.confirmed(p, max(s.end, rec.At))
	case rec.Done != nil && s.open == nil:
		if from, was := s.lost[rec.Done.List]; !was || s.now >= from {
			s.done[rec.Done.List] = rec.Done.Rows
			delete(s.written, rec.Done.List)
		}
	default:
		return errDamaged
	}
	return nil
}

func (s *state) run() place {
	if s.now < 0 {
		return place{}
	}
	return s.runs[s.now]
}

// confirmed takes a page that was written, unless its file was shorter at some time since.
func (s *state) confirmed(p *page, start int64) error {
	s.end = start + p.Bytes
	run := s.run()
	if p.Bytes == 0 || run.ID == "" {
		s.keep(p)
		return nil
	}
	later := slices.IndexFunc(
		s.runs[s.now+1:],
		func(r place) bool { return r.ID == run.ID && r.At < s.end },
	)
	switch {
	case later >= 0:
		s.lose(p, s.now+1+later)
	case run.ID == s.output.ID:
		return s.check(p, start)
	default:
		if s.last != nil {
			s.last.check(p, start)
		}
		s.keep(p)
	}
	return nil
}

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
}

// lose takes a page that its file has lost. Only a run that knew can have brought its list to an
// end.
func (s *state) lose(p *page, known int) { s.lost[p.List] = max(s.lost[p.List], known) }

var errNone = &RefusedError{
	"the file is there already, and is no journal; nothing in it was changed",
}

// first is how the first version named the Hub in a command.
var first = regexp.MustCompile(` @ (.*), hub\.Client\((.*)\)$`)

// modern is a command of the first version in the words of this one.
func modern(command string) string {
	parts := first.FindStringSubmatchIndex(command)
	if parts == nil {
		return command
	}
	account, hub := command[parts[2]:parts[3]], command[parts[4]:parts[5]]
	return Command(command[:parts[0]], account, hub)
}

// Command says what makes a run the same as another: what is asked for, by whom, and of which Hub.
func Command(request, account, hub string) string {
	if account == "" {
		return fmt.Sprintf("%s, without an account at %s", request, hub)
	}
	return fmt.Sprintf("%s, as %s at %s", request, account, hub)
}

// refuse refuses the journal of another command.
func (s *state) refuse(command string) error {
	switch before := modern(s.head.Command); {
	case s.head.Version > version:
		return &RefusedError{
			"the journal was written by a newer tagboat, which alone can go on with it",
		}
	case s.head.Version < oldest:
		return &RefusedError{errDamaged.Error()}
	case before != command:
		return &RefusedError{
			fmt.Sprintf(
				"the journal belongs to another command (%s); give this one (%s) a journal of its own",
				before,
				command,
			),
		}
	}
	return nil
}

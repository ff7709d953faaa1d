package journal

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

const (
	version = 2
	oldest  = 1 // its pages do not say what was written

	beginning   = `{"head":{"version":`
	longestLine = 256 << 20 // of a journal, in bytes: a million names of 255 characters
)

// record is one line of the journal. One of its parts is set, and with OK it may be At.
type record struct {
	Head *head  `json:"head,omitempty"`
	Run  *place `json:"run,omitempty"`  // a run began, with its output there
	Page *page  `json:"page,omitempty"` // is about to be written
	OK   bool   `json:"ok,omitempty"`   // the page before was written
	// where it stands, if others wrote in between; 0: after the page before
	At   int64 `json:"at,omitempty"`
	Done *done `json:"done,omitempty"`
}

type head struct {
	Version int       `json:"version"`
	Command string    `json:"command"`
	Began   time.Time `json:"began"`
}

// place is where the output of a run is. Without an ID it is no regular file.
type place struct {
	ID     string `json:"id,omitempty"`     // device and number of the file
	Path   string `json:"path,omitempty"`   // "" where the system does not tell
	At     int64  `json:"at"`               // its length when the run began
	Before string `json:"before,omitempty"` // a hash of what stood before that; "": not looked at
}

// page is some lines of one list. A run that found a page without OK at the end of the journal
// either said OK itself or had it written anew.
type page struct {
	List  string   `json:"list"`
	Keys  []string `json:"keys"`
	Bytes int64    `json:"bytes"` // 0, in the oldest version: settled, wherever it was written
	Text  []byte   `json:"text,omitempty"`
}

type done struct {
	List string `json:"list"`
	Rows int    `json:"rows"`
}

// key is a row's key in sixteen bytes, so that a list of a million tags can be remembered.
type key [16]byte

func keyOf(s string) key {
	sum := sha256.Sum256([]byte(s))
	return key(sum[:16])
}

var errDamaged = errors.New("the journal is damaged; remove it to begin again")

// scan hands on the lines up to a torn last one and gives the length of what is whole.
func scan(r io.Reader, take func(line []byte) error) (whole int64, err error) {
	lines := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return whole, fmt.Errorf("line %d: %w", n, err)
		}
		if err := take(bytes.TrimSpace(line)); err != nil {
			if errors.Is(err, errDamaged) {
				err = &RefusedError{fmt.Sprintf("line %d: %v", n, err)}
			}
			return whole, err
		}
		whole += int64(len(line))
	}
}

// readLine reads a line with its end; what is left without one is EOF.
func readLine(r *bufio.Reader) (line []byte, err error) {
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
		if len(line) > longestLine {
			return nil, &RefusedError{errDamaged.Error()}
		}
	}
}

func (rec record) append(dst []byte) []byte {
	line, err := json.Marshal(rec)
	if err != nil { // there is nothing in a record that cannot be written
		panic(err)
	}
	return append(append(dst, line...), '\n')
}

func parse(line []byte) (record, error) {
	var rec record
	if json.Unmarshal(line, &rec) != nil {
		return rec, errDamaged
	}
	return rec, nil
}

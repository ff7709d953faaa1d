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

const version = 1

// record is one line of the journal. One of its parts is set.
type record struct {
	Head *head  `json:"head,omitempty"`
	Run  *place `json:"run,omitempty"`  // a run began, with its output there
	Page *page  `json:"page,omitempty"` // is about to be written
	OK   bool   `json:"ok,omitempty"`   // the page before was written
	Done *done  `json:"done,omitempty"`
}

type head struct {
	Version int       `json:"version"`
	Command string    `json:"command"`
	Began   time.Time `json:"began"`
}

// place is where the output of a run is. Without an ID it is no regular file.
type place struct {
	ID   string `json:"id,omitempty"`   // device and number of the file
	Path string `json:"path,omitempty"` // "" where the system does not tell
	At   int64  `json:"at"`             // its length when the run began
}

// page is some lines of one list.
type page struct {
	List  string   `json:"list"`
	Keys  []string `json:"keys"`
	Bytes int64    `json:"bytes"` // 0: settled by an earlier opening, wherever it was written
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

var errDamaged = errors.New("the journal is damaged")

// scan reads records up to a torn last one and gives the length of what is whole.
func scan(r io.Reader, take func(record) error) (whole int64, err error) {
	lines := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return whole, err
		}
		var rec record
		if err := json.Unmarshal(bytes.TrimSpace(line), &rec); err != nil {
			return whole, fmt.Errorf("%w in line %d", errDamaged, n)
		}
		if err := take(rec); err != nil {
			return whole, err
		}
		whole += int64(len(line))
	}
}

func (rec record) append(dst []byte) []byte {
	line, err := json.Marshal(rec)
	if err != nil { // there is nothing in a record that cannot be written
		panic(err)
	}
	return append(append(dst, line...), '\n')
}

package hub

import "errors"

const maxCount = 1e9

var errNoRows = errors.New("the answer holds no list of results")

// envelope is a page as the Hub wraps it: count, next, previous, results (Hub API notes, "Envelope").
type envelope[T any] struct {
	count     int // -1: absent, or no number of rows
	next      string
	rows      []T
	malformed int
}

// readPage reads a whole page with one function per row. A row that cannot be used is counted; broken JSON, or an object without results, is an
// error: neither is ever an empty page.
func readPage[T any](body []byte, row func(*scanner) (T, bool, error)) (envelope[T], error) {
	page := envelope[T]{count: -1}
	listed := false
	s := newScanner(body)
	object, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "count":
			err = s.count(&page.count)
		case "next":
			page.next, _, err = s.text(maxLong)
		case "results":
			listed, err = readRows(s, &page, row)
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	if err == nil {
		err = s.end()
	}
	if err == nil && (!object || !listed) {
		err = errNoRows
	}
	return page, err
}

// readRows takes null for an empty list, as Go's encoders write it.
func readRows[T any](s *scanner, page *envelope[T], row func(*scanner) (T, bool, error)) (bool, error) {
	if s.dec.PeekKind() == 'n' {
		return true, s.dec.SkipValue()
	}
	page.rows, page.malformed = make([]T, 0, pageSize), 0
	return s.array(func() error {
		if len(page.rows)+page.malformed >= maxRows {
			return errTooMuch
		}
		r, good, err := row(s)
		if err != nil {
			return err
		}
		if good {
			page.rows = append(page.rows, r)
		} else {
			page.malformed++
		}
		return nil
	})
}

func (s *scanner) count(into *int) error {
	n, whole, err := s.number()
	if whole && n >= 0 && n <= maxCount {
		*into = int(n)
	}
	return err
}

package wire

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/errs"
)

const (
	maxCount = 1e9
	rowsRoom = 100 // as the Hub fills its pages
)

var (
	errNoRows = errs.NewCause(
		"the answer holds no list of results", "the answer is not the list that was asked for",
		errs.CheckProxy,
	)
	errNoObject = errs.NewCause(
		"the answer is not the object that was asked for", "the answer is not what was asked for",
		errs.CheckProxy,
	)
)

// Page is a page as the Hub wraps it: count, next, previous, results (Hub API notes, "Envelope").
// The searches name the count otherwise.
type Page[T any] struct {
	Count     int // -1: absent, or no number of rows
	Next      string
	Rows      []T
	Malformed int
}

// row is what stands in a list, as the Hub writes it, and as a value; false is a row that cannot be
// used. Its words are those of the whole answer.
type row[T, R any] interface {
	*R
	begin(w *words)
	value(w *words) (T, bool)
}

type envelope[T, R any, P row[T, R]] struct {
	Count   Number        `json:"count"`
	Total   Number        `json:"total"`
	Found   Number        `json:"num_results"`
	Next    Long          `json:"next"`
	Results rows[T, R, P] `json:"results"`
}

// rows are read one by one, so that a long list is not held twice.
type rows[T, R any, P row[T, R]] struct {
	values    []T
	malformed int
	listed    bool
}

// UnmarshalJSONFrom takes null for an empty list, as Go's encoders write it.
func (l *rows[T, R, P]) UnmarshalJSONFrom(dec *jsontext.Decoder) (err error) {
	*l = rows[T, R, P]{}
	if dec.PeekKind() == 'n' {
		l.listed = true
		return dec.SkipValue()
	}
	l.values = make([]T, 0, rowsRoom)
	room, w := new(R), newWords()
	l.listed, err = each(dec, func() error {
		if len(l.values)+l.malformed >= MaxRows || w.tooMany {
			return ErrTooMuch
		}
		value, good, err := read[T, R, P](dec, room, w)
		if err == nil && good {
			l.values = append(l.values, value)
		} else {
			l.malformed++
		}
		return err
	})
	return err
}

// read reads one row into room that may have been used before.
func read[T, R any, P row[T, R]](
	dec *jsontext.Decoder, room *R, w *words,
) (value T, good bool, err error) {
	if dec.PeekKind() != '{' {
		return value, false, dec.SkipValue()
	}
	var fresh R
	*room = fresh
	P(room).begin(w)
	if err := json.UnmarshalDecode(dec, room); err != nil {
		return value, false, err
	}
	value, good = P(room).value(w)
	return value, good, nil
}

// readPage reads a whole page. A row that cannot be used is counted; broken JSON, or an object
// without results, is an error: neither is ever an empty page.
func readPage[T, R any, P row[T, R]](
	body []byte, count func(envelope[T, R, P]) Number,
) (Page[T], error) {
	var answer Object[envelope[T, R, P]]
	if err := Decode(body, &answer); err != nil {
		return Page[T]{Count: -1}, err
	}
	e := answer.Value
	page := Page[T]{
		Count: -1, Next: string(e.Next), Rows: e.Results.values, Malformed: e.Results.malformed,
	}
	if n := count(e); n.Known && n.N >= 0 && n.N <= maxCount {
		page.Count = int(n.N)
	}
	if !e.Results.listed {
		return page, errNoRows
	}
	return page, nil
}

func byCount[T, R any, P row[T, R]](e envelope[T, R, P]) Number { return e.Count }
func byTotal[T, R any, P row[T, R]](e envelope[T, R, P]) Number { return e.Total }
func byFound[T, R any, P row[T, R]](e envelope[T, R, P]) Number { return e.Found }

// one is a single object.
type one[T, R any, P row[T, R]] struct {
	value T
	good  bool
}

// UnmarshalJSONFrom skips every other kind.
func (o *one[T, R, P]) UnmarshalJSONFrom(dec *jsontext.Decoder) (err error) {
	o.value, o.good, err = read[T, R, P](dec, new(R), newWords())
	return err
}

// readOne reads a single object.
func readOne[T, R any, P row[T, R]](body []byte) (T, error) {
	var answer one[T, R, P]
	if err := Decode(body, &answer); err != nil {
		return answer.value, err
	}
	if !answer.good {
		var none T
		return none, errNoObject
	}
	return answer.value, nil
}

package wire

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// each calls element before every element of a list, which element must consume. Anything but a
// list is skipped; listed reports whether it was one.
func each(dec *jsontext.Decoder, element func() error) (listed bool, err error) {
	if dec.PeekKind() != '[' {
		return false, dec.SkipValue()
	}
	if _, err := dec.ReadToken(); err != nil {
		return false, err
	}
	for dec.PeekKind() != ']' {
		if err := element(); err != nil {
			return false, err
		}
	}
	_, err = dec.ReadToken()
	return err == nil, err
}

// Object is an object, or nothing.
type Object[T any] struct {
	Value   T
	Present bool
}

// UnmarshalJSONFrom skips every other kind.
func (o *Object[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*o = Object[T]{}
	if dec.PeekKind() != '{' {
		return dec.SkipValue()
	}
	err := json.UnmarshalDecode(dec, &o.Value)
	o.Present = err == nil
	return err
}

// Texts are the strings of a list, without the empty ones and what is too long; MaxItems at most.
type Texts []string

// UnmarshalJSONFrom leaves out every other kind.
func (t *Texts) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*t = nil
	_, err := each(dec, func() error {
		b, err := stringOf(dec, short{}.most())
		if len(b) > 0 && len(b) <= (short{}).most() && len(*t) < MaxItems {
			*t = append(*t, string(b))
		}
		return err
	})
	return err
}

// Objects are the objects of a list; MaxItems at most. Every other kind is left out.
type Objects[T any] []T

// UnmarshalJSONFrom leaves out every other kind.
func (o *Objects[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*o = nil
	_, err := each(dec, func() error {
		var item Object[T]
		err := item.UnmarshalJSONFrom(dec)
		if item.Present && len(*o) < MaxItems {
			*o = append(*o, item.Value)
		}
		return err
	})
	return err
}

// Fields are what an object holds under names that are not known; MaxItems at most.
type Fields[T any] map[string]T

// UnmarshalJSONFrom skips every other kind.
func (f *Fields[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*f = nil
	if dec.PeekKind() != '{' {
		return dec.SkipValue()
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	*f = Fields[T]{}
	for dec.PeekKind() != '}' {
		key, err := stringOf(dec, short{}.most())
		if err != nil {
			return err
		}
		field := string(key[:min(len(key), short{}.most())])
		var value T
		if err := json.UnmarshalDecode(dec, &value); err != nil {
			return err
		}
		if len(*f) < MaxItems {
			(*f)[field] = value
		}
	}
	_, err := dec.ReadToken()
	return err
}

// labels are lists of {"name","label"}, of which the name is kept.
type labels = Objects[struct {
	Name Text `json:"name"`
}]

func namesOf(l labels) []string {
	var all []string
	for _, label := range l {
		if label.Name != "" {
			all = append(all, string(label.Name))
		}
	}
	return all
}

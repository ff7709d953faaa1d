package wire

import (
	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/name"
)

// MaxNames bounds the names in one answer of a registry: 15,590 were seen to come at once, though
// fewer were asked for.
const MaxNames = 100_000

// TagNames are those of a registry's list, which null leaves empty. What is no name of a tag is
// counted and left out.
type TagNames struct {
	Names     []string
	Malformed int
	Listed    bool
}

// UnmarshalJSONFrom reads the list.
func (t *TagNames) UnmarshalJSONFrom(dec *jsontext.Decoder) (err error) {
	*t = TagNames{}
	if dec.PeekKind() == 'n' {
		t.Listed = true
		return dec.SkipValue()
	}
	t.Listed, err = each(dec, func() error {
		if len(t.Names)+t.Malformed >= MaxNames {
			return ErrTooMuch
		}
		b, err := stringOf(dec, name.Longest)
		if name.IsTag(b) {
			t.Names = append(t.Names, string(b))
		} else {
			t.Malformed++
		}
		return err
	})
	return err
}

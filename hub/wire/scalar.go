package wire

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/name"
)

// bound is the longest text in bytes that is kept; what is longer is cut there.
type bound interface{ most() int }

type (
	short   struct{}
	long    struct{}
	readme  struct{}
	command struct{}
	token   struct{}
)

func (short) most() int   { return 1 << 10 }
func (long) most() int    { return 4 << 10 }
func (readme) most() int  { return 256 << 10 } // the Hub's own limit is 25,000 bytes
func (command) most() int { return MaxInstruction }
func (token) most() int   { return MaxToken }

type (
	// Text is a word or a message, of 1 KiB at most. Anything but a string reads as "", here and
	// below.
	Text = text[short]
	// Long is a short description or an address, of 4 KiB at most.
	Long = text[long]
	// Readme is a full description, of 256 KiB at most.
	Readme = text[readme]
	// Instruction is what made a layer, of 64 KiB at most.
	Instruction = text[command]
	// Token is one of any service, of 16 KiB at most.
	Token = text[token]
)

// Bounds that others keep too.
const (
	MaxInstruction = 64 << 10
	MaxToken       = 16 << 10
)

type text[B bound] string

// UnmarshalJSONFrom cuts what is too long.
func (t *text[B]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	var limit B
	b, err := stringOf(dec, limit.most())
	if len(b) > limit.most() {
		b = bytes.ToValidUTF8(b[:limit.most()], nil)
	}
	*t = text[B](b)
	return err
}

// Name is that of a namespace, a repository or a tag. One that is too long for all of them reads as
// "", not as another name.
type Name string

// UnmarshalJSONFrom reads at most 255 bytes.
func (n *Name) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*n = ""
	b, err := stringOf(dec, name.Longest)
	if len(b) <= name.Longest {
		*n = Name(b)
	}
	return err
}

// Number is a whole number, also in quotes; of any other value nothing is known.
type Number struct { //nolint:recvcheck // It is read by pointer and asked by value.
	N     int64
	Known bool
}

// UnmarshalJSONFrom reads a whole number of 64 bits, in any writing.
func (n *Number) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*n = Number{}
	v, err := dec.ReadValue()
	if err == nil && v.Kind() == '"' {
		n.N, n.Known = digits(v[1 : len(v)-1])
		return nil
	}
	if err != nil || v.Kind() != '0' {
		return err
	}
	if i, ok := digits(v); ok {
		*n = Number{i, true}
		return nil
	}
	f, _ := strconv.ParseFloat(string(v), 64) // out of range is infinite
	if f == math.Trunc(f) && math.Abs(f) < 1<<62 {
		*n = Number{int64(f), true}
	}
	return nil
}

// digits reads the usual writing without a copy.
func digits(v []byte) (n int64, ok bool) {
	const most = 18 // more may be beyond 64 bits
	if len(v) > most {
		return 0, false
	}
	for _, c := range v {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, len(v) > 0
}

// Amount is a number that cannot be negative; whatever else stands there reads as zero.
func (n Number) Amount() int64 { return max(n.N, 0) }

// OrUnknown is a number that cannot be negative; -1 where there is none.
func (n Number) OrUnknown() int64 {
	if !n.Known || n.N < 0 {
		return -1
	}
	return n.N
}

// Flag is yes also where a Hub writes "true" or 1: what is private must not be shown as public.
type Flag bool

// UnmarshalJSONFrom reports whether true stands there.
func (f *Flag) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	v, err := dec.ReadValue()
	*f = Flag(
		err == nil &&
			(v.Kind() == 't' || strings.EqualFold(string(v), `"true"`) || string(v) == "1"),
	)
	return err
}

// Digest is one that could be read. Spoilt is one that is there and is none that can be.
type Digest struct {
	Value  name.Digest
	Spoilt bool
}

// UnmarshalJSONFrom reads "sha256:…".
func (d *Digest) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	b, err := stringOf(dec, short{}.most())
	if err != nil {
		return err
	}
	d.Value, _ = name.DigestOf(b)
	d.Spoilt = d.Value.IsZero() && len(b) > 0
	return nil
}

// ignored is a value that nobody asks for.
type ignored struct{}

// UnmarshalJSONFrom skips it.
func (*ignored) UnmarshalJSONFrom(dec *jsontext.Decoder) error { return dec.SkipValue() }

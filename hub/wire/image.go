package wire

import (
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// imageRow is one platform as the Hub writes it.
type imageRow struct {
	OS           word      `json:"os"`
	Architecture word      `json:"architecture"`
	Variant      word      `json:"variant"`
	OSVersion    word      `json:"os_version"`
	Digest       Digest    `json:"digest"`
	Size         Number    `json:"size"`
	Status       word      `json:"status"`
	Pushed       Timestamp `json:"last_pushed"`
	Pulled       Timestamp `json:"last_pulled"`

	// Of a large page, a tenth of the time goes into finding out that a name is not known.
	Features   ignored `json:"features"`
	OSFeatures ignored `json:"os_features"`
}

func (r *imageRow) image(w *words) Image {
	return Image{
		Platform: w.platform([4]Symbol{
			w.symbol(&r.OS), w.symbol(&r.Architecture),
			w.symbol(&r.Variant), w.symbol(&r.OSVersion),
		}),
		Digest: r.Digest.Value, Size: r.Size.Amount(), Status: w.symbol(&r.Status),
		Pushed: r.Pushed, Pulled: r.Pulled,
	}
}

// images are the platforms of a tag. What is no object is left out.
type images struct {
	words   *words
	all     []Image
	tooMany bool
}

// UnmarshalJSONFrom reads a list, or one object: the published schema showed that for years.
func (i *images) UnmarshalJSONFrom(dec *jsontext.Decoder) (err error) {
	i.words.images, i.tooMany = i.words.images[:0], false
	one := func() error { return i.add(dec) }
	if dec.PeekKind() == '{' {
		err = one()
	} else {
		_, err = each(dec, one)
	}
	i.all = slices.Clone(i.words.images)
	return err
}

func (i *images) add(dec *jsontext.Decoder) error {
	if len(i.words.images) >= MaxImages {
		i.tooMany = true
		return dec.SkipValue()
	}
	if dec.PeekKind() != '{' {
		return dec.SkipValue()
	}
	room := &i.words.image
	*room = imageRow{}
	if err := json.UnmarshalDecode(dec, room); err != nil {
		return err
	}
	i.words.images = append(i.words.images, room.image(i.words))
	return nil
}

package wire

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/name"
)

// maxLayers bounds one image's history. Docker itself stops at 127 layers; steps without files come
// on top.
const maxLayers = 1024

// Layer is one step of an image's history: a blob, or a step that wrote no file (ENV, CMD, LABEL).
type Layer struct {
	Digest name.Digest // zero for a step that wrote no file, and when it is unknown
	// compressed bytes; 0 for a step that wrote no file, and when it is unknown
	Size        int64
	Instruction string // what made it, as the Hub has it: foreign text, at most 64 KiB kept
}

// ImageLayers is one platform of a tag and how it was built.
type ImageLayers struct {
	Image

	// Layers stand base first. Nil is unknown: artefacts that are no images have none, and a list
	// that cannot be read whole is left out, because half a list would give wrong sums.
	Layers []Layer
}

// layerRow is a step as the Hub writes it.
type layerRow struct {
	Digest      Digest      `json:"digest"`
	Size        Number      `json:"size"`
	Instruction Instruction `json:"instruction"`
}

func (*layerRow) begin(*words) {}

func (r *layerRow) value(*words) (Layer, bool) {
	return Layer{
		Digest: r.Digest.Value, Size: r.Size.Amount(), Instruction: string(r.Instruction),
	}, true
}

// layers are nil, which is unknown, where the list is no list, is too long or holds something that
// is no layer.
type layers []Layer

// UnmarshalJSONFrom reads all of them or none.
func (l *layers) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	all, whole, room := layers{}, true, new(layerRow)
	listed, err := each(dec, func() error {
		if len(all) >= maxLayers {
			whole = false
			return dec.SkipValue()
		}
		layer, object, err := read[Layer](dec, room, nil)
		all, whole = append(all, layer), whole && object
		return err
	})
	if *l = nil; err == nil && listed && whole {
		*l = all
	}
	return err
}

// layersRow is a platform of the images route.
type layersRow struct {
	imageRow

	Layers layers `json:"layers"`
}

func (*layersRow) begin(*words) {}

func (r *layersRow) value(w *words) (ImageLayers, bool) {
	return ImageLayers{Image: r.image(w), Layers: r.Layers}, true
}

// imageList is the bare list of the images route; null is an empty one, as Go's encoders write it.
// Elements that are no objects are left out.
type imageList struct {
	all    []ImageLayers
	listed bool
}

// UnmarshalJSONFrom reads the list.
func (l *imageList) UnmarshalJSONFrom(dec *jsontext.Decoder) (err error) {
	*l = imageList{}
	if dec.PeekKind() == 'n' {
		l.listed = true
		return dec.SkipValue()
	}
	room, w := new(layersRow), newWords()
	l.listed, err = each(dec, func() error {
		if len(l.all) >= MaxImages || w.tooMany {
			return ErrTooMuch
		}
		image, object, err := read[ImageLayers](dec, room, w)
		if object {
			l.all = append(l.all, image)
		}
		return err
	})
	return err
}

// ReadLayers reads the platforms of a tag with their layers, attestations last.
func ReadLayers(body []byte) ([]ImageLayers, error) {
	var list imageList
	if err := Decode(body, &list); err != nil {
		return nil, err
	}
	if !list.listed {
		return nil, errNoObject
	}
	settleLayers(list.all)
	return list.all, nil
}

func settleLayers(images []ImageLayers) {
	slices.SortStableFunc(images, func(a, b ImageLayers) int {
		return cmp.Or(a.Platform.Compare(b.Platform), cmp.Compare(b.Size, a.Size))
	})
}

// IsEmpty tells a step that wrote no file from a layer.
func (l Layer) IsEmpty() bool { return l.Digest.IsZero() && l.Size == 0 }

// IsKnown is false for a layer whose digest or size the Hub did not send: nothing can be said of
// its bytes.
func (l Layer) IsKnown() bool { return l.IsEmpty() || !l.Digest.IsZero() && l.Size > 0 }

// shells are what builders put before a RUN instruction's command.
var shells = []string{"/bin/sh -c", "/bin/bash -c", "cmd /S /C"}

const (
	run       = "RUN"
	noOpMark  = "#(nop)"
	madeBy    = "# buildkit"
	buildArgs = "|"
)

// Step is the instruction as a Dockerfile would have it, on one line: without the shell, "#(nop)"
// and "# buildkit" that builders add, without the values of build arguments, and with single
// blanks. Instruction keeps the full text.
func (l Layer) Step() string {
	text := strings.Join(strings.Fields(l.Instruction), " ")
	text = strings.TrimSpace(strings.TrimSuffix(text, madeBy))
	command, isRun := cutWord(text, run)
	command = cutArguments(command)
	for _, shell := range shells {
		inner, found := cutWord(command, shell)
		if !found {
			continue
		}
		if instruction, ok := strings.CutPrefix(inner, noOpMark); ok && !isRun {
			return strings.TrimSpace(instruction)
		}
		return strings.TrimSpace(run + " " + inner)
	}
	if isRun {
		return strings.TrimSpace(run + " " + command)
	}
	return strings.TrimSpace(strings.TrimPrefix(text, noOpMark))
}

// cutWord takes a word, or several, from the beginning of a text; without them the text stays.
func cutWord(text, word string) (string, bool) {
	rest, found := strings.CutPrefix(text, word)
	if !found || rest != "" && rest[0] != ' ' {
		return text, false
	}
	return strings.TrimPrefix(rest, " "), true
}

// cutArguments drops "|2 A=1 B=2", the build arguments in front of the shell. Values may hold
// blanks, so the shell is looked for.
func cutArguments(command string) string {
	if !strings.HasPrefix(command, buildArgs) {
		return command
	}
	for _, shell := range shells {
		if at := strings.Index(command, " "+shell+" "); at >= 0 {
			return command[at+1:]
		}
	}
	return command
}

package hub

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Layer is one step of an image's history: a blob, or a step that wrote no file (ENV, CMD, LABEL).
type Layer struct {
	Digest      Digest // zero for a step that wrote no file, and when it is unknown
	Size        int64  // compressed bytes; 0 for a step that wrote no file, and when it is unknown
	Instruction string // what made it, as the Hub has it: foreign text, at most 64 KiB kept
}

// ImageLayers is one platform of a tag and how it was built.
type ImageLayers struct {
	Image

	// Layers stand base first. Nil is unknown: artefacts that are no images have none, and a list that cannot be read whole is left out,
	// because half a list would give wrong sums.
	Layers []Layer
}

// Layers asks for the layers of every platform of a tag, attestations last. The route is not in the Hub's published description; its own
// web page uses it (Hub API notes, "Platform details and layers of one tag"). It is not open to organization access tokens.
func (c *Client) Layers(ctx context.Context, r RepositoryName, tag string) ([]ImageLayers, error) {
	q := call{op: deed("read layers of " + Reference{Repository: r, Tag: tag}.Familiar()), subject: r.String() + ":" + tag}
	return one(ctx, c, q, (*scanner).tagLayers, "v2", "repositories", string(r.Namespace), r.Name, "tags", tag, "images")
}

func settleLayers(images []ImageLayers) {
	slices.SortStableFunc(images, func(a, b ImageLayers) int {
		return cmp.Or(a.Platform.Compare(b.Platform), cmp.Compare(b.Size, a.Size))
	})
}

// IsEmpty tells a step that wrote no file from a layer.
func (l Layer) IsEmpty() bool { return l.Digest.IsZero() && l.Size == 0 }

// IsKnown is false for a layer whose digest or size the Hub did not send: nothing can be said of its bytes.
func (l Layer) IsKnown() bool { return l.IsEmpty() || !l.Digest.IsZero() && l.Size > 0 }

// shells are what builders put before a RUN instruction's command.
var shells = []string{"/bin/sh -c", "/bin/bash -c", "cmd /S /C"}

const (
	run       = "RUN"
	noOpMark  = "#(nop)"
	madeBy    = "# buildkit"
	buildArgs = "|"
)

// Step is the instruction as a Dockerfile would have it, on one line: without the shell, "#(nop)" and "# buildkit" that builders add,
// without the values of build arguments, and with single blanks. Instruction keeps the full text.
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

// cutArguments drops "|2 A=1 B=2", the build arguments in front of the shell. Values may hold blanks, so the shell is looked for.
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

package manifest

import (
	"strings"

	"tagboat/hub/refs/dockerfile"
	"tagboat/hub/refs/source"
	"tagboat/hub/refs/tree"
	"tagboat/hub/refs/variables"
)

// IsCompose reports whether a document has services with images.
func IsCompose(doc *tree.Node) bool {
	for _, service := range doc.Get("services").Entries() {
		if service.Value.Get("image").IsText() {
			return true
		}
	}
	return false
}

// unset has no variables: those of Compose come from where it is run.
func unset(string) (variables.Value, bool) { return nil, false }

// Compose reads the services of a Compose file.
func Compose(doc *tree.Node, f *source.Findings) {
	for _, entry := range doc.Get("services").Entries() {
		at := "services." + entry.Key.Value
		service := entry.Value
		platform := expanded(textOf(service.Get("platform")), variables.Compose, unset)
		if platform.Reason != "" {
			platform.Text = ""
		}
		asked := platformOf(platform.Text, f, platform.Offset)
		build, image := service.Get("build"), service.Get("image")
		switch {
		case !image.IsText():
		case build != nil && build.Kind != tree.None:
			f.Tell(image.Offset, at+" is built here, and its image is not looked up")
		default:
			f.Add(of(expanded(image, variables.Compose, unset), at+".image", asked))
		}
		composeBuild(build, at+".build", f)
		if volumes := service.Get("volumes"); volumes != nil {
			for _, volume := range volumes.Items {
				if from := volume.Get("source"); volume.Get("type").String() == "image" && from.IsText() {
					f.Add(of(expanded(from, variables.Compose, unset), at+".volumes", asked))
				}
			}
		}
	}
}

// textOf is a scalar, an empty one where there is none.
func textOf(n *tree.Node) *tree.Node {
	if n.IsText() {
		return n
	}
	return &tree.Node{Text: -1}
}

const imageContext = "docker-image://"

// composeBuild reads the contexts of a build that are images, and a Dockerfile within the file.
func composeBuild(build *tree.Node, at string, f *source.Findings) {
	contexts := build.Get("additional_contexts")
	for _, entry := range contexts.Entries() {
		if image := behind(entry.Value, imageContext); image != nil {
			found := expanded(image, variables.Compose, unset)
			f.Add(source.Found{
				Text: found.Text, Reason: found.Reason, Offset: found.Offset, Parts: found.Parts,
				Context: at + ".additional_contexts." + entry.Key.Value,
			})
		}
	}
	if contexts != nil {
		for _, item := range contexts.Items {
			key, _, _ := strings.Cut(item.String(), "=")
			if image := behind(item, key+"="+imageContext); image != nil {
				found := expanded(image, variables.Compose, unset)
				found.Context = at + ".additional_contexts." + key
				f.Add(found)
			}
		}
	}
	if inline := build.Get("dockerfile_inline"); inline.IsText() {
		composeInline(inline, at+".dockerfile_inline", f)
	}
}

// composeInline reads a Dockerfile that stands in a block of a Compose file.
func composeInline(inline *tree.Node, at string, f *source.Findings) {
	inside := dockerfile.Read([]byte(inline.Value))
	starts := []int{0}
	for i := range len(inline.Value) {
		if inline.Value[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	place := func(offset int) int {
		line := 0
		for line+1 < len(starts) && starts[line+1] <= offset {
			line++
		}
		switch {
		case inline.Text >= 0:
			return inline.Text + offset
		case line < len(inline.Lines):
			return inline.Lines[line] + offset - starts[line]
		}
		return -1
	}
	for _, found := range inside.Refs {
		if found.Reason != "" || len(found.Parts) != 1 || found.Parts[0].Variable != "" {
			found.Reason = "its variables are put in by Compose and by BuildKit, and are not read"
		}
		for i := range found.Parts {
			if p := &found.Parts[i]; p.IsWritten() {
				p.Offset = place(p.Offset)
			}
		}
		if found.Offset = place(found.Offset); found.Offset < 0 {
			found.Offset = inline.Offset
		}
		found.Context = at + ", " + found.Context
		f.Add(found)
	}
	for _, note := range inside.Notes {
		f.Tell(inline.Offset, at+": "+note.Text)
	}
}

package manifest

import (
	"strings"

	"tagboat/hub/refs/source"
	"tagboat/hub/refs/tree"
)

type helm struct {
	found   *source.Findings
	visited int
}

// Helm reads the values of a chart: a mapping with a repository and a tag is an image, and so is a
// text with a tag under the key image.
func Helm(doc *tree.Node, f *source.Findings) {
	h := helm{found: f}
	h.visit(doc, "")
	if h.visited > mostVisited {
		f.Lose(doc.Offset, "its aliases make too much of it, and not all is read")
	}
}

func (h *helm) visit(n *tree.Node, at string) {
	if h.visited++; n == nil || h.visited > mostVisited {
		return
	}
	for _, item := range n.Items {
		h.visit(item, at)
	}
	if n.Kind != tree.Mapping {
		return
	}
	h.image(n, at)
	for _, entry := range n.Entries() {
		inside := strings.TrimPrefix(at+"."+entry.Key.Value, ".")
		h.visit(entry.Value, inside)
		if v := entry.Value; entry.Key.Value == "image" && v.IsText() && strings.Contains(v.Value, ":") {
			found := literal(v)
			found.Context = inside
			h.found.Add(found)
		}
	}
}

func (h *helm) image(n *tree.Node, at string) {
	repository, version, digest := n.Get("repository"), n.Get("tag"), n.Get("digest")
	registry := n.Get("registry")
	switch {
	case !repository.IsText() || strings.Contains(repository.Value, "://"):
		return
	case version == nil && digest == nil && registry == nil:
		return
	case !version.IsText() && !digest.IsText():
		h.found.Tell(repository.Offset, at+" has no tag of its own: the chart's version is its tag")
		return
	}
	found := source.Found{Context: at, Offset: repository.Offset}
	if !registry.IsText() {
		h.found.Add(inParts(found, repository.Part(), version, digest))
		return
	}
	found = inParts(found, repository.Part(), version, digest)
	found.Text = registry.Value + "/" + found.Text
	found.Parts = append([]source.Part{registry.Part(), fixed("/")}, found.Parts...)
	h.found.Add(found)
}

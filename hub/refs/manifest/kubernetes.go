package manifest

import (
	"cmp"
	"strings"

	"tagboat/hub/name"
	"tagboat/hub/refs/source"
	"tagboat/hub/refs/tree"
)

// IsKubernetes reports whether a document is an object of Kubernetes.
func IsKubernetes(doc *tree.Node) bool {
	return doc.Get("apiVersion").IsText() && doc.Get("kind").IsText()
}

// IsKustomize reports whether a document is one for Kustomize.
func IsKustomize(doc *tree.Node) bool {
	return strings.HasPrefix(doc.Get("apiVersion").String(), "kustomize.config.k8s.io/")
}

var containers = []string{"containers", "initContainers", "ephemeralContainers"}

// mostVisited bounds how many values of a document are looked at, where aliases multiply them.
const mostVisited = 500_000

type kubernetes struct {
	found   *source.Findings
	visited int
	object  string // kind and name of the one that is read
}

// Kubernetes reads every pod, wherever a document has one: in a template, in a list, in a resource
// of somebody's own.
func Kubernetes(doc *tree.Node, f *source.Findings) {
	k := kubernetes{found: f}
	k.visit(doc)
	if k.visited > mostVisited {
		f.Lose(doc.Offset, "its aliases make too much of it, and not all is read")
	}
}

func (k *kubernetes) visit(n *tree.Node) {
	if k.visited++; n == nil || k.visited > mostVisited {
		return
	}
	for _, item := range n.Items {
		k.visit(item)
	}
	if n.Kind != tree.Mapping {
		return
	}
	before := k.object
	if kind := n.Get("kind"); kind.IsText() && n.Get("apiVersion").IsText() {
		k.object = kind.Value
		if called := n.Get("metadata").Get("name"); called.IsText() {
			k.object += "/" + called.Value
		}
	}
	k.pod(n)
	for _, entry := range n.Entries() {
		k.visit(entry.Value)
	}
	k.object = before
}

// pod reads what a mapping has as the specification of a pod.
func (k *kubernetes) pod(n *tree.Node) {
	platform := k.platform(n.Get("nodeSelector"))
	for _, kind := range containers {
		list := n.Get(kind)
		if list == nil {
			continue
		}
		for _, container := range list.Items {
			if image := container.Get("image"); image.IsText() {
				at := k.object + " " + kind
				if called := container.Get("name"); called.IsText() {
					at += "." + called.Value
				}
				k.found.Add(of(literal(image), strings.TrimSpace(at)+".image", platform))
			}
		}
	}
	volumes := n.Get("volumes")
	if volumes == nil {
		return
	}
	for _, volume := range volumes.Items {
		if image := volume.Get("image").Get("reference"); image.IsText() {
			at := k.object + " volumes." + volume.Get("name").String() + ".image"
			k.found.Add(of(literal(image), strings.TrimSpace(at), platform))
		}
	}
}

// platform is the one that a pod asks its nodes for, by the labels that every node has.
func (k *kubernetes) platform(selector *tree.Node) name.Platform {
	architecture := selector.Get("kubernetes.io/arch")
	if !architecture.IsText() {
		return name.Platform{}
	}
	system := cmp.Or(selector.Get("kubernetes.io/os").String(), "linux")
	return platformOf(system+"/"+architecture.Value, k.found, architecture.Offset)
}

// Kustomize reads what a kustomization puts in the place of images.
func Kustomize(doc *tree.Node, f *source.Findings) {
	images := doc.Get("images")
	if images == nil {
		return
	}
	for _, image := range images.Items {
		kustomizeImage(image, f)
	}
}

func kustomizeImage(image *tree.Node, f *source.Findings) {
	called, newName := image.Get("name"), image.Get("newName")
	newTag, digest := image.Get("newTag"), image.Get("digest")
	if !called.IsText() || !newName.IsText() && !newTag.IsText() && !digest.IsText() {
		return
	}
	found := source.Found{Context: "images." + called.Value, Offset: called.Offset}
	repository := fixed(called.Value) // the name is what is looked for, and is not changed
	if newName.IsText() {
		repository, found.Offset = newName.Part(), newName.Offset
	}
	found = inParts(found, repository, newTag, digest)
	if !newTag.IsText() && !digest.IsText() {
		found.Reason = "its tag stands in the manifests that it is put in"
	}
	f.Add(found)
}

// inParts is a reference of which the tag and the digest have fields of their own.
func inParts(found source.Found, repository source.Part, version, digest *tree.Node) source.Found {
	parts := []source.Part{repository}
	if version.IsText() {
		part, err := tag(version)
		if err != nil {
			part = version.Part()
			found.Reason = "the tag " + version.Value + " is a number to YAML, which drops digits of it: put it into quotes"
		}
		parts = append(parts, fixed(":"), part)
		found.Offset = version.Offset
	}
	if digest.IsText() {
		parts = append(parts, fixed("@"), digest.Part())
	}
	for _, p := range parts {
		found.Text += p.Text
	}
	found.Parts = parts
	if isTemplate(found.Text) || strings.Contains(found.Text, "$") {
		found.Reason = "it is a template, and what fills it is not known here"
	}
	return found
}

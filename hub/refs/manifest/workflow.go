package manifest

import (
	"fmt"

	"tagboat/hub/refs/source"
	"tagboat/hub/refs/tree"
)

const dockerImage = "docker://"

// Workflow reads a workflow of GitHub Actions, or the description of an action.
func Workflow(doc *tree.Node, f *source.Findings) {
	for _, job := range doc.Get("jobs").Entries() {
		at := "jobs." + job.Key.Value
		container := job.Value.Get("container")
		if container.IsText() {
			add(container, at+".container", f)
		} else if image := container.Get("image"); image.IsText() {
			addPulled(image, at+".container.image", f)
		}
		for _, service := range job.Value.Get("services").Entries() {
			if image := service.Value.Get("image"); image.IsText() {
				addPulled(image, at+".services."+service.Key.Value+".image", f)
			}
		}
		steps(job.Value.Get("steps"), at, f)
	}
	runs := doc.Get("runs")
	if image := behind(runs.Get("image"), dockerImage); image != nil {
		add(image, "runs.image", f)
	}
	steps(runs.Get("steps"), "runs", f)
}

func steps(list *tree.Node, at string, f *source.Findings) {
	if list == nil {
		return
	}
	for i, step := range list.Items {
		if image := behind(step.Get("uses"), dockerImage); image != nil {
			add(image, fmt.Sprintf("%s.steps[%d].uses", at, i), f)
		}
	}
}

// addPulled takes an image with docker:// before it, or without.
func addPulled(image *tree.Node, context string, f *source.Findings) {
	if plain := behind(image, dockerImage); plain != nil {
		image = plain
	}
	add(image, context, f)
}

func add(image *tree.Node, context string, f *source.Findings) {
	found := literal(image)
	found.Context = context
	f.Add(found)
}

// Devcontainer reads the image of a dev container. Its features are artifacts, not images, and its
// Dockerfile and its Compose files are files of their own.
func Devcontainer(doc *tree.Node, f *source.Findings) {
	if image := doc.Get("image"); image.IsText() {
		add(image, "image", f)
	}
}

package manifest

import (
	"tagboat/hub/refs/source"
	"tagboat/hub/refs/tree"
	"tagboat/hub/refs/variables"
)

// gitlab has the variables of a pipeline: those of the job first, then those of all.
type gitlab struct {
	found  *source.Findings
	scopes []*tree.Node
}

// deepestValue bounds variables of variables.
const deepestValue = 8

// GitLab reads the images and the services of a pipeline, of its jobs and of its defaults.
// Variables have the values that the file gives them.
func GitLab(doc *tree.Node, f *source.Findings) {
	all := doc.Get("variables")
	g := gitlab{f, []*tree.Node{all}}
	g.job(doc, "")
	for _, entry := range doc.Entries() {
		if job := entry.Value; job != nil && job.Kind == tree.Mapping {
			g.scopes = []*tree.Node{job.Get("variables"), all}
			g.job(job, entry.Key.Value+".")
		}
	}
}

// job reads what a job has, or the top of the file.
func (g *gitlab) job(n *tree.Node, at string) {
	g.image(n.Get("image"), at+"image")
	services := n.Get("services")
	if services == nil {
		return
	}
	for _, service := range services.Items {
		g.image(service, at+"services")
	}
}

// image reads an image by its name alone, or with what else is said of it.
func (g *gitlab) image(n *tree.Node, context string) {
	if n == nil {
		return
	}
	var platform source.Found
	if n.Kind == tree.Mapping {
		platform = g.value(textOf(n.Get("docker").Get("platform")))
		n = n.Get("name")
	}
	if !n.IsText() {
		return
	}
	if platform.Reason != "" {
		platform.Text = ""
	}
	asked := platformOf(platform.Text, g.found, platform.Offset)
	g.found.Add(of(g.value(n), context, asked))
}

func (g *gitlab) value(n *tree.Node) source.Found {
	found := expanded(n, variables.GitLab, g.lookup(0))
	for _, scope := range g.scopes {
		for _, entry := range scope.Entries() {
			if found.Reason == (&variables.UnsetError{Name: entry.Key.Value}).Error() {
				found.Reason = "the value of " + entry.Key.Value + " is not known: to YAML it is a number, " +
					"which loses digits, or it has a variable without a value"
			}
		}
	}
	return found
}

// lookup finds a variable, whose value may have variables again.
func (g *gitlab) lookup(depth int) variables.Lookup {
	return func(name string) (variables.Value, bool) {
		for _, scope := range g.scopes {
			v := scope.Get(name)
			if v != nil && v.Kind == tree.Mapping {
				v = v.Get("value")
			}
			if v == nil || v.Kind != tree.Scalar || depth == deepestValue {
				continue
			}
			part, err := tag(v)
			if err != nil {
				continue
			}
			part.Variable = name
			value, err := variables.Expand(part, variables.GitLab, g.lookup(depth+1))
			return value, err == nil
		}
		return nil, false
	}
}

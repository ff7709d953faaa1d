package comparison

import (
	"strings"

	"tagboat/hub"
)

// likeness is what two entries must have in common to be one platform.
type likeness struct {
	digest                               hub.Digest
	os, architecture, variant, osVersion string
}

// rounds go from strict to loose; what one of them pairs, the next leaves alone. The digest tells entries apart that share a platform.
var rounds = []func(i *hub.ImageLayers) likeness{
	func(i *hub.ImageLayers) likeness {
		l := exact(i)
		l.digest = i.Digest
		return l
	},
	exact,
	loose,
}

// unsaid are the variants that an architecture has when none is named.
var unsaid = map[string]string{"amd64": "v1", "arm64": "v8", "arm": "v7"}

func exact(i *hub.ImageLayers) likeness {
	p := i.Platform
	return likeness{os: p.OS(), architecture: p.Architecture(), variant: p.Variant(), osVersion: p.OSVersion()}
}

func loose(i *hub.ImageLayers) likeness {
	l := exact(i)
	if l.variant == unsaid[l.architecture] {
		l.variant = ""
	}
	if build := strings.SplitN(l.osVersion, ".", 4); len(build) == 4 {
		l.osVersion = strings.Join(build[:3], ".") // 10.0.20348.2849 is an update of 10.0.20348
	}
	return l
}

// pairs gives each new entry its old one, or -1.
func pairs(olds, news []*hub.ImageLayers) []int {
	partner := make([]int, len(news))
	for i := range partner {
		partner[i] = -1
	}
	taken := make([]bool, len(olds))
	for _, like := range rounds {
		waiting := map[likeness][]int{}
		for j, old := range olds {
			if !taken[j] {
				key := like(old)
				waiting[key] = append(waiting[key], j)
			}
		}
		for i, updated := range news {
			if partner[i] >= 0 {
				continue
			}
			if key := like(updated); len(waiting[key]) > 0 {
				partner[i], waiting[key] = waiting[key][0], waiting[key][1:]
				taken[partner[i]] = true
			}
		}
	}
	return partner
}

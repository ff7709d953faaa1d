package comparison

import "tagboat/hub"

// rounds go from strict to loose; what one of them pairs, the next leaves alone. The digest tells
// entries apart that share a platform.
var rounds = []func(old, updated *hub.ImageLayers) bool{
	func(old, updated *hub.ImageLayers) bool {
		return old.Platform == updated.Platform && old.Digest == updated.Digest
	},
	func(old, updated *hub.ImageLayers) bool { return old.Platform == updated.Platform },
	func(old, updated *hub.ImageLayers) bool { return old.Platform.IsSame(updated.Platform) },
}

// pairs gives each new entry its old one, or -1.
func pairs(olds, news []*hub.ImageLayers) []int {
	partner := make([]int, len(news))
	for i := range partner {
		partner[i] = -1
	}
	taken := make([]bool, len(olds))
	for _, alike := range rounds {
		for i, updated := range news {
			for j := 0; j < len(olds) && partner[i] < 0; j++ {
				if !taken[j] && alike(olds[j], updated) {
					partner[i], taken[j] = j, true
				}
			}
		}
	}
	return partner
}

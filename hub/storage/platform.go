package storage

import "tagboat/hub"

const (
	untold = 0 // the platform of a manifest of which nobody told it
	others = 1 // of those beyond the most that are told apart

	mostPlatforms = 1000
)

// platforms are platforms by their numbers. The version of the operating system, which only Windows
// has and moves each month, tells none apart.
type platforms struct {
	all     []hub.Platform // from the number 2
	numbers map[hub.Platform]uint16
}

func (p *platforms) number(of hub.Platform) uint16 {
	if of.OSVersion() != "" {
		of = hub.NewPlatform(of.OS(), of.Architecture(), of.Variant(), "")
	}
	number, known := p.numbers[of]
	switch {
	case known:
		return number
	case len(p.all) == mostPlatforms:
		return others
	case p.numbers == nil:
		p.numbers = map[hub.Platform]uint16{}
	}
	number = others + 1 + uint16(len(p.all))
	p.all, p.numbers[of] = append(p.all, of), number
	return number
}

package sheet

import (
	"slices"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/hub/fields"
	"tagboat/ui/compare"
)

// json writes a comparison as one object.
func (c *Comparison) json() ([]byte, error) {
	return append(comparisons.append(nil, c), '\n'), nil
}

// pair is a platform of a comparison in JSON.
type pair struct {
	*comparison.Diff

	layers bool // they are written too
}

var comparisons = &object[Comparison]{members: []Column[Comparison]{
	{
		Name: "old", Help: "the tag to go from",
		Value: func(c *Comparison) any { return one[hub.Reference]{of: tagged, row: &c.Old} },
	},
	{
		Name: "new", Help: "the tag to go to",
		Value: func(c *Comparison) any { return one[hub.Reference]{of: tagged, row: &c.New} },
	},
	{
		Name: "platforms", Help: "what it costs on each, the new tag's first",
		Value: func(c *Comparison) any {
			pairs := make([]pair, len(c.Diffs))
			for i := range c.Diffs {
				pairs[i] = pair{&c.Diffs[i], c.Layers}
			}
			return several[pair]{differences, pairs}
		},
	},
}}

var tagged = &object[hub.Reference]{members: []Column[hub.Reference]{
	{Name: reference, Help: "what docker pulls", Value: func(r *hub.Reference) any { return r.Familiar() }},
	{Name: "repository", Help: "namespace/name", Value: func(r *hub.Reference) any { return r.Repository.String() }},
	{Name: "tag", Help: "the tag's name", Value: func(r *hub.Reference) any { return r.Tag }},
}}

var differences = &object[pair]{
	members: []Column[pair]{
		{
			Name: "platform", Help: "what it is for: linux/arm64/v8",
			Value: func(p *pair) any { return p.Platform.String() },
		},
		{
			Name: "old", Help: "the old tag's image; null where it has none for this platform",
			Value: func(p *pair) any { return side(&p.Old, p.Side != comparison.NewOnly) },
		},
		{
			Name: "new", Help: "the new tag's image; null where it has none for this platform",
			Value: func(p *pair) any { return side(&p.New, p.Side != comparison.OldOnly) },
		},
		{
			Name: "same", Help: "whether both are the very same image",
			Value: func(p *pair) any { return p.Same },
		},
		{
			Name: "download", Help: "compressed bytes that only the new image has; null where they are unknown",
			Value: func(p *pair) any { return numberIf(p.Download, p.Known) },
		},
		{
			Name: "shared", Help: "compressed bytes that both have; null where they are unknown",
			Value: func(p *pair) any { return numberIf(p.Have, p.Known) },
		},
		{
			Name: "removed", Help: "compressed bytes that only the old image has; null where they are unknown",
			Value: func(p *pair) any { return numberIf(p.Dropped, p.Known) },
		},
		{
			Name: "net", Help: "how much larger the new image is, in compressed bytes; null where that is unknown",
			Value: func(p *pair) any { return numberIf(p.Net()) },
		},
		{
			Name: "settings", Help: "what differs in how containers run",
			Value: func(p *pair) any { return several[comparison.Setting]{settings, p.Settings} },
		},
		{
			Name: "layers", Help: "what became of each layer, where --layers was given", More: true,
			Value: func(p *pair) any {
				if !p.layers {
					return nil
				}
				return several[changedLayer]{changedLayers, layersOf(p.Diff)}
			},
		},
	},
	full: pair{&comparison.Diff{}, true},
}

// side is an image of a comparison.
func side(i *hub.Image, isThere bool) any {
	if !isThere {
		i = nil
	}
	return one[hub.Image]{sides, i, true}
}

var sides = &object[hub.Image]{members: []Column[hub.Image]{
	{
		Name: "digest", Help: "of its manifest; null where the Hub does not tell it",
		Value: func(i *hub.Image) any { return i.Digest },
	},
	{Name: "size", Help: "compressed bytes", Value: func(i *hub.Image) any { return i.Size }},
}}

var settings = &object[comparison.Setting]{members: []Column[comparison.Setting]{
	{
		Name: "name", Help: "CMD, ENTRYPOINT, USER, EXPOSE, or ENV and the variable",
		Value: func(s *comparison.Setting) any { return s.Name },
	},
	{
		Name: "old", Help: "what it was; null where it was not set",
		Value: func(s *comparison.Setting) any { return known(s.Old) },
	},
	{
		Name: "new", Help: "what it is; null where it is not set",
		Value: func(s *comparison.Setting) any { return known(s.New) },
	},
}}

var changedLayers = &object[changedLayer]{members: slices.Concat([]Column[changedLayer]{{
	Name: "change", Help: "what became of it", Words: compare.Changes(),
	Value: func(l *changedLayer) any { return l.change.String() },
}}, lifted(layers.members, func(l *changedLayer) *fields.Layer {
	return &fields.Layer{
		Digest: l.layer.Digest, Size: l.layer.Size, Instruction: l.layer.Instruction,
	}
}))}

// lifted are the columns of what a row holds.
func lifted[R, S any](columns []Column[S], of func(*R) *S) []Column[R] {
	all := make([]Column[R], len(columns))
	for i, c := range columns {
		all[i] = Column[R]{Name: c.Name, Help: c.Help}
		all[i].Value = func(r *R) any { return c.Value(of(r)) }
	}
	return all
}

package stale

// Sum is what becomes of rows, in numbers. Sums of several repositories can be added: an image that
// two of them have is stored for both.
type Sum struct {
	Tags, Untagged int // that go
	Stay           int // rows that stay
	Images         int // digests that no row holds any more under a name of their own

	// AtLeast and AtMost bound the compressed bytes that are free once all that goes is gone.
	AtLeast, AtMost int64
	Unknown         int // manifests that go and of which the size is unknown: they are in neither

	Kinds [kinds]int // rows by their reasons
}

// Plus is the sum of both, of two repositories.
func (s Sum) Plus(o Sum) Sum {
	s.Tags += o.Tags
	s.Untagged += o.Untagged
	s.Stay += o.Stay
	s.Images += o.Images
	s.AtLeast += o.AtLeast
	s.AtMost += o.AtMost
	s.Unknown += o.Unknown
	for k := range o.Kinds {
		s.Kinds[k] += o.Kinds[k]
	}
	return s
}

// Goes is how many rows go.
func (s Sum) Goes() int { return s.Tags + s.Untagged }

// Sum is what becomes of the rows, in numbers.
func (p *Plan) Sum() Sum { return p.sum }

// bytes are those of manifests, each once.
type bytes struct {
	total, largest int64
	unknown        int
}

func (b *bytes) add(size int64) {
	if size <= 0 {
		b.unknown++
		return
	}
	b.total += size
	b.largest = max(b.largest, size)
}

// measure counts rows and bytes. A manifest counts where no row holds it any more. Its layers may
// be those of others too: then at most all of what goes is free, and at least what the largest
// manifest that goes has more than all that stays could share with it.
func (p *Plan) measure() {
	d := p.draft
	var goes, stays bytes
	of := map[bool]*bytes{true: &goes, false: &stays}
	for n := range d.digests.all.Len() {
		if one := d.digests.at(int32(n)); one.sized {
			of[one.staying == 0].add(one.size)
		}
	}
	for n := range p.final {
		v := &p.final[n]
		p.sum.Kinds[v.kind]++
		if !v.goes {
			p.sum.Stay++
		}
		if v.vague {
			p.loose(n, of[v.goes])
		}
		if own := d.digestOf[n]; v.goes && own != none && d.digests.at(own).staying == 0 &&
			(v.untagged || d.digests.at(own).first == int32(n)) {
			p.sum.Images++
		}
	}
	p.sum.AtMost, p.sum.Unknown = goes.total, goes.unknown
	if stays.unknown == 0 {
		p.sum.AtLeast = max(goes.largest-stays.total, 0)
	}
}

// loose counts the manifests of a row that have no known digest: nobody can tell whether they are
// those of others.
func (p *Plan) loose(n int, of *bytes) {
	row := p.draft.rows.Row(n)
	for i := range row.Images {
		if row.Images[i].Digest.IsZero() {
			of.add(row.Images[i].Size)
		}
	}
	if len(row.Images) == 0 && row.Digest.IsZero() {
		of.unknown++
	}
}

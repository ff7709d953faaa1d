package stale

import (
	"slices"

	"tagboat/hub/siblings"
)

// Plan is what becomes of each row of a repository.
type Plan struct {
	draft *Draft
	locks Locks
	final []verdict
	vague int // rows that stay, of which not all manifests are known
	sum   Sum
}

// AsksForLocks reports whether a tag would go that might be locked.
func (d *Draft) AsksForLocks() bool { return d.plan.sum.Tags > 0 }

// Plan is what becomes of the rows, where these tags are locked.
func (d *Draft) Plan(locks Locks) *Plan {
	if !d.AsksForLocks() {
		return &d.plan
	}
	isChanged := false
	for n := range d.own {
		if v := &d.own[n]; v.kind.mayGo() {
			if v.untagged {
				continue
			}
			if kind, rule := locks.find(d.name(int32(n))); kind != 0 {
				v.kind, v.other = kind, rule
				isChanged = true
			}
		}
	}
	if isChanged {
		d.plan = d.settle()
	}
	d.plan.locks = locks
	return &d.plan
}

// rounds bound how long a chain of signatures may be, each of the one before it: what is further
// down stays.
const rounds = 8

// settle finds what goes: a tag whose image has no name that stays, a signature with all that it
// signs, and a manifest without a tag that is a part of none that stays. It begins with nothing,
// and adds to it what nothing speaks against.
func (d *Draft) settle() Plan {
	p := Plan{draft: d, final: slices.Clone(d.own)}
	for n := range d.digests.all.Len() {
		of := d.digests.at(int32(n))
		of.staying, of.holder = 0, none
	}
	for n := range d.own {
		p.count(int32(n), 1)
	}
	for n := range d.own {
		if of := d.digestOf[n]; of != none && d.digests.at(of).first == int32(n) {
			p.group(int32(n))
		}
	}
	for range rounds {
		before := p.sum.Tags + p.sum.Untagged
		for _, n := range d.untagged {
			p.leave(n)
		}
		for _, n := range d.signs {
			p.group(d.digests.at(d.digestOf[n]).first)
		}
		if p.sum.Tags+p.sum.Untagged == before {
			break
		}
	}
	p.holders()
	p.reasons()
	p.measure()
	return p
}

// count adds to how many rows stay that hold what this one does.
func (p *Plan) count(n, add int32) {
	d := p.draft
	if of := d.digestOf[n]; of != none {
		d.digests.at(of).staying += add
	}
	for _, of := range d.images.of(int(n)) {
		d.digests.at(of).staying += add
	}
	if d.own[n].vague {
		p.vague += int(add)
	}
}

// group has the tags of one image go, from the first of them, where all may.
func (p *Plan) group(first int32) {
	if first == none || p.final[first].goes {
		return
	}
	d := p.draft
	for n := first; n != none; n = d.next[n] {
		if !p.may(n) {
			return
		}
	}
	for n := first; n != none; n = d.next[n] {
		p.final[n].goes = true
		p.count(n, -1)
		p.sum.Tags++
	}
}

// may reports whether nothing but another name speaks against that a tag goes.
func (p *Plan) may(n int32) bool {
	d := p.draft
	switch d.own[n].kind {
	case Goes:
		return true
	case GoesSigned:
		of := d.signed(n)
		return of != none && d.digests.at(of).staying == 0
	}
	return false
}

// signed is the digest that a signature is of, where something else here has it.
func (d *Draft) signed(n int32) int32 { return d.digests.signed(d.name(n)) }

// leave has a manifest without a tag go that nothing else holds.
func (p *Plan) leave(n int32) {
	d := p.draft
	of := d.digestOf[n]
	if v := &p.final[n]; v.kind != Goes || v.goes || p.vague > 0 ||
		d.digests.at(of).staying > 1 {
		return
	}
	p.final[n].goes = true
	p.count(n, -1)
	p.sum.Untagged++
}

// holders names for each digest a row that holds it: one that stays, where there is one.
func (p *Plan) holders() {
	d := p.draft
	for _, stays := range []bool{true, false} {
		for n := range d.own {
			if p.final[n].goes == stays {
				continue
			}
			take := func(of int32) {
				if of != none && d.digests.at(of).holder == none {
					d.digests.at(of).holder = int32(n)
				}
			}
			if !d.own[n].untagged {
				take(d.digestOf[n])
				for _, of := range d.images.of(n) {
					take(of)
				}
			}
		}
	}
	for _, n := range d.untagged {
		if of := d.digestOf[n]; of != none && d.digests.at(of).holder == none {
			d.digests.at(of).holder = n
		}
	}
}

// reasons say why each row stays that may go by itself, and what a signature is of.
func (p *Plan) reasons() {
	d := p.draft
	for n := range p.final {
		v := &p.final[n]
		switch {
		case v.kind == GoesSigned:
			v.other = none
			if of := d.signed(int32(n)); of != none {
				v.other = d.digests.at(of).holder
			}
			p.because(v, int32(n), Signs, SignsUnknown)
		case v.kind == Goes && v.untagged:
			holder := d.digests.at(d.digestOf[n]).holder
			if !v.goes {
				v.other = holder
			}
			p.because(v, int32(n), Part, PartsUnknown)
		}
	}
	for n := range d.own {
		if of := d.digestOf[n]; of != none && d.digests.at(of).first == int32(n) {
			p.siblings(int32(n))
		}
	}
}

// because has a row that does not go say what holds it, or that this is not known.
func (p *Plan) because(v *verdict, n int32, known, unknown Kind) {
	switch {
	case v.goes:
	case v.other != none && v.other != n && !p.final[v.other].goes:
		v.kind = known
	default:
		v.kind, v.other = unknown, none
	}
}

// siblings have the tags of an image that may go by themselves stay with the most specific of those
// that may not.
func (p *Plan) siblings(first int32) {
	d := p.draft
	keeper := int32(none)
	name := ""
	for n := first; n != none; n = d.next[n] {
		if p.final[n].kind != Goes && !p.final[n].goes {
			if other := d.name(n); keeper == none || siblings.Compare(other, name) < 0 {
				keeper, name = n, other
			}
		}
	}
	if keeper == none {
		return
	}
	for n := first; n != none; n = d.next[n] {
		if v := &p.final[n]; v.kind == Goes {
			v.kind, v.other = Sibling, keeper
		}
	}
}

package stale

import (
	"cmp"
	"hash/maphash"
	"slices"

	"tagboat/hub"
	"tagboat/hub/compact"
	"tagboat/hub/query"
)

// Rows are those of one repository, by their numbers from 0.
type Rows interface {
	Len() int
	// Row is a row, not to be changed.
	Row(number int) *hub.RepositoryTag
	// Brief is a row in room that is lent: its name, numbers and words, perhaps no more.
	Brief(number int, room *hub.RepositoryTag) *hub.RepositoryTag
}

// Draft is what the rules say of a repository before it is known which of its tags are locked.
type Draft struct {
	rules *Rules
	rows  Rows

	own      []verdict
	digests  digests
	digestOf []int32 // of each row, its own
	images   packed  // of each row, those of its platforms, without its own
	next     []int32 // of each tag, the next with the same digest; none
	signs    []int32 // rows that are signatures
	untagged []int32 // rows without a tag
	ages     []aged  // of rows that may take the place of a newest one
	lines    compact.Table
	highest  []int32 // of each line, the row with the highest version

	plan Plan
	room hub.RepositoryTag
}

// name is that of a row.
func (d *Draft) name(n int32) string { return d.rows.Brief(int(n), &d.room).Name }

// verdict is what becomes of a row, and why.
type verdict struct {
	kind     Kind
	goes     bool
	untagged bool
	vague    bool  // not all manifests that it holds are known
	other    int32 // the row that kind is about, or the rule; none
}

type aged struct {
	pushed hub.Timestamp
	row    int32
}

// Draft judges the rows of one repository. Where they are not all that there are, nothing goes: the
// tag that keeps an image might be among those that are missing.
func (r *Rules) Draft(rows Rows, whole bool) *Draft {
	n := rows.Len()
	d := &Draft{
		rules: r, rows: rows, own: make([]verdict, n), digests: digests{seed: maphash.MakeSeed()},
		digestOf: make([]int32, n), next: make([]int32, n),
		images: packed{ends: make([]uint32, 0, n)},
	}
	for i := range n {
		row := rows.Row(i)
		d.hold(int32(i), row)
		d.own[i].kind = Unread
		if whole {
			d.own[i].kind = d.alone(int32(i), row)
		}
	}
	d.keepNewest()
	d.keepHighest()
	d.plan = d.settle()
	return d
}

// hold takes up what a row holds: its own digest, and those of its platforms.
func (d *Draft) hold(n int32, row *hub.RepositoryTag) {
	own := d.digests.number(row.Digest, true)
	d.digestOf[n], d.next[n] = own, none
	vague := own == none
	from := len(d.images.numbers)
	for i := range row.Images {
		id := d.digests.number(row.Images[i].Digest, true)
		if id == none {
			vague = true
			continue
		}
		of := d.digests.at(id)
		of.sized, of.size = true, max(of.size, row.Images[i].Size)
		if id != own && !slices.Contains(d.images.numbers[from:], id) {
			d.images.numbers = append(d.images.numbers, id)
		}
	}
	d.images.end()
	if own != none && len(row.Images) == 0 {
		of := d.digests.at(own)
		of.sized = true
		if row.IsUntagged() {
			of.size = max(of.size, row.FullSize)
		} else {
			vague = vague || row.MediaType.String() == "" || row.IsIndex()
		}
	}
	d.own[n] = verdict{untagged: row.IsUntagged(), vague: vague && !row.IsUntagged(), other: none}
	if own != none && !row.IsUntagged() {
		of := d.digests.at(own)
		d.next[n], of.first = of.first, n
	}
}

// alone is what the rules say of a row by itself.
func (d *Draft) alone(n int32, row *hub.RepositoryTag) Kind {
	r, isUntagged := d.rules, row.IsUntagged()
	isSignature := !isUntagged && query.IsSignature(row.Name)
	if isUntagged {
		d.untagged = append(d.untagged, n)
	}
	switch {
	case row.NamesOnly:
		return OnlyName
	case !r.Never.IsZero() && r.Never.Match(row):
		return Excluded
	case isUntagged && !r.Untagged:
		return NoRule
	case isSignature && d.digestOf[n] == none:
		return Undigested
	case isSignature:
		d.signs = append(d.signs, n)
		return GoesSigned
	case !r.Match.IsZero() && !r.Match.Match(row):
		return Unmatched
	}
	if !isUntagged {
		version := d.compete(n, row)
		if !r.isAboutAll() && !version {
			return NoRule
		}
	}
	if d.digestOf[n] == none {
		return Undigested
	}
	return r.age(row)
}

// age is what the rules say of when a row was pushed and pulled.
func (r *Rules) age(row *hub.RepositoryTag) Kind {
	pushed, pulled := pushedOf(row), row.Pulled
	byAge := r.Keep > 0 && !row.IsUntagged() || r.Older > 0
	limit := hub.TimestampOf(r.now.Add(-r.Older))
	switch {
	case byAge && pushed.IsZero():
		return Undated
	case r.Older == 0:
		return Goes
	case pushed >= limit:
		return Pushed
	case pulled >= limit && !pulled.IsZero():
		return Pulled
	}
	for i := range row.Platforms() {
		if !i.Pulled.IsZero() && i.Pulled >= limit {
			return PlatformPulled
		}
		pulled = max(pulled, i.Pulled)
	}
	if pulled.IsZero() && !r.Unpulled && !row.IsUntagged() {
		return Unpulled
	}
	return Goes
}

// pushedOf is the later of a row's push and its update: the Hub leaves the first empty on old tags.
func pushedOf(row *hub.RepositoryTag) hub.Timestamp { return max(row.Pushed, row.Updated) }

// compete takes up a tag that may be one of the newest, or the highest of its line, and reports
// whether it is of one.
func (d *Draft) compete(n int32, row *hub.RepositoryTag) (isVersion bool) {
	if pushed := pushedOf(row); d.rules.Keep > 0 && !pushed.IsZero() {
		d.ages = append(d.ages, aged{pushed, n})
	}
	if d.rules.KeepPer == 0 {
		return false
	}
	var room, other [256]byte
	line := d.rules.KeepPer.appendLine(room[:0], row.Name)
	if len(line) == 0 {
		return false
	}
	name := row.Name
	hash := maphash.Bytes(d.digests.seed, line)
	at, found := d.lines.Find(hash, func(at uint32) bool {
		return string(d.lineOf(other[:0], at)) == string(line)
	})
	if !found {
		at = uint32(len(d.highest))
		d.highest = append(d.highest, n)
		d.lines.Add(hash, at, func(at uint32) uint64 {
			return maphash.Bytes(d.digests.seed, d.lineOf(other[:0], at))
		})
	} else if query.CompareVersions(name, d.name(d.highest[at])) > 0 {
		d.highest[at] = n
	}
	d.own[n].other = int32(at)
	return true
}

func (d *Draft) lineOf(dst []byte, at uint32) []byte {
	return d.rules.KeepPer.appendLine(dst, d.name(d.highest[at]))
}

// keepNewest has the newest stay, of those that may go at all; of two pushed at one time, the one
// whose name comes first.
func (d *Draft) keepNewest() {
	kept := min(d.rules.Keep, len(d.ages))
	if kept == 0 {
		return
	}
	slices.SortFunc(d.ages, func(a, b aged) int { return cmp.Compare(b.pushed, a.pushed) })
	last := d.ages[kept-1].pushed
	from, to := kept-1, kept
	for from > 0 && d.ages[from-1].pushed == last {
		from--
	}
	for to < len(d.ages) && d.ages[to].pushed == last {
		to++
	}
	slices.SortFunc(d.ages[from:to], func(a, b aged) int {
		return cmp.Compare(d.name(a.row), d.name(b.row))
	})
	for _, one := range d.ages[:kept] {
		d.own[one.row].kind = Newest
	}
	d.ages = nil
}

// keepHighest has the highest version of each line stay, under every name that it has.
func (d *Draft) keepHighest() {
	if d.rules.KeepPer == 0 {
		return
	}
	var room [256]byte
	for n := range d.own {
		v := &d.own[n]
		if v.kind != Goes && (v.kind < Undigested || v.kind > Unpulled) {
			continue
		}
		name := d.name(int32(n))
		if len(d.rules.KeepPer.appendLine(room[:0], name)) == 0 {
			v.other = none
			continue
		}
		highest := d.highest[v.other]
		if query.CompareVersions(name, d.name(highest)) == 0 {
			v.kind = NewestOfLine
		}
		v.other = highest
	}
}

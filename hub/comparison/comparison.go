// Package comparison tells what it costs to go from one tag to another: which layers both have,
// which are new and which are gone, platform by platform, in compressed bytes. It is pure: it
// compares two answers of hub's Client.Layers.
//
// What is not known stays unknown: a platform whose layers, digests or sizes the Hub did not send
// is compared as far as the lists go, is marked, and has no sums.
package comparison

import (
	"math"

	"tagboat/hub"
)

// Side tells which of two tags have a platform.
type Side uint8

// The sides.
const (
	Both Side = iota
	OldOnly
	NewOnly
)

// Unknown is the number of bytes where it cannot be told. It is never a size.
const Unknown int64 = -1

// Diff is one platform of two tags. Lists hold layers with files only, and a layer that an image
// has twice counts twice: Shared and Added together are the new image's layers, Shared and Removed
// the old one's, in layers and in bytes.
type Diff struct {
	Platform hub.Platform // the new tag's; the old one's when only that has it
	Side     Side
	Old, New hub.Image
	// both tags have the very same manifest: nothing to download, even where the layers are unknown
	Same bool

	Shared  []hub.Layer // as the new image has them, base first
	Added   []hub.Layer // in the new image only, base first
	Removed []hub.Layer // in the old image only, base first

	// Known is true when every layer's digest and size is known on the sides that there are.
	// Otherwise the sums below are Unknown.
	Known bool
	// compressed bytes of Added: what pulling the new image costs whoever has the old one
	Download int64
	Have     int64 // compressed bytes of Shared
	Dropped  int64 // compressed bytes of Removed

	// Settings are what differs in how containers run, by name; none where the Hub does not tell
	// how both images were built.
	Settings []Setting
}

// Compare pairs the platforms of two tags and compares each pair: the new tag's platforms in their
// order, then those that only the old one has. Attestations are left out.
//
// Two entries are one platform when everything about them is equal, or else when they differ only
// in a variant that goes without saying (arm64 and arm64/v8) or in the last part of a Windows
// build, which every monthly update changes.
func Compare(old, updated []hub.ImageLayers) []Diff {
	olds, news := withoutAttestations(old), withoutAttestations(updated)
	partner := pairs(olds, news)
	taken := make([]bool, len(olds))
	diffs := make([]Diff, 0, len(news))
	for i := range news {
		if j := partner[i]; j >= 0 {
			taken[j] = true
			diffs = append(diffs, both(olds[j], news[i]))
			continue
		}
		diffs = append(diffs, only(NewOnly, news[i]))
	}
	for j := range olds {
		if !taken[j] {
			diffs = append(diffs, only(OldOnly, olds[j]))
		}
	}
	return diffs
}

func withoutAttestations(images []hub.ImageLayers) []*hub.ImageLayers {
	var kept []*hub.ImageLayers
	for i := range images {
		if !images[i].Platform.IsUnknown() {
			kept = append(kept, &images[i])
		}
	}
	return kept
}

func only(side Side, i *hub.ImageLayers) Diff {
	d := Diff{Platform: i.Platform, Side: side}
	blobs, known := blobsOf(i)
	if side == NewOnly {
		d.New, d.Added = i.Image, blobs
	} else {
		d.Old, d.Removed = i.Image, blobs
	}
	d.add(known)
	return d
}

func both(old, updated *hub.ImageLayers) Diff {
	d := Diff{
		Platform: updated.Platform, Old: old.Image, New: updated.Image,
		Same: !old.Digest.IsZero() && old.Digest == updated.Digest,
	}
	before, knownBefore := blobsOf(old)
	after, knownAfter := blobsOf(updated)
	left := make(map[hub.Digest][]int, len(before)) // places in before, not matched yet
	for i, l := range before {
		if !l.Digest.IsZero() {
			left[l.Digest] = append(left[l.Digest], i)
		}
	}
	matched := make([]bool, len(before))
	agree := true
	for _, l := range after {
		places := left[l.Digest]
		if len(places) == 0 {
			d.Added = append(d.Added, l)
			continue
		}
		agree = agree && before[places[0]].Size == l.Size
		matched[places[0]], left[l.Digest] = true, places[1:]
		d.Shared = append(d.Shared, l)
	}
	for i, l := range before {
		if !matched[i] {
			d.Removed = append(d.Removed, l)
		}
	}
	d.Settings = differing(old, updated)
	d.add(knownBefore && knownAfter && agree)
	return d
}

// blobsOf are the layers that hold files. They are known when the list is there, each has digest
// and size, and an image of some size has at least one.
func blobsOf(i *hub.ImageLayers) (blobs []hub.Layer, known bool) {
	known = i.Layers != nil
	for _, l := range i.Layers {
		if !l.IsEmpty() {
			known = known && l.IsKnown()
			blobs = append(blobs, l)
		}
	}
	return blobs, known && (len(blobs) > 0 || i.Size == 0)
}

// add makes the sums, as far as they can be made.
func (d *Diff) add(known bool) {
	d.Known = known
	for _, s := range []struct {
		layers []hub.Layer
		into   *int64
	}{{d.Shared, &d.Have}, {d.Added, &d.Download}, {d.Removed, &d.Dropped}} {
		for _, l := range s.layers {
			if known && l.Size > math.MaxInt64/2-*s.into {
				d.Known = false
				break
			}
			*s.into += max(l.Size, 0)
		}
	}
	if !d.Known {
		d.Have, d.Download, d.Dropped = Unknown, Unknown, Unknown
	}
}

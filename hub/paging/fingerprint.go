package paging

import "hash/maphash"

// fingerprints remember keys in 16 bytes each, whatever their length: half a million names of tags
// would not fit a small program's memory. Two keys with one fingerprint are as likely as two equal
// random numbers of 128 bits.
type fingerprints struct {
	seeds [2]maphash.Seed
	known map[[2]uint64]struct{}
}

func newFingerprints() fingerprints {
	return fingerprints{
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		known: map[[2]uint64]struct{}{},
	}
}

// add reports whether the key is new.
func (f *fingerprints) add(key string) bool {
	mark := [2]uint64{maphash.String(f.seeds[0], key), maphash.String(f.seeds[1], key)}
	if _, known := f.known[mark]; known {
		return false
	}
	f.known[mark] = struct{}{}
	return true
}

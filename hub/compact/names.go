package compact

import "hash/maphash"

// Names are names by their numbers, from 0, each once. The zero value is empty. It is not safe for
// concurrent use.
type Names struct {
	text   slab
	places []uint32
	known  Table
}

// Name is the name with a number.
func (n *Names) Name(number int32) string {
	s := source{text: n.text.from(n.places[number])}
	return s.take(int(s.number()))
}

// Find is the number of a name.
func (n *Names) Find(name string) (number int32, found bool) {
	return n.find(maphash.String(seed, name), name)
}

// Add is the number of a name, the next one when the name is new.
func (n *Names) Add(name string) (number int32, isNew bool) {
	hash := maphash.String(seed, name)
	if number, found := n.find(hash, name); found {
		return number, false
	}
	number = int32(len(n.places))
	var room [256]byte
	text := append(appendNumber(room[:0], uint64(len(name))), name...)
	n.places = append(n.places, n.text.add(text))
	n.known.Add(hash, uint32(number), func(number uint32) uint64 {
		return maphash.String(seed, n.Name(int32(number)))
	})
	return number, true
}

func (n *Names) find(hash uint64, name string) (number int32, found bool) {
	at, found := n.known.Find(hash, func(number uint32) bool {
		return n.Name(int32(number)) == name
	})
	return int32(at), found
}

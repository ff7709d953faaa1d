package compact

import "strings"

const (
	blockBits  = 18
	largest    = 1 << blockBits // bytes of a block, unless one text alone has more
	firstBlock = 4 << 10
)

// slab holds text that is only ever added. What was added never moves and never changes, so that
// parts of it may be held. A place in it is the number of a block and the byte in it.
type slab struct{ blocks []*strings.Builder }

// add copies a text and tells its place.
func (s *slab) add(text []byte) uint32 {
	last := len(s.blocks) - 1
	if last < 0 || s.blocks[last].Len() >= largest ||
		s.blocks[last].Cap()-s.blocks[last].Len() < len(text) {
		room := firstBlock << min(len(s.blocks), blockBits)
		block := new(strings.Builder)
		block.Grow(max(min(room, largest), len(text)))
		s.blocks = append(s.blocks, block)
		last++
	}
	block := s.blocks[last]
	place := uint32(last)<<blockBits | uint32(block.Len())
	block.Write(text)
	return place
}

// from is the text from a place to the end of what its block holds.
func (s *slab) from(place uint32) string {
	return s.blocks[place>>blockBits].String()[place&(largest-1):]
}

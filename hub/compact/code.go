package compact

import "tagboat/hub"

// appendNumber writes a number in seven bits a byte, the low ones first, the last byte below 128.
func appendNumber(dst []byte, n uint64) []byte {
	for ; n >= 0x80; n >>= 7 {
		dst = append(dst, byte(n)|0x80)
	}
	return append(dst, byte(n))
}

// appendSigned writes a number of either sign: small ones are short.
func appendSigned(dst []byte, n int64) []byte {
	return appendNumber(dst, uint64(n)<<1^uint64(n>>63))
}

// appendTime writes a moment by its distance from another one; the unknown moment is 0.
func appendTime(dst []byte, t, near hub.Timestamp) []byte {
	if t.IsZero() {
		return append(dst, 0)
	}
	n := int64(t - near)
	return appendNumber(dst, (uint64(n)<<1^uint64(n>>63))+1)
}

// source reads what the functions above have written.
type source struct {
	text string
	at   int
}

func (s *source) number() uint64 {
	n, shift := uint64(0), 0
	for {
		b := s.text[s.at]
		s.at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
		shift += 7
	}
}

func (s *source) signed() int64 { return turned(s.number()) }

func turned(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }

func (s *source) time(near hub.Timestamp) hub.Timestamp {
	n := s.number()
	if n == 0 {
		return 0
	}
	return near + hub.Timestamp(turned(n-1))
}

func (s *source) take(n int) string {
	taken := s.text[s.at : s.at+n]
	s.at += n
	return taken
}

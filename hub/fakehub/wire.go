package fakehub

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"
)

// A stamp is a time on the wire: RFC 3339, UTC, trailing zeros dropped; the zero time is null.
// It is text already, as encoding/json takes its time over what encodes itself.
type stamp *string

func stampOf(t time.Time) stamp {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339Nano)
	return &text
}

// The Hub keeps some dates to the microsecond and others to the nanosecond (The Hub API notes,
// "Transport").
func micro(t time.Time) stamp { return stampOf(t.Truncate(time.Microsecond)) }
func nano(t time.Time) stamp  { return stampOf(t) }

func nullable(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func status(inactive bool) string {
	if inactive {
		return "inactive"
	}
	return "active"
}

func slug(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.ReplaceAll(name, "&", "and")), " ", "-")
}

// DigestOf makes a digest from words: the same words, the same digest.
func DigestOf(words ...string) string {
	sum := sum(words...)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func sum(words ...string) [32]byte {
	// Enough for nearly all, and no allocation: digests are made by the ten thousand.
	var short [256]byte
	text := short[:0]
	for i, word := range words {
		if i > 0 {
			text = append(text, 0)
		}
		text = append(text, word...)
	}
	return sha256.Sum256(text)
}

// Dice makes a number below n from words.
func Dice(n int64, words ...string) int64 {
	sum := sum(words...)
	return int64(binary.BigEndian.Uint64(sum[:8])>>1) % n
}

// number makes a user's id from the name.
func number(name string) int64 { return 1_000_000 + Dice(8_000_000, "id", name) }

// uuid makes an RFC 9562 identifier from words.
func uuid(words ...string) string {
	sum := sum(words...)
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
	s := hex.EncodeToString(sum[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

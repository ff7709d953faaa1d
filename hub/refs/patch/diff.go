package patch

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Diff is a unified patch of one file, which git apply takes, or nothing where nothing changes. The
// path is relative to the folder in which the patch is applied, with slashes.
func Diff(path string, before, after []byte) string {
	return udiff.Unified(label("a/"+path), label("b/"+path), string(before), string(after))
}

// label is a name as git reads it: behind blanks a tab ends it, and what would end a line or a
// quotation is escaped.
func label(path string) string {
	if !strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }) {
		if strings.Contains(path, " ") {
			return path + "\t"
		}
		return path
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(path) {
		switch c := path[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			b.WriteByte('\\')
			b.WriteByte('0' + c>>6)
			b.WriteByte('0' + c>>3&7)
			b.WriteByte('0' + c&7)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Completion is one way to go on from the cursor: the bytes from Start to End of the text give way
// to Text.
type Completion struct {
	Text       string
	Start, End int
	Help       string // of the field, or empty for a value
}

// Complete lists what Tab may put at the cursor (a byte column): names of fields where a term
// begins, known values after a field's colon or comma. It is empty when nothing fits or when what
// fits stands there already.
func Complete[T any](schema Schema[T], text string, cursor int) []Completion {
	cursor = max(0, min(cursor, len(text)))
	for cursor > 0 && cursor < len(text) && !utf8.RuneStart(text[cursor]) {
		cursor--
	}
	start := strings.LastIndexFunc(text[:cursor], unicode.IsSpace)
	if start >= 0 {
		_, size := utf8.DecodeRuneInString(text[start:])
		start += size
	}
	start = max(start, 0)
	for start < cursor && text[start] == '!' {
		start++
	}
	typed := text[start:cursor]
	if colon := fieldColon(typed); colon > 0 {
		if i := schema.field(typed[:colon]); i >= 0 {
			return completeValue(schema.Fields[i], typed[colon+1:], start+colon+1, cursor)
		}
		return nil
	}
	var found []Completion
	for _, f := range schema.Fields {
		if name := f.Name + ":"; hasFoldedPrefix(name, typed) {
			found = append(found, Completion{name, start, cursor, f.Help})
		}
	}
	return found
}

func completeValue[T any](field Field[T], typed string, start, cursor int) []Completion {
	if comma := strings.LastIndexByte(typed, ','); comma >= 0 {
		typed, start = typed[comma+1:], start+comma+1
	}
	var found []Completion
	for _, v := range field.Values {
		if hasFoldedPrefix(v, typed) && len(v) > len(typed) {
			found = append(found, Completion{Text: v, Start: start, End: cursor})
		}
	}
	return found
}

func hasFoldedPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

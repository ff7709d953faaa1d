package sheet

import (
	"strconv"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/fields"
)

func appendObject[R any](dst []byte, columns []Column[R], row *R) []byte {
	dst = append(dst, '{')
	for i := range columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = clean.AppendJSON(dst, columns[i].Name)
		dst = append(dst, ':')
		dst = appendValue(dst, columns[i].Value(row))
	}
	return append(dst, '}')
}

// appendValue writes null for what is unknown.
func appendValue(dst []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return clean.AppendJSON(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case bool:
		return strconv.AppendBool(dst, v)
	case *float64:
		if v == nil {
			return append(dst, "null"...)
		}
		return append(dst, fields.Number(v)...)
	case *int64:
		if v == nil {
			return append(dst, "null"...)
		}
		return strconv.AppendInt(dst, *v, 10)
	case hub.Digest:
		return appendKnown(dst, v.String())
	case hub.Timestamp:
		return appendKnown(dst, fields.MomentOf(v).String())
	case []string:
		return appendArray(dst, v, clean.AppendJSON)
	case fields.Images:
		return appendArray(dst, v, appendImage)
	default:
		return clean.AppendJSON(dst, fields.Plain(v))
	}
}

func appendArray[E any](dst []byte, all []E, one func([]byte, E) []byte) []byte {
	dst = append(dst, '[')
	for i := range all {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = one(dst, all[i])
	}
	return append(dst, ']')
}

func appendImage(dst []byte, i fields.Image) []byte {
	dst = clean.AppendJSON(append(dst, `{"platform":`...), i.Platform)
	dst = appendKnown(append(dst, `,"digest":`...), i.Digest.String())
	dst = strconv.AppendInt(append(dst, `,"size":`...), i.Size, 10)
	if i.Layers != nil {
		dst = appendArray(append(dst, `,"layers":`...), i.Layers, appendLayer)
	}
	return append(dst, '}')
}

func appendLayer(dst []byte, l fields.Layer) []byte {
	dst = appendKnown(append(dst, `{"digest":`...), l.Digest.String())
	dst = strconv.AppendInt(append(dst, `,"size":`...), l.Size, 10)
	dst = clean.AppendJSON(append(dst, `,"instruction":`...), l.Instruction)
	return append(dst, '}')
}

func appendKnown(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, "null"...)
	}
	return clean.AppendJSON(dst, s)
}

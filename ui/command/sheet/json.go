package sheet

import (
	"strconv"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/fields"
)

func appendObject[R any](dst []byte, columns []Column[R], row *R) []byte {
	dst = append(dst, '{')
	begun := false
	for i := range columns {
		value := columns[i].Value(row)
		if value == nil {
			continue
		}
		if begun {
			dst = append(dst, ',')
		}
		begun = true
		dst = clean.AppendJSON(dst, columns[i].Name)
		dst = append(dst, ':')
		dst = appendValue(dst, value)
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
		return known(v.String()).append(dst)
	case hub.Timestamp:
		return known(fields.MomentOf(v).String()).append(dst)
	case []string:
		return appendArray(dst, v, clean.AppendJSON)
	case fields.Images:
		return several[fields.Image]{images, v}.append(dst)
	case nested:
		return v.append(dst)
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

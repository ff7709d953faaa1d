package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/pelletier/go-toml/v2/unstable"

	"tagboat/hub/clean"
	"tagboat/ui/config/document"
)

const (
	mostWords  = 64
	leastIndex = 10_000_000 // bytes; less keeps nothing worth keeping
	mostIndex  = 1 << 40
)

// mistake is what is wrong with a value, and where.
type mistake struct {
	at    int
	words string
}

func wrong(v document.Value, format string, words ...any) *mistake {
	return &mistake{v.At, fmt.Sprintf(format, words...)}
}

// assign sets what a field points to, or says what is wrong with the value.
func assign(field any, v document.Value, most int) *mistake {
	switch to := field.(type) {
	case *string:
		return text(to, v)
	case **string:
		*to = new(string)
		return text(*to, v)
	case *bool:
		return yes(to, v)
	case **bool:
		*to = new(bool)
		return yes(*to, v)
	case *int:
		n, err := strconv.ParseInt(v.Text, 0, 32) // as TOML has them: 0x4, 1_0
		if v.Kind != unstable.Integer || err != nil || n < 1 || n > int64(most) {
			return wrong(v, "a number from 1 to %d is expected", most)
		}
		*to = int(n)
	case *int64:
		return size(to, v)
	case *[]string:
		return words(to, v)
	case **time.Location:
		return zone(to, v)
	}
	return nil
}

func text(to *string, v document.Value) *mistake {
	switch {
	case v.Kind != unstable.String:
		return wrong(v, "a text in quotes is expected")
	case len(v.Text) > mostText:
		return wrong(v, "the text is longer than 4 KB")
	case clean.Line(v.Text) != v.Text:
		return wrong(v, "the text holds line breaks or characters that cannot be seen")
	}
	*to = v.Text
	return nil
}

func yes(to *bool, v document.Value) *mistake {
	if v.Kind != unstable.Bool {
		return wrong(v, "true or false is expected")
	}
	*to = v.Text == "true"
	return nil
}

// size reads a number of bytes, or a text such as "500 MB".
func size(to *int64, v document.Value) *mistake {
	n, err := humanize.ParseBytes(v.Text)
	if v.Kind == unstable.Integer {
		n, err = strconv.ParseUint(strings.TrimPrefix(v.Text, "+"), 0, 64)
	}
	isSize := v.Kind == unstable.Integer || v.Kind == unstable.String
	if !isSize || err != nil || n < leastIndex || n > mostIndex {
		return wrong(v, `a size from "10 MB" to "1 TiB" is expected`)
	}
	*to = int64(n)
	return nil
}

func words(to *[]string, v document.Value) *mistake {
	if v.Kind != unstable.Array {
		return wrong(v, `a list of texts is expected, as ["…", "…"]`)
	}
	if len(v.Items) > mostWords {
		return wrong(v, "the list is longer than %d", mostWords)
	}
	found := make([]string, len(v.Items))
	for i, item := range v.Items {
		if m := text(&found[i], item); m != nil {
			return m
		}
	}
	*to = found
	return nil
}

// zone loads a zone by its name. A machine may know no zones but its own and UTC.
func zone(to **time.Location, v document.Value) *mistake {
	var name string
	if m := text(&name, v); m != nil {
		return m
	}
	if name == "local" {
		*to = time.Local
		return nil
	}
	found, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return wrong(v, "this machine knows no zone %s; local, UTC, or a name such as Europe/Berlin is expected", quoted(name))
	}
	*to = found
	return nil
}

// written is what a field points to, as it stands in a file; empty where that is nothing.
func written(field any) string {
	switch of := field.(type) {
	case *string:
		return quote(*of)
	case **string:
		if *of != nil {
			return quote(**of)
		}
	case *bool:
		return strconv.FormatBool(*of)
	case **bool:
		if *of != nil {
			return strconv.FormatBool(**of)
		}
	case *int:
		return strconv.Itoa(*of)
	case *int64:
		return sized(*of)
	case *[]string:
		if *of != nil {
			return list(*of)
		}
		return "[]"
	case **time.Location:
		if *of == time.Local || *of == nil {
			return quote("local")
		}
		return quote((*of).String())
	}
	return ""
}

// sized writes a number of bytes without loss.
func sized(bytes int64) string {
	for _, unit := range []struct {
		name string
		size int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"GB", 1e9}, {"MB", 1e6}} {
		if bytes%unit.size == 0 {
			return quote(strconv.FormatInt(bytes/unit.size, 10) + " " + unit.name)
		}
	}
	return strconv.FormatInt(bytes, 10)
}

func list(texts []string) string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = quote(t)
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// quote writes a text as TOML does: as it stands in single quotes where only those need no \.
func quote(text string) string {
	if strings.ContainsAny(text, `"\`) && !strings.Contains(text, "'") && clean.Line(text) == text {
		return "'" + text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r > 0x7e && clean.Line(string(r)) != string(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// key writes one part of a key, bare where it may be.
func key(text string) string {
	bare := func(r rune) bool {
		return r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' ||
			'A' <= r && r <= 'Z'
	}
	if text != "" && strings.IndexFunc(text, func(r rune) bool { return !bare(r) }) < 0 {
		return text
	}
	return quote(text)
}

// quoted is a word of the file for a sentence: bounded, harmless, and no secret.
func quoted(word string) string {
	const most = 40
	if isSecret(word) {
		return "(not shown)"
	}
	word = clean.Line(word)
	if r := []rune(word); len(r) > most {
		word = string(r[:most]) + "…"
	}
	return strconv.Quote(word)
}

// either lists words for a sentence.
func either(all []string) string {
	all = slices.Clone(all)
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " or " + all[last]
}

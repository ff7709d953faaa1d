package report

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
)

// Miss names a list and says on one line why it is not complete.
func Miss(m export.Miss) string {
	of := ""
	if m.Count >= 0 {
		of = " of " + comma(m.Count)
	}
	return clean.Line(
		fmt.Sprintf("%s: %s%s %s. %s%s", m.List, comma(m.Rows), of, m.Noun, why(m), within(m)),
	)
}

func why(m export.Miss) string {
	switch m.Why {
	case export.Unread:
		return whole(hub.Sentence(m.Err))
	case export.Stopped:
		return stopped(m.Err)
	case export.Withheld:
		return fmt.Sprintf("The Hub counts %s more than it hands out.", comma(m.Number))
	case export.Malformed:
		return fmt.Sprintf("%d could not be read and are left out.", m.Number)
	case export.KeptChanging:
		return "The list kept changing while it was read."
	case export.Moved:
		return "The list changed while it was read, and what moved was read again."
	case export.Vanished:
		return "Some that an earlier run wrote are no longer there."
	case export.Uncounted:
		return "The Hub gave no total to compare with."
	case export.OtherCount:
		return "The Hub's total is another."
	case export.NothingThere:
		return nothingThere(m.List)
	case export.Unkept:
		return "All of it was read, and it could not be kept."
	default:
		return ""
	}
}

// whole is a sentence with its capital and its full stop, which the words of an error may lack.
func whole(s string) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

func stopped(cause error) string {
	if cause == nil || errors.Is(cause, context.Canceled) {
		return "Not read to the end: interrupted."
	}
	if kind := hub.KindOf(cause); kind != 0 {
		return "Not read to the end: the run stopped (" + kind.Error() + ")."
	}
	return "Not read to the end: the run stopped."
}

func nothingThere(namespace string) string {
	text := "There is no such namespace, or nothing in it that you can see."
	if namespace != "library" {
		text += " An official image is library/" + namespace + "."
	}
	return text
}

// within is what is missing with the rows of the list.
func within(m export.Miss) string {
	switch {
	case !m.Within:
		return ""
	case m.Noun == export.NounRepositories:
		return " Tags of those that are missing here are missing too."
	default:
		return " What is in those that are missing here is missing too."
	}
}

package document

import "strings"

const (
	aValue   = "what a key is set to is a text in quotes, a number, true, false, or a list in [ ]"
	unclosed = "the text is not closed with the quote that it began with"
)

// unreadable says what is wrong with a line.
func unreadable(err error) string {
	text := err.Error()
	for _, known := range []struct{ holds, words string }{
		{"UTF-8", "this is no UTF-8"},
		{"expected '=' after key", "a key is followed by = and what it is set to"},
		{"start of value", aValue},
		{"expected keyword", aValue},
		{"strings must be quoted", aValue},
		{"expected value", aValue},
		{"to close table name", "the head of a table ends with ]"},
		{"to close array table", "the head of one of several tables ends with ]]"},
		{"inline table", "the table is not closed with }, or a comma is missing in it"},
		{"array", "the list is not closed with ], or a comma is missing in it"},
		{"key", "a key is expected here: letters, digits, - and _, or a text in quotes"},
		{"expected newline", "something stands behind what the key is set to"},
		{"control characters", "a character stands here that cannot be seen"},
		{"carriage return", "a character stands here that cannot be seen"},
		{"escape", `this \ means nothing; in ' ' it stands for itself`},
		{"after \\", `this \ means nothing; in ' ' it stands for itself`},
		{"new lines", unclosed},
		{"terminated", unclosed},
		{"quotes", unclosed},
		{"digit", "this is no number"},
		{"zeroes", "this is no number: it begins with 0"},
	} {
		if strings.Contains(text, known.holds) {
			return known.words
		}
	}
	return "this cannot be read as TOML"
}

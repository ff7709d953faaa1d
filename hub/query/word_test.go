package query_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/query"
)

func TestAWordIsReadWithItsMarks(t *testing.T) {
	for text, want := range map[string]query.Word{
		"api": {Text: "api"}, "API": {Text: "API"}, "'api": {Shape: query.Quoted, Text: "api"}, "'api'": {Shape: query.Alone, Text: "api"},
		"^api": {Shape: query.AtStart, Text: "api"}, "api$": {Shape: query.AtEnd, Text: "api"}, "^api$": {Shape: query.Whole, Text: "api"},
		"~api": {Shape: query.Scattered, Text: "api"}, "!api": {Negated: true, Text: "api"}, "!!api": {Text: "api"},
		"!!!^api": {Negated: true, Shape: query.AtStart, Text: "api"}, "!'api'": {Negated: true, Shape: query.Alone, Text: "api"},
		"'api$": {Shape: query.Quoted, Text: "api$"}, "~api$": {Shape: query.Scattered, Text: "api$"}, "a'p^i~": {Text: "a'p^i~"},
		"": {}, "!": {Negated: true}, "!!": {}, "'": {Shape: query.Quoted}, "''": {Shape: query.Alone}, "~": {Shape: query.Scattered},
		"^": {Shape: query.AtStart}, "$": {Shape: query.AtEnd}, "^$": {Shape: query.Whole}, "$$": {Shape: query.AtEnd, Text: "$"}, "é": {Text: "é"}, "\xff$": {Shape: query.AtEnd, Text: "\xff"},
	} {
		assert.Equal(t, want, query.ReadWord(text), "%q", text)
	}
}

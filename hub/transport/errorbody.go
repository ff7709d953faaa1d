package transport

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tagboat/hub/redact"
	"tagboat/hub/wire"
)

const (
	maxPlain  = 2 << 10 // of an error body that is no JSON
	maxFields = 8       // of a 400 that names fields
)

// serverMessage is what an error's body says. All shapes are optional in every combination (Hub API
// notes, "Errors"): message, detail, text, fields, the registry's errors, or plain text. It is one
// line of at most a few kilobytes, and foreign.
func serverMessage(body []byte) string {
	if !looksLikeJSON(body) {
		return redact.Line(string(body[:min(len(body), maxPlain)]), maxPlain)
	}
	var answer wire.Object[errorBody]
	_ = wire.Decode(body, &answer) // of one that is cut off, what came is told
	return redact.Line(answer.Value.best(), maxPlain)
}

// errorBody are the places where a message may stand, the first that is filled wins.
type errorBody struct {
	Message wire.Text                   `json:"message"`
	Detail  wire.Text                   `json:"detail"`
	Text    wire.Text                   `json:"text"`
	Errors  wire.Objects[registryError] `json:"errors"`
	Fields  wire.Fields[wire.Texts]     `json:"fields"`
}

type registryError struct {
	Code    wire.Text `json:"code"`
	Message wire.Text `json:"message"`
}

func (b errorBody) best() string {
	text := cmp.Or(string(b.Message), string(b.Detail), string(b.Text), b.registry())
	if fields := inFields(b.Fields); fields != "" {
		text = strings.TrimPrefix(text+": "+fields, ": ")
	}
	return withoutStatus(text)
}

// registry is what a registry says: [{"code","message"}].
func (b errorBody) registry() string {
	var all []string
	for _, e := range b.Errors {
		if e.Code+e.Message != "" && len(all) < maxFields {
			all = append(all, strings.Trim(string(e.Code+": "+e.Message), ": "))
		}
	}
	return strings.Join(all, "; ")
}

// withoutStatus strips the "httperror 404: " that the Hub's services put before their own words.
func withoutStatus(text string) string {
	rest, found := strings.CutPrefix(text, "httperror ")
	if !found {
		return text
	}
	if status, message, found := strings.Cut(rest, ": "); found && len(status) == 3 &&
		strings.Trim(status, "0123456789") == "" {
		return message
	}
	return text
}

// inFields is what is said of single ones: {"ordering":["Invalid ordering value."]}.
func inFields(f wire.Fields[wire.Texts]) string {
	var all []string
	for _, field := range slices.Sorted(maps.Keys(f)) {
		if texts := f[field]; len(texts) > 0 && len(all) < maxFields {
			all = append(all, field+": "+texts[0])
		}
	}
	return strings.Join(all, "; ")
}

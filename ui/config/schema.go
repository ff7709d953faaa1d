package config

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
)

// Schema is the file's JSON schema, of draft 2020-12, as Describe makes it.
//
//go:embed schema.json
var Schema string

// object is a part of a schema.
type object map[string]any

// Describe makes the JSON schema of the file.
func Describe(v Vocabulary) (string, error) {
	n := names{Vocabulary: v}
	c := Default()
	top, index := object{}, object{}
	for _, s := range settings {
		o := described(s, n, &c)
		o["default"] = plain(s.field(&c))
		if s.example != nil {
			o["examples"] = []any{s.example}
		}
		if below, ok := strings.CutPrefix(s.name, "index."); ok {
			index[below] = o
		} else {
			top[s.name] = o
		}
	}
	lists := object{}
	for _, l := range v.Lists {
		if len(l.Columns) > 0 {
			n.list = l
			lists[l.Name] = table("How this list opens.", properties(listSettings, n, &List{}))
		}
	}
	top["index"] = table("What is kept of lists.", index)
	top["lists"] = table("How lists open, by their names.", lists)
	top["roles"] = table("How single roles look.", each(v.Roles, object{"type": "string"}))
	top["keys"] = actions(v.Actions)
	top["copy"] = several("Forms of your own to copy a reference in.",
		properties(copySettings, n, &Copy{}), "name", "text")
	top["command"] = several("Commands of your own.", properties(commandSettings, n, &Command{}), "name", "run")
	whole := table("What tagboat does as you like it.", top)
	whole["$schema"], whole["title"] = "https://json-schema.org/draft/2020-12/schema", "tagboat's config.toml"
	if tags, ok := lists["tags"]; ok {
		whole["patternProperties"] = object{"/": tags}
	}
	text, err := json.MarshalIndent(whole, "", "  ")
	if err != nil {
		return "", fmt.Errorf("the schema: %w", err)
	}
	return string(text) + "\n", nil
}

func table(words string, of object) object {
	return object{"type": "object", "description": words, "properties": of, "additionalProperties": false}
}

func several(words string, of object, required ...string) object {
	one := table(words, of)
	one["required"] = required
	return object{"type": "array", "description": words, "items": one}
}

func properties[T any](all []setting[T], n names, t *T) object {
	found := object{}
	for _, s := range all {
		found[s.name] = described(s, n, t)
	}
	return found
}

// described is one setting: its type, and what it may be.
func described[T any](s setting[T], n names, t *T) object {
	o := object{"description": s.help}
	one := object{"type": "string"}
	if s.among != nil {
		if all := s.among(n); len(all) > 0 {
			one["enum"] = all
		}
	}
	switch s.field(t).(type) {
	case *bool, **bool:
		o["type"] = "boolean"
	case *int:
		o["type"], o["minimum"], o["maximum"] = "integer", 1, s.most
	case *int64:
		o["type"] = []string{"string", "integer"} // the bounds are of numbers, the pattern of texts
		o["minimum"], o["maximum"] = int64(leastIndex), int64(mostIndex)
		o["pattern"] = `^[0-9][0-9.,]* ?([KkMmGgTt][Ii]?)?[Bb]?$`
	case *[]string:
		o["type"], o["items"] = "array", one
	case **time.Location:
		o["type"], o["minLength"] = "string", 1
	default:
		maps.Copy(o, one)
	}
	return o
}

// plain is the value of a field as JSON has it.
func plain(field any) any {
	switch of := field.(type) {
	case *string:
		return *of
	case *bool:
		return *of
	case *int:
		return *of
	case *int64:
		return *of
	case *[]string:
		return append([]string{}, *of...)
	case **time.Location:
		return "local"
	}
	return nil
}

func each(names []string, is object) object {
	found := object{}
	for _, name := range names {
		found[name] = is
	}
	return found
}

// actions are the keys of actions by their whole names, and in tables by scope.
func actions(all []string) object {
	keys := object{"type": []string{"string", "array"}, "items": object{"type": "string"}}
	found := each(all, keys)
	scopes := map[string]object{}
	for _, name := range all {
		scope, action := cutScope(name)
		if scopes[scope] == nil {
			scopes[scope] = object{}
		}
		scopes[scope][action] = keys
	}
	for scope, actions := range scopes {
		if scope != "" {
			found[scope] = table("The keys of these actions.", actions)
		}
	}
	return table("The keys of actions: one, several, or none.", found)
}

func cutScope(name string) (scope, action string) {
	scope, action, found := strings.Cut(name, ".")
	if !found {
		return "", name
	}
	return scope, action
}

package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"tagboat/hub"
	"tagboat/hub/fields"
)

// Promise is what scripts may rely on, in words for whoever writes them.
const Promise = "Within the versions 0.x, and then 1.x, members are only added: none is renamed, removed, or given another " +
	"meaning or type. So read the ones you know, and let others pass."

// Schema is a JSON Schema, draft 2020-12.
type Schema struct {
	Draft       string     `json:"$schema,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        any        `json:"type,omitempty"` // a word, or several
	Format      string     `json:"format,omitempty"`
	Enum        []string   `json:"enum,omitempty"`
	Items       *Schema    `json:"items,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Additional  *bool      `json:"additionalProperties,omitempty"`
}

// member is a schema by its name.
type member struct {
	name string
	of   *Schema
}

// properties keep their order, which is that in which they are printed.
type properties []member

// MarshalJSON writes one object.
func (all properties) MarshalJSON() ([]byte, error) {
	dst := []byte{'{'}
	for i, p := range all {
		if i > 0 {
			dst = append(dst, ',')
		}
		name, err := json.Marshal(p.name)
		if err != nil {
			return nil, fmt.Errorf("the name of a member: %w", err)
		}
		of, err := json.Marshal(p.of)
		if err != nil {
			return nil, fmt.Errorf("the schema of %s: %w", p.name, err)
		}
		dst = append(append(append(dst, name...), ':'), of...)
	}
	return append(dst, '}'), nil
}

// Text is the schema as a document.
func (s *Schema) Text() ([]byte, error) {
	var text bytes.Buffer
	to := json.NewEncoder(&text)
	to.SetEscapeHTML(false)
	to.SetIndent("", "  ")
	if err := to.Encode(s); err != nil {
		return nil, fmt.Errorf("the schema: %w", err)
	}
	return text.Bytes(), nil
}

// orNull has it take null too.
func (s *Schema) orNull() *Schema {
	s.Type = []any{s.Type, "null"}
	return s
}

// schemaOf is that of a row, which has a value for every column.
func schemaOf[R any](columns []Column[R], full *R) *Schema {
	s := &Schema{Type: "object", Additional: new(true)}
	for _, c := range columns {
		of := schemaOfValue(c.Value(full))
		of.Description, of.Enum = c.Help, c.Words
		s.Properties = append(s.Properties, member{c.Name, of})
		if !c.More {
			s.Required = append(s.Required, c.Name)
		}
	}
	return s
}

// schemaOfValue tells what appendValue makes of values of this type.
func schemaOfValue(value any) *Schema {
	switch v := value.(type) {
	case int64:
		return &Schema{Type: "integer"}
	case bool:
		return &Schema{Type: "boolean"}
	case *float64:
		return (&Schema{Type: "number"}).orNull()
	case *int64:
		return (&Schema{Type: "integer"}).orNull()
	case hub.Digest:
		return (&Schema{Type: "string"}).orNull()
	case hub.Timestamp:
		return (&Schema{Type: "string", Format: "date-time"}).orNull()
	case []string:
		return &Schema{Type: "array", Items: &Schema{Type: "string"}}
	case fields.Images:
		lists := &Schema{Type: "array", Items: images.schema()} // which ask for no layers
		lists.Items.Properties = lists.Items.Properties[:len(lists.Items.Required)]
		return lists
	case nested:
		return v.schema()
	default:
		return &Schema{Type: "string"}
	}
}

// titled is a schema that stands alone.
func (s *Schema) titled(title, words string) *Schema {
	s.Draft = "https://json-schema.org/draft/2020-12/schema"
	s.Title, s.Description = title, words+" "+Promise
	return s
}

// ofRows is the schema of rows of columns, of which some are chosen by their names; none named are
// those that need not be asked for, and what is written only when it is.
func ofRows[R any](all []Column[R], names string) (*Schema, error) {
	chosen, err := Choose(all, names)
	if err != nil {
		return nil, wrong(err.Error())
	}
	if names == "" {
		return schemaOf(all, new(R)), nil
	}
	for i := range chosen {
		chosen[i].More = false
	}
	return schemaOf(slices.Clip(chosen), new(R)), nil
}

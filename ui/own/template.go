package own

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
)

// mostFilled is how many bytes a template may come to.
const mostFilled = 4 << 10

// checked is the function that every value goes through on its way into a text. Nobody can write
// it, as it is not there while a template is read.
const checked = "_checked"

// tmpl is a text with fields of a row in it, read once. It is made of fields, functions, and
// conditions; as nothing in it repeats, it ends.
type tmpl struct {
	text   string
	parsed *template.Template
	fields []string // that it names: "Reference"
	pieces int      // texts and values that it is made of; one value alone is one
}

// refused is why a text cannot be filled in, for a person.
type refused struct{ words string }

func (r *refused) Error() string { return r.words }

func refuse(format string, with ...any) error { return &refused{fmt.Sprintf(format, with...)} }

func newTemplate(text string) (*tmpl, error) {
	parsed, err := template.New("").Option("missingkey=error").Funcs(bounded).Parse(text)
	if err != nil {
		return nil, refuse("%s cannot be read: %s", quoted(text), without(err))
	}
	t := &tmpl{text: text, parsed: parsed}
	if parsed.Tree == nil { // empty, or nothing but definitions
		if text != "" {
			return nil, refuse("%s defines templates, which nothing here uses", quoted(text))
		}
		return t, nil
	}
	if len(parsed.Templates()) > 1 {
		return nil, refuse("%s defines templates, which nothing here uses", quoted(text))
	}
	if err := t.node(parsed.Root); err != nil {
		return nil, err
	}
	return t, nil
}

// without is what the template package says, without the name of the template.
func without(err error) string {
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "template: :"), "1: ")
}

// node notes the fields of a part of the template, and sends what it writes through the check.
func (t *tmpl) node(n parse.Node) error {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil
		}
		for _, one := range n.Nodes {
			if err := t.node(one); err != nil {
				return err
			}
		}
		return nil
	case *parse.CommentNode:
		return nil
	case *parse.TextNode:
		t.pieces++
		return nil
	case *parse.ActionNode:
		t.pieces++
		if err := t.names(n.Pipe); err != nil {
			return err
		}
		if !isConstant(n.Pipe) {
			n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{
				NodeType: parse.NodeCommand, Pos: n.Pos,
				Args: []parse.Node{parse.NewIdentifier(checked).SetPos(n.Pos)},
			})
		}
		return nil
	case *parse.IfNode:
		pieces := t.pieces
		err := t.names(n.Pipe)
		t.pieces = pieces // a condition is not written
		return cmp.Or(err, t.node(n.List), t.node(n.ElseList))
	default:
		return refuse("%s: only fields, functions and {{if}} are for here", quoted(t.text))
	}
}

// isConstant reports whether an expression is a text of the person's own, as {{"{{"}} is.
func isConstant(n *parse.PipeNode) bool {
	return len(n.Cmds) == 1 && len(n.Cmds[0].Args) == 1 &&
		n.Cmds[0].Args[0].Type() == parse.NodeString
}

// names notes the fields of the row that an expression has. The row itself is nothing to fill in,
// and what is taken from it by another way than a field could not be checked.
func (t *tmpl) names(n parse.Node) error {
	switch n := n.(type) {
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			return refuse("%s: variables are not for here", quoted(t.text))
		}
		for _, command := range n.Cmds {
			for _, arg := range command.Args {
				if err := t.names(arg); err != nil {
					return err
				}
			}
		}
	case *parse.ChainNode:
		return t.names(n.Node)
	case *parse.FieldNode:
		t.note(n.Ident[0])
	case *parse.VariableNode: // only the row has one, without declarations
		if len(n.Ident) == 1 {
			return refuse("%s: $ alone is no field; write {{.Reference}}", quoted(t.text))
		}
		t.note(n.Ident[1])
	case *parse.DotNode:
		return refuse("%s: a point alone is no field; write {{.Reference}}", quoted(t.text))
	case *parse.StringNode:
		t.pieces++
	}
	return nil
}

func (t *tmpl) note(field string) {
	if !slices.Contains(t.fields, field) {
		t.fields = append(t.fields, field)
	}
}

// missing are the fields that it names and a list's rows do not have.
func (t *tmpl) missing(of *list) (names []string) {
	for _, name := range t.fields {
		if _, has := of.sample.values[name]; !has {
			names = append(names, "{{."+name+"}}")
		}
	}
	return names
}

// fill is the text for a row. Each value goes through check, which is told where it is put.
func (t *tmpl) fill(row Row, check func(value string, at spot) error) (string, error) {
	if t.parsed.Tree == nil {
		return "", nil
	}
	once, err := t.parsed.Clone()
	if err != nil {
		return "", refuse("%s cannot be filled in: %s", quoted(t.text), without(err))
	}
	var out filled
	once.Funcs(template.FuncMap{checked: func(value any) (string, error) {
		if value == nil {
			return "", refuse("%s is nothing for a row", quoted(t.text))
		}
		text := fmt.Sprint(value)
		return text, check(text, spot{before: out.String(), alone: t.pieces <= 1})
	}})
	err = once.Execute(&out, row.values)
	if why, ok := errors.AsType[*refused](err); ok {
		return "", why
	}
	if err != nil {
		return "", refuse("%s cannot be filled in: %s", quoted(t.text), without(err))
	}
	return out.String(), nil
}

// filled is a text of bounded length.
type filled struct{ strings.Builder }

func (f *filled) Write(p []byte) (int, error) {
	if f.Len()+len(p) > mostFilled {
		return 0, errTooLong
	}
	return f.Builder.Write(p)
}

// WriteString is Write: a template may write either way.
func (f *filled) WriteString(s string) (int, error) { return f.Write([]byte(s)) }

package ui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/query"
)

// does finds something in the box of all actions, and does it.
func (s *story) does(text string) {
	s.types(":")
	s.types(text)
	s.press("enter")
}

// names are the fields and the orders of a collection.
func names[T any](schema query.Schema[T]) (orders, fields []string) {
	for _, o := range schema.Orders {
		orders = append(orders, o.Name)
	}
	for _, f := range schema.Fields {
		fields = append(fields, f.Name)
	}
	return orders, fields
}

func TestEveryOrderAndEveryFieldIsFoundByItsName(t *testing.T) {
	for where, lead := range map[string]func(s *story){"tags": atNginx, "repositories": atAcme} {
		orders, fields := names(query.Tags())
		if where == "repositories" {
			orders, fields = names(query.Repositories())
		}
		tell(t, setting{demo: true}, func(s *story) {
			lead(s)
			for _, name := range orders {
				s.does("'sort 'by " + name)
				s.types("s")
				assert.Regexp(t, `[│▌]\w  `+name+` +again turns it round`, s.screen(), where)
				s.press("esc")
			}
			s.does("sort by size")
			asked := s.selected()
			s.does("sort by size")
			assert.NotEqual(t, asked, s.selected(), "asked for again an order turns round, as its key does")
			for _, name := range fields {
				s.does("'filter " + name)
				s.sees("/" + name + ":")
				s.press("esc")
			}
			s.types("/alpine")
			s.press("enter")
			s.does("'filter size")
			s.sees("/alpine size:")
			s.types(">1GB")
			s.press("enter")
			s.sees("alpine size:>1GB")
		})
	}
}

func TestAFormToCopyIsFoundByItsNameAndIsTheLastOneThen(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		atNginx(s)
		s.does("FROM pinned")
		assert.Regexp(t, `^FROM nginx:1\.27\.3@sha256:`, s.copied)
		s.types("j")
		s.types(":familiar")
		s.sees("copy as familiar", "form  c f")
		s.press("enter")
		familiar := s.copied
		s.types("k")
		s.types("C")
		assert.NotEqual(t, familiar, s.copied)
		assert.Regexp(t, `^nginx:\S+$`, s.copied, "C copies again in that form")
		s.press("enter")
		s.does("docker pull pinned")
		assert.Regexp(t, `^docker pull nginx:`, s.copied, "the platforms of a tag have them too")
		s.press("esc", "esc")
		s.types(":familiar")
		s.misses("copy as familiar")
	})
}

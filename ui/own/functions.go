package own

import (
	"fmt"
	"regexp"
	"sync"
	"text/template"
)

// bounded are those functions of templates that make text, each of bounded length: what is made on
// the way to a text takes memory too.
var bounded = template.FuncMap{
	"print":    brief(fmt.Sprint),
	"println":  brief(fmt.Sprintln),
	"html":     brief(template.HTMLEscaper),
	"js":       brief(template.JSEscaper),
	"urlquery": brief(template.URLQueryEscaper),
	"printf": func(format string, with ...any) (string, error) {
		if wide().MatchString(format) {
			return "", refuse("%s: a width has two digits at most here", quoted(format))
		}
		return brief(func(with ...any) string { return fmt.Sprintf(format, with...) })(with...)
	},
}

// wide is a format with a value of more than 99 characters, or of as many as another value says.
var wide = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`%[^%A-Za-z]*(\*|[0-9]{3})`)
})

// brief is a function whose texts and result are no longer than all that may be filled in.
func brief(f func(with ...any) string) func(with ...any) (string, error) {
	return func(with ...any) (string, error) {
		long := 0
		for _, one := range with {
			if text, is := one.(string); is {
				long += len(text)
			}
		}
		if long > mostFilled {
			return "", errTooLong
		}
		text := f(with...)
		if len(text) > mostFilled {
			return "", errTooLong
		}
		return text, nil
	}
}

var errTooLong = refuse("it comes to more than %d KB", mostFilled>>10)

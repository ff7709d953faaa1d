package own

import (
	"slices"
	"strings"
	"unicode"

	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/ui/config"
)

// Copy is a form of a tag that a person wrote.
type Copy struct {
	Name   string
	Letter string // that chooses it in the menu; empty where none is free
	tmpl   *tmpl
}

// Copies are the forms that can be used, each with a letter that is neither one of our forms' nor
// one of those that are taken: of its own name, if one of these is free.
func Copies(c config.Config, taken ...string) []Copy {
	used := forms.Letters() + strings.Join(taken, "")
	var all []Copy
	for _, made := range c.Copies {
		t, err := newCopy(made)
		if err != nil {
			continue
		}
		letter := freeLetter(made.Name, used)
		used += letter
		all = append(all, Copy{Name: made.Name, Letter: letter, tmpl: t})
	}
	return all
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

func freeLetter(name, used string) string {
	for _, r := range strings.ToLower(name) + strings.ToUpper(name) + letters {
		if strings.ContainsRune(letters, r) && !strings.ContainsRune(used, r) {
			return string(r)
		}
	}
	return ""
}

func newCopy(made config.Copy) (*tmpl, error) {
	t, err := newTemplate(made.Text)
	switch {
	case err != nil:
		return nil, err
	case !isName(made.Name):
		return nil, refuse("a form needs a name of one line")
	case forms.IsName(made.Name):
		return nil, refuse("%s is the name of a form of tagboat's own", quoted(made.Name))
	case strings.ContainsFunc(made.Text, unicode.IsControl) || clean.Line(made.Text) != made.Text:
		return nil, refuse("%s is not one line that can be seen whole", quoted(made.Text))
	case made.Text == "":
		return nil, refuse("a form needs a text")
	}
	return t, trial(t, Tags)
}

// Text is the form of a subject; false where it has none that is safe to paste. Of what a tag was
// only those are right that name the digest.
func (c *Copy) Text(s forms.Subject) (string, bool) {
	if s.Past && (!slices.Contains(c.tmpl.fields, "Digest") || slices.Contains(c.tmpl.fields, reference)) {
		return "", false
	}
	text, err := c.tmpl.fill(OfTag(rowOfSubject(s)), line)
	if err != nil || text == "" || clean.Line(text) != text {
		return "", false
	}
	return text, true
}
